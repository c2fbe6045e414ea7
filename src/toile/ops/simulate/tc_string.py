"""Consent strings as a publisher writes them: TCF 2.3, one vendor (SPECS §2.2)."""

import base64

_DECISECONDS_A_DAY = 864_000
_ALL_PURPOSES = 0b111111111110000000000000
_TOOL, _TOOL_VERSION, _LIST_VERSION, _POLICY = 10, 3, 150, 5


def tc_string(
    vendor: int, now_ms: int, *, says_yes: bool, others: int = 0, most: int = 0
) -> str:
    """Write a string of today in which everybody is disclosed and, on a yes, allowed.

    ``others`` are further vendors, as bits from the first of ``most`` places.
    """
    day = now_ms // 100 // _DECISECONDS_A_DAY * _DECISECONDS_A_DAY
    most = max(most, vendor)
    vendors = others | 1 << (most - vendor)
    allowed = vendors if says_yes else 0
    purposes = _ALL_PURPOSES if says_yes else 0
    core = _written(
        (2, 6), (day, 36), (day, 36), (_TOOL, 12), (_TOOL_VERSION, 12), (1, 6),
        (5, 6), (17, 6), (_LIST_VERSION, 12), (_POLICY, 6), (1, 1), (0, 1), (0, 12),
        (purposes, 24), (0, 24), (0, 1), (5, 6), (17, 6),
        (most, 16), (0, 1), (allowed, most),
        (0, 16), (0, 1), (0, 12),
    )  # fmt: skip
    disclosed = _written((1, 3), (most, 16), (0, 1), (vendors, most))
    return f"{core}.{disclosed}"


def _written(*fields: tuple[int, int]) -> str:
    value, length = 0, 0
    for number, bits in fields:
        value, length = value << bits | number, length + bits
    missing = -length % 8
    raw = (value << missing).to_bytes((length + missing) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
