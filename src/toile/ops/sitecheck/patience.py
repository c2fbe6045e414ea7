"""How long a check waits: for what should come, and for what should not."""

import msgspec


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds in milliseconds.

    ``open_ms``: until a page answers. ``idle_ms``: until its network rests (0: its
    loading alone is waited for), then ``rest_ms`` more. ``quiet_ms``: how long silence
    is listened to. ``heard_ms``: how long what should come is waited for, with
    ``step_ms`` between two looks.
    """

    open_ms: int = 25_000
    idle_ms: int = 5_000
    rest_ms: int = 1_000
    quiet_ms: int = 2_000
    heard_ms: int = 4_000
    step_ms: int = 250


USUAL = Patience()
