"""GET /vast: the decision for a video player of a direct placement, as VAST 4.2.

It decides as GET /ad does, among creatives with a teaser. That there is no ad is a
whole document as well, so that the player goes on at once.
"""

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.video import of_creative, template, values
from toile.ads.direct.compiled import CompiledPlan
from toile.ads.direct.serving import click_token, why_token
from toile.edge import answers
from toile.edge.ads.decision import NotServed, Served, decision
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request, response
from toile.wire.ids import Ulid
from toile.wire.plan import Creative, Line
from toile.wire.vast import NO_AD, Template

_DOOR = "vast"


class Documents:
    """The documents of the plan in force, each written when it is first served."""

    def __init__(self) -> None:
        self._of: CompiledPlan | None = None
        self._written: dict[tuple[Ulid, Ulid], Template | None] = {}

    def of(
        self, compiled: CompiledPlan, line: Line, creative: Creative, hosts: Hosts
    ) -> Template | None:
        """Give the document of a line's creative; ``None`` if it has no teaser."""
        if compiled is not self._of:
            self._of, self._written = compiled, {}
        key = (line.id, creative.id)
        if key not in self._written:
            showing = of_creative(creative)
            self._written[key] = (
                None
                if showing is None
                else template(line, creative, showing, hosts=hosts, priced=False)
            )
        return self._written[key]


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
    hosts = Hosts(wing.ads_url, wing.portal_url)
    document = documents.of(wing.plan.current, line, creative, hosts)
    # Candidates for a player all have a teaser.
    if document is None:
        return NO_AD
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
