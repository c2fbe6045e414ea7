"""The plans: immutable snapshots that the control plane hands to the data plane.

The worker publishes them, the edge obeys them. One plan a wing, so that the ads wing
never learns which cinemas a visitor knows and the pool never learns of campaigns. A
plan is replaced whole; ``version`` rises with each change. New fields have defaults, so
that either side may be the newer one.
"""

from typing import Annotated, Literal, TypeVar

import msgspec

from toile.wire.audience import SMALLEST_TARGETABLE
from toile.wire.errors import PlanError
from toile.wire.exchanges import Deal, Exchange, PublisherSite
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.near_you import NearCinema
from toile.wire.targeting import Cap, Format, Targeting

SCHEMA = 1

Pacing = Literal["even", "front", "fast"]
"""In step with the flight; twice as fast as that; as fast as it goes."""


class MemberSite(msgspec.Struct, frozen=True):
    """A site of a member cinema whose agreement is in force.

    ``key`` is the public pixel key; ``origins`` are the exact web origins that may
    report; ``cinemas`` lists the cinemas the site shows, the first the default.
    ``tool`` is the consent tool it declared, by the code its reports bear; "": none.
    """

    id: Ulid
    key: str
    name: str
    origins: tuple[str, ...]
    cinemas: Annotated[tuple[Ulid, ...], msgspec.Meta(min_length=1)]
    privacy_url: str = ""
    tool: str = ""


class SuspendedSite(msgspec.Struct, frozen=True):
    """A site whose reports are refused, by its pixel key, and on whose word.

    ``check``: a check saw it collect without consent; ``union``: the union said so.
    """

    key: str
    reason: Literal["check", "union"]


class Controller(msgspec.Struct, frozen=True):
    """A controller named in the banner: who, and what for."""

    name: str
    role: Literal["union", "operator", "distributor"]
    privacy_url: str = ""


class PoolPlan(msgspec.Struct, frozen=True, kw_only=True, tag_field="plan", tag="pool"):
    """What the pool's edge needs: member sites, and whom the banner must name."""

    schema: int = SCHEMA
    version: int
    made_ms: int
    sites: tuple[MemberSite, ...] = ()
    controllers: tuple[Controller, ...] = ()
    window_days: int = 90
    suspended: tuple[SuspendedSite, ...] = ()


class Media(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of a creative, named by the hash of its content.

    ``fits`` holds the same picture made for placements of one size ("300x250"), or the
    same film in another one.
    """

    file: str
    mime: str
    width: int
    height: int
    size_bytes: int
    duration_ms: int | None = None
    fits: dict[str, "Media"] = {}


class Creative(msgspec.Struct, frozen=True, omit_defaults=True):
    """A poster, or a teaser with the poster that stands before it plays.

    Of creatives that take turns, one of ``weight`` 2 comes twice for each other once.
    """

    id: Ulid
    kind: Literal["poster", "teaser"]
    poster: Media
    teaser: Media | None = None
    weight: int = 1


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A live line item with all that a decision needs.

    ``starts_ms`` inclusive, ``ends_ms`` exclusive. ``price`` is micro-euros for 1000
    impressions, ``budget`` micro-euros over the line's life. ``holdout`` is the per
    cent of the pool's ids that the campaign is held back from, to measure its effect.
    ``near_you`` lets its ads name the next screenings of the film
    (``AdsPlan.programmes``).

    On exchanges it bids at most ``bid`` for 1000 impressions, its price less the
    operator's margin (0: it does not bid), only by its ``deals`` if it has any, less
    than that where ``shading`` learnt that less wins. ``advertiser`` is the
    distributor's domain. ``anonymous`` lets it bid where no consent allows an id.
    """

    id: Ulid
    campaign: Ulid
    distributor: str
    film_title: str
    film_rating: str
    allocine_id: int
    starts_ms: int
    ends_ms: int
    budget: Money
    price: Money
    targeting: Targeting
    formats: tuple[Format, ...]
    cap: Cap | None
    creatives: tuple[Creative, ...]
    holdout: int = 0
    near_you: bool = False
    advertiser: str = ""
    bid: Money = Money(0)
    deals: tuple[Ulid, ...] = ()
    pacing: Pacing = "even"
    shading: bool = False
    anonymous: bool = False


class Programme(msgspec.Struct, frozen=True):
    """Where a film is shown next: member cinemas by département (INSEE code).

    Of the open programme, which anybody may read; decision 0018 says why it may cross
    into the ads wing.
    """

    allocine_id: int
    departements: dict[str, tuple[NearCinema, ...]]


class Placement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place on a publisher's site; ``origins`` are the pages that may ask for it.

    ``floor`` is the least that its publisher takes, micro-euros for 1000 impressions.
    One ``by_exchange`` has no tag of ours on the page: exchanges offer it, on the hosts
    of the site of ``publisher_id``, under its ``tag_id`` (none: any place of its size).
    """

    id: Ulid
    key: str
    publisher: str
    origins: tuple[str, ...]
    format: Format
    width: int
    height: int
    interests: tuple[str, ...] = ()
    floor: Money = Money(0)
    publisher_id: Ulid = Ulid("")
    by_exchange: bool = False
    tag_id: str = ""


class TcfLists(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the IAB's lists say, as far as a bid asks (SPECS §2.3).

    ``bases`` are what the operator declared by version of the vendor list: purposes by
    consent, by legitimate interest, and flexible, as masks of 24 bits, purpose 1's the
    leftmost. ``deleted_tools`` tells since when a consent tool is deleted, by CmpId.
    """

    bases: dict[int, tuple[int, int, int]] = {}
    deleted_tools: dict[int, int] = {}


class AdsPlan(msgspec.Struct, frozen=True, kw_only=True, tag_field="plan", tag="ads"):
    """What the ads edge needs: live lines and the placements that may show them.

    ``programmes`` holds the films of those lines that say where to see them.
    ``smallest_segment`` is the fewest ids that a targeted segment may have by the
    pool's rules; the edge never goes under 100 (DESIGN §5, rule 4). ``rates``
    are micro-euros for one unit of a currency (ISO 4217), for floors and prices that
    are not in euros. ``margin_percent`` is the operator's part of what a distributor
    pays for what was bought on an exchange.
    """

    schema: int = SCHEMA
    version: int
    made_ms: int
    lines: tuple[Line, ...] = ()
    placements: tuple[Placement, ...] = ()
    programmes: tuple[Programme, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    deals: tuple[Deal, ...] = ()
    sites: tuple[PublisherSite, ...] = ()
    rates: dict[str, Money] = {}
    margin_percent: int = 0
    smallest_segment: int = SMALLEST_TARGETABLE
    tcf: TcfLists = TcfLists()


Plan = TypeVar("Plan", bound=PoolPlan | AdsPlan)


def encode(plan: PoolPlan | AdsPlan) -> bytes:
    """Write a plan as JSON, one indented document that people can read."""
    return msgspec.json.format(msgspec.json.encode(plan), indent=1)


def decode(document: bytes, kind: type[Plan]) -> Plan:
    """Read a plan of the given kind.

    Raises ``PlanError`` for what is no such plan or comes from a newer schema.
    """
    try:
        plan = msgspec.json.decode(document, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PlanError(kind.__name__, str(error), "Publish the plan again.") from error
    if plan.schema > SCHEMA:
        raise PlanError(
            kind.__name__,
            f"it has schema {plan.schema}, this program reads up to {SCHEMA}",
            "Bring the edge to the worker's version.",
        )
    return plan
