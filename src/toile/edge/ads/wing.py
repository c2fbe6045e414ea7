"""What the ads wing's routes work with: keys, plan, store, pace, journal, counters."""

from collections.abc import Callable
from itertools import count

import msgspec

from toile.ads import moved
from toile.ads.delivery import caps
from toile.ads.direct.compiled import CompiledPlan
from toile.ads.notices.price import ReadPrice
from toile.edge.ads.assignments import Assignments
from toile.edge.ads.crowds import Crowds
from toile.edge.ads.geography import Places
from toile.edge.ads.media import Shelf
from toile.edge.ads.pace import Pace
from toile.edge.ads.recent import Recent
from toile.edge.ads.shades import Shades
from toile.edge.ads.supply import SupplyTally
from toile.edge.counters import Counters
from toile.edge.door_key import DoorKey
from toile.edge.plans import PlanInForce
from toile.edge.server import Request
from toile.journal import Writer
from toile.profiles import Space
from toile.wire import audience
from toile.wire.audience import AUDIENCE_TABLE, FORGOTTEN_TABLE, Membership
from toile.wire.errors import ProfileError
from toile.wire.ids import Aid, from_cookie
from toile.wire.plan import AdsPlan
from toile.wire.tokens import Sealer

AID_COOKIE = "aid"


class AdsWing(msgspec.Struct, frozen=True, kw_only=True):
    """The ads side of one edge process."""

    tokens: Sealer
    why: Sealer
    door: DoorKey
    plan: PlanInForce[AdsPlan, CompiledPlan]
    space: Space
    pace: Pace
    shades: Shades
    crowds: Crowds
    places: Places
    shelf: Shelf
    journal: Writer
    counters: Counters
    ads_url: str
    pool_url: str
    portal_url: str
    read_price: ReadPrice
    recent: Recent = msgspec.field(default_factory=Recent)
    assignments: Assignments = msgspec.field(default_factory=Assignments)
    supply: SupplyTally = msgspec.field(default_factory=SupplyTally)
    turn: Callable[[], int] = msgspec.field(default_factory=lambda: count().__next__)


def aid_of(request: Request) -> Aid | None:
    """Read the ads wing's cookie; anything that is not one of ours is none."""
    value = request.cookie(AID_COOKIE)
    raw = None if value is None else from_cookie(value)
    return None if raw is None else Aid(raw)


def membership_of(wing: AdsWing, aid: Aid) -> Membership | None:
    """Read the segments of an id; none while the store is down."""
    try:
        record = wing.space.get(AUDIENCE_TABLE, aid)
    except ProfileError:
        wing.counters.count("ad", "store_unavailable")
        return None
    return None if record is None else audience.decode(record)


def whose(wing: AdsWing, aid: Aid) -> tuple[Aid, Membership | None]:
    """Read the segments of an id, and tell what it is known by now.

    Over a rotation of the union's keys a cookie may still hold an earlier id. Only of
    one that is in no segment that has to be asked.
    """
    membership = membership_of(wing, aid)
    if membership is not None:
        return aid, membership
    try:
        present = moved.known_as(wing.space, aid)
    except ProfileError:
        return aid, None
    return present, None if present == aid else membership_of(wing, present)


def is_forgotten(wing: AdsWing, aid: Aid) -> bool:
    """Tell whether an id was erased; doubt, while the store is down, means yes."""
    try:
        return wing.space.get(FORGOTTEN_TABLE, aid) is not None
    except ProfileError:
        return True


def seen_by(wing: AdsWing, aid: Aid, now_ms: int) -> caps.Seen:
    """Read what an id has seen and is being shown; nothing while the store is down.

    Only lines of the pool have caps, and these need the segments from the same store.
    """
    try:
        record = wing.space.get(caps.CAPS, aid)
    except ProfileError:
        return caps.NOTHING
    counted = caps.NOTHING if record is None else caps.decode(record)
    return wing.recent.seen(aid, counted, now_ms)
