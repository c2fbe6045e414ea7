"""The accountant's file (FEC) of a year, from its first day to a month that is closed.

Clicks, reversals, releases and media are summed by day; each transfer to a cinema is a
piece of its own, named after its invoice. Nothing is stored: the same books give the
same file, byte for byte.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from toile.ledger import chart
from toile.ledger.fec import Books, Movement, file_name, lines_of, write
from toile.portal.agreements.models import LegalIdentity
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Cinema
from toile.portal.inventory.models import Exchange
from toile.portal.invoices.drawing import union
from toile.portal.invoices.models import Invoice
from toile.portal.invoices.numbers import BANK, JOURNALS, OPENING, OTHERS, numbers
from toile.portal.payouts.models import ClosedPeriod, Entry
from toile.portal.transfers.refusals import RefusedError
from toile.wire.calendar import midnight, month_after, months_between
from toile.wire.clock import PARIS

_LABELS = {
    "click": "Clics rémunérés",
    "accrual": "Part de l’affichage",
    "reversal": "Clics annulés",
    "cap": "Plafonds du mois",
    "release": "Clics passés en dû",
    "media": "Achats d’espaces",
    "payout": "Virement",
    "payout_return": "Virement revenu",
}
_SHORT = 8


@dataclass(frozen=True)
class FecFile:
    """A file: its name by law, its bytes, how many entries it holds."""

    name: str
    content: bytes
    entries: int


def export(begins: datetime.date, until: datetime.date) -> FecFile:
    """Write the file of a year that begins on a first of a month, up to a month.

    Raises ``RefusedError`` while the month is not closed, without the union's SIREN,
    and for a month before the year begins.
    """
    begins, until = begins.replace(day=1), until.replace(day=1)
    siren = _siren()
    valid_on = _closings(begins, until)
    start, end = midnight(begins), midnight(month_after(until))
    lines = lines_of(
        _opening(start),
        [*_by_day(start, end), *_by_piece(start, end)],
        Books(numbers(), _auxiliaries(), OPENING),
        begins,
        valid_on,
    )
    last = month_after(until) - datetime.timedelta(days=1)
    return FecFile(file_name(siren, last), write(lines), len(lines))


def closed_months() -> list[datetime.date]:
    """The months that may be written, newest first: a close is of all before too."""
    last = ClosedPeriod.objects.order_by("-month").first()
    oldest = Entry.objects.order_by("posting__at").values_list("posting__at", flat=True)
    at = next(iter(oldest[:1]), None)
    if last is None or at is None:
        return []
    return months_between(at.astimezone(PARIS).date(), last.month)[::-1]


def _siren() -> str:
    buyer = union()
    identity = LegalIdentity.objects.filter(organisation=buyer).first()
    if identity is None:
        raise RefusedError(
            _(
                "Donnez d’abord l’identité légale du syndicat (page « Factures ») : "
                "le nom du fichier commence par son SIREN."
            )
        )
    return identity.siret[:9]


def _closings(
    begins: datetime.date, until: datetime.date
) -> dict[datetime.date, datetime.date]:
    """Say by month when it was closed: with the first close of it or of a later one."""
    if until < begins:
        raise RefusedError(_("Ce mois est avant le début de l’exercice."))
    closed = list(ClosedPeriod.objects.filter(month__gte=begins).order_by("month"))
    found = {}
    for month in months_between(begins, until):
        by = next((one for one in closed if one.month >= month), None)
        if by is None:
            raise RefusedError(
                _("%(month)s n’est pas clos : closez-le d’abord au grand livre.")
                % {"month": f"{month:%m/%Y}"}
            )
        found[month] = by.closed_at.astimezone(PARIS).date()
    return found


def _opening(start: datetime.datetime) -> dict[str, int]:
    rows = Entry.objects.filter(posting__at__lt=start).values_list("account__code")
    return dict(rows.annotate(total=Sum("amount_micros")).order_by())


def _by_day(start: datetime.datetime, end: datetime.datetime) -> Iterator[Movement]:
    rows = (
        Entry.objects.filter(posting__at__gte=start, posting__at__lt=end)
        .exclude(posting__kind__in=_SINGLE)
        .annotate(day=TruncDate("posting__at", tzinfo=PARIS))
        .order_by()
        .values_list("day", "posting__kind", "account__code")
        .annotate(total=Sum("amount_micros"))
    )
    for day, kind, account, total in rows:
        yield Movement(
            day=day,
            journal=JOURNALS.get(kind, OTHERS),
            piece=f"{kind}-{day:%Y%m%d}",
            label=f"{_LABELS.get(kind, kind)} du {day:%d/%m/%Y}",
            account=account,
            micros=total,
        )


_SINGLE = ("payout", "payout_return")


def _by_piece(start: datetime.datetime, end: datetime.datetime) -> list[Movement]:
    rows = list(
        Entry.objects.filter(
            posting__at__gte=start, posting__at__lt=end, posting__kind__in=_SINGLE
        )
        .order_by("posting_id", "position")
        .values_list(
            "posting_id",
            "posting__at",
            "posting__kind",
            "posting__memo",
            "account__code",
            "amount_micros",
        )
    )
    invoiced = _numbers_of_invoices()
    return [
        Movement(
            day=at.astimezone(PARIS).date(),
            journal=BANK,
            piece=invoiced.get(key, key),
            label=f"{_LABELS[kind]} {memo}",
            account=account,
            micros=amount,
        )
        for key, at, kind, memo, account, amount in rows
    ]


def _numbers_of_invoices() -> dict[str, str]:
    """By posting: the paper that stands behind a transfer, or behind its return."""
    rows = Invoice.objects.order_by("issued_at").values_list(
        "transfer_id", "kind", "number"
    )
    found: dict[str, str] = {}
    for transfer, kind, number in rows:
        posting = "payout" if kind == Invoice.Kind.INVOICE else "return"
        found.setdefault(f"{posting}-{transfer}", number)
    return found


def _auxiliaries() -> dict[str, tuple[str, str]]:
    """By account: the number and name of whom it is about."""
    found: dict[str, tuple[str, str]] = {}
    for cinema in Cinema.objects.all():
        told = (f"C{cinema.id[-_SHORT:]}", str(cinema))
        for kind in chart.OF_CINEMAS:
            found[f"{kind}:{cinema.id}"] = told
    campaigns: Any = Campaign.objects.select_related("distributor")
    for one in campaigns:
        told = (f"D{one.distributor_id[-_SHORT:]}", one.distributor.name)
        found[f"{chart.DISTRIBUTOR_RECEIVABLE}:{one.id}"] = told
    for exchange in Exchange.objects.all():
        told = (f"P{exchange.id[-_SHORT:]}", exchange.name)
        found[f"{chart.MEDIA_COST}:{exchange.id}"] = told
    return found
