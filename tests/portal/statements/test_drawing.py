"""Statements: drawn once, numbered without gaps, never changed, each figure traced."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection

from clock import TODAY
from statements_stage import EARLIER, MONTH, click, close, last_moment, noon_of
from toile.ledger.accruals import accrual_posting
from toile.ledger.entries import payout_posting, payout_return
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.payouts.services import post_all, take_out
from toile.portal.statements.models import Statement, StatementMonth, StatementPaper
from toile.portal.statements.paper import Press
from toile.portal.statements.refusals import RefusedError
from toile.portal.statements.services import (
    count_refused_clicks,
    draw_up,
    drawing,
    months_to_draw,
)
from toile.portal.statements.sheets import decoded, fingerprint
from toile.portal.statements.told.sections import sections_of
from toile.wire.calendar import month_after
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money


@pytest.fixture
def billed(world: Any) -> Any:
    """Three clicks of the month: one whole, one shared by two, one taken back."""
    click(world, noon_of(MONTH, 3), world.royal)
    click(world, noon_of(MONTH, 9), world.royal, world.eldorado)
    wrong = click(world, noon_of(MONTH, 20), world.royal)
    take_out([wrong], "bot", noon_of(MONTH, 21))
    count_refused_clicks({(world.royal.id, MONTH, "bot"): 7})
    count_refused_clicks({(world.royal.id, month_after(MONTH), "bot"): 70})
    return world


def of(cinema: Any, month: datetime.date = MONTH) -> Statement:
    return Statement.objects.get(cinema=cinema, month=month)


def test_a_closed_month_has_a_statement_of_each_cinema(billed: Any) -> None:
    close(MONTH)
    drawn = draw_up(MONTH)
    assert drawn.statements == Statement.objects.count() == 2
    royal = of(billed.royal)
    assert (royal.clicks, royal.reversed_clicks, royal.refused_clicks) == (3, 1, 7)
    assert (royal.gross_micros, royal.reversed_micros) == (1_000, -400)
    assert (royal.before_micros, royal.pending_micros, royal.payable_micros) == (
        *(0, 0),
        600,
    )
    sheet = decoded(royal.content)
    (line,) = sheet.statement.campaigns
    assert sheet.campaigns[line.campaign].film == "L'Ombre de Staline"
    assert [(one.others, one.clicks) for one in sheet.statement.shared] == [
        (0, 2),
        (1, 1),
    ]
    assert [(one.reason, one.amount) for one in sheet.statement.reversed] == [
        ("bot", -400)
    ]
    assert royal.sha256 == fingerprint(royal.content)
    assert bytes(royal.paper.pdf).startswith(b"%PDF")


def test_a_part_of_the_spend_is_told_by_film_as_clicks_are(world: Any) -> None:
    at_ms = from_datetime(noon_of(MONTH, 12))
    earned = {Ulid(world.royal.id): Money(30_000_000)}
    posting = accrual_posting(
        Ulid("accrual-1"), at_ms, Ulid(world.campaign.id), earned, {}
    )
    assert posting is not None
    post_all([posting])
    close(MONTH)
    draw_up(MONTH)
    royal = of(world.royal)
    sheet = decoded(royal.content)
    (line,) = sheet.statement.accrued
    assert (line.postings, line.amount) == (1, 30_000_000)
    assert sheet.campaigns[line.campaign].film == "L'Ombre de Staline"
    assert (royal.clicks, royal.payable_micros) == (0, 30_000_000)
    told = [section.key for section in sections_of(sheet)]
    assert "affichage" in told


def test_drawn_again_nothing_changes(billed: Any) -> None:
    close(MONTH)
    first = draw_up(MONTH)
    kept = list(Statement.objects.values_list("id", "sha256", "number"))
    assert draw_up(MONTH) == first
    assert list(Statement.objects.values_list("id", "sha256", "number")) == kept
    assert months_to_draw() == []


def test_a_reversal_found_later_shows_in_the_month_in_which_it_was_found(
    world: Any,
) -> None:
    wrong = click(world, noon_of(EARLIER, 5), world.royal)
    close(EARLIER)
    draw_up(EARLIER)
    before = of(world.royal, EARLIER)
    take_out([wrong], "bot", noon_of(MONTH, 10))
    close(MONTH)
    draw_up(MONTH)
    assert of(world.royal, EARLIER).content == before.content
    after = of(world.royal)
    assert (before.payable_micros, after.before_micros) == (400, 400)
    assert (after.clicks, after.reversed_micros, after.payable_micros) == (0, -400, 0)


def test_a_click_that_comes_late_is_told_in_the_open_month(world: Any) -> None:
    click(world, noon_of(EARLIER, 5), world.royal)
    close(EARLIER)
    draw_up(EARLIER)
    click(world, noon_of(EARLIER, 6), world.royal)
    close(MONTH)
    draw_up(MONTH)
    assert (of(world.royal, EARLIER).clicks, of(world.royal).clicks) == (1, 1)


def test_the_last_moment_of_a_month_in_paris_is_of_that_month(world: Any) -> None:
    edge = last_moment(MONTH)
    click(world, edge, world.royal)
    click(world, edge + datetime.timedelta(milliseconds=1), world.royal)
    close(MONTH)
    draw_up(MONTH)
    assert of(world.royal).clicks == 1


def test_each_cinema_counts_its_own_numbers_without_gaps(world: Any) -> None:
    click(world, noon_of(EARLIER, 5), world.eldorado)
    close(EARLIER)
    # Nobody drew the earlier month: it is drawn first.
    close(MONTH)
    draw_up(MONTH)
    numbers = Statement.objects.order_by("cinema", "number")
    found: dict[str, list[tuple[int, datetime.date]]] = {}
    for cinema, number, month in numbers.values_list("cinema", "number", "month"):
        found.setdefault(cinema, []).append((number, month))
    expected = [(1, EARLIER), (2, MONTH)]
    assert found == {world.royal.id: expected, world.eldorado.id: expected}


def test_payments_and_their_return_are_told_one_by_one(world: Any) -> None:
    click(world, noon_of(EARLIER, 5), world.royal)
    close(EARLIER)
    cinema, amount = Ulid(world.royal.id), Money(300)
    paid = from_datetime(noon_of(MONTH, 8))
    back = from_datetime(noon_of(MONTH, 12))
    post_all([payout_posting(Ulid("T1"), paid, cinema, amount, "TOILE T1")])
    post_all([payout_return(Ulid("T1"), back, cinema, amount, "TOILE T1")])
    post_all([payout_posting(Ulid("T2"), back, cinema, amount, "TOILE T2")])
    close(MONTH)
    draw_up(MONTH)
    found = of(world.royal)
    assert (found.before_micros, found.paid_micros, found.payable_micros) == (
        *(400, 300),
        100,
    )
    told = decoded(found.content).statement.payments
    assert sorted(one.amount for one in told) == [-300, -300, 300]


def test_a_member_without_a_click_has_a_statement_that_says_so(world: Any) -> None:
    click(world, noon_of(MONTH, 5), world.eldorado)
    close(MONTH)
    draw_up(MONTH)
    assert (of(world.royal).clicks, of(world.royal).after_micros) == (0, 0)


def test_who_is_no_member_and_is_owed_nothing_has_none(world: Any) -> None:
    click(world, noon_of(MONTH, 5), world.royal)
    close(MONTH)
    draw_up(MONTH)
    assert not Statement.objects.filter(cinema=world.eldorado).exists()


def test_who_left_is_told_what_is_still_owed(world: Any) -> None:
    click(world, noon_of(EARLIER, 5), world.eldorado)
    close(EARLIER)
    close(MONTH)
    draw_up(MONTH)
    assert of(world.eldorado).payable_micros == 400


def test_a_membership_that_began_or_ended_within_the_month_is_told(world: Any) -> None:
    joined, left = MONTH.replace(day=11), MONTH.replace(day=20)
    agreement = agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        world.people.eldorado,
        "SCARE-2026-002",
        joined,
        cinema=world.eldorado,
    )
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=left)
    click(world, noon_of(MONTH, 12), world.eldorado)
    close(MONTH)
    draw_up(MONTH)
    sheet = decoded(of(world.eldorado).content)
    assert (sheet.member_from, sheet.member_until) == (f"{joined}", f"{left}")
    whole = decoded(of(world.royal).content)
    assert (whole.member_from, whole.member_until) == ("", "")


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (month_after(TODAY), "pas commencé"),
        (TODAY.replace(day=1), "pas clos"),
        (datetime.date(2001, 1, 1), "ne tient rien"),
    ],
)
def test_a_month_that_cannot_be_drawn_is_refused_in_words(
    world: Any, month: datetime.date, words: str
) -> None:
    click(world, noon_of(MONTH, 5), world.royal)
    close(MONTH)
    with pytest.raises(RefusedError, match=words):
        draw_up(month)
    assert not Statement.objects.exists()


def test_killed_in_between_the_rest_is_drawn_the_next_time(
    billed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(MONTH)
    monkeypatch.setattr(drawing, "_AT_ONCE", 1)
    kept = drawing._keep

    def once(*given: Any) -> None:
        if Statement.objects.exists():
            raise KeyboardInterrupt
        kept(*given)

    monkeypatch.setattr(drawing, "_keep", once)
    with pytest.raises(KeyboardInterrupt):
        draw_up(MONTH)
    assert Statement.objects.count() == 1
    assert not StatementMonth.objects.exists()
    monkeypatch.setattr(drawing, "_keep", kept)
    assert draw_up(MONTH).statements == Statement.objects.count() == 2
    assert set(Statement.objects.values_list("number", flat=True)) == {1}


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE statements_statement SET clicks = 99",
        "DELETE FROM statements_statementpaper",
        "UPDATE statements_statementmonth SET statements = 1",
    ],
)
def test_the_database_refuses_to_change_a_statement(billed: Any, forged: str) -> None:
    close(MONTH)
    draw_up(MONTH)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as raw:
        raw.execute(forged)


def test_the_paper_is_the_same_bytes_for_the_same_figures(billed: Any) -> None:
    close(MONTH)
    draw_up(MONTH)
    for paper in StatementPaper.objects.select_related("statement"):
        sheet = decoded(paper.statement.content)
        assert Press().to_pdf(sheet, paper.statement.sha256) == bytes(paper.pdf)
