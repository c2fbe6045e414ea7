"""Statements: a cinema's list, one of them, the postings behind it, a month's."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.statements import selectors
from toile.portal.statements.archives import archive as archive_of
from toile.portal.statements.archives import file_name
from toile.portal.statements.figures import read_figure
from toile.portal.statements.forms import MonthForm, chosen_month
from toile.portal.statements.models import Statement
from toile.portal.statements.refusals import RefusedError
from toile.portal.statements.sheets import Sheet, decoded
from toile.portal.statements.tables import OfCinema, OfMonth, Postings
from toile.portal.statements.tabular import to_csv
from toile.portal.statements.told import membership_notes, sections_of, written
from toile.portal.statements.trail import campaigns_named
from toile.portal.statements.trail import trail as trail_of
from toile.portal.statements.words import kind_label, month_label
from toile.portal.ui.tables import list_rows
from toile.wire.calendar import month_before, read_month, write_month
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
Readers = seated(Kind.CINEMA, Kind.UNION)


@require_safe
@seated(Kind.UNION)
def month(request: HttpRequest, _seat: Seat) -> HttpResponseBase:
    """List the statements of a month with their sums."""
    known = selectors.drawn_months()
    chosen = chosen_month(known, request.GET.get("mois", ""))
    if chosen is None:
        return render(request, "statements/month.html", {"chosen": None})
    rows = selectors.statements_of_month(chosen)
    name = f"releves-{write_month(chosen)}"
    listing = list_rows(request, OfMonth, rows, name=name, per_page=50)
    if listing.file:
        return listing.file
    page = {
        "chosen": chosen,
        "month": write_month(chosen),
        "label": month_label(chosen),
        "form": MonthForm(known, write_month(chosen)),
        "listing": listing,
        "totals": selectors.totals_of(selectors.statements_of_month(chosen)),
    }
    return render(request, "statements/month.html", page)


@require_safe
@seated(Kind.UNION)
def archive(_request: HttpRequest, _seat: Seat, month: str) -> HttpResponseBase:
    """Give all statements of a month in one file."""
    asked = read_month(month)
    if asked is None or asked not in selectors.drawn_months():
        raise Http404
    answer = HttpResponse(archive_of(asked), content_type="application/zip")
    name = f"releves-{month}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@Readers
def cinema(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """List a cinema's statements, and the months that are not closed yet."""
    found = _cinema(seat, cinema_id)
    rows = selectors.visible_statements(seat.organisation).filter(cinema=found)
    listing = list_rows(request, OfCinema, rows, name="releves")
    if listing.file:
        return listing.file
    today = paris_date(now_ms())
    recent = (month_before(today), today.replace(day=1))
    drawn = set(rows.filter(month__in=recent).values_list("month", flat=True))
    page = {
        "cinema": found,
        "listing": listing,
        "open": [
            (write_month(one), month_label(one)) for one in recent if one not in drawn
        ],
        "own": seat.kind == Kind.CINEMA,
    }
    return render(request, "statements/cinema.html", page)


@require_safe
@Readers
def statement(request: HttpRequest, seat: Seat, statement_id: str) -> HttpResponse:
    """Show a statement as it was drawn up."""
    found = _statement(seat, statement_id)
    page = _page(decoded(found.content), found.cinema, seat)
    return render(request, "statements/statement.html", page | {"statement": found})


@require_safe
@Readers
def provisional(
    request: HttpRequest, seat: Seat, cinema_id: str, month: str
) -> HttpResponseBase:
    """Show what a month that is not closed comes to so far."""
    found = _cinema(seat, cinema_id)
    issued = found.statements.filter(month=_month(month)).first()
    if issued is not None:
        return redirect("statements:statement", issued.id)
    try:
        sheet = selectors.provisional(found, _month(month), now_ms())
    except RefusedError as error:
        raise Http404(str(error)) from error
    return render(request, "statements/statement.html", _page(sheet, found, seat))


@require_safe
@Readers
def pdf(_request: HttpRequest, seat: Seat, statement_id: str) -> HttpResponse:
    """Give the paper as it was drawn up."""
    found = _statement(seat, statement_id)
    return _file(found, bytes(found.paper.pdf), "application/pdf", "pdf")


@require_safe
@Readers
def as_csv(_request: HttpRequest, seat: Seat, statement_id: str) -> HttpResponse:
    """Give the figures for a spreadsheet."""
    found = _statement(seat, statement_id)
    table = to_csv(decoded(found.content))
    return _file(found, table, "text/csv; charset=utf-8", "csv")


@require_safe
@Readers
def trail(request: HttpRequest, seat: Seat, cinema_id: str, month: str) -> HttpResponse:
    """List the postings behind a figure, each with its link of the chain."""
    found, first = _cinema(seat, cinema_id), _month(month)
    figure = read_figure(request.GET.dict())
    named = campaigns_named(found.id, first)
    listing = list_rows(
        request,
        Postings,
        trail_of(found.id, first, figure),
        name=f"ecritures-{month}",
        per_page=50,
        campaigns=named,
    )
    if listing.file:
        return listing.file
    campaign = named.get(f"distributor_receivable:{figure.campaign}")
    page = {
        "cinema": found,
        "month": month,
        "label": month_label(first),
        "listing": listing,
        "kind": kind_label(figure.kind) if figure.kind else "",
        "campaign": campaign,
        "own": seat.kind == Kind.CINEMA,
    }
    return render(request, "statements/trail.html", page)


def _page(sheet: Sheet, cinema: Cinema, seat: Seat) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "found": sheet.statement,
        "sections": [written(one) for one in sections_of(sheet)],
        "notes": membership_notes(sheet),
        "label": month_label(sheet.month),
        "month": write_month(sheet.month),
        "cinema": cinema,
        "own": seat.kind == Kind.CINEMA,
    }


def _cinema(seat: Seat, cinema_id: str) -> Cinema:
    found: Cinema = get_object_or_404(visible_cinemas(seat.organisation), pk=cinema_id)
    return found


def _statement(seat: Seat, statement_id: str) -> Statement:
    rows = selectors.visible_statements(seat.organisation).defer(None)
    found: Statement = get_object_or_404(rows.select_related("cinema"), pk=statement_id)
    return found


def _month(text: str) -> datetime.date:
    found = read_month(text)
    if found is None:
        raise Http404
    return found


def _file(found: Statement, content: bytes, media_type: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    name = file_name(found, kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
