"""The IAB's own library reads what we read and writes what we read (in Node)."""

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tc_writer import LATE_MS, Written, any_written, bits_of, flags, text_of

from toile.consent.tcf import TcfRefusal, TcString, decode

WEB = Path(__file__).parents[3] / "web"
LIBRARY = WEB / "node_modules" / "@iabtechlabtcf" / "core"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not LIBRARY.is_dir(),
    reason="needs Node and @iabtechlabtcf/core: run `make web-install`",
)
Ask = Callable[[dict[str, Any]], dict[str, Any]]
COUNT = 900


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Ask the library, in one process for all questions."""
    script = Path(__file__).with_name("oracle.mjs")
    with subprocess.Popen(
        ["node", str(script), str(WEB)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        to, answers = process.stdin, process.stdout

        def answer(question: dict[str, Any]) -> dict[str, Any]:
            to.write(json.dumps(question) + "\n")
            to.flush()
            found: dict[str, Any] = json.loads(answers.readline())
            return found

        yield answer
        to.close()


def numbers(mask: int, places: int = 24) -> list[int]:
    text = format(mask, f"0{places}b")
    return [place for place, bit in enumerate(text, 1) if bit == "1"]


def by_purpose(restrictions: Any) -> dict[tuple[int, int], set[int]]:
    """Whom each kind of restriction concerns; nobody is as good as none."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for purpose, kind, vendors in restrictions:
        if whom := set(vendors):
            found[(purpose, kind)] |= whom
    return dict(found)


def as_the_library_tells(found: TcString) -> dict[str, Any]:
    return {
        "created": found.created_ms,
        "lastUpdated": found.last_updated_ms,
        "cmp": [found.cmp_id, found.cmp_version, found.consent_screen],
        "language": found.language,
        "country": found.publisher_country,
        "listVersion": found.vendor_list_version,
        "policy": found.policy_version,
        "serviceSpecific": True,
        "nonStandard": found.non_standard_texts,
        "oneTreatment": found.purpose_one_treatment,
        "specialFeatures": numbers(found.special_features, 12),
        "consent": numbers(found.purposes_consent),
        "interest": numbers(found.purposes_interest),
        "vendors": list(found.vendors_consent),
        "interests": list(found.vendors_interest),
        "disclosed": list(found.disclosed or ()),
        "publisher": [
            numbers(found.publisher_consent or 0),
            numbers(found.publisher_interest or 0),
        ],
    }


@settings(deadline=None, max_examples=50)
@given(any_written)
def test_any_string_is_read_alike(ask: Ask, written: Written) -> None:
    text = written.text()
    told = ask({"decode": text})
    assert "error" not in told, told
    found = decode(text)
    assert isinstance(found, TcString)
    restrictions = [(one.purpose, one.kind, one.vendors) for one in found.restrictions]
    assert by_purpose(restrictions) == by_purpose(told.pop("restrictions"))
    assert as_the_library_tells(found) == told


_ids = st.sets(st.integers(1, COUNT), max_size=20) | st.sets(st.integers(1, 20))
_purposes = st.sets(st.integers(1, 11))
_asked = st.fixed_dictionaries(
    {
        "count": st.just(COUNT),
        "created": st.integers(0, 400).map(lambda day: LATE_MS - day * 86_400_000),
        "consent": _purposes.map(sorted),
        "interest": _purposes.map(sorted),
        "vendors": _ids.map(sorted),
        "interests": _ids.map(sorted),
        "restrictions": st.lists(
            st.tuples(st.sampled_from((2, 7, 9)), st.integers(0, 2), _ids.map(sorted)),
            max_size=3,
        ),
    }
)


@settings(deadline=None, max_examples=50)
@given(_asked)
def test_what_the_library_writes_is_read(ask: Ask, asked: dict[str, Any]) -> None:
    text = ask({"encode": asked})["text"]
    found = decode(text)
    assert isinstance(found, TcString), (found, text)
    assert found.created_ms == asked["created"]
    assert numbers(found.purposes_consent) == asked["consent"]
    # The library itself drops those that are no legitimate interest's.
    interest = [one for one in asked["interest"] if one not in (1, 3, 4, 5, 6)]
    assert numbers(found.purposes_interest) == interest
    assert list(found.vendors_consent) == asked["vendors"]
    assert list(found.vendors_interest) == asked["interests"]
    assert found.disclosed is not None
    assert list(found.disclosed) == list(range(1, COUNT + 1))
    told = ask({"decode": text})
    restrictions = [(one.purpose, one.kind, one.vendors) for one in found.restrictions]
    assert by_purpose(restrictions) == by_purpose(told["restrictions"])


@settings(deadline=None, max_examples=50)
@given(any_written, st.data())
def test_whatever_the_library_refuses_is_refused(
    ask: Ask, written: Written, data: st.DataObject
) -> None:
    text = written.text()
    place = data.draw(st.integers(0, len(text) - 1))
    broken = text[:place] + data.draw(st.sampled_from(("", ".", "=", "A", "_", "z")))
    broken += text[place + data.draw(st.integers(0, 1)) :]
    if "error" in ask({"decode": broken}):
        assert isinstance(decode(broken), TcfRefusal)


def test_masks_are_read_in_the_order_of_the_string() -> None:
    assert numbers(int(flags(frozenset({1, 24}), 24), 2)) == [1, 24]


@settings(deadline=None, max_examples=50)
@given(any_written, st.data())
def test_whatever_is_accepted_is_read_alike_even_if_damaged(
    ask: Ask, written: Written, data: st.DataObject
) -> None:
    """A flipped bit may still make a valid string: then it says the same to both."""
    segments = written.text().split(".")
    place = data.draw(st.integers(0, len(segments) - 1))
    bits = bits_of(segments[place])
    flipped = data.draw(st.integers(0, len(bits) - 1))
    bits = bits[:flipped] + "10"[int(bits[flipped])] + bits[flipped + 1 :]
    segments[place] = text_of(bits, 6)
    text = ".".join(segments)
    found = decode(text)
    if isinstance(found, TcfRefusal):
        return
    told = ask({"decode": text})
    assert "error" not in told, (text, told)
    restrictions = [(one.purpose, one.kind, one.vendors) for one in found.restrictions]
    assert by_purpose(restrictions) == by_purpose(told.pop("restrictions"))
    assert as_the_library_tells(found) == told
