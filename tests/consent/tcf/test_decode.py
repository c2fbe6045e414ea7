"""What a valid string says is read as it was written; whatever else is refused."""

import pytest
from hypothesis import given, settings
from tc_writer import (
    DISCLOSURE_MS,
    Section,
    Written,
    any_written,
    bits_of,
    flags,
    text_of,
)

from toile.consent.tcf import TcfRefusal, TcString, decode, glance
from toile.consent.tcf.sections import Vendors

# SPECS §2.2, tested against the IAB's library.
SPECS_VECTOR = (
    "CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA"
)
YES = Written()


def mask(numbers: frozenset[int]) -> int:
    return int(flags(numbers, 24), 2)


def read(text: str) -> TcString:
    found = decode(text)
    assert isinstance(found, TcString), found
    return found


def test_the_specified_vector() -> None:
    found = read(SPECS_VECTOR)
    assert found.created_ms == 1_748_908_800_000  # 2025-06-03
    assert (found.cmp_id, found.language, found.publisher_country) == (880, "EN", "DE")
    assert (found.vendor_list_version, found.policy_version) == (48, 2)
    assert list(found.vendors_consent) == [1, 2, 3, 4]
    assert found.purposes_consent == 0
    assert found.disclosed is not None
    assert list(found.disclosed) == [1, 2, 3, 4, 5, 100, 404]


@settings(deadline=None)
@given(any_written)
def test_what_is_written_is_read(written: Written) -> None:
    found = read(written.text())
    assert found.created_ms == written.created_ms
    assert found.last_updated_ms == written.last_updated_ms
    assert (found.cmp_id, found.cmp_version) == (written.cmp_id, written.cmp_version)
    assert found.consent_screen == written.screen
    assert (found.language, found.publisher_country) == (
        written.language,
        written.country,
    )
    assert found.vendor_list_version == written.list_version
    assert found.policy_version == written.policy
    assert found.non_standard_texts is written.non_standard
    assert found.special_features == int(flags(written.special_features, 12), 2)
    assert found.purposes_consent == mask(written.consent)
    assert found.purposes_interest == mask(written.interest)
    assert found.purpose_one_treatment is written.one_treatment
    assert set(found.vendors_consent) == written.vendors.vendors
    assert set(found.vendors_interest) == written.interests.vendors
    assert [
        (one.purpose, int(one.kind), set(one.vendors)) for one in found.restrictions
    ] == [(purpose, kind, set(whom)) for purpose, kind, whom in written.restrictions]
    disclosed = None if found.disclosed is None else set(found.disclosed)
    assert disclosed == (written.disclosed and written.disclosed.vendors)
    if written.publisher is None:
        assert (found.publisher_consent, found.publisher_interest) == (None, None)
    else:
        assert found.publisher_consent == mask(written.publisher[0])
        assert found.publisher_interest == mask(written.publisher[1])


def cut_core(characters: int) -> str:
    core, _, others = YES.text().partition(".")
    return core[:characters] + "." + others


def with_core(bits: str) -> str:
    return text_of(bits) + "." + YES.text().partition(".")[2]


def with_bits(start: int, bits: str) -> str:
    core = YES.core_bits()
    return with_core(core[:start] + bits + core[start + len(bits) :])


