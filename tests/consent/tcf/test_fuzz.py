"""Whatever is not whole is a refusal, never a grant; nothing ever raises."""

import base64
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tc_writer import LATE_MS, Written, any_written

from toile.consent import Permissions
from toile.consent.tcf import (
    TcfRefusal,
    TcString,
    decode,
    glance,
    permissions,
)
from toile.consent.tcf.bits import LONGEST

US = 755
OWN = Path(__file__).parents[1] / "cases" / "tcf" / "exemplary"


def grants(found: Permissions) -> bool:
    return found.identified or found.contextual


def refused(text: str) -> bool:
    """Whether both readers refuse it alike; then nothing may be granted."""
    whole, glimpse = decode(text), glance(text, US)
    assert isinstance(whole, TcfRefusal) == isinstance(glimpse, TcfRefusal), text
    if isinstance(whole, TcfRefusal):
        assert glimpse is whole
        assert not grants(permissions(text, US, LATE_MS))
    return isinstance(whole, TcfRefusal)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused(text)


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(1, 3))
def test_any_bytes_are_read_or_refused(raw: bytes, parts: int) -> None:
    text = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    step = len(text) // parts + 1
    refused(".".join(text[at : at + step] for at in range(0, len(text), step)))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_what_begins_like_a_string_is_read_or_refused(raw: bytes) -> None:
    """The head of a good string, so that its lists are reached, then anything."""
    head = Written().text()[:35]
    refused(head + base64.urlsafe_b64encode(raw).decode().rstrip("="))


@settings(deadline=None)
@given(any_written, st.data())
def test_a_cut_core_is_refused(written: Written, data: st.DataObject) -> None:
    text = written.text()
    core = text.partition(".")[0]
    # Encoders fill up by three characters at most; one less says less.
    cut = data.draw(st.integers(0, max(0, len(core) - 5)))
    assert refused(core[:cut])


@settings(deadline=None)
@given(any_written, st.integers(5, 40), st.sampled_from("Az-_9"))
def test_an_overlong_core_is_refused(written: Written, more: int, digit: str) -> None:
    core, dot, rest = written.text().partition(".")
    assert refused(core + digit * more + dot + rest)
    assert refused(core + "A" * more + dot + rest)


@settings(deadline=None)
@given(any_written)
def test_beyond_the_longest_nothing_is_read(written: Written) -> None:
    text = written.text()
    assert decode(text + "A" * (LONGEST + 1 - len(text))) is TcfRefusal.TOO_LONG


@settings(deadline=None)
@given(any_written, st.data())
def test_one_flipped_bit_grants_nothing_that_the_string_does_not_say(
    written: Written, data: st.DataObject
) -> None:
    """Both readers see the same of it, whatever it has become."""
    text = written.text()
    raw = bytearray(text, "ascii")
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 6))
    damaged = raw.decode("ascii")
    if not refused(damaged):
        found = decode(damaged)
        assert isinstance(found, TcString)
        assert found.seen_by(US) == glance(damaged, US)


def test_our_own_strings_are_read_as_they_were() -> None:
    """Kept beside the tests, for machines without the public vectors."""
    lines = (OWN / "strings.ndjson").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) >= 6
    for row in rows:
        found = decode(row["text"])
        told = found if isinstance(found, TcfRefusal) else None
        assert (told.value if told else None) == row["refusal"], row["what"]
        if isinstance(found, TcString):
            purposes = format(found.purposes_consent, "024b")
            assert [at for at, bit in enumerate(purposes, 1) if bit == "1"] == row[
                "purposes"
            ]
            assert sorted(found.vendors_consent) == row["vendors"]
