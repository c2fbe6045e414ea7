"""The events of the journal: what happened, written once, never changed.

The pool's stream holds consents, visits, erasures and rekeyings; the ads stream holds
impressions, views, video progress and clicks, exchanges' notices, and for the lab
assignments and supply.
The edge writes them, the worker reads them. Every event has an id, so that a projection
can meet it twice and count it once.

A record is the MessagePack of one event, its kind under ``"t"``. Versions: fields are
only ever added, with a default, and unknown fields are skipped, so that each version
reads the records of every other; what cannot be said so becomes a new kind.
``tests/wire/golden`` keeps records of every version ever released.
"""

from typing import Literal

import msgspec

from toile.wire.ids import Aid, Sid, Ulid
from toile.wire.money import Money

Choice = Literal["yes", "no", "withdrawal"]
Device = Literal["unknown", "desktop", "mobile", "tablet"]
Quartile = Literal["start", "first", "midpoint", "third", "complete"]


class Event(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="t"
):
    """What all events have: an id and the time, milliseconds since the epoch, UTC."""

    id: Ulid
    at_ms: int


class Consent(Event, tag="consent", frozen=True, kw_only=True):
    """A proof: who asked, which text, when, which signal, and what was answered.

    A ``no`` carries no id: a refusal leaves no trace of the person. ``device`` is a
    class of three, by which nobody is recognised. ``tc_string`` is what a TCF tool
    wrote of the choice; ``tc_hash`` names it (BLAKE2b-128, in hexadecimal) and outlives
    it.

    A yes with a ``refusal`` (a code of ``ConsentRefusal``) was told to us and not
    believed: it is kept as what was said, without an id, and grants nothing.
    """

    site: Ulid
    choice: Choice
    tool: str
    tool_version: str = ""
    text_version: str = ""
    language: str = ""
    purposes: tuple[int, ...] = ()
    controllers: tuple[str, ...] = ()
    device: Device = "unknown"
    sid: Sid | None = None
    tc_string: str = ""
    tc_hash: str = ""
    refusal: str = ""


class Visit(Event, tag="visit", frozen=True, kw_only=True):
    """A consented page view on a member site, and when the yes it rests on was given.

    ``page`` has no query and no fragment.
    """

    site: Ulid
    cinema: Ulid
    page: str
    yes_ms: int
    film: str | None = None
    sid: Sid | None = None


class Erasure(Event, tag="erasure", frozen=True, kw_only=True):
    """A spectator asked that all that is held on this browser be erased.

    ``number`` is the one by which its state is looked up later; nothing leads from it
    to the browser. ``objects`` says no for the future as well (GDPR art. 21).
    """

    sid: Sid | None = None
    number: str = ""
    objects: bool = False


class Rekeyed(Event, tag="rekeyed", frozen=True, kw_only=True):
    """A browser of the pool was seen again with a new version of the union's keys.

    What is held under its ``previous`` id is held under ``sid`` from now on. Without
    ids once it was erased, or the previous version is over.
    """

    sid: Sid | None = None
    previous: Sid | None = None


class Impression(Event, tag="impression", frozen=True, kw_only=True):
    """An ad began to show. ``impression`` is the id sealed into its tokens.

    ``price`` is what 1000 of them cost when it was served: a change of price never
    rewrites the past. Bought on an ``exchange`` it costs nothing here where a ``Bill``
    counts; else ``cost`` is what the exchange takes for 1000.
    """

    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    price: Money
    aid: Aid | None = None
    exchange: Ulid | None = None
    cost: Money = Money(0)


class View(Event, tag="view", frozen=True, kw_only=True):
    """An impression became viewable (MRC: half of it, one second)."""

    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid


class VideoProgress(Event, tag="video", frozen=True, kw_only=True):
    """A teaser reached a quartile."""

    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    reached: Quartile


