"""The weekly letter: what a cinema's week brought, and one thing to do. Told once."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.selectors import approved_ids
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.members import letters
from toile.portal.members.models import WeeklyLetter
from toile.portal.payouts.dashboards import (
    Dashboard,
    Period,
    dashboard,
    films_shown,
)
from toile.portal.payouts.signs import signs_of
from toile.portal.ui.templatetags.figures import count, crowd, euros, rate

WEEK_DAYS = 7
_FILMS = 6


def week_before(today: datetime.date) -> datetime.date:
    """Name the Monday of the last whole week."""
    return today - datetime.timedelta(days=today.weekday() + WEEK_DAYS)


def weekly_letters(week: datetime.date) -> int:
    """Write the letters of a week that begins on that Monday; tell how many.

    A cinema that was told of the week already is passed over, so that it can be done
    again after a stop.
    """
    last = week + datetime.timedelta(days=WEEK_DAYS - 1)
    members = set(cinemas_in_force(last)) & approved_ids("cinema")
    told = WeeklyLetter.objects.filter(week=week).values_list("cinema_id", flat=True)
    waiting = Cinema.objects.filter(id__in=members).exclude(id__in=told)
    return sum(
        _write(cinema, week, last)
        for cinema in waiting.select_related("organisation").order_by("id")
    )


def _write(cinema: Cinema, week: datetime.date, last: datetime.date) -> bool:
    readers = _readers(cinema)
    try:
        with transaction.atomic():
            # First, so that of two who write at once one finds it there.
            WeeklyLetter.objects.create(
                cinema=cinema, week=week, sent_at=timezone.now(), readers=len(readers)
            )
            if readers:
                letters.weekly(readers, week_of(cinema, week, last))
    except IntegrityError:
        return False
    return bool(readers)


def week_of(cinema: Cinema, week: datetime.date, last: datetime.date) -> dict[str, Any]:
    """Gather what the letter says of a week."""
    period = Period(WEEK_DAYS, last)
    least = rules_in_force(last).smallest_cell
    board = dashboard(cinema, period, least)
    earlier = Period(WEEK_DAYS, week - datetime.timedelta(days=1))
    before = dashboard(cinema, earlier, least)
    sites = signs_of(cinema, last)
    silent = next((one for one in sites if not one.works), None)
    missing = silent.first_missing if silent else None
    return {
        "cinema": cinema.name,
        "visits": count(board.visits),
        "week": week,
        "last": last,
        "figures": _figures(board, before.visits, least),
        "films": [
            f"{film.title} ({film.distributor})"
            for film in films_shown(cinema, period, least)[:_FILMS]
        ],
        "to_do": f"{silent.headline}. {missing.remedy}" if silent and missing else "",
        "url": letters.page_of(cinema),
    }


def _figures(board: Dashboard, visits_before: int, least: int) -> list[tuple[str, str]]:
    before = _("%(visits)s (la semaine d’avant : %(before)s)")
    figures = [
        (
            _("Visites"),
            before % {"visits": count(board.visits), "before": count(visits_before)},
        ),
        (_("Clics rémunérés"), count(board.clicks)),
        (_("Solde"), euros(board.owed_micros)),
    ]
    if board.missing_micros:
        figures.append((_("Jusqu’au versement"), euros(board.missing_micros)))
    if board.newest:
        told = (_("Spectateurs distincts"), crowd(board.newest.spectators, least))
        figures[1:1] = [told, (_("Part du pool"), rate(board.share))]
    return figures


def _readers(cinema: Cinema) -> list[str]:
    seats = cinema.organisation.memberships.filter(
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
        user__is_active=True,
    )
    return list(seats.order_by("user__email").values_list("user__email", flat=True))
