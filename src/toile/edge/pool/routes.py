"""The pool's doors by method and path (DESIGN §6; decision 0012)."""

from functools import partial

from toile.edge.answers import uncounted
from toile.edge.pool.consent import consent
from toile.edge.pool.handover import handover
from toile.edge.pool.me import forget_me, me, preflight
from toile.edge.pool.own_proofs import own_proofs
from toile.edge.pool.preflight import reports_preflight
from toile.edge.pool.scripts import ADAPTERS, adapter, banner, pixel
from toile.edge.pool.visit import visit, visit_gif
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Router


def add_routes(router: Router, wing: PoolWing) -> None:
    """Add the pool's doors to a router."""
    for method, path, handler in (
        ("GET", "/pixel.js", pixel),
        ("GET", "/consent.js", banner),
        ("POST", "/consent", consent),
        ("OPTIONS", "/consent", reports_preflight),
        ("POST", "/visit", visit),
        ("OPTIONS", "/visit", reports_preflight),
        ("GET", "/visit.gif", visit_gif),
        ("GET", "/handover", handover),
        ("GET", "/me", me),
        ("DELETE", "/me", forget_me),
        ("OPTIONS", "/me", preflight),
        ("GET", "/me/proofs", own_proofs),
    ):
        router.add(method, path, partial(handler, wing))
    router.add_prefix("GET", ADAPTERS, partial(adapter, wing))
    for path in ("/handover", "/visit.gif"):
        router.add("HEAD", path, uncounted)
