"""What the ads plan tells of buying at auction: exchanges, deals, sites, terms.

A publisher's ads.txt may be long, and takes 20 ms to read: what it declares of our
exchanges is kept until it is fetched again, or the exchanges change.
"""

import datetime
from collections.abc import Collection
from typing import Literal, cast

import msgspec

from toile.ads.exchanges.domains import host_of, root_domain, within
from toile.portal.inventory import selectors
from toile.portal.inventory.models import OF_APPS, Publisher
from toile.portal.inventory.models import Deal as DealRow
from toile.portal.inventory.models import Exchange as ExchangeRow
from toile.wire.calendar import midnight
from toile.wire.clock import from_datetime, paris_date
from toile.wire.exchanges import (
    AdsTxtRecord,
    Deal,
    Exchange,
    PublisherSite,
    SupplyPolicy,
    Version,
)
from toile.wire.ids import Ulid
from toile.wire.money import MICROS_A_EURO, Money

_WWW = "www."


class Terms(msgspec.Struct, frozen=True):
    """The fields of ``AdsPlan`` that auctions alone need, by their names."""

    exchanges: tuple[Exchange, ...] = ()
    deals: tuple[Deal, ...] = ()
    sites: tuple[PublisherSite, ...] = ()
    rates: dict[str, Money] = {}
    margin_percent: int = 0


class _Declared(msgspec.Struct, frozen=True):
    """What a domain's file said when it was read, of the systems that we know."""

    read_at: datetime.datetime
    absent: bool
    records: tuple[AdsTxtRecord, ...]


class Auctions:
    """Makes the terms anew each time, and reads each ads.txt once."""

    def __init__(self) -> None:
        self._systems: frozenset[str] = frozenset()
        self._declared: dict[str, _Declared] = {}

    def terms(self, now: datetime.datetime) -> Terms:
        """Give what counts now (7 queries, and one for each ads.txt that changed)."""
        today = paris_date(from_datetime(now))
        exchanges = tuple(exchange_of(row) for row in selectors.active_exchanges())
        systems = frozenset(each.system for each in exchanges if each.system)
        rates = {each.currency: Money(each.micros) for each in selectors.rates()}
        return Terms(
            exchanges=exchanges,
            deals=tuple(deal_of(row) for row in selectors.open_deals(today)),
            sites=self._sites(systems),
            rates={"EUR": Money(MICROS_A_EURO), **rates},
            margin_percent=selectors.margin_on(today),
        )

    def _sites(self, systems: frozenset[str]) -> tuple[PublisherSite, ...]:
        read = selectors.ads_txt_read()
        if systems != self._systems:
            self._systems, self._declared = systems, {}
        found: list[PublisherSite] = []
        for publisher in selectors.publishers_by_exchange():
            found += self._sites_of(publisher, read)
        return tuple(found)

    def _sites_of(
        self, publisher: Publisher, read: dict[str, datetime.datetime]
    ) -> list[PublisherSite]:
        """One site a file: domains of one publisher may declare different sellers."""
        by_domain: dict[str, list[str]] = {}
        for host in hosts_of(publisher.origins):
            by_domain.setdefault(_declaring(host, read), []).append(host)
        found: list[PublisherSite] = []
        for domain, hosts in by_domain.items():
            found.append(self._site(publisher, domain, read, hosts=tuple(hosts)))
        bundles = tuple(one.lower() for one in publisher.bundles)
        if bundles:
            # Apps have a file of their own, at the root of their developer's site.
            home = f"{OF_APPS}{root_domain(host_of(publisher.origins[0]))}"
            found.append(self._site(publisher, home, read, bundles=bundles))
        return found

    def _site(
        self,
        publisher: Publisher,
        domain: str,
        read: dict[str, datetime.datetime],
        *,
        hosts: tuple[str, ...] = (),
        bundles: tuple[str, ...] = (),
    ) -> PublisherSite:
        declared = self._read(domain, read.get(domain))
        return PublisherSite(
            publisher=Ulid(publisher.id),
            name=publisher.name,
            hosts=hosts,
            bundles=bundles,
            ads_txt=None if declared is None else declared.records,
            ads_txt_absent=declared is not None and declared.absent,
        )

    def _read(self, domain: str, read_at: datetime.datetime | None) -> _Declared | None:
        if read_at is None:
            return None
        known = self._declared.get(domain)
        if known is None or known.read_at != read_at:
            file = selectors.ads_txt_file(domain)
            ours = (one for one in file.records if one.system in self._systems)
            records = sorted(ours, key=lambda one: (one.system, one.account))
            known = _Declared(read_at, file.absent, tuple(records))
            self._declared[domain] = known
        return known


def hosts_of(origins: Collection[str]) -> list[str]:
    """Name the hosts of origins; www.exemple.fr stands for exemple.fr and all below."""
    hosts: dict[str, None] = {}
    for origin in origins:
        host = host_of(origin)
        bare = host.removeprefix(_WWW)
        hosts[bare if "." in bare else host] = None
    return [host for host in hosts if host]


def exchange_of(row: ExchangeRow) -> Exchange:
    """Write an exchange as the bidder reads it; no secret is in it in the clear."""
    return Exchange(
        id=Ulid(row.id),
        slug=row.slug,
        name=row.name,
        seat=row.seat,
        version=cast(Version, row.version),
        secret_digest=row.secret_digest,
        networks=tuple(row.networks),
        by_browser=row.by_browser,
        queries_a_second=row.queries_a_second,
        hosts=tuple(row.hosts),
        system=row.system,
        ads_txt=row.ads_txt,
        supply_chain=cast(SupplyPolicy, row.supply_chain),
        price_keys=row.price_keys,
        sync_url=row.sync_url,
        unsync_url=row.unsync_url,
        explains=row.explains,
        bills=cast(Literal["burl", "impression"], row.bills),
    )


def deal_of(row: DealRow) -> Deal:
    """Write a deal as the bidder reads it: whole days of Paris.

    Its placements are told whether they are open or not: with none, it would be for
    any.
    """
    return Deal(
        id=Ulid(row.id),
        exchange=Ulid(row.exchange_id),
        code=row.code,
        floor=Money(row.floor_micros),
        placements=tuple(sorted(Ulid(place.id) for place in row.placements.all())),
        starts_ms=_midnight(row.starts_on),
        ends_ms=_midnight(row.ends_on, days=1),
    )


def _declaring(host: str, read: Collection[str]) -> str:
    """Name the domain whose file counts for a host: its own, or its root's."""
    above = [domain for domain in read if within(host, domain)]
    return max(above, key=len, default=root_domain(host))


def _midnight(day: datetime.date | None, days: int = 0) -> int:
    if day is None:
        return 0
    whole = day + datetime.timedelta(days=days)
    return from_datetime(midnight(whole))
