"""GET /ad: the decision for a placement, in one call."""

from toile.ads.creatives.frame import label_of
from toile.edge import answers
from toile.edge.ads.decision import NotServed, decision
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request
from toile.wire.tags import AdAnswer


def ad(wing: AdsWing, request: Request) -> Answer:
    """Choose an ad for a placement, or none."""
    decided = decision(wing, request, "ad")
    if isinstance(decided, bytes):
        return decided
    if isinstance(decided, NotServed):
        return answers.empty_for(decided.origin)
    placement = decided.placement
    answer = AdAnswer(
        format=placement.format,
        width=placement.width,
        height=placement.height,
        frame=f"{wing.ads_url}/frame/{wing.tokens.seal(decided.token)}",
        label=label_of(decided.chosen.line.distributor),
    )
    return answers.json_for(decided.origin, answer)
