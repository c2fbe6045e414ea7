"""The clicks of closed months by the ledger, beside those that statements tell."""

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, Sum

from toile.ledger.chart import OF_CINEMAS
from toile.ledger.checking.report import Cause, Compared, Difference, Subject
from toile.ledger.entries import CLICK
from toile.portal.payouts.models import ClosedPeriod, Entry
from toile.portal.reconciliation.reading.window import Window, month_window

_SUBJECT = Subject.LEDGER_AND_STATEMENTS
_STATEMENT: str = "statements.Statement"


class Told(NamedTuple):
    """What a cinema's month comes to: clicks it has a share in, and their shares."""

    clicks: int
    micros: int


def drawn_up(month: datetime.date) -> Mapping[str, Told] | None:
    """Read the statements of a month by cinema; ``None`` where there are none."""
    if not apps.is_installed("toile.portal.statements"):
        return None
    # By its name: the room may be absent.
    rows = apps.get_model(_STATEMENT).objects.filter(month=month)
    found = rows.values_list("cinema_id", "clicks", "gross_micros")
    told = {cinema: Told(clicks, micros) for cinema, clicks, micros in found}
    return told or None


def ledger_and_statements(window: Window) -> tuple[Compared, list[Difference]]:
    """Compare cinema by cinema, for each closed month within the window."""
    one = other = one_micros = other_micros = 0
    differences: list[Difference] = []
    for closed in ClosedPeriod.objects.filter(window.asked_days("month")):
        booked, told = _booked(closed.month), drawn_up(closed.month)
        month = f"{closed.month:%Y-%m}"
        clicks = sum(each.clicks for each in booked.values())
        micros = sum(each.micros for each in booked.values())
        if told is None:
            if clicks:
                differences.append(
                    Difference(
                        _SUBJECT,
                        Cause.NOT_DRAWN_UP,
                        clicks,
                        month,
                        amount_micros=micros,
                    )
                )
            continue
        one, one_micros = one + clicks, one_micros + micros
        other += sum(each.clicks for each in told.values())
        other_micros += sum(each.micros for each in told.values())
        differences += _differing(month, booked, told)
    compared = Compared(_SUBJECT, one, other, one_micros, other_micros)
    return compared, differences


def _differing(
    month: str, booked: Mapping[str, Told], told: Mapping[str, Told]
) -> list[Difference]:
    nothing = Told(0, 0)
    found = []
    for cinema in sorted(booked.keys() | told.keys()):
        one, other = booked.get(cinema, nothing), told.get(cinema, nothing)
        if one != other:
            found.append(
                Difference(
                    _SUBJECT,
                    Cause.OTHER_STATEMENT,
                    abs(one.clicks - other.clicks),
                    month,
                    cinema,
                    one.micros - other.micros,
                )
            )
    return found


def _booked(month: datetime.date) -> dict[str, Told]:
    rows = (
        Entry.objects.filter(
            month_window(month).asked("posting__at"),
            posting__kind=CLICK,
            account__kind__in=OF_CINEMAS,
        )
        .values_list("account__cinema_id")
        .annotate(Count("id"), Sum("amount_micros"))
        .order_by("account__cinema_id")
    )
    return {cinema: Told(clicks, -micros) for cinema, clicks, micros in rows}
