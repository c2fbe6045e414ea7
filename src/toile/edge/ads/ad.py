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
from toile.edge.ads.holdout import assign
from toile.edge.ads.wing import AdsWing, aid_of, membership_of, seen_by
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
    if refusal is not None and placement.format == "popup":
        return _none(wing, NoBidReason.NO_CONSENT, origin)
    aid = aid_of(request) if refusal is None else None
    asked = _asked(wing, request, placement, aid, now)
    chosen = decide(
        compiled,
        asked,
        allowance=wing.pace.left,
        targetable=wing.crowds.targetable,
        withhold=lambda line: assign(wing, line, placement.id, aid, now),
        turn=wing.turn(),
    )
    wing.supply.count(
        placement.id,
        asked.place.departement,
        member=asked.membership is not None,
        served=isinstance(chosen, Chosen),
        line=chosen.line.id if isinstance(chosen, Chosen) else None,
    )
    if isinstance(chosen, NoBidReason):
        return _none(wing, chosen, origin)
    # An ad that the pool did not choose is not tied to the id that saw it.
    return _serve(wing, chosen, asked, aid if chosen.by_pool else None, origin)


def _none(wing: AdsWing, reason: NoBidReason, origin: str) -> bytes:
    wing.counters.count(_DOOR, _NAMES[reason])
    return answers.empty_for(origin)


def _asked(
    wing: AdsWing, request: Request, placement: Placement, aid: Aid | None, now: int
) -> Asked:
    membership = None if aid is None else membership_of(wing, aid)
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
    )


def _serve(
    wing: AdsWing, chosen: Chosen, asked: Asked, aid: Aid | None, origin: str
) -> bytes:
    now, line, placement = asked.now_ms, chosen.line, asked.placement
    wing.pace.serve(line.id, now)
    if aid is not None and line.cap is not None:
        wing.recent.serve(aid, line.id, asked.seen, now)
    wing.counters.count(_DOOR, "served")
    token = impression_token(chosen, new_ulid(now), placement.id, aid, now)
    answer = AdAnswer(
        format=placement.format,
        width=placement.width,
        height=placement.height,
        frame=f"{wing.ads_url}/frame/{wing.tokens.seal(token)}",
        label=label_of(line.distributor),
    )
    return answers.json_for(origin, answer)
