"""A yes that a tool tells of is believed, or is not, for a reason that has a name."""

import json
from pathlib import Path

import pytest
from tc_writer import Written

from toile.consent import OWN_TEXTS, ConsentRefusal, declared_tool, disbelieved
from toile.consent.tools import CONSENT_TOOLS
from toile.wire.clock import MS_A_DAY

NOW = 1_795_478_400_000
TODAY = Written().but(
    created_ms=NOW, last_updated_ms=NOW, consent=frozenset({1, 3, 4, 7})
)


def judged(**said: str) -> ConsentRefusal | None:
    told = {
        "tool": "toile",
        "declared": "",
        "text_version": "",
        "tc_string": "",
        **said,
    }
    return disbelieved(**told, now_ms=NOW)


def test_the_texts_of_our_banner_are_known() -> None:
    kept = Path(__file__).parents[2] / "web" / "consent" / "history.json"
    assert set(json.loads(kept.read_text())) == OWN_TEXTS


def test_a_tcf_tool_that_shows_no_string_is_not_believed() -> None:
    assert judged(tool="tcf", tc_string="") is ConsentRefusal.TC_STRING


@pytest.mark.parametrize("version", ["toile-fr-0", "toile-", "toile-de-1+12345678"])
def test_a_text_of_ours_that_was_never_shown_is_not_believed(version: str) -> None:
    assert judged(text_version=version) is ConsentRefusal.UNKNOWN_TEXT


@pytest.mark.parametrize("version", ["", "toile-fr-1", "toile-en-1+12345678", "v7"])
def test_a_text_of_ours_or_of_another_is_believed(version: str) -> None:
    assert judged(text_version=version) is None


def test_the_declared_tool_alone_is_believed() -> None:
    assert judged(tool="axeptio", declared="didomi") is ConsentRefusal.OTHER_TOOL
    assert judged(tool="made up", declared="didomi") is ConsentRefusal.OTHER_TOOL
    assert judged(tool=" Didomi ", declared="didomi") is None


def test_what_a_site_declares_has_the_code_of_its_reports() -> None:
    assert declared_tool("toile") == "orejime"
    assert {declared_tool(code) for code in CONSENT_TOOLS} == set(CONSENT_TOOLS)
    assert declared_tool("other") == declared_tool("") == ""


def test_a_string_of_today_with_all_purposes_is_believed() -> None:
    assert judged(tc_string=TODAY.text()) is None


@pytest.mark.parametrize(
    ("string", "refusal"),
    [
        (TODAY.text()[:-3], ConsentRefusal.TC_STRING),
        (TODAY.text() + "AAAAA", ConsentRefusal.TC_STRING),
        (TODAY.but(consent=frozenset({1, 3, 4})).text(),
         ConsentRefusal.NO_PURPOSE_CONSENT),
        (TODAY.but(last_updated_ms=NOW - 3 * MS_A_DAY).text(),
         ConsentRefusal.CLOCK_SKEW),
        (TODAY.but(last_updated_ms=NOW + 2 * MS_A_DAY).text(),
         ConsentRefusal.CLOCK_SKEW),
    ],
)  # fmt: skip
def test_a_string_that_is_no_yes_of_today_is_not_believed(
    string: str, refusal: ConsentRefusal
) -> None:
    assert judged(tc_string=string) is refusal