class Click(Event, tag="click", frozen=True, kw_only=True):
    """A click was measured: the redirect to the film's page was sent.

    The edge notes what it saw (``agent``, ``prefetch``, ``expired``, ``fetched``
    without anybody following a link, the id of the click's own cookie); whether the
    click is billed is decided by the worker.
    """

    impression: Ulid
    served_ms: int
    campaign: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    aid: Aid | None = None
    cookie_aid: Aid | None = None
    agent: Literal["browser", "bot", "none"] = "browser"
    prefetch: bool = False
    expired: bool = False
    fetched: bool = False


class Assignment(Event, tag="assignment", frozen=True, kw_only=True):
    """A line won the decision for an id of the pool: it was served, or held out.

    Written alike for both groups of a campaign's comparison, at most about once a day
    for an id and a campaign: whoever was held out would have been served this line
    ("ghost ad", decision 0013). The film is named so that the pool can tell whether
    its page is looked up afterwards.
    """

    campaign: Ulid
    line: Ulid
    placement: Ulid
    held_out: bool
    allocine_id: int
    film_title: str = ""
    aid: Aid | None = None


class SupplyCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """Requests of one placement: all of them, or only those from one département.

    ``members`` were by ids of the pool's segment, ``served`` got an ad,
    ``members_served`` are both. A cell of a département says only ``requests``.
    """

    placement: Ulid
    departement: str = ""
    requests: int = 0
    members: int = 0
    served: int = 0
    members_served: int = 0


class ServedCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """Ads of one line served to one département: a multiple of fifty, never fewer."""

    line: Ulid
    departement: str
    served: int


class AuctionCell(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an exchange asked and what it was bid: whole, or of one line its ``bids``.

    ``requests`` are those that could be read; of tests nothing is counted.
    """

    exchange: Ulid
    line: Ulid | None = None
    requests: int = 0
    bids: int = 0


class Supply(Event, tag="supply", frozen=True, kw_only=True):
    """How often an edge process was asked for ads since it last told: no person in it.

    Whole placements are told every minute, départements every hour and apart from who
    asked, so that no minute's cell says where the one reader of that minute was. What
    lines served by département is told every hour too, in fifties: an hour's ads of a
    line are few, and its impressions carry ids. ``auctions`` are told every minute.
    """

    cells: tuple[SupplyCell, ...] = ()
    lines: tuple[ServedCell, ...] = ()
    auctions: tuple[AuctionCell, ...] = ()


class Notice(Event, frozen=True, kw_only=True):
    """What an exchange told of a bid; ``impression`` is the id sealed into the bid.

    ``bid`` is what we bid for 1000.
    """

    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    exchange: Ulid
    bid: Money


class Win(Notice, tag="win", frozen=True, kw_only=True):
    """The bid won; nothing is counted yet. ``cost`` for 1000, if it was told.

    ``to_win`` is the least that would have won (0: not told).
    """

    cost: Money | None = None
    to_win: Money = Money(0)


class Bill(Notice, tag="bill", frozen=True, kw_only=True):
    """The exchange bills it: ``cost`` for 1000 to the exchange, ``price`` to the line.

    ``told`` is false where the notice carried no price that could be read: then the
    bid counts, which is the most that may be billed.
    """

    cost: Money
    price: Money
    told: bool = True


class Loss(Notice, tag="loss", frozen=True, kw_only=True):
    """The bid lost: OpenRTB's reason, and what would have won (0: not told)."""

    reason: int = 0
    to_win: Money = Money(0)


PoolEvent = Consent | Visit | Erasure | Rekeyed
AdsEvent = (
    Impression | View | VideoProgress | Click | Assignment | Supply | Win | Bill | Loss
)
AnyEvent = PoolEvent | AdsEvent

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnyEvent] = msgspec.msgpack.Decoder(AnyEvent)

encode = _encoder.encode


def decode(record: bytes) -> AnyEvent:
    """Read one record; raises ``msgspec.DecodeError`` for what is no event."""
    return _decoder.decode(record)
