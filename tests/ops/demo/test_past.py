"""The demo's past: drawn for the day, lived by the worker, the same when rebuilt."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db.models import DateTimeField, Model, Sum
from django.test import override_settings
from django.utils import timezone

from clock import FIXED_NOON
from toile.ops.demo import world
from toile.ops.demo.fill import Filled, fill
from toile.ops.demo.past.calendar import Past, past_of
from toile.ops.demo.past.campaigns import ran
from toile.ops.demo.past.deeds import deeds_of
from toile.ops.demo.past.living import past_to_write, read_past, write_past
from toile.ops.demo.past.mornings import is_read, live_through
from toile.ops.demo.past.payday import PAID
from toile.ops.demo.past.scene import House, Scene, Showing
from toile.ops.demo.sites import Addresses
from toile.ops.keys import ensure_keys
from toile.pool.identity import Identity
from toile.pool.keys import PoolKeys, new_id_keys
from toile.portal.audit.chain import follow
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.services import GENESIS
from toile.portal.campaigns.models import (
    Campaign,
    CampaignEffect,
    CampaignReach,
    ClickTrail,
    LineDay,
    ReachCell,
)
from toile.portal.cinemas.models import SiteDay
from toile.portal.payouts.models import Balance, ClosedPeriod, Entry, Posting, SharedDay
from toile.portal.reconciliation.services import check
from toile.portal.statements.models import Statement
from toile.portal.statements.services import draw_up, months_to_draw
from toile.portal.transfers.models import Transfer
from toile.settings import Settings, load
from toile.wire.calendar import midnight_ms, month_after, stretch
from toile.wire.clock import now_ms, to_datetime
from toile.wire.events import AdsEvent, Click, PoolEvent, Visit, encode
from toile.wire.ids import new_ulid
from toile.wire.money import Money
from toile.worker.loop import Worker

ADDRESSES = Addresses(
    pool_url="http://pool.localhost:8100",
    ads_url="http://ads.localhost:8100",
    portal_url="http://localhost:8000",
    port=8080,
)
FEW = 150
FEW_CINEMAS = 8
LAST_OF_PAYDAY = 12
"""Until then the payday is a month earlier: nobody may have earned a cent by then."""

BOOKS: tuple[type[Model], ...] = (
    Posting,
    Entry,
    Balance,
    ClickTrail,
    LineDay,
    SiteDay,
    SharedDay,
    Statement,
    ReachCell,
    CampaignReach,
    CampaignEffect,
)
COUNTED_AT = {ReachCell, CampaignReach, CampaignEffect}
"""Counted anew each time, and say when: only that may change."""


def fixed_past() -> Past:
    found = past_of(FIXED_NOON, 2)
    assert found is not None
    return found


def drawn() -> tuple[list[PoolEvent], list[AdsEvent], Scene]:
    """A past of two cinemas and one campaign, by keys of this test."""
    past = fixed_past()
    scene = Scene(
        houses=tuple(
            House(
                name=name,
                site=new_ulid(1),
                cinema=new_ulid(1),
                origin=f"https://{name}.example",
                weight=1,
                films=(("/film/l-ombre", "L'Ombre"),),
            )
            for name in ("royal", "lux")
        ),
        showings=(
            Showing(
                campaign=new_ulid(1),
                line=new_ulid(1),
                creative=new_ulid(1),
                placement=new_ulid(1),
                price=Money(9_500_000),
                starts_ms=midnight_ms(past.days[8]),
                ends_ms=midnight_ms(past.today),
                holdout_percent=20,
                is_video=True,
                allocine_id=1,
                title="L'Ombre",
                known_as="L'Ombre",
            ),
        ),
    )
    keys = PoolKeys(ids=(new_id_keys(1, 0),), receipt=bytes(32), door=bytes(32))
    pool, ads = deeds_of(scene, past, ["SCARE", "Klox"], Identity(keys, 0), FEW)
    return pool, ads, scene


def test_months_are_whole_and_none_is_no_past() -> None:
    past = fixed_past()
    assert past.days[0] == datetime.date(2026, 9, 1)
    assert past.days[-1] == datetime.date(2026, 11, 19)
    assert past_of(FIXED_NOON, 0) is None


@pytest.mark.parametrize("day", [1, 4, 9, 10, 30])
def test_a_campaign_a_month_each_within_its_month(day: int) -> None:
    past = past_of(FIXED_NOON.replace(day=day), 3)
    assert past is not None
    campaigns = ran(world.load(), past)
    assert len({one.facts.name for one in campaigns}) == len(campaigns) >= 3
    for one in campaigns:
        assert one.first <= one.last < past.today
        assert one.first.replace(day=1) == one.last.replace(day=1)


def test_the_same_day_draws_the_same_past() -> None:
    once, again = drawn(), drawn()
    for first, second in zip(once[:2], again[:2], strict=True):
        assert [(type(e), e.at_ms) for e in first] == [
            (type(e), e.at_ms) for e in second
        ]


def test_all_is_past_in_order_and_nobody_is_seen_before_a_yes() -> None:
    pool, ads, _scene = drawn()
    past = fixed_past()
    for events in (pool, ads):
        times = [event.at_ms for event in events]
        assert times == sorted(times)
        assert midnight_ms(past.days[0]) <= times[0]
        # A session or a teaser may end some minutes after half past eleven.
        assert times[-1] < midnight_ms(past.today)
    for event in pool:
        assert not isinstance(event, Visit) or event.yes_ms < event.at_ms
    assert sum(isinstance(event, Click) for event in ads) > FEW


def test_the_ads_stream_knows_of_nobody_s_cinemas() -> None:
    pool, ads, scene = drawn()
    told = b"\n".join(encode(event) for event in ads)
    sids = {event.sid for event in pool if isinstance(event, Visit) and event.sid}
    assert len(sids) > FEW // 2
    houses = {one for house in scene.houses for one in (house.site, house.cinema)}
    for secret in [*sids, *(house.encode() for house in houses)]:
        assert secret not in told


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    found = load({"TOILE_DATA": str(tmp_path), "TOILE_SHOWTIMES": "off"})
    ensure_keys(found)
    with override_settings(MEDIA_ROOT=tmp_path, PASSWORD_HASHERS=[hasher]):
        yield found


def lived(settings: Settings) -> tuple[Filled, Past]:
    """Let a small past go by, as ``toile demo`` does."""
    now = to_datetime(now_ms())
    past = past_to_write(settings, now, 2)
    assert past is not None
    whole = world.load()
    facts = msgspec.structs.replace(whole, cinemas=whole.cinemas[:FEW_CINEMAS])
    filled = fill(facts, ADDRESSES, now, past)
    written = write_past(settings, facts, ADDRESSES, filled, past, FEW)
    assert past_to_write(settings, now, 2) is None
    read_past(settings)
    catch_up(settings)
    assert is_read(past, written.clicks, to_datetime(written.at_ms))
    live_through(past)
    for month in months_to_draw():
        draw_up(month)
    return filled, past


def catch_up(settings: Settings, *, rebuild: bool = False) -> None:
    worker = Worker(settings)
    if rebuild:
        worker.stores.clear()
    worker.catch_up()
    assert not worker.failing
    worker.close()


def rows() -> dict[str, list[Any]]:
    found = {}
    for table in BOOKS:
        columns = [
            field.attname
            for field in table._meta.concrete_fields
            if not (table in COUNTED_AT and isinstance(field, DateTimeField))
        ]
        values = table._default_manager.values_list(*columns)
        found[table.__name__] = sorted(values, key=repr)
    return found


@pytest.mark.django_db
def test_the_past_is_booked_closed_and_told_and_a_rebuild_changes_nothing(
    settings: Settings,
) -> None:
    filled, past = lived(settings)
    royal = filled.cinemas["royal-toulon"]

    # The last month stays open until the hold of its last day is over.
    closed = [m for m in past.months if past.today >= month_after(m).replace(day=4)]
    assert (
        list(ClosedPeriod.objects.order_by("month").values_list("month", flat=True))
        == closed
    )
    told = {one.month: one for one in Statement.objects.filter(cinema_id=royal)}
    assert sorted(told) == closed
    for month, one in told.items():
        begins, ends = stretch(month)
        earned = Entry.objects.filter(
            account__cinema=royal,
            posting__kind="click",
            posting__at__gte=begins,
            posting__at__lt=ends,
        )
        assert one.gross_micros == -earned.aggregate(sum=Sum("amount_micros"))["sum"]
        assert one.clicks == earned.count() > 0
        assert one.pending_micros == 0

    if past.today.day > LAST_OF_PAYDAY:
        paid = Transfer.objects.get()
        assert paid.state == Transfer.State.EXECUTED
        assert paid.cinema.organisation.slug == PAID
        assert paid.invoices.get().net_cents * 10_000 == paid.amount_micros
    report = check(settings.journal, None, timezone.now(), lambda *_told: None)
    assert not report.wrong
    ended = Campaign.objects.filter(status=Campaign.Status.ENDED)
    assert ended.count() == len(ran(world.load(), past))
    number = AuditEntry.objects.count()
    assert follow(0, GENESIS, number).entries == number

    before = rows()
    assert all(before.values())
    catch_up(settings, rebuild=True)
    assert rows() == before
