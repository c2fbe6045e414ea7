"""From a consented visit to a targetable id, and back to nothing."""

import threading
from collections.abc import Callable
from typing import Any

from toile.ads.delivery import caps
from toile.ads.delivery.caps import CAPS
from toile.pool import visits
from toile.pool.rights import FORGOTTEN
from toile.pool.visits import PROFILES
from toile.portal.agreements import services as agreements
from toile.portal.cinemas.models import SiteDay
from toile.wire import audience
from toile.wire.audience import AEA, AUDIENCE_TABLE, FORGOTTEN_TABLE, SIZES_TABLE
from toile.wire.clock import now_ms, paris_date, utc_day
from toile.wire.ids import Ulid, new_ulid
from toile.worker.stores import CLICKED


def size(house: Any) -> int:
    return int(house.stores.ads.get(SIZES_TABLE, AEA.encode()) or b"0")


def targetable(house: Any, person: int) -> bool:
    return house.stores.ads.get(AUDIENCE_TABLE, house.aid(person)) is not None


def figures(house: Any, site: str) -> dict[str, int]:
    rows = SiteDay.objects.filter(site=house.world.sites[site])
    columns = ("visits", "consents", "refusals", "withdrawals")
    return {name: sum(getattr(row, name) for row in rows) for name in columns}


def test_a_consented_visit_becomes_targetable(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.visit(2, "eldorado", at))
    record = house.stores.ads.get(AUDIENCE_TABLE, house.aid(1))
    assert audience.decode(record).until_day == {AEA: utc_day(at) + 89}
    assert size(house) == 2
    profile = visits.decode(house.stores.pool.get(PROFILES, house.sid(1)))
    assert list(profile.visits) == [Ulid(house.world.cinemas["royal"].id)]


class Beats(threading.Event):
    """Stands where the loop waits for its next beat, and lets something happen there.

    The time that is asked for is noted, not waited for.
    """

    def __init__(self, *happens: Callable[[], object]) -> None:
        super().__init__()
        self._happens = list(happens)
        self.waited = 0.0

    def wait(self, timeout: float | None = None) -> bool:
        self.waited += timeout or 0.0
        self._happens.pop(0)()
        if not self._happens:
            self.set()
        return self.is_set()


def test_a_visit_is_targetable_and_an_erased_id_gone_a_beat_later(house: Any) -> None:
    told: list[bool] = []

    def look() -> None:
        told.append(targetable(house, 1))

    beats = Beats(
        lambda: house.write(house.visit(1, "royal", house.at())),
        look,
        lambda: house.write(house.erasure(1, house.at(5))),
        look,
    )
    house.worker.run(beats)
    assert told == [True, False]
    assert beats.waited < 1


