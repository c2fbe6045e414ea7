"""The same events met twice: a worker that died between two of its stores."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection

from toile.pool import visits
from toile.pool.visits import PROFILES
from toile.portal.campaigns.models import ClickTrail, LineDay
from toile.portal.cinemas.models import SiteDay
from toile.portal.payouts.models import Posting
from toile.portal.payouts.services import trial_balance
from toile.wire.audience import AEA, AUDIENCE_TABLE, SIZES_TABLE
from toile.wire.events import AnyEvent
from toile.worker.books import Books
from toile.worker.members import Members
from toile.worker.project import clicks, pool
from toile.worker.project.clicks import ClickProjection
from toile.worker.publish.publisher import Publisher
from toile.worker.stores import CLICKED, CURSORS


class PowerCutError(Exception):
    """The worker's end."""


def cut(*_: object) -> None:
    raise PowerCutError


@contextmanager
def database_down() -> Iterator[None]:
    """Let every statement fail as it does when the server is gone."""

    def refuse(*_: object) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        yield


def clicks_of(house: Any) -> ClickProjection:
    return ClickProjection(house.stores, house.keys, Members(), Books())


def tables(house: Any) -> dict[str, dict[bytes, bytes]]:
    space = house.stores.pool
    names = (CLICKED, CURSORS, "click_days", "refused_days")
    return {name: dict(space.scan(name)) for name in names}


@pytest.fixture
def batch(house: Any) -> list[AnyEvent]:
    """Two people at the Royal, and clicks of which two are billed."""
    house.tell(*(house.visit(n, "royal", house.at()) for n in (1, 2)))
    first = house.click(1, house.at(10))
    return [
        first,
        house.click(2, house.at(10)),
        house.click(2, house.at(12), impression=first.impression),
        house.click(3, house.at(13)),
    ]


