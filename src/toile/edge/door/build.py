"""Putting the door together: its keys, its space, and one route."""

from toile.edge.door.exchange import DOOR_TABLES, DoorWing, exchange
from toile.edge.door_key import DoorKey
from toile.edge.limits import Limits
from toile.edge.server import Answer, Request, Router, response
from toile.journal import open_reader
from toile.profiles import Space, open_space
from toile.settings import Settings
from toile.wire.door import DOOR_PATH, MOST_BYTES

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
    key = DoorKey(settings.ads_keys)
    space = open_space(settings.profiles, "ads", DOOR_TABLES)
    journal = open_reader(settings.journal, "ads")

    def answer(request: Request) -> Answer:
        key.refresh()
        return exchange(DoorWing(key.seal, space, journal), request)

    router = Router()
    router.add("POST", DOOR_PATH, answer)
    router.add("GET", "/healthz", _healthy)
    return DoorApp(router, space)


def _healthy(_request: Request) -> bytes:
    return response(200, b"ok\n", headers=((b"Content-Type", b"text/plain"),))
