"""The IAB's lists are read when they are due, and a bad answer replaces no good one."""

import datetime
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings

from toile.consent import LegalBases, registered
from toile.consent.tcf import purpose_mask
from toile.portal.jobs.models import Job
from toile.portal.jobs.schedule import lines
from toile.portal.vendors import fetching
from toile.portal.vendors.fetching import fresh_seconds
from toile.portal.vendors.models import TcfList, VendorListVersion
from toile.portal.vendors.plan import plan_lists
from toile.portal.vendors.selectors import own_entry, purpose_names
from toile.portal.vendors.services import READ_LISTS, read_lists

US = 755
SignIn = Callable[[str], Client]


def read(iab: Any, *, anyway: bool = True) -> None:
    read_lists(iab.gvl, iab.cmp_list, US, anyway=anyway)


def versions() -> list[int]:
    return sorted(VendorListVersion.objects.values_list("version", flat=True))


def state(kind: str) -> TcfList:
    return TcfList.objects.get(kind=kind)


def test_all_lists_are_read_and_the_archives_that_strings_may_name(
    db: None, iab: Any
) -> None:
    read(iab)
    assert versions() == [168, 169, 170]
    assert {row.status for row in TcfList.objects.all()} == {"read"}
    assert purpose_names()[1] == "Finalité 1"
    entry = own_entry(US)
    assert entry is not None
    assert (entry.name, entry.cookie_max_age_seconds) == ("Klox", 15_552_000)


def test_the_plan_tells_our_bases_by_version_and_the_tools_that_are_gone(
    db: None, iab: Any
) -> None:
    iab.publish(169, purposes=[1], legIntPurposes=[], flexiblePurposes=[])
    iab.publish(170)
    read(iab)
    told = plan_lists(US)
    assert told.deleted_tools == {92: 1_788_220_800_000}
    by_version = {number: LegalBases(*masks) for number, masks in told.bases.items()}
    assert by_version[169] == LegalBases(purpose_mask(1))
    assert registered(US, by_version).bases(170) == LegalBases(
        purpose_mask(1, 3, 4), purpose_mask(2, 7), purpose_mask(7)
    )
    # Under another number of ours the same documents are read again.
    assert plan_lists(99).bases[170] == (0, 0, 0)
    assert plan_lists(US) == told
    assert plan_lists(0).bases == {}


@pytest.mark.parametrize(
    ("path", "kind", "answer"),
    [
        ("/v3/vendor-list.json", "vendors", (200, b"<html>maintenance</html>")),
        ("/v3/vendor-list.json", "vendors", (200, b"")),
        ("/v3/vendor-list.json", "vendors", (200, b'{"vendorListVersion": 171')),
        ("/v3/vendor-list.json", "vendors", (302, b"")),
        ("/v3/vendor-list.json", "vendors", (500, b"{}")),
        ("/v3/purposes-fr.json", "purposes", (200, b'{"purposes": {}}')),
        ("/v2/cmp-list.json", "tools", (200, b'{"cmps": {}}')),
        ("/v2/cmp-list.json", "tools", (404, b"")),
    ],
)
def test_a_bad_answer_replaces_no_good_one(
    db: None, iab: Any, path: str, kind: str, answer: tuple[int, bytes]
) -> None:
    read(iab)
    before = state(kind)
    told, names = plan_lists(US), purpose_names()
    iab.pages[path] = answer
    read(iab)
    after = state(kind)
    assert after.status == "failed"
    assert after.error
    assert (after.read_at, after.facts) == (before.read_at, before.facts)
    assert (plan_lists(US), purpose_names()) == (told, names)
    assert versions() == [168, 169, 170]


def test_an_older_version_never_comes_back(db: None, iab: Any) -> None:
    read(iab)
    iab.pages["/v3/vendor-list.json"] = iab.pages["/v3/archives/vendor-list-v168.json"]
    read(iab)
    assert state("vendors").status == "failed"
    assert "plus ancienne" in state("vendors").error


def test_what_is_fresh_is_left_alone_and_what_failed_is_tried_again(
    db: None, iab: Any
) -> None:
    iab.headers["Cache-Control"] = "public, max-age=604800"
    read(iab, anyway=False)
    iab.asked.clear()
    read(iab, anyway=False)
    assert not [path for path in iab.asked if "archives" not in path]
    TcfList.objects.filter(kind="tools").update(status="failed")
    read(iab, anyway=False)
    assert "/v2/cmp-list.json" in iab.asked
    assert "/v3/vendor-list.json" not in iab.asked
    old = state("vendors").read_at
    assert old is not None
    TcfList.objects.filter(kind="vendors").update(
        fresh_until=old - datetime.timedelta(seconds=1)
    )
    read(iab, anyway=False)
    assert "/v3/vendor-list.json" in iab.asked


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("public, max-age=604800", 604_800),
        ('MAX-AGE = "60"', 60),
        ("s-maxage=5, max-age=7", 7),
        ("no-store, max-age=60", 0),
        ("no-cache", 0),
        ("max-age=-1", 0),
        ("", 0),
    ],
)
def test_cache_control_is_read(header: str, seconds: int) -> None:
    assert fresh_seconds(header) == seconds


def test_too_large_and_unreachable_answers_are_said(
    db: None, iab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST_BYTES", 100)
    read(iab)
    assert "trop grande" in state("vendors").error
    gone = "http://127.0.0.1:1"
    read_lists(gone, f"{gone}/cmp-list.json", US, anyway=True)
    assert "Injoignable" in state("tools").error
    assert versions() == []


def test_only_who_is_on_the_list_has_it_read_by_the_clock(
    db: None, settings: Settings
) -> None:
    for number, jobs in ((0, 0), (US, 1)):
        settings.TOILE = msgspec.structs.replace(settings.TOILE, tcf_vendor=number)
        lines()[READ_LISTS].do()
        assert Job.objects.filter(kind=READ_LISTS).count() == jobs


def test_the_operator_sees_the_version_and_what_our_entry_declares(
    db: None, iab: Any, settings: Settings, sign_in: SignIn
) -> None:
    settings.TOILE = msgspec.structs.replace(settings.TOILE, tcf_vendor=US)
    read(iab)
    told = sign_in("klox").get("/fournisseurs/").content.decode()
    for words in ("170", "Klox (755)", "1. Finalité 1", "deviceStorage.json"):
        assert words in told
    iab.publish(171, id=754)
    iab.pages["/v3/vendor-list.json"] = 200, b"{"
    read(iab)
    told = sign_in("klox").get("/fournisseurs/").content.decode()
    assert "reste en vigueur" in told


def test_who_is_not_on_the_list_is_told_what_that_means(sign_in: SignIn) -> None:
    told = sign_in("klox").get("/fournisseurs/").content.decode()
    assert "pas inscrit sur la liste" in told
