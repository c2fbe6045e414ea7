"""Reading the inventory."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, FloatField, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, NullIf

from toile.ads.exchanges import adstxt
from toile.ads.exchanges.domains import host_of, root_domain, within
from toile.ads.exchanges.sellers import Seller
from toile.portal.inventory.models import (
    AdsTxt,
    AuctionMargin,
    CurrencyRate,
    Deal,
    Exchange,
    ExchangeDay,
    Placement,
    Publisher,
    SupplyDay,
)


@dataclass(frozen=True)
class Supplied:
    """Requests, those of the pool's ids, those served, and both."""

    requests: int = 0
    members: int = 0
    served: int = 0
    members_served: int = 0


_BANDS = 6
_COUNTED = tuple(Supplied.__dataclass_fields__)


def active_placements() -> QuerySet[Placement]:
    """Placements that may be served: part of the ads plan."""
    return (
        Placement.objects.filter(status=Placement.Status.ACTIVE)
        .select_related("publisher")
        .order_by("id")
    )


def placements() -> QuerySet[Placement]:
    """All placements with their publishers."""
    return Placement.objects.select_related("publisher")


def known_placements(placements: Collection[str]) -> set[str]:
    """Which of these ids are placements of this database."""
    found = Placement.objects.filter(id__in=placements)
    return set(found.values_list("id", flat=True))


def known_exchanges(exchanges: Collection[str]) -> set[str]:
    """Which of these ids are exchanges of this database."""
    found = Exchange.objects.filter(id__in=exchanges)
    return set(found.values_list("id", flat=True))


def supply_by_day(
    placements: Collection[str], first: datetime.date, last: datetime.date
) -> dict[datetime.date, Supplied]:
    """What these placements offered on each day together; days without are left out."""
    rows = (
        SupplyDay.objects.filter(
            placement_id__in=placements, departement="", day__range=(first, last)
        )
        .values("day")
        .annotate(**{name: Sum(name) for name in _COUNTED})
        .order_by("day")
        .values_list("day", *_COUNTED)
    )
    return {day: Supplied(*counts) for day, *counts in rows}


def supply_by_band(
    placements: Collection[str], first: datetime.date, last: datetime.date
) -> list[int]:
    """How many requests these placements had in each four hours of the day."""
    rows = SupplyDay.objects.filter(
        placement_id__in=placements, departement="", day__range=(first, last)
    )
    told = rows.values_list("bands", flat=True)
    return [sum(day[at] for day in told if day) for at in range(_BANDS)]


def supply_from(
    departements: Collection[str],
    placements: Collection[str],
    first: datetime.date,
    last: datetime.date,
) -> int:
    """How many requests for these placements came from these départements."""
    rows = SupplyDay.objects.filter(
        placement_id__in=placements,
        departement__in=departements,
        day__range=(first, last),
    )
    total: int = rows.aggregate(total=Sum("requests", default=0))["total"]
    return total


def publishers() -> QuerySet[Publisher]:
    """All publishers, each with ``places``, how many placements it has."""
    return Publisher.objects.annotate(places=Count("placements", distinct=True))


def with_signs(rows: QuerySet[Placement], today: datetime.date) -> QuerySet[Placement]:
    """Add what was heard of each placement.

    ``last_day`` is the last with a request, ``asked`` and ``served`` are those of the
    last seven days, today's among them.
    """
    whole = Q(supply__departement="")
    week = whole & Q(supply__day__gt=today - datetime.timedelta(days=7))
    return rows.annotate(
        last_day=Max("supply__day", filter=whole & Q(supply__requests__gt=0)),
        asked=Sum("supply__requests", filter=week, default=0),
        served=Sum("supply__served", filter=week, default=0),
    )


def days_of(
    placement: Placement, last: datetime.date, count: int
) -> list[tuple[datetime.date, Supplied]]:
    """The days of a placement up to ``last``, the oldest first, none left out."""
    first = last - datetime.timedelta(days=count - 1)
    found = supply_by_day([placement.id], first, last)
    every = (first + datetime.timedelta(days=step) for step in range(count))
    return [(day, found.get(day, Supplied())) for day in every]


