"""How long a yes holds: six months from the choice, never prolonged by a visit."""

from toile.wire.clock import MS_A_DAY, MS_A_SECOND

# SPECS §4: Max-Age=15552000; CNIL 2020-092 calls six months good practice.
LIFETIME_MS = 180 * MS_A_DAY
LIFETIME_SECONDS = LIFETIME_MS // MS_A_SECOND


def expires_ms(chosen_ms: int) -> int:
    """Tell when a yes given at the time stops being one."""
    return chosen_ms + LIFETIME_MS
