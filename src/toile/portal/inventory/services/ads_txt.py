"""Reading the ads.txt of the inventory's domains again; what fails changes nothing."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from toile.ads.exchanges import adstxt
from toile.ads.exchanges.domains import host_of, root_domain, within
from toile.portal.inventory.crawler import Answer, fetch
from toile.portal.inventory.models import OF_APPS, AdsTxt, Publisher

Fetch = Callable[[str], Answer]
Tell = Callable[[int, int, str], None]

READ_ADS_TXT = "inventory.ads_txt"
"""The job that reads them all."""

_MOST_PARTNERS = 20


def read_all(tell: Tell | None = None, reading: Fetch = fetch) -> None:
    """Read every domain's file, those that these name, those of apps; forget the rest.

    ``tell`` hears how many of how many are done, and which is next.
    """
    origins = _origins()
    wanted = {root_domain(host_of(origin)): origin for origin in reversed(origins)}
    addresses = {domain: _address(domain, one) for domain, one in wanted.items()}
    _read_each(addresses, tell, reading)
    named = _named_by(addresses, {host_of(origin) for origin in origins})
    _read_each(named, tell, reading)
    apps = _of_apps()
    _read_each(apps, tell, reading)
    AdsTxt.objects.exclude(domain__in={*addresses, *named, *apps}).delete()


def note_domains() -> None:
    """Write down the domains of the inventory that have not been read yet."""
    AdsTxt.objects.bulk_create(
        [
            AdsTxt(domain=domain, address=_address(domain, origin))
            for origin in _origins()
            if (domain := root_domain(host_of(origin)))
        ]
        + [AdsTxt(domain=key, address=place) for key, place in _of_apps().items()],
        ignore_conflicts=True,
    )


def take_in(domain: str, address: str, answer: Answer, now: datetime.datetime) -> None:
    """Keep what a domain answered; after a fault the last good copy stays in force."""
    status = AdsTxt.Status
    changes: dict[str, object] = {"address": address, "tried_at": now}
    if answer.error:
        changes |= {"status": status.FAILED, "error": answer.error}
    else:
        body = answer.body or b""
        changes |= _summary(body)
        changes |= {
            "status": status.ABSENT if answer.body is None else status.READ,
            "error": "",
            "read_at": now,
            "body": body,
        }
    AdsTxt.objects.update_or_create(domain=domain, defaults=changes)


def _read_each(addresses: dict[str, str], tell: Tell | None, reading: Fetch) -> None:
    for done, (domain, address) in enumerate(sorted(addresses.items())):
        if tell:
            tell(done, len(addresses), domain)
        # Read before the transaction begins: a slow server must not hold the database.
        answer = reading(address)
        with transaction.atomic():
            take_in(domain, address, answer, timezone.now())


def _named_by(roots: Iterable[str], hosts: set[str]) -> dict[str, str]:
    """Name the files that those of the roots point to, one hop (§5.5, §5.7)."""
    found: dict[str, str] = {}
    for row in AdsTxt.objects.filter(domain__in=list(roots), read_at__isnull=False):
        said = adstxt.parse(bytes(row.body))
        for name in said.subdomains:
            if within(name, row.domain) and any(within(host, name) for host in hosts):
                found[name] = f"https://{name}/ads.txt"
        for name in said.partners[:_MOST_PARTNERS]:
            found[name] = f"https://{name}/ads.txt"
    return {name: address for name, address in found.items() if name not in set(roots)}


def _of_apps() -> dict[str, str]:
    """Name the app-ads.txt of each publisher with apps, by its row's key.

    Stores name a developer's site, and the file is at its root (app-ads.txt 1.0): that
    site is taken to be the first of the publisher's own.
    """
    rows = Publisher.objects.exclude(bundles=[]).order_by("name", "id")
    found: dict[str, str] = {}
    for origins in rows.values_list("origins", flat=True):
        domain = root_domain(host_of(origins[0])) if origins else ""
        if domain:
            found[f"{OF_APPS}{domain}"] = _address(domain, origins[0], "app-ads.txt")
    return found


def _origins() -> list[str]:
    rows = Publisher.objects.order_by("name", "id").values_list("origins", flat=True)
    return [origin for origins in rows for origin in origins]


def _address(domain: str, origin: str, name: str = "ads.txt") -> str:
    """Name the file's place; a developer's own server is asked where it listens."""
    parts = urlsplit(origin)
    place = parts.netloc if parts.scheme == "http" else domain
    return f"{parts.scheme}://{place}/{name}"


def _summary(body: bytes) -> dict[str, object]:
    read = adstxt.parse(body)
    counts = Counter((record.system, record.relation) for record in read.records)
    systems = {record.system for record in read.records}
    return {
        "systems": {
            system: [counts[system, relation] for relation in adstxt.RELATIONS]
            for system in sorted(systems)
        },
        "faults": len(read.faults),
    }
