"""Whatever happens, in whatever batches and with whatever crashes: the money adds up.

Each example lives in a savepoint of the database and a folder of its own. The events
go through the journal; a "crash" kills the worker's clicks between books and space.
"""

import base64
import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toile.portal.campaigns.models import ClickTrail, LineDay, RefusedClickDay
from toile.portal.cinemas.models import SiteDay
from toile.portal.payouts.models import Entry, Posting
from toile.portal.payouts.services import trial_balance
from toile.wire.clock import MS_A_DAY
from toile.wire.events import AnyEvent, Click, Consent, Impression, Visit
from toile.wire.ids import Aid, to_cookie
from toile.worker import days
from toile.worker.project import clicks
from toile.worker.stores import (
    CLICK_DAYS,
    LINE_DAYS,
    REFUSED_DAYS,
    SITE_DAYS,
)

PEOPLE = st.integers(0, 3)
SITES = st.sampled_from(["royal", "eldorado", "lux"])
GAPS = st.sampled_from([1, 900, 5_000, 40_000, 3_600_000, MS_A_DAY // 2, MS_A_DAY])

# What happens, to whom, where, how long after, and a choice among like things.
DEEDS = st.tuples(
    st.sampled_from(
        ["visit"] * 4 + ["click"] * 6 + ["view"] * 2 + ["yes", "no", "leave", "erase"]
    ),
    PEOPLE,
    SITES,
    GAPS,
    st.integers(0, 3),
)
# Where readings end, and whether the reading crashes once before it succeeds.
CUTS = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=6)


class PowerCutError(Exception):
    """The worker's end."""


class Story:
    """Turns deeds into events; who was erased comes back as somebody new."""

    def __init__(self, house: Any, lasts_ms: int) -> None:
        self._house = house
        self._at = house.start - lasts_ms
        self._names = {person: person + 1 for person in range(4)}
        self._shown: list[Impression] = []
        self.events: list[AnyEvent] = []

    def tell(self, deed: str, person: int, site: str, gap: int, choice: int) -> None:
        self._at += gap
        house, at, name = self._house, self._at, self._names[person]
        if deed == "visit":
            self.events.append(house.visit(name, site, at))
        elif deed == "yes":
            self.events.append(house.consent(name, site, "yes", at))
        elif deed == "no":
            self.events.append(house.consent(None, site, "no", at))
        elif deed == "leave":
            self.events.append(house.consent(name, site, "withdrawal", at))
            self._names[person] += 10
        elif deed == "erase":
            self.events.append(house.erasure(name, at))
            self._names[person] += 10
        elif deed == "view":
            self._shown.append(house.impression(name, at))
            self.events.append(self._shown[-1])
        else:
            self._click(name, at, choice)

    def _click(self, name: int, at: int, choice: int) -> None:
        fields: dict[str, Any] = {}
        if choice == 0 and self._shown:
            fields["impression"] = self._shown[-1].impression
        if choice == 1:
            fields["creative"] = self._house.world.creatives[1].id
        self.events.append(self._house.click(name, at, **fields))


def read(house: Any, *, crash: bool) -> None:
    """Let a new worker read on; if told, kill it once behind its books."""
    if crash:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(clicks, "save_cursor", _cut)
            house.stop()
            with pytest.raises(PowerCutError):
                house.worker.catch_up()
    house.catch_up()


def _cut(*_: object) -> None:
    raise PowerCutError


@contextmanager
def example(house_class: Any, world: Any) -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        house = house_class(Path(folder), world)
        try:
            yield house
        finally:
            house.stop()
            transaction.set_rollback(True)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=25), cuts=CUTS)
def test_the_money_adds_up_and_nobody_is_named(
    world: Any, house_class: Any, deeds: list[Any], cuts: list[tuple[int, bool]]
) -> None:
    with example(house_class, world) as house:
        story = Story(house, sum(gap for *_, gap, _choice in deeds))
        for deed in deeds:
            story.tell(*deed)
        rest = list(story.events)
        for turn, (size, crash) in enumerate(cuts):
            batch, rest = rest[:size], rest[size:]
            house.write(*batch, edge=f"edge-{turn % 2}")
            read(house, crash=crash and bool(batch) and any_ads(batch))
        house.write(*rest)
        read(house, crash=False)
        the_books_add_up(story.events)
        nobody_is_billed_twice_a_day(story.events)
        figures_are_the_sums_of_the_spaces(house, story.events)
        no_row_names_a_browser(house)