def exchanges() -> QuerySet[Exchange]:
    """All exchanges, each with ``deal_count``."""
    return Exchange.objects.annotate(deal_count=Count("deals"))


def exchange_days(exchange: Exchange) -> QuerySet[ExchangeDay]:
    """The days of an exchange, each with ``win_rate``: wins of its bids, if any."""
    share = Cast("wins", FloatField()) / NullIf("bids", Value(0))
    return exchange.days.annotate(win_rate=share)


def deals() -> QuerySet[Deal]:
    """All deals with their exchange and publisher, and ``places``."""
    return Deal.objects.select_related("exchange", "publisher").annotate(
        places=Count("placements")
    )


def ads_txt_rows() -> QuerySet[AdsTxt]:
    """The domains whose ads.txt is read, without the files themselves."""
    return AdsTxt.objects.defer("body")


def ads_txt_files() -> dict[str, adstxt.AdsTxt]:
    """The last good file of each domain; those never read are left out."""
    rows = AdsTxt.objects.filter(read_at__isnull=False)
    return {row.domain: ads_txt_of(row) for row in rows}


def ads_txt_of(row: AdsTxt) -> adstxt.AdsTxt:
    """What a domain's last good file declares."""
    return adstxt.parse(bytes(row.body)) if row.body else adstxt.NOTHING


def named_exchanges() -> list[Exchange]:
    """The exchanges whose name in ads.txt files is written down."""
    return list(Exchange.objects.exclude(system=""))


def publishers_on(domain: str) -> list[Publisher]:
    """Publishers with pages on a domain or below it."""
    return [
        publisher
        for publisher in Publisher.objects.all()
        if any(within(host_of(origin), domain) for origin in publisher.origins)
    ]


def margin_on(day: datetime.date) -> int:
    """The operator's margin on what is bought at auction, in per cent (1 query)."""
    found = AuctionMargin.objects.filter(starts_on__lte=day).first()
    return 0 if found is None else found.percent


def rates() -> list[CurrencyRate]:
    """What other currencies than the euro are worth."""
    return list(CurrencyRate.objects.all())


def active_exchanges() -> QuerySet[Exchange]:
    """Exchanges that are answered: part of the ads plan."""
    return Exchange.objects.filter(status=Exchange.Status.ACTIVE).order_by("id")


def open_deals(day: datetime.date) -> QuerySet[Deal]:
    """Deals that may be bid on, from this day on: part of the ads plan."""
    return (
        Deal.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            status=Deal.Status.ACTIVE,
            exchange__status=Exchange.Status.ACTIVE,
        )
        .prefetch_related("placements")
        .order_by("id")
    )


def publishers_by_exchange() -> QuerySet[Publisher]:
    """Publishers that exchanges offer: part of the ads plan."""
    return (
        Publisher.objects.filter(
            placements__status=Placement.Status.ACTIVE,
            placements__sold_by=Placement.SoldBy.EXCHANGE,
        )
        .distinct()
        .order_by("id")
    )


def ads_txt_read() -> dict[str, datetime.datetime]:
    """When the last good file of each domain was read."""
    rows = AdsTxt.objects.values_list("domain", "read_at")
    return {domain: read_at for domain, read_at in rows if read_at is not None}


def ads_txt_file(domain: str) -> adstxt.AdsTxt:
    """The last good file of a domain."""
    return ads_txt_of(AdsTxt.objects.get(domain=domain))


def sellers() -> list[Seller]:
    """Who is paid for the direct placements that may be served."""
    rows = Publisher.objects.filter(
        placements__status=Placement.Status.ACTIVE,
        placements__sold_by=Placement.SoldBy.TAG,
    ).distinct()
    return [
        Seller(
            row.id,
            row.organisation.name if row.organisation else row.name,
            _site_of(row),
        )
        for row in rows.select_related("organisation")
    ]


def _site_of(publisher: Publisher) -> str:
    return root_domain(host_of(next(iter(publisher.origins), "")))
