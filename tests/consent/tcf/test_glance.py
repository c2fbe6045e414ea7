"""A glance sees what the whole reading shows a vendor, and no damage adds a grant."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tc_writer import DISCLOSURE_MS, Written, any_written, bits_of, text_of

from toile.consent.tcf import (
    LegalBases,
    Permissions,
    TcfRefusal,
    TcString,
    VendorView,
    decode,
    glance,
    granted,
    permissions,
)

vendors = st.one_of(st.integers(-1, 20), st.integers(880, 1210), st.just(65_535))
DEEDS = ("target", "store", "cap", "measure", "contextual")
# A vendor that declared everything in every way: whatever can be granted, is.
ALL_BASES = LegalBases(0xFFFFFF, 0xFFFFFF, 0xFFFFFF)


def seen(text: str, vendor: int) -> VendorView | TcfRefusal:
    whole = decode(text)
    return whole.seen_by(vendor) if isinstance(whole, TcString) else whole


@settings(deadline=None)
@given(any_written, vendors)
def test_a_glance_sees_what_the_whole_reading_shows(
    written: Written, vendor: int
) -> None:
    found = glance(written.text(), vendor)
    assert isinstance(found, VendorView)
    assert found == seen(written.text(), vendor)
    assert found.consent is (vendor in written.vendors.vendors)
    assert found.interest is (vendor in written.interests.vendors)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Cut, lengthen, flip, mix up or invent."""
    text = draw(any_written).text()
    place = draw(st.integers(0, len(text)))
    junk = draw(st.text("ABCDw_-.=é 9", max_size=8))
    kind = draw(st.sampled_from(("cut", "insert", "append", "flip", "drop", "invent")))
    if kind == "cut":
        return text[:place]
    if kind == "insert":
        return text[:place] + junk + text[place:]
    if kind == "append":
        return text + junk
    if kind == "drop":
        return text[:place] + text[place + 1 :]
    if kind == "flip" and place < len(text) and text[place] != ".":
        bits = bits_of(text[place])
        bit = draw(st.integers(0, 5))
        flipped = bits[:bit] + "10"[int(bits[bit])] + bits[bit + 1 :]
        return text[:place] + text_of(flipped, 6) + text[place + 1 :]
    return draw(st.text("CABQw159-_.~ é\x00", max_size=60))


@settings(deadline=None)
@given(damaged(), vendors)
@example("\ud800", 1)
@example("C\x00", 1)
def test_both_agree_on_anything_and_raise_nothing(text: str, vendor: int) -> None:
    assert glance(text, vendor) == seen(text, vendor)
    assert isinstance(permissions(text, vendor, DISCLOSURE_MS), Permissions)


def grants(text: str, vendor: int) -> int:
    view = glance(text, vendor)
    return 0 if isinstance(view, TcfRefusal) else granted(view, ALL_BASES)


def names_nobody(text: str) -> bool:
    """Tell whether an old string lost the segment that says who was disclosed."""
    whole = decode(text)
    return isinstance(whole, TcString) and whole.disclosed is None


@settings(deadline=None)
@given(any_written, vendors, st.data())
def test_a_cut_string_never_grants_more(
    written: Written, vendor: int, data: st.DataObject
) -> None:
    text = written.text()
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    # Before 2026-02-28 the segment was voluntary: that one cut cannot be seen.
    if written.disclosed is None or not names_nobody(cut):
        assert grants(cut, vendor) & ~grants(text, vendor) == 0


@settings(deadline=None)
@given(any_written, vendors, st.text("ABCDEFGIQYw_-", min_size=1))
def test_a_lengthened_string_never_grants_more(
    written: Written, vendor: int, more: str
) -> None:
    text = written.text()
    for longer in (text + more, text.replace(".", more + ".", 1), f"{text}.{more}"):
        assert grants(longer, vendor) & ~grants(text, vendor) == 0


@settings(deadline=None)
@given(any_written, vendors, st.data())
def test_a_flipped_bit_is_refused_or_is_read_as_what_it_now_says(
    written: Written, vendor: int, data: st.DataObject
) -> None:
    """A flip may turn a no into a yes; it never turns more than what it touches."""
    core = written.core_bits()
    place = data.draw(st.integers(152, 212), label="bit")
    flipped = core[:place] + "10"[int(core[place])] + core[place + 1 :]
    others = written.text().split(".")[1:]
    before = glance(written.text(), vendor)
    after = glance(".".join((text_of(flipped, written.fill), *others)), vendor)
    assert isinstance(before, VendorView)
    if isinstance(after, TcfRefusal):
        return
    changed = granted(before, ALL_BASES) ^ granted(after, ALL_BASES)
    assert changed.bit_count() <= 1
