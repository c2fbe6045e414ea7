"""The TCF section of a GPP string is found by its header, or there is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tc_writer import text_of

from toile.consent.gpp import tcf_section

TCF = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"


def fibonacci(number: int) -> str:
    steps = [1, 2]
    while steps[-1] <= number:
        steps.append(steps[-1] + steps[-2])
    bits = ""
    for step in reversed([step for step in steps if step <= number]):
        bits = "01"[step <= number] + bits
        number -= step if step <= number else 0
    return bits + "1"


def header(ids: list[int], fill: int = 6) -> str:
    bits, last = f"{3:06b}{1:06b}{len(ids):012b}", 0
    for each in ids:
        bits += "0" + fibonacci(each - last)
        last = each
    return text_of(bits, fill)


@pytest.mark.parametrize(
    ("gpp", "section"),
    [
        # The examples of the standard, with headers filled up to characters and bytes.
        (f"DBABM~{TCF}", TCF),
        (f"DBABMA~{TCF}", TCF),
        (f"DBACNY~{TCF}~1YNN", TCF),
        (f"DBACNYA~{TCF}~1YNN", TCF),
        ("DBABTA~1YNN", None),
        ("DBABMA", None),
        (f"DBABMA~{TCF}~{TCF}", None),
        (f"DBACNYA~{TCF}", None),
        (f"CBABMA~{TCF}", None),
        (f"DCABMA~{TCF}", None),
        (f"DBAB~{TCF}", None),
        (f"DBABMB~{TCF}", None),
        (f"DBAB+A~{TCF}", None),
        (f"~{TCF}", None),
        (TCF, None),
        ("", None),
        ("DBABMA~" + "A" * 20_000, None),
        (header([2]) + "A" * 200 + "~" + TCF, None),
    ],
)
def test_the_section_is_found_or_there_is_none(gpp: str, section: str | None) -> None:
    assert tcf_section(gpp) == section


def test_a_range_of_sections_is_counted_out() -> None:
    bits = f"{3:06b}{1:06b}{1:012b}1" + fibonacci(1) + fibonacci(2)
    assert tcf_section(text_of(bits) + "~one~two~three") == "two"


@settings(deadline=None)
@given(st.sets(st.integers(1, 60), max_size=12), st.sampled_from((6, 8, 24)))
def test_every_header_is_read(ids: set[int], fill: int) -> None:
    order = sorted(ids)
    gpp = "~".join([header(order, fill), *(f"s{each}" for each in order)])
    assert tcf_section(gpp) == ("s2" if 2 in ids else None)


@settings(deadline=None)
@given(st.text("DBACNYM~-_w1", max_size=40))
def test_anything_is_read_without_a_fault(gpp: str) -> None:
    found = tcf_section(gpp)
    assert found is None or found in gpp.split("~")
