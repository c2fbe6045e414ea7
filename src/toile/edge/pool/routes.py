"""The pool's doors by method and path (DESIGN §6; decision 0012)."""

from functools import partial

from toile.edge.answers import uncounted
from toile.edge.pool.consent import consent
from toile.edge.pool.deletion import FILE_PATH, Deletion, delete, file
from toile.edge.pool.deletion import PATH as DELETION_PATH
from toile.edge.pool.erasing import forget_me, object_to_all, take_back
from toile.edge.pool.erasures import PATH as ERASURES_PATH
from toile.edge.pool.erasures import erasure_state
from toile.edge.pool.handover import handover
from toile.edge.pool.me import me
from toile.edge.pool.one_site import PATH as SITES_PATH
from toile.edge.pool.one_site import withdraw_from
from toile.edge.pool.own_page import preflight
from toile.edge.pool.own_proofs import own_proofs
from toile.edge.pool.preflight import reports_preflight
from toile.edge.pool.scripts import ADAPTERS, adapter, banner, pixel
from toile.edge.pool.visit import visit, visit_gif
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Router


def add_routes(router: Router, wing: PoolWing, deletion: Deletion) -> None:
    """Add the pool's doors to a router."""
    router.add("GET", FILE_PATH, partial(file, wing, deletion=deletion))
    router.add("POST", DELETION_PATH, partial(delete, wing, deletion=deletion))
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
        ("POST", "/me/optout", object_to_all),
        ("DELETE", "/me/optout", take_back),
        ("OPTIONS", "/me/optout", preflight),
    ):
        router.add(method, path, partial(handler, wing))
    for method, prefix, handler in (
        ("GET", ADAPTERS, adapter),
        ("GET", ERASURES_PATH, erasure_state),
        ("DELETE", SITES_PATH, withdraw_from),
        ("OPTIONS", SITES_PATH, preflight),
    ):
        router.add_prefix(method, prefix, partial(handler, wing))
    for path in ("/handover", "/visit.gif"):
        router.add("HEAD", path, uncounted)
