"""What the ads plan tells of the lists: our entry by version, tools that are gone."""

from toile.consent import bases_of
from toile.portal.vendors.models import TcfList, VendorListVersion
from toile.portal.vendors.services import VERSIONS_NEEDED, read_version
from toile.wire.plan import TcfLists


def plan_lists(vendor: int) -> TcfLists:
    """Tell it for a number on the vendor list; 0 is on none (2 queries).

    A version that was read under another number of ours is read again, once.
    """
    rows = VendorListVersion.objects.defer("document")[: VERSIONS_NEEDED + 1]
    bases = {row.version: _bases(row, vendor) for row in rows} if vendor else {}
    tools = TcfList.objects.filter(kind=TcfList.Kind.TOOLS).first()
    deleted = {} if tools is None else tools.facts.get("deleted", {})
    gone = {int(number): int(at) for number, at in deleted.items()}
    return TcfLists(dict(sorted(bases.items())), dict(sorted(gone.items())))


def _bases(row: VendorListVersion, vendor: int) -> tuple[int, int, int]:
    if row.vendor != vendor:
        found = read_version(row)
        bases = None if found is None else bases_of(found, vendor)
        row.vendor = vendor
        row.consent = bases.consent if bases else 0
        row.interest = bases.interest if bases else 0
        row.flexible = bases.flexible if bases else 0
        row.save(update_fields=["vendor", "consent", "interest", "flexible"])
    return row.consent, row.interest, row.flexible
