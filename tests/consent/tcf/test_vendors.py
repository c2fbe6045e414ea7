"""The vendor list by version; a bad one never replaces the last good one."""

import json
from typing import Any

import pytest
from tcf_data import tcf_data

from toile.consent.tcf import (
    FRENCH_NAMES,
    LegalBases,
    ListRefusal,
    VendorList,
    french_names,
    purpose_mask,
    registration,
    take_list,
)
from toile.consent.tcf.legal import BY_CONSENT, NO_BASIS

US = 755


def raw_list(version: int = 170, **entry: Any) -> bytes:
    """A list of two vendors in the shape of vendor-list.json; ``entry`` changes us."""
    vendor = {
        "id": US, "name": "Klox", "purposes": [1, 3, 4], "legIntPurposes": [2, 7],
        "flexiblePurposes": [7], "specialPurposes": [2], "features": [],
        "specialFeatures": [], "usesCookies": True, "cookieMaxAgeSeconds": 15552000,
    }  # fmt: skip
    other = {**vendor, "id": 12, "name": "Autre"}
    return json.dumps(
        {
            "gvlSpecificationVersion": 3,
            "vendorListVersion": version,
            "tcfPolicyVersion": 5,
            "lastUpdated": "2026-09-03T16:00:00Z",
            "purposes": {"1": {"id": 1, "name": "Store"}},
            "vendors": {"12": other, str(US): {**vendor, **entry}},
        }
    ).encode()


def good(raw: bytes, last: VendorList | None = None) -> VendorList:
    taken = take_list(raw, last)
    assert taken.refusal is None
    assert taken.vendor_list is not None
    return taken.vendor_list


def test_a_good_list_is_taken() -> None:
    found = good(raw_list())
    assert (found.version, found.policy_version) == (170, 5)
    assert found.vendors[US].name == "Klox"
    assert found.vendors[US].bases == LegalBases(
        purpose_mask(1, 3, 4), purpose_mask(2, 7), purpose_mask(7)
    )
    assert good(raw_list(171), found).version == 171


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"", ListRefusal.UNREADABLE),
        (b"\xff\xfe", ListRefusal.UNREADABLE),
        (b"<html>502 Bad Gateway</html>", ListRefusal.UNREADABLE),
        (b"[" * 100_000, ListRefusal.UNREADABLE),
        (raw_list(171)[:-9], ListRefusal.UNREADABLE),
        (raw_list(171, purposes=[0]), ListRefusal.UNREADABLE),
        (raw_list(171, purposes=[25]), ListRefusal.UNREADABLE),
        (raw_list(171, purposes=["1"]), ListRefusal.UNREADABLE),
        (raw_list(171, deletedDate="hier"), ListRefusal.UNREADABLE),
        (raw_list(171).replace(b'Version": 3', b'Version": 2'),
         ListRefusal.SPECIFICATION),
        (raw_list(171, id=756), ListRefusal.NO_VENDORS),
        (raw_list(169), ListRefusal.OLDER),
    ],
)  # fmt: skip
def test_a_bad_list_leaves_the_last_good_one(raw: bytes, refusal: ListRefusal) -> None:
    last = good(raw_list())
    taken = take_list(raw, last)
    assert taken.vendor_list is last
    assert taken.refusal is refusal


def test_a_bad_first_list_is_none() -> None:
    assert take_list(b"{}", None).vendor_list is None


def test_without_a_list_there_is_consent_only() -> None:
    assert registration(US).bases(170) == BY_CONSENT


def test_a_string_is_judged_by_the_version_it_was_made_with() -> None:
    before = good(raw_list(169, legIntPurposes=[2, 7, 9]))
    ours = registration(US, [good(raw_list()), before])
    assert ours.bases(169).interest == purpose_mask(2, 7, 9)
    assert ours.bases(170).interest == purpose_mask(2, 7)
    assert ours.bases(171) == LegalBases(purpose_mask(1, 3, 4))


@pytest.mark.parametrize(
    ("vendor", "entry"),
    [(US, {"deletedDate": "2026-08-01T00:00:00Z"}), (900, {})],
)
def test_who_is_gone_from_the_newest_list_has_no_basis(
    vendor: int, entry: dict[str, Any]
) -> None:
    ours = registration(vendor, [good(raw_list(169)), good(raw_list(170, **entry))])
    assert {ours.bases(version) for version in (168, 169, 170, 171)} == {NO_BASIS}


def test_the_french_names_are_those_of_the_translation() -> None:
    raw = json.dumps(
        {
            "purposes": {
                str(number): {"id": number, "name": f"Finalité {number}"}
                for number in range(1, 13)
            }
        }
    ).encode()
    names = french_names(raw, FRENCH_NAMES)
    assert (names[1], names[12]) == ("Finalité 1", "Finalité 12")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b'{"purposes": {}}',
        b'{"purposes": {"1": {"id": 1, "name": "Seule"}}}',
        b'{"purposes": {"un": {"id": 1, "name": "Seule"}}}',
    ],
)
def test_a_broken_translation_leaves_the_last_names(raw: bytes) -> None:
    assert french_names(raw, FRENCH_NAMES) is FRENCH_NAMES


def test_each_purpose_has_a_french_name() -> None:
    assert list(FRENCH_NAMES) == list(range(1, 12))


def test_a_whole_list_of_the_iab() -> None:
    found = good(tcf_data("gvl-v3-list17-2023-09.json").read_bytes())
    assert (found.version, len(found.vendors)) == (17, 692)
    google = registration(755, [found]).bases(17)
    assert google.consent == purpose_mask(1, 3, 4)
    assert google.interest == purpose_mask(2, 7, 9, 10)
    assert google.flexible == google.interest
