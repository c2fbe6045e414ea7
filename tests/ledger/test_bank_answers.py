"""What banks answer: read strictly, ours alone, nothing expanded."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_files import batch_entry, entry, statement, status_report
from toile.ledger.bank_answers import (
    LARGEST_FILE,
    AnswerRefusal,
    News,
    Outcome,
    UnreadableAnswerError,
    read_answer,
)
from toile.wire.money import Money

E = Outcome.EXECUTED


def test_a_status_report_tells_of_each_payment() -> None:
    file = status_report(
        "RUN",
        batch="RUN-B1",
        payments=[("A", "ACSC", ""), ("B", "RJCT", "AC04"), ("C", "PDNG", "")],
    )
    answer = read_answer(file)
    assert answer.kind == "pain.002.001.10"
    assert answer.news == (
        News(E, "A"),
        News(Outcome.REJECTED, "B", reason="AC04"),
        News(Outcome.PENDING, "C"),
    )


def test_a_whole_message_or_batch_may_be_rejected() -> None:
    whole = read_answer(status_report("RUN", group="RJCT"))
    assert whole.news == (News(Outcome.REJECTED, message="RUN"),)
    batch = read_answer(status_report("RUN", batch="RUN-B1", batch_status="RJCT"))
    assert batch.news == (News(Outcome.REJECTED, batch="RUN-B1"),)


@pytest.mark.parametrize("version", ["camt.053.001.08", "camt.054.001.02"])
def test_a_statement_tells_what_left_and_what_came_back(version: str) -> None:
    status = "<Cd>BOOK</Cd>" if version.endswith("08") else "BOOK"
    file = statement(
        entry("A", "25.00", status=status),
        entry("A", "25.00", "CRDT", reason="AC04", status=status),
        entry("NOTPROVIDED", "3.00", status=status),
        batch_entry("RUN-B1", "148.45"),
        version=version,
    )
    assert read_answer(file).news == (
        News(E, "A", amount=Money(25_000_000)),
        News(Outcome.RETURNED, "A", amount=Money(25_000_000), reason="AC04"),
        News(E, batch="RUN-B1", amount=Money(148_450_000)),
    )


def test_what_is_not_booked_yet_is_nothing_yet() -> None:
    assert read_answer(statement(entry("A", "1.00", status="<Cd>PDNG</Cd>"))).news == ()


def test_what_we_gave_back_to_others_is_none_of_our_transfers() -> None:
    assert read_answer(statement(entry("A", "1.00", reason="AC04"))).news == ()


def test_another_currency_has_no_amount_of_ours() -> None:
    (told,) = read_answer(statement(entry("A", "25.00", currency="USD"))).news
    assert told.amount is None


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">&b;</Document>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>"""


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (b"", AnswerRefusal.EMPTY),
        (b" \n", AnswerRefusal.EMPTY),
        (b"x" * (LARGEST_FILE + 1), AnswerRefusal.TOO_LARGE),
        (b"%PDF-1.7", AnswerRefusal.NOT_XML),
        (status_report("RUN", group="RJCT")[:-5], AnswerRefusal.NOT_XML),
        (b'<?xml version="1.0" encoding="none"?><a/>', AnswerRefusal.NOT_XML),
        (BOMB, AnswerRefusal.DOCTYPE),
        (OUTSIDE, AnswerRefusal.DOCTYPE),
        (b"<Document/>", AnswerRefusal.UNKNOWN_MESSAGE),
        (
            b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
            AnswerRefusal.UNKNOWN_MESSAGE,
        ),
        (
            b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
            AnswerRefusal.UNKNOWN_MESSAGE,
        ),
        (status_report(payments=[("A", "YEAH", "")]), AnswerRefusal.BROKEN),
        (statement(entry("A", "25,00")), AnswerRefusal.BROKEN),
        (statement(entry("A", "1e400000000")), AnswerRefusal.BROKEN),
        (statement(entry("A", "0.0000001")), AnswerRefusal.BROKEN),
        (statement(entry("A", "NaN")), AnswerRefusal.BROKEN),
        (statement(entry("A", "1.00", "BOTH")), AnswerRefusal.BROKEN),
    ],
)
def test_what_cannot_be_read_is_coded(file: bytes, refusal: AnswerRefusal) -> None:
    with pytest.raises(UnreadableAnswerError) as said:
        read_answer(file)
    assert said.value.refusal == refusal


@given(st.binary() | st.text().map(statement))
def test_nothing_else_is_ever_raised(file: bytes) -> None:
    with contextlib.suppress(UnreadableAnswerError):
        read_answer(file)
