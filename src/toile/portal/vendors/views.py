"""The operator's look at the IAB's lists, and at our own entry."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.consent import Vendor
from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.jobs.services import enqueue
from toile.portal.vendors import selectors
from toile.portal.vendors.models import TcfList
from toile.portal.vendors.services import READ_LISTS

_OPERATOR = Organisation.Kind.OPERATOR
_VERSIONS_SHOWN = 20


@require_safe
@seated(_OPERATOR)
def lists(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show how old the lists are and what our entry on the newest one declares."""
    number = settings.TOILE.tcf_vendor
    found = selectors.lists()
    entry = selectors.own_entry(number)
    versions = selectors.versions()
    return render(
        request,
        "vendors/lists.html",
        {
            "number": number,
            "lists": [(label, found.get(kind)) for kind, label in TcfList.Kind.choices],
            "failed": [row for row in found.values() if row.error],
            "tools": found.get(TcfList.Kind.TOOLS),
            "newest": versions.first(),
            "versions": versions[:_VERSIONS_SHOWN],
            "entry": entry,
            "declared": _declared(entry, selectors.purpose_names()) if entry else (),
            "may_read": seat.may_change,
        },
    )


@require_POST
@seated(_OPERATOR)
def read_again(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for all lists to be read now; the page of the job tells where it is."""
    job = enqueue(READ_LISTS, {"anyway": True}, owner=seat.user, alone=True)
    messages.info(request, _("Les listes sont relues : cela prend quelques secondes."))
    return redirect("jobs:job", job.id)


def _declared(
    entry: Vendor, names: Mapping[int, str]
) -> Sequence[tuple[str, Sequence[tuple[int, str]]]]:
    """Name the purposes of an entry by legal basis, in French."""
    by_basis = (
        (_("Avec votre consentement"), entry.purposes),
        (_("Par intérêt légitime"), entry.leg_int_purposes),
        (_("Base au choix du support"), entry.flexible_purposes),
    )
    return [
        (basis, [(number, names.get(number, str(number))) for number in purposes])
        for basis, purposes in by_basis
    ]
