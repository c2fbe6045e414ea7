"""Putting the door together: its keys, its space, and one route."""

from functools import partial

from toile.ads import keys as ads_keys
from toile.edge.door.exchange import DOOR_TABLES, DoorWing, exchange
from toile.edge.limits import Limits
from toile.edge.server import Request, Router, response
from toile.journal import open_reader
from toile.profiles import Space, open_space
from toile.settings import Settings
from toile.wire.door import DOOR_PATH, MOST_BYTES, DoorSeal
from toile.wire.errors import SettingError

LIMITS = Limits(body_bytes=MOST_BYTES, unzipped_bytes=MOST_BYTES, connections=16)


class DoorApp:
    """The door's process."""

    def __init__(self, router: Router, space: Space) -> None:
        self.router = router
        self._space = space

    async def close(self) -> None:
        """Let go of the store."""
        self._space.close()


async def build(settings: Settings, index: int) -> DoorApp:
    """Open what the door needs; raises ``SettingError`` for keys that are missing."""
    path = settings.ads_keys
    try:
        keys = ads_keys.read(path.read_bytes(), str(path))
    except OSError as error:
        raise SettingError(
            str(path),
            f"the key file cannot be read: {error.strerror}",
            "Bring the operator's key file, or name its place in TOILE_ADS_KEYS.",
        ) from error
    space = open_space(settings.profiles, "ads", DOOR_TABLES)
    wing = DoorWing(
        DoorSeal(bytes.fromhex(keys.door)), space, open_reader(settings.journal, "ads")
    )
    router = Router()
    router.add("POST", DOOR_PATH, partial(exchange, wing))
    router.add("GET", "/healthz", _healthy)
    return DoorApp(router, space)


def _healthy(_request: Request) -> bytes:
    return response(200, b"ok\n", headers=((b"Content-Type", b"text/plain"),))
