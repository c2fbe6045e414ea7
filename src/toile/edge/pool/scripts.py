"""GET /pixel.js, /consent.js and /adapters/…: what member sites embed.

An adapter translates one consent tool's signals; the pixel loads the one that its line
names (``data-consent``), so that no visitor loads another.
"""

from functools import lru_cache

import msgspec

from toile.edge.bundles import Bundle, names, script, source
from toile.edge.pool.named import named_version
from toile.edge.pool.refusals import unknown_site
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Answer, Request, problem
from toile.wire.plan import Controller, MemberSite
from toile.wire.tags import BannerController, BannerSite

PIXEL = script(source("pixel.js"))
_BANNER = source("consent.js")
_SITES_KEPT = 1_000
ADAPTERS = "/adapters/"
_SOURCES = {name: source(f"adapters/{name}") for name in names("adapters")}


def pixel(_wing: PoolWing, request: Request) -> Answer:
    """Send the pixel; it is the same for all sites."""
    return PIXEL.answer(request)


def adapter(wing: PoolWing, request: Request) -> Answer:
    """Send the adapter of a consent tool: `/adapters/didomi.js`."""
    found = _adapter(request.path.removeprefix(ADAPTERS), wing.tcf_vendor)
    if found is None:
        return problem(404, "Unknown consent tool", code="unknown_tool")
    return found.answer(request)


@lru_cache(2 * len(_SOURCES))
def _adapter(name: str, tcf_vendor: int) -> Bundle | None:
    body = _SOURCES.get(name)
    if body is None:
        return None
    # Only the TCF knows vendors by number.
    head = b"window.toileVendor=%d;\n" % tcf_vendor if name == "tcf.js" else b""
    return script(head + body)


def banner(wing: PoolWing, request: Request) -> Answer:
    """Send the banner with what it must name for the site of ``?site=``."""
    plan = wing.plan.current
    key = request.param("site") or ""
    site = plan.by_key(key)
    if site is None:
        return unknown_site(wing, "banner", key)
    return _banner(site, plan.plan.controllers).answer(request)


@lru_cache(_SITES_KEPT)
def _banner(site: MemberSite, controllers: tuple[Controller, ...]) -> Bundle:
    named = BannerSite(
        name=site.name,
        privacy_url=site.privacy_url,
        controllers=tuple(
            BannerController(c.name, c.role, c.privacy_url) for c in controllers
        ),
        text_version=named_version(controllers),
    )
    return script(banner_script(named))


def banner_script(named: BannerSite) -> bytes:
    """Write the banner's script for a site; also for who checks one not open yet."""
    return b"window.toileSite=" + msgspec.json.encode(named) + b";\n" + _BANNER
