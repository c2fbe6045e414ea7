"""The postings behind a figure of a statement, each with its link of the chain.

A click's posting bears the click's own id. Cinemas and the union alone may see it
beside a cinema: who holds the ads wing's events could else tell which cinema an id
visited (docs/explain/statements.md).
"""

import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from toile.ledger.chart import DISTRIBUTOR_RECEIVABLE, OF_CINEMAS, owner_of
from toile.ledger.entries import CLICK, REVERSAL
from toile.portal.campaigns.models import Campaign, ClickTrail
from toile.portal.payouts.models import Entry, Link
from toile.portal.statements.figures import Figure
from toile.portal.statements.sheets import NamedCampaign
from toile.wire.calendar import stretch

_OF_CLICKS = (CLICK, REVERSAL)


def trail(cinema_id: str, month: datetime.date, figure: Figure) -> QuerySet[Any]:
    """List the entries of a cinema that a figure of a month adds up, in their order.

    Each has ``owed_micros``, ``owing`` (its campaign's account), ``others`` (how many
    cinemas share the click besides), ``link_hash``, and ``clicked_at``: when the click
    was made, which may lie in a month that was closed before it came.
    """
    begin, end = stretch(month)
    rows = Entry.objects.filter(
        account__cinema=cinema_id,
        account__kind__in=OF_CINEMAS,
        posting__at__gte=begin,
        posting__at__lt=end,
    )
    if figure.kind:
        rows = rows.filter(posting__kind=figure.kind)
    if figure.reason is not None:
        rows = rows.filter(posting__memo=figure.reason)
    found: QuerySet[Any] = _annotated(rows)
    if figure.campaign:
        found = found.filter(owing=f"{DISTRIBUTOR_RECEIVABLE}:{figure.campaign}")
    if figure.others is not None:
        found = found.filter(others=figure.others)
    return found.select_related("posting", "account").order_by("posting__at", "id")


def _annotated(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    sides = Entry.objects.filter(posting=OuterRef("posting")).order_by()
    sharing = (
        sides.filter(account__kind__in=OF_CINEMAS)
        .values("posting")
        .annotate(n=Count("id"))
        .values("n")
    )
    owing = sides.filter(account__kind=DISTRIBUTOR_RECEIVABLE).values("account__code")
    links = Link.objects.filter(number=OuterRef("posting__link")).values("hash")
    clicks = ClickTrail.objects.filter(id=OuterRef("posting")).values("at")
    return rows.annotate(
        owed_micros=-F("amount_micros"),
        owing=Subquery(owing[:1]),
        # A release is one posting of all cinemas: it shares nothing.
        others=Case(
            When(posting__kind__in=_OF_CLICKS, then=Subquery(sharing) - 1),
            default=Value(None),
            output_field=IntegerField(null=True),
        ),
        link_hash=Subquery(links[:1]),
        clicked_at=Subquery(clicks[:1]),
    )


def campaigns_named(cinema_id: str, month: datetime.date) -> dict[str, NamedCampaign]:
    """Name the campaigns whose clicks moved money of a cinema in a month, by account.

    As they are called now; a statement keeps what they were called then.
    """
    begin, end = stretch(month)
    accounts = (
        Entry.objects.filter(
            account__kind=DISTRIBUTOR_RECEIVABLE,
            posting__at__gte=begin,
            posting__at__lt=end,
            posting__entries__account__cinema=cinema_id,
        )
        .order_by()
        .values_list("account__code", flat=True)
        .distinct()
    )
    by_id = {owner_of(code): code for code in accounts}
    rows = Campaign.objects.filter(id__in=by_id).values_list(
        "id", "film__title", "name", "distributor__name"
    )
    return {by_id[key]: NamedCampaign(*words) for key, *words in rows}