def test_the_ads_space_hears_of_no_sid_and_of_no_cinema(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    cinema = house.world.cinemas["royal"].id.encode()
    for table in (AUDIENCE_TABLE, SIZES_TABLE, FORGOTTEN_TABLE):
        for key, value in house.stores.ads.scan(table):
            assert house.sid(1) not in key + value
            assert cinema not in key + value


def test_a_yes_alone_makes_nobody_targetable(house: Any) -> None:
    house.tell(house.consent(1, "royal", "yes", house.at()))
    assert not targetable(house, 1)
    assert size(house) == 0


def test_a_visit_to_a_cinema_without_agreement_targets_nobody(house: Any) -> None:
    house.tell(house.visit(1, "lux", house.at()))
    assert not targetable(house, 1)


def test_answers_and_visits_become_the_figures_of_the_day(house: Any) -> None:
    at = house.at()
    house.tell(
        house.consent(1, "royal", "yes", at),
        house.visit(1, "royal", at + 1),
        house.visit(1, "royal", at + 2),
        house.consent(None, "royal", "no", at + 3),
        house.consent(1, "royal", "withdrawal", at + 4),
        house.consent(None, "eldorado", "no", at + 5),
    )
    told = {"visits": 2, "consents": 1, "refusals": 1, "withdrawals": 1}
    assert figures(house, "royal") == told
    assert figures(house, "eldorado")["refusals"] == 1


def test_a_refusal_leaves_no_row_in_any_space(house: Any) -> None:
    house.tell(house.consent(None, "royal", "no", house.at()))
    assert house.stores.pool.count(PROFILES) == 0
    assert house.stores.ads.count(AUDIENCE_TABLE) == 0
    assert house.stores.pool.count(FORGOTTEN) == 0


def test_withdrawing_the_only_yes_erases_everything(house: Any) -> None:
    at = house.at()
    house.tell(
        house.visit(1, "royal", at),
        house.impression(1, at + 1),
        house.click(1, at + 2_000),
    )
    assert targetable(house, 1)
    house.tell(house.consent(1, "royal", "withdrawal", at + 3_000))
    assert not targetable(house, 1)
    assert size(house) == 0
    assert house.stores.pool.get(PROFILES, house.sid(1)) is None
    assert house.stores.ads.get(CAPS, house.aid(1)) is None
    assert not list(house.stores.pool.scan(CLICKED, b"a" + house.aid(1)))


def test_withdrawing_one_of_two_keeps_the_other(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.visit(1, "eldorado", at))
    house.tell(house.consent(1, "royal", "withdrawal", at + 1))
    profile = visits.decode(house.stores.pool.get(PROFILES, house.sid(1)))
    assert list(profile.visits) == [Ulid(house.world.cinemas["eldorado"].id)]
    assert targetable(house, 1)


def test_erasure_reaches_both_spaces(house: Any) -> None:
    at = house.at()
    house.tell(
        house.visit(1, "royal", at),
        house.visit(2, "royal", at),
        house.impression(1, at + 1),
        house.click(1, at + 2_000),
    )
    assert house.stores.ads.get(CAPS, house.aid(1)) is not None
    house.tell(house.erasure(1, at + 3_000))
    assert not targetable(house, 1)
    assert targetable(house, 2)
    assert size(house) == 1
    assert house.stores.pool.get(PROFILES, house.sid(1)) is None
    assert house.stores.ads.get(CAPS, house.aid(1)) is None
    assert not list(house.stores.pool.scan(CLICKED, b"a" + house.aid(1)))
    until = house.stores.ads.get(FORGOTTEN_TABLE, house.aid(1))
    assert until == str(at + 3_000).encode()


def test_a_click_read_after_its_erasure_leaves_no_trace_of_the_id(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.erasure(1, at + 9_000))
    house.tell(house.click(1, at + 5_000), house.impression(1, at + 4_000))
    assert not list(house.stores.pool.scan(CLICKED, b"a" + house.aid(1)))
    assert house.stores.ads.get(CAPS, house.aid(1)) is None


def test_a_tab_left_open_brings_no_erased_id_back(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.erasure(1, at + 1_000))
    house.tell(
        house.impression(1, at + 2_000, impression=new_ulid(at + 500)),
        house.click(1, at + 2_000, served_ms=at + 500),
    )
    assert house.stores.ads.get(CAPS, house.aid(1)) is None
    assert not list(house.stores.pool.scan(CLICKED, b"a" + house.aid(1)))


def test_a_yes_older_than_the_erasure_is_not_believed(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.erasure(1, at + 10))
    house.tell(house.visit(1, "royal", at + 20, yes_ms=at))
    assert house.stores.pool.get(PROFILES, house.sid(1)) is None
    assert not targetable(house, 1)
    house.tell(house.visit(1, "royal", at + 40, yes_ms=at + 30))
    assert targetable(house, 1)


def test_a_yes_withdrawn_at_one_site_holds_at_another(house: Any) -> None:
    at = house.at()
    house.tell(house.visit(1, "royal", at), house.visit(1, "eldorado", at))
    house.tell(house.consent(1, "royal", "withdrawal", at + 10))
    house.tell(
        house.visit(1, "royal", at + 20, yes_ms=at),
        house.visit(1, "eldorado", at + 20, yes_ms=at),
    )
    profile = visits.decode(house.stores.pool.get(PROFILES, house.sid(1)))
    assert list(profile.visits) == [Ulid(house.world.cinemas["eldorado"].id)]


def test_visits_out_of_every_window_are_dropped(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at(days=-181)))
    house.catch_up()
    assert not targetable(house, 1)
    assert size(house) == 0
    assert house.stores.pool.get(PROFILES, house.sid(1)) is None


def test_who_left_a_shorter_window_does_not_count(house: Any) -> None:
    agreement = house.world.agreements["royal"]
    agreement.window_days = 30
    agreement.save()
    old = house.visit(1, "royal", house.at(days=-40))
    house.tell(old, house.visit(2, "eldorado", house.at(days=-40)))
    house.catch_up()
    assert not targetable(house, 1)
    assert size(house) == 1
    house.tell(house.visit(1, "royal", house.at()))
    assert size(house) == 2


def test_a_cinema_that_leaves_takes_its_visitors_out_of_the_segment(house: Any) -> None:
    house.tell(
        house.visit(1, "royal", house.at()), house.visit(2, "eldorado", house.at())
    )
    agreements.terminate(house.world.agreements["royal"], paris_date(now_ms()))
    house.catch_up()
    assert not targetable(house, 1)
    assert targetable(house, 2)
    assert size(house) == 1


def test_caps_and_counters_follow_impressions(house: Any) -> None:
    at = house.at()
    house.tell(
        house.impression(1, at), house.impression(1, at + 1), house.impression(None, at)
    )
    seen = caps.decode(house.stores.ads.get(CAPS, house.aid(1)))
    assert seen.lines == {Ulid(house.world.line.id): {utc_day(at): 2}}
    assert house.stores.ads.count(CAPS) == 1
