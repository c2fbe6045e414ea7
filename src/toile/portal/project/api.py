"""Mounts the apps' routers under ``/api/v1``; their exceptions become problems."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from toile.portal.api import problems
from toile.portal.api.document import document
from toile.portal.api.faults import problem_of
from toile.portal.approvals.api import router as approvals
from toile.portal.audit.api import router as audit
from toile.portal.campaigns.api import routers as campaigns
from toile.portal.cinemas.api import router as cinemas
from toile.portal.films.api import router as films
from toile.portal.inventory.api import routers as inventory
from toile.portal.invoices.api import router as invoices
from toile.portal.payouts.api import router as payouts
from toile.portal.project.me import router as me
from toile.portal.statements.api import router as statements

NAMESPACE = "api_v1"

ABOUT = """\
What the portal's pages do, for programs. A token (page `/jetons/`) acts for one
organisation, with its scopes and at most the role that its maker has at that moment.

Keys are ULIDs and sort by creation time. Money is in whole micro-euros (1 EUR is
1000000). Times are RFC 3339, answered in UTC; days are those of Paris. Counts of
people's choices are rounded, and null below the smallest cell of the pool's rules
(never less than 50).

Lists give `items` and `next`; ask again with `after=` that, or follow the `Link`
header. Errors are problem documents (RFC 9457): 400 has not the documented shape, 422
has it and is against a rule; `errors` names the fields. Texts for people follow
`Accept-Language`. Every POST may carry an `Idempotency-Key`, and is then done once.
"""


def _make() -> NinjaAPI:
    made = NinjaAPI(
        title="Toile",
        version="1",
        description=ABOUT,
        urls_namespace=NAMESPACE,
        openapi_url=None,
        docs_url=None,
    )
    made.add_exception_handler(Exception, _tell)
    # Ninja's own handlers stand nearer to its exceptions than ours.
    for nearer in tuple(made._exception_handlers):  # noqa: SLF001 - no public way
        made.add_exception_handler(nearer, _tell)
    for router in (me, cinemas, films, *campaigns, *inventory, approvals, payouts):
        made.add_router("", router)
    for router in (statements, invoices, audit):
        made.add_router("", router)
    return made


def _tell(_request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    problem = problem_of(error)
    if problem is None:
        raise error
    return problems.answer(problem)


api = _make()


@cache
def openapi() -> dict[str, Any]:
    """Give the document; it changes with the code alone."""
    return document(api)
