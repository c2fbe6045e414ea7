"""The public vectors: strings of the IAB's and Prebid's own tests, read alike."""

import json
from datetime import datetime
from typing import Any

import pytest
from tc_writer import bits_of, text_of
from tcf_data import tcf_data

from toile.consent.tcf import TcfRefusal, TcString, decode, glance
from toile.consent.tcf.purposes import purpose_mask

_SERVICE_SPECIFIC = 138
"""The bit that says so; strings of global consent are the same but for it."""


def as_service_specific(text: str) -> str:
    core, *others = text.split(".")
    bits = bits_of(core)
    core = text_of(bits[:_SERVICE_SPECIFIC] + "1" + bits[_SERVICE_SPECIFIC + 1 :], 6)
    return ".".join((core, *others))


def milliseconds(moment: str) -> int:
    return round(datetime.fromisoformat(moment).timestamp() * 1000)


def is_as_told(found: TcString, told: dict[str, Any]) -> None:
    """Compare field by field with what the IAB's library read."""
    assert found.created_ms == milliseconds(told["created"])
    assert found.last_updated_ms == milliseconds(told["lastUpdated"])
    assert (found.cmp_id, found.cmp_version) == (told["cmpId"], told["cmpVersion"])
    assert found.consent_screen == told["consentScreen"]
    assert found.language == told["consentLanguage"]
    assert found.publisher_country == told["publisherCountryCode"]
    assert found.vendor_list_version == told["vendorListVersion"]
    assert found.policy_version == told["policyVersion"]
    assert found.non_standard_texts is told["useNonStandardTexts"]
    assert found.purpose_one_treatment is told["purposeOneTreatment"]
    assert found.purposes_consent == purpose_mask(*told["purposeConsents"])
    assert found.purposes_interest == purpose_mask(*told["purposeLegitimateInterests"])
    assert list(found.vendors_consent) == told["vendorConsents"]
    assert list(found.vendors_interest) == told["vendorLegitimateInterests"]
    assert list(found.disclosed or ()) == told["vendorsDisclosed"]
    publisher = purpose_mask(*told["publisherConsents"])
    assert (found.publisher_consent or 0) == publisher


def rows() -> list[dict[str, Any]]:
    lines = tcf_data("tc-strings.ndjson").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_what_the_library_read_is_read_alike() -> None:
    read = [row for row in rows() if row["decoded"]]
    assert len(read) > 20
    for row in read:
        text = row["tcString"]
        if not row["decoded"]["isServiceSpecific"]:
            assert decode(text) is TcfRefusal.NOT_SERVICE_SPECIFIC
            text = as_service_specific(text)
        found = decode(text)
        assert isinstance(found, TcString), (found, text)
        is_as_told(found, row["decoded"])
        for vendor in (1, 2, 12, 755, 1200):
            assert glance(text, vendor) == found.seen_by(vendor)


def test_what_the_library_refused_is_refused() -> None:
    refused = [row["tcString"] for row in rows() if row["decodeError"]]
    assert len(refused) > 10
    for text in refused:
        assert isinstance(decode(text), TcfRefusal)
        assert decode(text) is glance(text, 755)


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_another_librarys_readings_are_ours(name: str) -> None:
    told = json.loads(tcf_data(f"gguridi-consent_{name}.json").read_text())
    found = decode(as_service_specific(told["consent"]))
    assert isinstance(found, TcString), found
    core = told["core"]
    assert (found.cmp_id, found.cmp_version) == (core["cmpId"], core["cmpVersion"])
    assert found.vendor_list_version == core["vendorListVersion"]
    assert found.created_ms // 1000 == milliseconds(core["created"] + "Z") // 1000
