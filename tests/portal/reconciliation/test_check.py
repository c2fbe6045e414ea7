"""A reconciliation finds nothing where all agrees, and the cause of what does not."""

import asyncio
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clock import NOON, TODAY
from toile.journal import open_writer
from toile.ledger.checking import Cause, Report, Subject
from toile.ledger.entries import click_posting, payout_posting
from toile.portal.alerts.digest import send_digest
from toile.portal.alerts.models import Alert
from toile.portal.alerts.services import look
from toile.portal.campaigns.services import DecidedClick, record_clicks
from toile.portal.freshness.services import note_counted
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import Balance
from toile.portal.payouts.services import close_month, post_all, release
from toile.portal.reconciliation.models import Check
from toile.portal.reconciliation.services import check, check_and_keep
from toile.wire.clock import PARIS, from_datetime, to_datetime
from toile.wire.events import AnyEvent, Click
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

DAY = datetime.timedelta(days=1)


class Stage:
    """A journal beside the books of the world; each can be written alone."""

    def __init__(self, world: Any, journal: str) -> None:
        self.world = world
        self.journal = journal
        self.now = NOON
        note_counted("ads", NOON + DAY)

    def click(self, days_ago: float = 9, line: str = "") -> Click:
        at_ms = from_datetime(NOON - days_ago * DAY)
        return Click(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            impression=new_ulid(at_ms),
            served_ms=at_ms,
            campaign=Ulid(self.world.campaign.id),
            line=Ulid(line or self.world.line.id),
            creative=Ulid(self.world.creative.id),
            placement=Ulid(self.world.placement.id),
        )

    def write(self, *events: AnyEvent) -> None:
        async def append() -> None:
            writer = open_writer(self.journal, "ads", "edge-0")
            for event in events:
                durable = writer.append(event)
            await durable
            await writer.close()

        asyncio.run(append())

    def judge(self, *clicks: Click, reason: str = "") -> None:
        record_clicks(
            DecidedClick(
                click.id,
                to_datetime(click.at_ms),
                click.line,
                click.creative,
                click.placement,
                reason,
            )
            for click in clicks
        )

    def post(self, *clicks: Click) -> None:
        shares = {Ulid(self.world.royal.id): Money(400)}
        post_all(
            [
                click_posting(click.id, click.at_ms, click.campaign, shares)
                for click in clicks
            ]
        )

    def all_of(self, *clicks: Click) -> None:
        self.write(*clicks)
        self.judge(*clicks)
        self.post(*clicks)

    def check(self, month: datetime.date | None = None) -> Report:
        return check(self.journal, month, self.now, lambda *_: None)


@pytest.fixture
def stage(world: Any, settings: Settings, tmp_path: Path) -> Stage:
    journal = f"file:{tmp_path}/journal"
    settings.TOILE = settings.TOILE.__class__(
        **{
            name: getattr(settings.TOILE, name)
            for name in settings.TOILE.__struct_fields__
        }
        | {"journal": journal}
    )
    made = Stage(world, journal)
    refused = made.click()
    made.write(refused)
    made.judge(refused, reason="bot")
    made.all_of(*[made.click(days) for days in (4.5, 5, 5, 9)])
    release(TODAY)
    return made


def causes(report: Report) -> dict[Cause, int]:
    return {one.cause: one.count for one in report.differences}


def test_where_all_agrees_nothing_differs(stage: Stage) -> None:
    report = stage.check()
    assert report.differences == ()
    both = {one.subject: (one.one, one.other) for one in report.compared}
    assert both[Subject.JOURNAL_AND_TRAIL] == (5, 5)
    assert both[Subject.TRAIL_AND_LEDGER] == (4, 4)


def lost(stage: Stage) -> None:
    stage.write(stage.click())


def unknown(stage: Stage) -> None:
    stage.write(stage.click(line="01ARZ3NDEKTSV4RRFFQ69G5FAV"))


def behind(stage: Stage) -> None:
    note_counted("ads", NOON - 2 * DAY)
    stage.write(stage.click(1))


def twice(stage: Stage) -> None:
    click = stage.click()
    stage.all_of(click)
    stage.write(click)
    release(TODAY)


def inserted(stage: Stage) -> None:
    click = stage.click()
    stage.judge(click)
    stage.post(click)
    release(TODAY)


def not_posted(stage: Stage) -> None:
    click = stage.click()
    stage.write(click)
    stage.judge(click)


def only_posted(stage: Stage) -> None:
    stage.post(stage.click())
    release(TODAY)


def in_hold(stage: Stage) -> None:
    stage.all_of(stage.click(1))


def not_released(stage: Stage) -> None:
    stage.all_of(stage.click(8))
    assert stage.check().wrong == []
    stage.now += 2 * DAY


