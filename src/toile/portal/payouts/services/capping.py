"""Caps: what a month's earnings have above them is taken off while it is still held."""

import datetime
from collections import Counter

from django.db import transaction
from django.db.models import Sum

from toile.ledger.accruals import ACCRUAL
from toile.ledger.caps import Caps, Cuts, cap_posting, cuts
from toile.ledger.chart import DISTRIBUTOR_RECEIVABLE, OF_CINEMAS, owner_of
from toile.ledger.entries import CLICK, REVERSAL
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import rate
from toile.portal.payouts.models import CapMonth, ClosedPeriod, Entry
from toile.portal.payouts.services.posting import lock_ledger, post_all
from toile.wire.calendar import midnight, month_after
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid

EARNING = (CLICK, ACCRUAL, REVERSAL)
"""What a cinema earns, and what is taken back of it; not what the caps took."""

_NOBODY = Ulid("")


def caps_of(month: datetime.date) -> Caps:
    """The caps of a month: those of its first day that had an operator's agreement.

    A cap that is agreed within a month begins with the next: so nothing that was
    earned before is cut by it.
    """
    first = month.replace(day=1)
    terms = rate(first)
    if terms is None:
        later = Agreement.objects.filter(
            kind=Agreement.Kind.OPERATOR_UNION,
            stage=Agreement.Stage.SIGNED,
            starts_on__gt=first,
            starts_on__lt=month_after(first),
        ).order_by("starts_on")
        terms = next((one for one in later if one.last_day >= one.starts_on), None)
    if terms is None:
        return Caps()
    return Caps(terms.cinema_cap_micros, terms.campaign_cap_micros)


def cap_months(today: datetime.date) -> int:
    """Cap the month of yesterday and the one before; tell how many postings it took."""
    first = (today - datetime.timedelta(days=1)).replace(day=1)
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    return cap_month(before, today) + cap_month(first, today)


@transaction.atomic
def cap_month(month: datetime.date, today: datetime.date) -> int:
    """Take off, or give back, what the caps of a month say; 1 if it took a posting.

    Dated on the last day of the month that is over, so that it meets what is held. A
    closed month stays as it is.
    """
    first = month.replace(day=1)
    caps = caps_of(first)
    known = CapMonth.objects.filter(month=first).exists()
    closed = ClosedPeriod.objects.filter(month__gte=first).exists()
    if closed or not (caps.cinema or caps.campaign or known):
        return 0
    lock_ledger()
    booked, _ = CapMonth.objects.select_for_update().get_or_create(month=first)
    wanted = cuts(caps, earned_in(first, by_campaign=bool(caps.campaign)))
    posting = cap_posting(
        Ulid(f"cap-{first:%Y-%m}-{booked.postings + 1}"),
        _last_moment(first, today),
        f"{first:%Y-%m}",
        wanted,
        _booked(booked),
    )
    if posting is None:
        return 0
    post_all([posting])
    booked.campaigns = {
        f"{campaign}|{cinema}": cut
        for (campaign, cinema), cut in wanted.campaigns.items()
    }
    booked.cinemas = dict(wanted.cinemas)
    booked.postings += 1
    booked.save()
    return 1


def earned_in(
    month: datetime.date, *, by_campaign: bool
) -> dict[tuple[Ulid, Ulid], int]:
    """Net earnings of a month before its caps, by campaign and cinema.

    Without campaigns, which cost a join of all entries, all are one without a name.
    """
    first = month.replace(day=1)
    rows = Entry.objects.filter(
        posting__kind__in=EARNING,
        posting__at__gte=midnight(first),
        posting__at__lt=midnight(month_after(first)),
        account__kind__in=OF_CINEMAS,
    ).order_by()
    sums: Counter[tuple[Ulid, Ulid]] = Counter()
    if by_campaign:
        other = "posting__entries__account"
        found = (
            rows.filter(**{f"{other}__kind": DISTRIBUTOR_RECEIVABLE})
            .values_list("account__cinema_id", f"{other}__code")
            .annotate(total=Sum("amount_micros"))
        )
        for cinema, code, total in found:
            sums[Ulid(owner_of(code)), Ulid(cinema)] -= total
    else:
        whole = rows.values_list("account__cinema_id").annotate(Sum("amount_micros"))
        for cinema, total in whole:
            sums[_NOBODY, Ulid(cinema)] -= total
    return dict(sums)


def _booked(row: CapMonth) -> Cuts:
    campaigns = {}
    for key, cut in row.campaigns.items():
        campaign, _, cinema = key.partition("|")
        campaigns[Ulid(campaign), Ulid(cinema)] = cut
    return Cuts(campaigns, {Ulid(name): cut for name, cut in row.cinemas.items()})


def _last_moment(first: datetime.date, today: datetime.date) -> int:
    return from_datetime(min(midnight(month_after(first)), midnight(today))) - 1
