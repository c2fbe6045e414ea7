"""GET /ad: the decision for a placement, in one call.

The page says with ``c=1`` that it has the visitor's yes; without it no cookie is read
and only lines that ask for no segment may answer.
"""

from toile.ads.creatives.frame import label_of
from toile.ads.delivery import caps
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.decide import Asked, Chosen, decide
from toile.ads.direct.serving import impression_token
from toile.consent import may_target
from toile.edge import answers
from toile.edge.ads.wing import (
    AdsWing,
    aid_of,
    membership_of,
    seen_by,
    targetable,
)
from toile.edge.server import Answer, Request, problem
from toile.wire.clock import now_ms
from toile.wire.ids import Aid, new_ulid
from toile.wire.plan import Placement
from toile.wire.tags import AdAnswer

_DOOR = "ad"
_NAMES = {reason: reason.name.lower() for reason in NoBidReason}


def ad(wing: AdsWing, request: Request) -> Answer:
    """Choose an ad for a placement, or none."""
    compiled = wing.plan.current
    placement = compiled.placements.get(request.param("p") or "")
    if placement is None:
        wing.counters.count(_DOOR, _NAMES[NoBidReason.INVALID_REQUEST])
        return problem(
            404,
            "Unknown placement",
            "No placement has this key; copy it again from the portal.",
            code="unknown_placement",
            field="p",
        )
    origin = answers.origin_of(request)
    if origin not in placement.origins:
        wing.counters.count(_DOOR, "foreign_origin")
        return problem(
            403,
            "Foreign origin",
            "This page is not on the site that the placement belongs to.",
            code="foreign_origin",
        )
    now = now_ms()
    refusal = may_target(
        gpc=answers.says_gpc(request), page_consents=request.param("c") == "1"
    )
    aid = aid_of(request) if refusal is None else None
    if refusal is not None and placement.format == "popup":
        chosen: Chosen | NoBidReason = NoBidReason.NO_CONSENT
    else:
        chosen = _choose(wing, request, placement, aid, now)
    if isinstance(chosen, NoBidReason):
        wing.counters.count(_DOOR, _NAMES[chosen])
        return answers.empty_for(origin)
    return _serve(wing, chosen, placement, aid, now, origin)


def _choose(
    wing: AdsWing, request: Request, placement: Placement, aid: Aid | None, now: int
) -> Chosen | NoBidReason:
    asked = Asked(
        placement=placement,
        place=wing.places.of(request),
        membership=None if aid is None else membership_of(wing, aid),
        seen=caps.NOTHING if aid is None else seen_by(wing, aid),
        now_ms=now,
    )
    return decide(
        wing.plan.current,
        asked,
        allowance=wing.pace.left,
        targetable=lambda segment: targetable(wing, segment),
        turn=wing.turn(),
    )


def _serve(
    wing: AdsWing,
    chosen: Chosen,
    placement: Placement,
    aid: Aid | None,
    now: int,
    origin: str,
) -> bytes:
    wing.pace.serve(chosen.line.id, now)
    wing.counters.count(_DOOR, "served")
    impression = new_ulid(now)
    # An ad that the pool did not choose is not tied to the id that saw it.
    known = aid if chosen.by_pool else None
    token = impression_token(chosen, impression, placement.id, known, now)
    answer = AdAnswer(
        format=placement.format,
        width=placement.width,
        height=placement.height,
        frame=f"{wing.ads_url}/frame/{wing.tokens.seal(token)}",
        label=label_of(chosen.line.distributor),
    )
    return answers.json_for(origin, answer)
