"""Who may sell: the ads.txt of the inventory's domains, and our own sellers.json."""

from email.utils import parseaddr

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.ads.exchanges.sellers import build
from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory import selectors
from toile.portal.inventory.models import AdsTxt
from toile.portal.inventory.services import READ_ADS_TXT
from toile.portal.inventory.tables import AdsTxtFiles, accounts_of
from toile.portal.inventory.views.pages import OPERATOR, tabs
from toile.portal.jobs.services import enqueue
from toile.portal.ui.tables import list_rows

_FAULTS_SHOWN = 20


@require_safe
@seated(OPERATOR)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the domains with what their ads.txt says of our exchanges."""
    exchanges = selectors.named_exchanges()
    found = list_rows(
        request,
        AdsTxtFiles,
        selectors.ads_txt_rows(),
        name="ads-txt",
        exchanges=exchanges,
    )
    if found.file:
        return found.file
    return render(
        request,
        "inventory/ads_txt.html",
        {
            "listing": found,
            "named": bool(exchanges),
            "tabs": tabs(seat, "inventory:ads_txt"),
        },
    )


@require_safe
@seated(OPERATOR)
def domain(request: HttpRequest, _seat: Seat, domain: str) -> HttpResponse:
    """Show what one domain declares: for each exchange, and all the rest."""
    row = get_object_or_404(AdsTxt, domain=domain)
    declared = selectors.ads_txt_of(row)
    ours = [
        (
            exchange,
            sorted(
                (record.relation, record.account)
                for record in declared.records
                if record.system == exchange.system
            ),
        )
        for exchange in selectors.named_exchanges()
    ]
    return render(
        request,
        "inventory/ads_txt_domain.html",
        {
            "row": row,
            "declared": declared,
            "ours": ours,
            "accounts": accounts_of(row),
            "systems": len(row.systems),
            "faults": declared.faults[:_FAULTS_SHOWN],
            "publishers": selectors.publishers_on(row.host),
        },
    )


@require_POST
@seated(OPERATOR)
def read_again(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for all files to be read now; the page of the job tells where it is."""
    job = enqueue(READ_ADS_TXT, owner=seat.user, alone=True)
    messages.info(request, _("Les ads.txt sont relus : cela prend quelques secondes."))
    return redirect("jobs:job", job.id)


@require_safe
def sellers_json(_request: HttpRequest) -> HttpResponse:
    """Publish who is paid for our direct placements (sellers.json 1.0)."""
    _name, contact = parseaddr(settings.TOILE.mail_from)
    answer = HttpResponse(
        build(contact, selectors.sellers()), content_type="application/json"
    )
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
