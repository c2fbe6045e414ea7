"""Reading the lists again; what fails, or is not good, changes nothing."""

import datetime
import zlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.consent import (
    FRENCH_NAMES,
    CmpList,
    VendorList,
    bases_of,
    french_names,
    read_cmps,
    take_list,
)
from toile.portal.vendors.fetching import Answer, fetch
from toile.portal.vendors.models import TcfList, VendorListVersion

Fetch = Callable[[str], Answer]
Kind = TcfList.Kind

READ_LISTS = "vendors.lists"
"""The job that reads them."""

# A string may be thirteen months old (SPECS §3.1); the list has a version a week.
VERSIONS_NEEDED = 60
_ARCHIVES_AT_ONCE = 10
# A fresh list is left alone so long at most: a week, and a day for a late one.
_LONGEST_FRESH = datetime.timedelta(days=8)


class NotGoodError(Exception):
    """Why a fetched document does not replace the last good one."""


def read_lists(
    vendors: str,
    tools: str,
    vendor: int,
    *,
    anyway: bool = False,
    reading: Fetch = fetch,
) -> None:
    """Read what is not fresh any more; ``vendors`` and ``tools`` are the addresses.

    ``vendor`` is our own number; ``anyway`` reads even what is fresh.
    """
    steps: tuple[tuple[str, str, Callable[[bytes], dict[str, Any]]], ...] = (
        (Kind.VENDORS, f"{vendors}/vendor-list.json", lambda b: _vendors(b, vendor)),
        (Kind.PURPOSES, f"{vendors}/purposes-fr.json", _purposes),
        (Kind.TOOLS, tools, _tools),
    )
    for kind, address, take in steps:
        if anyway or _is_due(kind, timezone.now()):
            # Read before the transaction: a slow server must not hold the database.
            _note(kind, reading(address), take)
    _read_archives(vendors, vendor, reading)


def keep_version(found: VendorList, raw: bytes, vendor: int) -> None:
    """Keep a version for good; one that is there stays as it came."""
    bases = bases_of(found, vendor)
    VendorListVersion.objects.get_or_create(
        version=found.version,
        defaults={
            "policy_version": found.policy_version,
            "updated_at": _aware(found.last_updated),
            "read_at": timezone.now(),
            "vendors": len(found.vendors),
            "document": zlib.compress(raw, 9),
            "vendor": vendor,
            "consent": bases.consent,
            "interest": bases.interest,
            "flexible": bases.flexible,
        },
    )


def _is_due(kind: str, now: datetime.datetime) -> bool:
    row = TcfList.objects.filter(kind=kind).first()
    if row is None or row.status == TcfList.Status.FAILED or row.fresh_until is None:
        return True
    assert row.read_at is not None
    return now >= min(row.fresh_until, row.read_at + _LONGEST_FRESH)


@transaction.atomic
def _note(kind: str, answer: Answer, take: Callable[[bytes], dict[str, Any]]) -> None:
    now = timezone.now()
    changes: dict[str, Any] = {"tried_at": now}
    error = answer.error
    if not error:
        try:
            changes |= take(answer.body)
        except NotGoodError as problem:
            error = str(problem)
    if error:
        changes |= {"status": TcfList.Status.FAILED, "error": error[:300]}
    else:
        fresh = datetime.timedelta(seconds=answer.fresh_seconds)
        changes |= {
            "status": TcfList.Status.READ,
            "error": "",
            "read_at": now,
            "fresh_until": now + min(fresh, _LONGEST_FRESH),
        }
    TcfList.objects.update_or_create(kind=kind, defaults=changes)


def _vendors(raw: bytes, vendor: int) -> dict[str, Any]:
    newest = VendorListVersion.objects.first()
    last_good = None if newest is None else read_version(newest)
    taken = take_list(raw, last_good)
    if taken.refusal is not None or taken.vendor_list is None:
        raise NotGoodError(_refused(taken.refusal or ""))
    keep_version(taken.vendor_list, raw, vendor)
    return {"updated_at": _aware(taken.vendor_list.last_updated)}


def _purposes(raw: bytes) -> dict[str, Any]:
    names = french_names(raw, {})
    if any(not names.get(number) for number in FRENCH_NAMES):
        raise NotGoodError(_refused("unreadable"))
    return {"facts": {"names": {str(number): name for number, name in names.items()}}}


def _tools(raw: bytes) -> dict[str, Any]:
    row = TcfList.objects.filter(kind=Kind.TOOLS).first()
    found = read_cmps(raw, None if row is None else row.updated_at)
    if not isinstance(found, CmpList):
        raise NotGoodError(_refused(found))
    deleted = {str(number): at for number, at in found.deleted_ms.items()}
    return {
        "updated_at": _aware(found.last_updated),
        "facts": {"deleted": deleted, "tools": len(found.cmps)},
    }


def _read_archives(vendors: str, vendor: int, reading: Fetch) -> None:
    """Read some of the earlier versions that strings may still name."""
    newest = VendorListVersion.objects.first()
    if newest is None:
        return
    first = max(1, newest.version - VERSIONS_NEEDED)
    there = set(VendorListVersion.objects.values_list("version", flat=True))
    missing = [n for n in range(newest.version - 1, first - 1, -1) if n not in there]
    for number in missing[:_ARCHIVES_AT_ONCE]:
        answer = reading(f"{vendors}/archives/vendor-list-v{number}.json")
        taken = take_list(answer.body, None)
        found = taken.vendor_list
        if answer.error or found is None or found.version != number:
            # The next run tries again; without it consent alone is asked for.
            return
        keep_version(found, answer.body, vendor)


def read_version(row: VendorListVersion) -> VendorList | None:
    """Read a version that was kept."""
    return take_list(zlib.decompress(bytes(row.document)), None).vendor_list


def _refused(code: str) -> str:
    words = {
        "unreadable": _("Ce n’est pas la liste attendue : son JSON ne se lit pas."),
        "specification": _("La liste suit une autre spécification que la 3."),
        "no_vendors": _("La liste est vide, ou ses numéros se contredisent."),
        "no_tools": _("La liste est vide, ou ses numéros se contredisent."),
        "older": _("La liste est plus ancienne que celle que nous avons."),
    }
    return words.get(str(code), str(code))


def _aware(moment: datetime.datetime) -> datetime.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
