"""What is known of the lists, for people."""

from collections.abc import Mapping

from django.db.models import QuerySet

from toile.consent import FRENCH_NAMES, Vendor
from toile.portal.vendors.models import TcfList, VendorListVersion
from toile.portal.vendors.services import read_version


def purpose_names() -> Mapping[int, str]:
    """Give the purposes' names in French (1 query)."""
    row = TcfList.objects.filter(kind=TcfList.Kind.PURPOSES).first()
    read = {} if row is None else row.facts.get("names", {})
    return {**FRENCH_NAMES, **{int(number): name for number, name in read.items()}}


def lists() -> dict[str, TcfList]:
    """Give the lists by kind; one that was never tried is not there (1 query)."""
    return {row.kind: row for row in TcfList.objects.all()}


def versions() -> QuerySet[VendorListVersion]:
    """Give the versions kept, the newest first, without their documents."""
    return VendorListVersion.objects.defer("document")


def own_entry(vendor: int) -> Vendor | None:
    """Find our own entry on the newest version, if we are on it (1 query)."""
    newest = VendorListVersion.objects.first()
    found = None if newest is None or not vendor else read_version(newest)
    return None if found is None else found.vendors.get(vendor)
