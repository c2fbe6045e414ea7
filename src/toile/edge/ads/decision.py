"""One decision for a direct placement, by whichever door it is asked for.

The page says with ``c=1`` that it has the visitor's yes; without it no cookie is read
and only lines that ask for no segment may answer.
"""

import msgspec

from toile.ads.delivery import caps
from toile.ads.delivery.devices import device_of
from toile.ads.delivery.match import Context
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.decide import Asked, Chosen, decide
from toile.ads.direct.serving import impression_token
from toile.consent import may_target
from toile.edge import answers
from toile.edge.ads.holdout import assign
from toile.edge.ads.wing import AdsWing, aid_of, seen_by, whose
from toile.edge.server import Request, problem
from toile.wire.audience import Membership
from toile.wire.clock import now_ms
from toile.wire.ids import Aid, new_ulid
from toile.wire.plan import Placement
from toile.wire.tokens import ImpressionToken

_LONGEST = 1_000
_NAMES = {reason: reason.name.lower() for reason in NoBidReason}


class Served(msgspec.Struct, frozen=True):
    """What is to be shown, where, and the token that reports it."""

    chosen: Chosen
    placement: Placement
    token: ImpressionToken
    origin: str
    now_ms: int


class NotServed(msgspec.Struct, frozen=True):
    """No ad for a page that may ask; the reason is counted."""

    origin: str


def decision(
    wing: AdsWing, request: Request, door: str, *, film: bool = False
) -> Served | NotServed | bytes:
    """Choose an ad (a ``film`` for a player), or none; bytes answer a bad request."""
    placement = wing.plan.current.placements.get(request.param("p") or "")
    if placement is None:
        wing.counters.count(door, _NAMES[NoBidReason.INVALID_REQUEST])
        return problem(
            404,
            "Unknown placement",
            "No placement has this key; copy it again from the portal.",
            code="unknown_placement",
            field="p",
        )
    origin = answers.origin_of(request)
    if origin not in placement.origins:
        wing.counters.count(door, "foreign_origin")
        return problem(
            403,
            "Foreign origin",
            "This page is not on the site that the placement belongs to.",
            code="foreign_origin",
        )
    now = now_ms()
    refusal = may_target(
        gpc=answers.says_gpc(request),
        page_consents=request.param("c") == "1",
        objects=answers.objects(request),
    )
    if refusal is not None and placement.format == "popup":
        return _none(wing, door, NoBidReason.NO_CONSENT, origin)
    aid = aid_of(request) if refusal is None else None
    membership = None
    if aid is not None:
        aid, membership = whose(wing, aid)
    asked = _asked(wing, request, placement, (aid, membership), now, film)
    chosen = _choose(wing, asked, aid)
    if isinstance(chosen, NoBidReason):
        return _none(wing, door, chosen, origin)
    # An ad that the pool did not choose is not tied to the id that saw it.
    token = _serve(wing, door, chosen, asked, aid if chosen.by_pool else None)
    return Served(chosen, placement, token, origin, now)


def _none(wing: AdsWing, door: str, reason: NoBidReason, origin: str) -> NotServed:
    wing.counters.count(door, _NAMES[reason])
    return NotServed(origin)


def _asked(
    wing: AdsWing,
    request: Request,
    placement: Placement,
    who: tuple[Aid | None, Membership | None],
    now: int,
    film: bool,
) -> Asked:
    aid, membership = who
    seen = caps.NOTHING
    # Only lines of the pool have caps: who is in no segment is shown none of them.
    if aid is not None and membership is not None:
        seen = seen_by(wing, aid, now)
    return Asked(
        placement=placement,
        place=wing.places.of(request),
        membership=membership,
        seen=seen,
        now_ms=now,
        film=film,
        context=_context(request, placement),
    )


def _context(request: Request, placement: Placement) -> Context:
    agent = request.header(b"user-agent")[:_LONGEST].decode("latin-1")
    return Context(
        placement.origins,
        device_of(agent),
        _language(request.header(b"accept-language")),
    )


def _language(accepted: bytes) -> str | None:
    """The language that a reader prefers (RFC 9110 §12.5.4), as ISO 639-1."""
    first = accepted[:2].lower()
    return first.decode("ascii") if first.isalpha() and len(first) == 2 else None


def _choose(wing: AdsWing, asked: Asked, aid: Aid | None) -> Chosen | NoBidReason:
    placement = asked.placement.id
    chosen = decide(
        wing.plan.current,
        asked,
        allowance=wing.pace.left,
        targetable=wing.crowds.targetable,
        withhold=lambda line: assign(wing, line, placement, aid, asked.now_ms),
        turn=wing.turn(),
    )
    wing.supply.count(
        placement,
        asked.place.departement,
        member=asked.membership is not None,
        served=isinstance(chosen, Chosen),
        line=chosen.line.id if isinstance(chosen, Chosen) else None,
    )
    return chosen


def _serve(
    wing: AdsWing, door: str, chosen: Chosen, asked: Asked, aid: Aid | None
) -> ImpressionToken:
    now, line = asked.now_ms, chosen.line
    wing.pace.serve(line.id, now)
    if aid is not None and line.cap is not None:
        wing.recent.serve(aid, line.id, asked.seen, now)
    wing.counters.count(door, "served")
    return impression_token(chosen, new_ulid(now), asked.placement.id, aid, now)