def test_a_crash_between_books_and_space_doubles_nothing(
    house: Any, batch: list[AnyEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(house)
    with monkeypatch.context() as patched:
        patched.setattr(clicks, "save_cursor", cut)
        with pytest.raises(PowerCutError):
            clicks_of(house).apply(house.entries(batch), b"{}")
    assert ClickTrail.objects.count() == 4, "the books came first"
    assert tables(house) == before
    clicks_of(house).apply(house.entries(batch), b"{}")
    assert ClickTrail.objects.filter(reason="").count() == 2
    assert Posting.objects.count() == 2
    assert trial_balance() == []
    house.worker.catch_up()
    row = LineDay.objects.get()
    assert (row.clicks, row.billable_clicks) == (4, 2)


def test_a_crash_within_the_books_leaves_neither(
    house: Any, batch: list[AnyEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(house)
    with monkeypatch.context() as patched:
        patched.setattr("toile.worker.books.post_all", cut)
        with pytest.raises(PowerCutError):
            clicks_of(house).apply(house.entries(batch), b"{}")
    assert not ClickTrail.objects.exists()
    assert not Posting.objects.exists()
    assert tables(house) == before


def test_a_batch_met_again_after_its_cursor_changes_no_book(
    house: Any, batch: list[AnyEvent]
) -> None:
    clicks_of(house).apply(house.entries(batch), b"{}")
    said = list(ClickTrail.objects.order_by("id").values_list("id", "reason"))
    clicks_of(house).apply(house.entries(batch), b"{}")
    assert list(ClickTrail.objects.order_by("id").values_list("id", "reason")) == said
    assert Posting.objects.count() == 2
    assert trial_balance() == []


def test_a_crash_between_the_spaces_counts_nobody_twice(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [house.visit(1, "royal", house.at()), house.visit(2, "royal", house.at())]

    @contextmanager
    def half(stores: Any) -> Iterator[Any]:
        """Commit the ads wing's change, then die before the pool's."""
        with stores.pool.update() as pool_update:
            with stores.ads.update() as ads_update:
                yield pool_update, ads_update
            raise PowerCutError

    members = Members()
    projection = pool.PoolProjection(house.stores, house.keys, members, house.now)
    with monkeypatch.context() as patched:
        patched.setattr(type(house.stores), "update_both", half)
        with pytest.raises(PowerCutError):
            projection.apply(house.entries(events), b"{}")
    assert house.stores.pool.count(PROFILES) == 0
    assert house.stores.ads.count(AUDIENCE_TABLE) == 2
    house.tell(*events)
    assert house.stores.ads.get(SIZES_TABLE, AEA.encode()) == b"2"
    assert SiteDay.objects.get().visits == 2


def test_a_database_that_is_down_stops_neither_profiles_nor_erasures(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.worker.catch_up()
    # What is known of the members is old enough to be asked again.
    monkeypatch.setattr("toile.worker.members._FRESH_SECONDS", -1.0)
    with database_down():
        house.write(
            house.visit(1, "royal", house.at()), house.visit(2, "royal", house.at())
        )
        house.write(house.erasure(2, house.at(1)), house.click(1, house.at(10)))
        house.worker.catch_up()
        assert house.stores.ads.get(AUDIENCE_TABLE, house.aid(1)) is not None
        assert house.stores.pool.get(PROFILES, house.sid(2)) is None
    assert not SiteDay.objects.exists()
    house.worker.catch_up()
    assert SiteDay.objects.get().visits == 2
    assert ClickTrail.objects.get().reason == ""


def test_a_worker_started_while_the_database_is_down_goes_on_by_the_last_terms(
    house: Any,
) -> None:
    house.tell(*(house.visit(n, "royal", house.at()) for n in (1, 2)))
    house.write(house.erasure(1, house.at(1)), house.visit(3, "royal", house.at(2)))
    with database_down():
        house.catch_up()
        assert house.stores.pool.get(PROFILES, house.sid(1)) is None
        assert house.stores.ads.get(AUDIENCE_TABLE, house.aid(1)) is None
        assert house.stores.ads.get(AUDIENCE_TABLE, house.aid(3)) is not None
    house.worker.catch_up()
    assert SiteDay.objects.get().visits == 3


def test_a_worker_that_never_met_the_database_erases_and_aims_at_nobody(
    house: Any,
) -> None:
    long_ago = house.visit(3, "royal", house.at(days=-95))
    house.write(*(house.visit(n, "royal", house.at()) for n in (1, 2)), long_ago)
    house.write(
        house.erasure(1, house.at(1)), house.consent(3, "lux", "yes", house.at(2))
    )
    with database_down():
        house.worker.catch_up()
        held = dict(house.stores.pool.scan(PROFILES))
        assert held.keys() == {house.sid(2), house.sid(3)}
        # Its window may be longer than any that is known.
        assert visits.decode(held[house.sid(3)]).visits
        assert house.stores.ads.count(AUDIENCE_TABLE) == 0
    house.worker.catch_up()
    assert house.worker.failing == {}
    assert [key for key, _ in house.stores.ads.scan(AUDIENCE_TABLE)] == [house.aid(2)]
    assert not visits.decode(house.stores.pool.get(PROFILES, house.sid(3))).visits


def test_clicks_that_cannot_be_booked_hold_no_erasure_up_for_long(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    house.write(house.click(2, house.at(10)))
    monkeypatch.setattr("toile.worker.members._FRESH_SECONDS", -1.0)
    with database_down():
        house.worker.catch_up()
        house.ahead_ms = 120_000
        house.write(house.erasure(1, house.at(20)))
        house.worker.catch_up()
        assert "clicks" in house.worker.failing
        assert house.stores.pool.get(PROFILES, house.sid(1)) is None
    house.worker.catch_up()
    assert house.worker.failing == {}
    assert ClickTrail.objects.count() == 1


def test_a_worker_stopped_and_started_goes_on_where_it_stopped(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.click(1, house.at(10)))
    house.stop()
    house.write(house.visit(2, "royal", at + 1), house.click(2, house.at(11)))
    taken: list[int] = []
    taking: Callable[..., None] = pool.PoolProjection.apply

    def counted(self: Any, events: Any, cursor: bytes) -> None:
        taken.append(len(events))
        taking(self, events, cursor)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pool.PoolProjection, "apply", counted)
        house.catch_up()
    assert sum(taken) == 1, "the first visit is not read again"
    assert SiteDay.objects.get().visits == 2
    assert Posting.objects.count() == 2


def test_catching_up_ends_while_the_edge_goes_on_writing(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[object] = []

    def meanwhile(*_: object) -> list[str]:
        passes.append(house.write(house.visit(1, "royal", house.at())))
        assert len(passes) < 20, "the worker runs after its own tail"
        return []

    monkeypatch.setattr(Publisher, "publish", meanwhile)
    house.worker.catch_up()
    assert SiteDay.objects.get().visits == len(passes) > 0