def balance_changed(stage: Stage) -> None:
    Balance.objects.filter(account__code__startswith="cinema_payable").update(
        amount_micros=-1
    )


def chain_broken(_stage: Stage) -> None:
    name = "payouts_link"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}_no_update")
        cursor.execute(f"UPDATE {name} SET hash = 'x' WHERE number = 1")


def paid_without_transfer(stage: Stage) -> None:
    cinema = Ulid(stage.world.royal.id)
    at_ms = from_datetime(NOON)
    post_all([payout_posting(new_ulid(at_ms), at_ms, cinema, Money(10_000), "x")])


@pytest.mark.parametrize(
    ("deed", "cause", "is_wrong"),
    [
        (lost, Cause.NOT_JUDGED, True),
        (unknown, Cause.UNKNOWN_CAMPAIGN, True),
        (behind, Cause.WORKER_BEHIND, False),
        (twice, Cause.DUPLICATE, False),
        (inserted, Cause.NOT_IN_JOURNAL, True),
        (not_posted, Cause.NOT_POSTED, True),
        (only_posted, Cause.NOT_IN_TRAIL, True),
        (in_hold, Cause.IN_HOLD, False),
        (not_released, Cause.NOT_RELEASED, True),
        (balance_changed, Cause.DOES_NOT_ADD_UP, True),
        (paid_without_transfer, Cause.BOOKED_NOT_TRANSFERRED, True),
    ],
)
def test_what_differs_is_told_with_its_cause(
    stage: Stage, deed: Callable[[Stage], None], cause: Cause, is_wrong: bool
) -> None:
    deed(stage)
    report = stage.check()
    assert causes(report) == {cause: 1}
    assert bool(report.wrong) == is_wrong


def test_a_broken_chain_is_told_by_its_link(stage: Stage) -> None:
    chain_broken(stage)
    found = [one for one in stage.check().wrong if one.cause is Cause.BROKEN_CHAIN]
    assert [one.of for one in found] == ["1"]


def test_a_click_after_its_months_closing_is_explained(stage: Stage) -> None:
    month = (TODAY - 40 * DAY).replace(day=1)
    close_month(month, TODAY, None)
    late = stage.click((NOON.date() - month).days - 5)
    stage.all_of(late)
    release(TODAY)
    report = stage.check()
    told = {
        one.cause: (one.count, one.amount_micros, one.day) for one in report.differences
    }
    assert told[Cause.LATE_AFTER_CLOSING] == (1, 400, f"{month:%Y-%m}")
    assert report.wrong == []


def test_a_torn_journal_is_told_from_one_that_lacks_a_click(
    stage: Stage, tmp_path: Path
) -> None:
    stage.write(stage.click(2))
    files = [one for one in (tmp_path / "journal").rglob("*") if one.is_file()]
    segment = max(files, key=lambda one: one.stat().st_size)
    held = bytearray(segment.read_bytes())
    held[len(held) // 2] ^= 0xFF
    segment.write_bytes(held)
    assert Cause.TORN_JOURNAL in causes(stage.check())


def test_a_month_alone_is_compared(stage: Stage) -> None:
    at = to_datetime(stage.click(9).at_ms).astimezone(PARIS).date()
    stage.write(stage.click(9))
    assert causes(stage.check(at)) == {Cause.NOT_JUDGED: 1}
    assert causes(stage.check(at - 60 * DAY)) == {}


def test_a_difference_calls_once_until_it_changes_or_is_gone(stage: Stage) -> None:
    def told() -> list[str]:
        look(NOON)
        send_digest(NOON + datetime.timedelta(minutes=10))
        return list(Mail.objects.values_list("recipient", flat=True))

    click = stage.click()
    stage.write(click)
    check_and_keep(lambda *_: None)
    first = told()
    assert {"klox@toile.test", "scare@toile.test"} <= set(first)
    check_and_keep(lambda *_: None)
    assert told() == first
    more = stage.click()
    stage.write(more)
    check_and_keep(lambda *_: None)
    assert len(told()) > len(first)
    assert Alert.objects.filter(kind="money_differs", ended_at=None).count() == 1
    stage.judge(click, more, reason="bot")
    check_and_keep(lambda *_: None)
    told()
    assert not Alert.objects.filter(kind="money_differs", ended_at=None).exists()


def test_the_page_tells_the_cause_and_the_remedy(
    stage: Stage, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("scare")
    page = reverse("reconciliation:overview")
    assert "Pas encore de rapprochement" in client.get(page).content.decode()
    stage.write(stage.click())
    check_and_keep(lambda *_: None)
    shown = client.get(page).content.decode()
    assert "1 écart à traiter" in shown
    assert "toile worker --rebuild" in shown
    assert Check.objects.get().wrong == 1