CORE = YES.core_bits()[:213]
NOBODY = "0" * 17
BACKWARDS = f"{9:016b}1" + f"{1:012b}" + f"1{5:016b}{3:016b}"
FROM_ZERO = f"{9:016b}1" + f"{1:012b}" + f"1{0:016b}{3:016b}"
BEYOND = f"{9:016b}1" + f"{1:012b}" + f"1{5:016b}{10:016b}"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", TcfRefusal.EMPTY),
        ("C" + "A" * 8192, TcfRefusal.TOO_LONG),
        (".", TcfRefusal.NOT_BASE64),
        (YES.text() + ".", TcfRefusal.NOT_BASE64),
        (YES.text() + "=", TcfRefusal.NOT_BASE64),
        (YES.text().replace(".", "+.", 1), TcfRefusal.NOT_BASE64),
        (" " + YES.text(), TcfRefusal.NOT_BASE64),
        ("++++" + YES.text(), TcfRefusal.NOT_BASE64),
        (YES.text() + "    ", TcfRefusal.NOT_BASE64),
        (YES.text() + "é", TcfRefusal.NOT_BASE64),
        ("CO", TcfRefusal.CUT),  # iab-tcf reads it as a yes to all
        (cut_core(26), TcfRefusal.CUT),
        (cut_core(60), TcfRefusal.CUT),
        (YES.text().replace(".", "AAAA.", 1), TcfRefusal.OVERLONG),
        (YES.text() + "AAAA", TcfRefusal.OVERLONG),
        (with_core(YES.core_bits() + "1"), TcfRefusal.OVERLONG),
        (YES.but(version=1).text(), TcfRefusal.VERSION),
        (YES.but(version=3).text(), TcfRefusal.VERSION),
        (YES.but(cmp_id=0).text(), TcfRefusal.NO_TOOL),
        (YES.but(cmp_id=1).text(), TcfRefusal.NO_TOOL),
        (with_bits(108, "011010000000"), TcfRefusal.BAD_LETTERS),
        (with_bits(201, "000000011010"), TcfRefusal.BAD_LETTERS),
        (YES.but(service_specific=False).text(), TcfRefusal.NOT_SERVICE_SPECIFIC),
        (with_core(CORE + BACKWARDS), TcfRefusal.BAD_VENDORS),
        (with_core(CORE + FROM_ZERO), TcfRefusal.BAD_VENDORS),
        (with_core(CORE + BEYOND), TcfRefusal.BAD_VENDORS),
        (with_core(CORE + NOBODY + BEYOND), TcfRefusal.BAD_VENDORS),
        (YES.but(disclosed=None).text() + "." + text_of("001" + BEYOND),
         TcfRefusal.BAD_VENDORS),
        (YES.but(restrictions=((0, 1, frozenset({5})),)).text(),
         TcfRefusal.BAD_RESTRICTION),
        (YES.but(restrictions=((2, 3, frozenset({5})),)).text(),
         TcfRefusal.BAD_RESTRICTION),
        (YES.text() + "." + text_of("000" + NOBODY), TcfRefusal.BAD_SEGMENT),
        (YES.text() + "." + text_of("100" + NOBODY), TcfRefusal.BAD_SEGMENT),
        (YES.text() + "." + YES.text().split(".")[1], TcfRefusal.BAD_SEGMENT),
        (YES.text() + "." + text_of("011" + "1" * 30), TcfRefusal.CUT),
        (YES.text() + "." + text_of("010" + "1" * 30), TcfRefusal.CUT),
        (YES.but(disclosed=None).text(), TcfRefusal.NO_DISCLOSED_VENDORS),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused(text: str, refusal: TcfRefusal) -> None:
    assert decode(text) is refusal
    assert glance(text, 755) is refusal


def test_vendors_must_be_disclosed_since_28_february_2026() -> None:
    last_day = YES.but(created_ms=DISCLOSURE_MS - 100, disclosed=None).text()
    assert read(last_day).disclosed is None
    first_day = YES.but(created_ms=DISCLOSURE_MS, disclosed=None).text()
    assert decode(first_day) is TcfRefusal.NO_DISCLOSED_VENDORS


@pytest.mark.parametrize(
    ("vendor", "refusal"),
    # The last bit fills up, or is the count of restrictions that do not follow.
    [(10, TcfRefusal.OVERLONG), (11, TcfRefusal.CUT)],
)
def test_the_odd_bits_of_the_last_character_count(
    vendor: int, refusal: TcfRefusal
) -> None:
    only = Section(frozenset({vendor}))
    text = YES.but(vendors=only, interests=Section(), fill=6).text()
    core, _, others = text.partition(".")
    # 45 characters are no whole number of bytes; tools that fill up by six write such.
    assert len(core) == 45
    assert list(read(text).vendors_consent) == [vendor]
    flipped = core[:-1] + text_of(bits_of(core[-1])[:-1] + "1", 6)
    assert decode(f"{flipped}.{others}") is refusal


def test_membership_is_told_without_listing_anybody() -> None:
    some = Vendors(4, 0b0110)
    assert [vendor in some for vendor in range(-1, 7)] == [
        False, False, False, True, True, False, False, False
    ]  # fmt: skip
    assert list(some) == [2, 3]
    assert list(Vendors()) == []
