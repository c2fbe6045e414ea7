"""The control room, its stream, and why a line is not served."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns.criteria import reason_label
from toile.portal.campaigns.models import LineItem
from toile.portal.control import auctions
from toile.portal.control import stream as streams
from toile.portal.control.minutes import last_hour
from toile.portal.control.room import WATCH, Room
from toile.portal.control.tables import LiveLines
from toile.portal.control.traffic import INVALID
from toile.portal.control.why import diagnose
from toile.portal.control.words import door_label, outcome_label
from toile.portal.inventory.models import Exchange
from toile.portal.ui.tables import list_rows

OPERATOR = Organisation.Kind.OPERATOR


@require_safe
@seated(OPERATOR)
def room(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show everything that is live; without scripts, as of now."""
    found = WATCH.look()
    shown = _shown(request, found)
    if shown["listing"].file:
        return shown["listing"].file  # type: ignore[no-any-return]
    charts = last_hour(timezone.now())
    answer = render(request, "control/room.html", shown | {"charts": charts})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@seated(OPERATOR)
def now(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Give the figures alone, for a browser that may not hold a stream."""
    answer = HttpResponse(_now(request))
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@seated(OPERATOR)
def stream(request: HttpRequest, _seat: Seat) -> HttpResponseBase:
    """Send the figures every few seconds for a minute, the charts at its beginning."""
    language = translation.get_language()

    def first() -> list[streams.Part]:
        with translation.override(language):
            charts = {"charts": last_hour(timezone.now())}
            minutes = render_to_string("control/_minutes.html", charts)
            return [("now", _now(request)), ("minutes", minutes)]

    def then() -> streams.Part:
        with translation.override(language):
            return "now", _now(request)

    return streams.answer(first, then)


@require_safe
@seated(OPERATOR)
def why(request: HttpRequest, _seat: Seat, line_id: str) -> HttpResponse:
    """Say the first thing that keeps a line from being served, and the remedy."""
    line = get_object_or_404(
        LineItem.objects.select_related(
            "flight__campaign__film", "flight__campaign__distributor"
        ),
        id=line_id,
    )
    found = diagnose(line, timezone.now())
    answer = render(request, "control/why.html", {"line": line, "found": found})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@seated(OPERATOR)
def exchange(request: HttpRequest, _seat: Seat, exchange_id: str) -> HttpResponse:
    """Show what an exchange asked and got, and which readers could be known."""
    found = get_object_or_404(Exchange, id=exchange_id)
    there = WATCH.look()
    since = there.edge.outcomes if there.edge else {}
    answer = render(
        request,
        "control/exchange.html",
        {
            "exchange": found,
            "room": there,
            "spans": [
                (_("Dernière heure"), auctions.answered(there.hour, found.slug)),
                (
                    _("Depuis le démarrage de l’edge"),
                    auctions.answered(since, found.slug),
                ),
            ],
            "families": auctions.families(since),
            "matching": auctions.matching(since),
        },
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _now(request: HttpRequest) -> str:
    return render_to_string("control/_now.html", _shown(request, WATCH.look()), request)


def _shown(request: HttpRequest, found: Room) -> dict[str, Any]:
    listing = list_rows(request, LiveLines, found.lines, name="lignes-en-direct")
    doors = [
        (door_label(name.partition("/")[0]), outcome_label(name.partition("/")[2]), n)
        for name, n in sorted(found.hour.items())
    ]
    refused = [
        (reason_label(code), code in INVALID, number)
        for code, number in sorted(found.refused.items(), key=lambda one: -one[1])
    ]
    return {"room": found, "listing": listing, "doors": doors, "refused": refused}
