"""What a bid request allows: each missing part of a yes takes away what it must."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tc_writer import LATE_MS, Section, Written, any_written

from toile.consent import ConsentRefusal
from toile.consent.tcf import (
    Memo,
    Permissions,
    Registration,
    Signals,
    TcfRefusal,
    Verdict,
    bid_permissions,
    permissions,
    purpose_mask,
)
from toile.consent.tcf.legal import NO_BASIS, LegalBases

US = Registration(755)
NOW = LATE_MS + 86_400_000
DAY = 86_400_000
DEEDS = ("target", "store", "cap", "measure", "contextual")
YES = Written()


def allowed(found: Permissions) -> list[str]:
    return [deed for deed in DEEDS if getattr(found, deed)]


def asked(
    written: Written = YES, registration: Registration | None = US, **signals: object
) -> Permissions:
    signals = {"gdpr": 1, "tc": written.text(), **signals}
    return bid_permissions(msgspec.convert(signals, Signals), registration, NOW)


def consent(*purposes: int) -> Written:
    return YES.but(consent=frozenset(purposes))


@pytest.mark.parametrize(
    ("purposes", "deeds"),
    [
        ((1, 2, 3, 4, 7), list(DEEDS)),
        ((1, 2, 3, 4), ["target", "store", "cap", "contextual"]),
        ((1, 3, 4), ["store"]),
        ((2, 3, 4), ["contextual"]),
        ((1, 2, 4), ["store", "cap", "contextual"]),
        ((1, 2, 3), ["store", "cap", "contextual"]),
        ((1, 7), ["store", "measure"]),
        ((7,), []),
        ((1,), ["store"]),
        ((2,), ["contextual"]),
        ((3, 4, 5, 6, 8, 9, 10, 11), []),
        ((), []),
    ],
)  # fmt: skip
def test_each_deed_takes_its_purposes(
    purposes: tuple[int, ...], deeds: list[str]
) -> None:
    found = asked(consent(*purposes))
    assert allowed(found) == deeds
    refusal = None if "target" in deeds else ConsentRefusal.NO_PURPOSE_CONSENT
    assert found.refusal is refusal


@pytest.mark.parametrize("gdpr", [1, None, 2, -1])
def test_gdpr_applies_unless_the_request_says_that_it_does_not(
    gdpr: int | None,
) -> None:
    found = asked(gdpr=gdpr, tc="")
    assert allowed(found) == []
    assert found.refusal is ConsentRefusal.TC_STRING
    assert found.tc_string is TcfRefusal.EMPTY
    assert allowed(asked(gdpr=gdpr)) == list(DEEDS)


def test_where_gdpr_does_not_apply_no_string_is_needed() -> None:
    assert allowed(asked(gdpr=0, tc="")) == list(DEEDS)
    assert allowed(asked(gdpr=0, tc="", registration=None)) == list(DEEDS)


def test_a_gpp_that_says_the_tcf_applies_is_believed() -> None:
    assert allowed(asked(gdpr=0, tc="", gpp_sid=[2])) == []


def test_an_operator_that_is_not_on_the_vendor_list_may_do_nothing() -> None:
    found = asked(registration=None)
    assert (allowed(found), found.refusal) == ([], ConsentRefusal.NOT_ON_VENDOR_LIST)
    gone = asked(registration=Registration(755, {}, NO_BASIS))
    assert (allowed(gone), gone.refusal) == ([], ConsentRefusal.NOT_ON_VENDOR_LIST)


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        (YES.but(disclosed=Section()), ConsentRefusal.NOT_DISCLOSED),
        (YES.but(vendors=Section()), ConsentRefusal.NO_VENDOR_CONSENT),
        (YES.but(restrictions=((4, 0, frozenset({755})),)), ConsentRefusal.RESTRICTED),
        (YES.but(restrictions=((4, 2, frozenset({755})),)), ConsentRefusal.RESTRICTED),
        (YES.but(version=1), ConsentRefusal.TC_STRING),
    ],
)
def test_the_reason_is_told(written: Written, refusal: ConsentRefusal) -> None:
    found = asked(written)
    assert not found.target
    assert found.refusal is refusal


def test_without_a_vendor_list_there_is_consent_only() -> None:
    by_interest = YES.but(consent=frozenset({1, 3, 4}))
    assert allowed(asked(by_interest)) == ["store"]
    bases = LegalBases(purpose_mask(1, 3, 4), purpose_mask(2, 7))
    listed = Registration(755, {170: bases}, LegalBases(bases.consent))
    assert allowed(asked(by_interest, listed)) == list(DEEDS)
    # A string of a version that is not at hand: consent alone.
    unknown = by_interest.but(list_version=171)
    assert allowed(asked(unknown, listed)) == ["store"]


def test_gpc_refuses_profiles_and_nothing_else() -> None:
    found = asked(gpc=True)
    assert allowed(found) == ["store", "cap", "measure", "contextual"]
    assert found.refusal is ConsentRefusal.GPC
    assert not asked(gpc=True, gdpr=0, tc="").target


@pytest.mark.parametrize("signal", ["lmt", "dnt"])
def test_a_device_that_limits_tracking_shows_no_id(signal: str) -> None:
    found = asked(**{signal: True})
    assert allowed(found) == ["contextual"]
    assert found.refusal is ConsentRefusal.LIMITED
    assert allowed(asked(**{signal: True}, gdpr=0)) == ["contextual"]
    assert allowed(asked(**{signal: True}, tc="")) == []


@pytest.mark.parametrize("gdpr", [0, 1])
def test_nothing_is_done_with_children(gdpr: int) -> None:
    found = asked(coppa=True, gdpr=gdpr)
    assert (allowed(found), found.refusal) == ([], ConsentRefusal.CHILD)


def test_a_law_that_is_not_read_allows_no_id() -> None:
    found = asked(gdpr=0, tc="", gpp_sid=[7])
    assert allowed(found) == ["contextual"]
    assert found.refusal is ConsentRefusal.UNREAD_SECTION


def test_the_tcf_section_of_a_gpp_string_stands_in_for_the_string() -> None:
    found = asked(tc="", gpp="DBABMA~" + YES.text(), gpp_sid=[2])
    assert allowed(found) == list(DEEDS)


def test_of_two_strings_that_differ_only_what_both_allow() -> None:
    other = consent(1, 7).text()
    assert allowed(asked(gpp="DBABMA~" + other)) == ["store", "measure"]
    assert allowed(asked(consent(1, 7), gpp="DBABMA~" + YES.text())) == [
        "store",
        "measure",
    ]
    cut = asked(gpp="DBABMA~" + other[:20])
    assert (allowed(cut), cut.tc_string) == ([], TcfRefusal.CUT)


@pytest.mark.parametrize(
    ("now_ms", "refusal"),
    [
        (LATE_MS - DAY, None),
        (LATE_MS - DAY - 1, TcfRefusal.FROM_THE_FUTURE),
        (LATE_MS + 396 * DAY, None),
        (LATE_MS + 396 * DAY + 1, TcfRefusal.TOO_OLD),
    ],
)
def test_a_string_holds_for_thirteen_months(
    now_ms: int, refusal: TcfRefusal | None
) -> None:
    memo = Memo[Verdict](8)
    signals = Signals(gdpr=1, tc=YES.text())
    for _ in range(2):
        found = bid_permissions(signals, US, now_ms, memo)
        assert found.tc_string is refusal
        assert found.target is (refusal is None)
    assert len(memo) == 1


def test_a_memo_changes_no_answer_and_keeps_no_giant() -> None:
    memo = Memo[Verdict](8)
    for text in (YES.text(), "C", "C" * 9000, consent(2).text()) * 2:
        signals = Signals(gdpr=1, tc=text)
        assert bid_permissions(signals, US, NOW, memo) == bid_permissions(
            signals, US, NOW
        )
    assert len(memo) == 3


@settings(deadline=None)
@given(any_written, st.integers(1, 900), st.integers(0, 1 << 43))
def test_a_bare_string_is_judged_as_a_request_that_carries_it(
    written: Written, vendor: int, now_ms: int
) -> None:
    text = written.text()
    found = permissions(text, vendor, now_ms)
    signals = Signals(gdpr=1, tc=text)
    assert found == bid_permissions(signals, Registration(vendor), now_ms)
    # No deed without its purposes, its vendor, and somebody who said so.
    if allowed(found):
        assert vendor in written.vendors.vendors
        assert written.disclosed is None or vendor in written.disclosed.vendors
        assert written.consent & {1, 2}
    if found.target:
        assert {1, 2, 3, 4} <= written.consent
