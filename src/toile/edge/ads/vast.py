"""GET /vast: the decision for a video player of a direct placement, as VAST 4.2.

It decides as GET /ad does, among creatives with a teaser. That there is no ad is a
whole document as well, so that the player goes on at once.
"""

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.documents import Documents
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.video import of_creative, values
from toile.ads.direct.serving import click_token, why_token
from toile.edge import answers
from toile.edge.ads.decision import NotServed, Served, decision
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request, response
from toile.wire.vast import NO_AD

_DOOR = "vast"


def vast(wing: AdsWing, request: Request, documents: Documents) -> Answer:
    """Choose a teaser for a player of a placement, or none."""
    decided = decision(wing, request, _DOOR, film=True)
    if isinstance(decided, bytes):
        return decided
    if isinstance(decided, NotServed):
        return _document(NO_AD, decided.origin)
    return _document(_filled(wing, documents, decided), decided.origin)


def _filled(wing: AdsWing, documents: Documents, served: Served) -> str:
    line, creative = served.chosen.line, served.chosen.creative
    showing = of_creative(creative)
    # Candidates for a player all have a teaser.
    if showing is None:
        return NO_AD
    plan = wing.plan.current.plan
    hosts = Hosts(wing.ads_url, wing.portal_url)
    document = documents.of(plan, line, creative, showing, hosts=hosts, priced=False)
    token, now = served.token, served.now_ms
    tokens = FrameTokens(
        impression=wing.tokens.seal(token),
        click=wing.tokens.seal(click_token(token, line, now)),
        why=wing.why.seal(why_token(token, line, now)),
    )
    return document.fill(values(tokens, token.impression))


def _document(text: str, origin: str) -> bytes:
    headers = (
        (b"Content-Type", b"application/xml; charset=utf-8"),
        (b"Cache-Control", b"no-store"),
        (b"X-Content-Type-Options", b"nosniff"),
        *answers.shared_with(origin),
    )
    return response(200, text.encode(), headers=headers)