def any_ads(batch: list[AnyEvent]) -> bool:
    return any(isinstance(event, Click | Impression) for event in batch)


def the_books_add_up(events: list[AnyEvent]) -> None:
    assert trial_balance() == []
    billed = set(ClickTrail.objects.filter(reason="").values_list("id", flat=True))
    assert ClickTrail.objects.count() == sum(isinstance(e, Click) for e in events)
    postings = Posting.objects.filter(kind="click")
    assert set(postings.values_list("id", flat=True)) == billed
    for _id, total in Entry.objects.values_list("posting_id").annotate(
        total=Sum("amount_micros")
    ):
        assert total == 0
    payable = Entry.objects.filter(account__kind="cinema_pending")
    owed = payable.aggregate(total=Sum("amount_micros", default=0))["total"]
    assert -owed == 400 * len(billed)
    counted = LineDay.objects.aggregate(total=Sum("billable_clicks", default=0))
    assert counted["total"] == len(billed)


def nobody_is_billed_twice_a_day(events: list[AnyEvent]) -> None:
    billed = set(ClickTrail.objects.filter(reason="").values_list("id", flat=True))
    times: dict[tuple[Aid | None, str], list[int]] = {}
    for event in events:
        if isinstance(event, Click) and event.id in billed:
            times.setdefault((event.aid, event.campaign), []).append(event.at_ms)
    for each in times.values():
        ordered = sorted(each)
        pairs = itertools.pairwise(ordered)
        assert all(later - earlier >= MS_A_DAY for earlier, later in pairs)


def figures_are_the_sums_of_the_spaces(house: Any, events: list[AnyEvent]) -> None:
    pool, ads = house.stores.pool, house.stores.ads
    kinds = Counter(type(event) for event in events)
    assert _rows(SiteDay, ("visits", "consents", "refusals", "withdrawals")) == _kept(
        pool, SITE_DAYS
    )
    assert _sum(SiteDay, "visits") == kinds[Visit]
    answers = sum(_sum(SiteDay, n) for n in ("consents", "refusals", "withdrawals"))
    assert answers == kinds[Consent]
    assert _sum(LineDay, "clicks") == kinds[Click] == _total(pool, CLICK_DAYS, "clicks")
    assert _sum(LineDay, "impressions") == kinds[Impression]
    assert _total(ads, LINE_DAYS, "impressions") == kinds[Impression]
    refused = _total(pool, REFUSED_DAYS, "count")
    assert _sum(RefusedClickDay, "count") == refused
    assert refused + _sum(LineDay, "billable_clicks") == kinds[Click]


def _sum(model: Any, column: str) -> int:
    return int(model.objects.aggregate(total=Sum(column, default=0))["total"])


def _rows(model: Any, columns: tuple[str, ...]) -> set[tuple[Any, ...]]:
    rows = model.objects.values_list("site_id", "day", *columns)
    return {(site, day.isoformat(), *row) for site, day, *row in rows}


def _kept(space: Any, table: str) -> set[tuple[Any, ...]]:
    columns = ("visits", "consents", "refusals", "withdrawals")
    return {
        (*days.parts_of(key), *(days.decoded(record).get(name, 0) for name in columns))
        for key, record in space.scan(table)
    }


def _total(space: Any, table: str, column: str) -> int:
    rows = (days.decoded(record) for _, record in space.scan(table))
    return sum(row.get(column, 0) for row in rows)


def no_row_names_a_browser(house: Any) -> None:
    written = b"\n".join(_database())
    for person in range(1, 200):
        for name in (house.sid(person), house.aid(person)):
            assert name not in written
            assert name.hex().encode() not in written.lower()
            assert to_cookie(name).encode() not in written
            assert base64.b64encode(name).rstrip(b"=") not in written


def _database() -> Iterator[bytes]:
    """Every value of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    known = isinstance(value, bytes | memoryview)
                    yield bytes(value) if known else str(value).encode()
