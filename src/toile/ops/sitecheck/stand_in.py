"""Stands in for the collecting doors of the pool and of the ads wing during a check.

Scripts come from the real pool; what would be recorded is noted and answered here as
the pool answers, so that a check's yes is nobody's yes and no figure counts it.
"""

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Request, Route

from toile.edge.pool.scripts import banner_script
from toile.ops.sitecheck.seen import PROOFS, Asked
from toile.wire.sitecheck import SiteBrief
from toile.wire.tags import BannerSite

_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00"
    b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
# 2100: whatever the clock of the machine says, a receipt that holds.
_FAR_MS = 4_102_444_800_000
_SCRIPT_PATHS = (".js", ".css", ".map", ".json")


class StandIn:
    """Notes what a browser asks of our hosts; ``since`` gives what followed a mark."""

    def __init__(self, brief: SiteBrief) -> None:
        self._brief = brief
        self._origins = tuple(origin_of(url) for url in (brief.pool_url, brief.ads_url))
        self.asked: list[Asked] = []
        self.not_open = False

    def watch(self, context: BrowserContext) -> None:
        """Answer in the place of our hosts in all pages of a context."""
        context.route(lambda url: origin_of(url) in self._origins, self._answer)

    def since(self, mark: int) -> list[Asked]:
        """List what has been asked since so many requests had been."""
        return self.asked[mark:]

    @property
    def mark(self) -> int:
        """How many requests have been asked so far."""
        return len(self.asked)

    def _answer(self, route: Route, request: Request) -> None:
        path = urlsplit(request.url).path
        if request.method == "GET" and path.endswith("/consent.js"):
            self._banner(route, request)
        elif request.method == "GET" and path.endswith(_SCRIPT_PATHS):
            route.continue_()
        elif request.method == "OPTIONS":
            route.fulfill(status=204, headers=_shared(request))
        else:
            self._collect(route, request, path)

    def _banner(self, route: Route, request: Request) -> None:
        """Let the pool give the banner; give it here for a site not open yet."""
        brief = self._brief
        key = parse_qs(urlsplit(request.url).query).get("site", [""])[0]
        answer = route.fetch()
        if answer.status == 200 or not brief.name or key != brief.key:
            route.fulfill(response=answer)
            return
        self.not_open = True
        site = BannerSite(
            name=brief.name,
            privacy_url=brief.privacy_url,
            controllers=brief.controllers,
            text_version="",
        )
        headers = {
            "Content-Type": "text/javascript; charset=utf-8",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        route.fulfill(status=200, headers=headers, body=banner_script(site))

    def _collect(self, route: Route, request: Request, path: str) -> None:
        said = _read(request)
        proof = (
            PROOFS.get(said.get("choice", "")) if path.endswith("/consent") else None
        )
        page = (
            said.get("page") or parse_qs(urlsplit(request.url).query).get("p", [""])[0]
        )
        self.asked.append(Asked(request.method, request.url, proof or "", str(page)))
        headers = _shared(request)
        if proof == "yes":
            body = {"receipt": "check", "expires_ms": _FAR_MS, "handover": ""}
            route.fulfill(status=200, headers=headers, json=body)
        elif proof == "withdrawal":
            body = {"handover": "", "done": True}
            route.fulfill(status=200, headers=headers, json=body)
        elif request.resource_type == "image":
            route.fulfill(status=200, content_type="image/gif", body=_GIF)
        else:
            route.fulfill(status=204, headers=headers)


def origin_of(url: str) -> str:
    """Write the origin of an address as browsers do."""
    parts = urlsplit(url)
    port = {("http", 80): None, ("https", 443): None}.get(
        (parts.scheme, parts.port or 0), parts.port
    )
    return f"{parts.scheme}://{parts.hostname or ''}{f':{port}' if port else ''}"


def _read(request: Request) -> dict[str, str]:
    try:
        read = json.loads(request.post_data or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _shared(request: Request) -> dict[str, str]:
    origin = request.headers.get("origin", "")
    if not origin:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Headers": "content-type",
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
    }
