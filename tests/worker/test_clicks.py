"""Clicks: judged, shared among the visited members, written once into the books."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from toile.ads.clicks.unbilled import UnbilledReason
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.campaigns.models import ClickTrail, LineDay, RefusedClickDay
from toile.portal.payouts.models import Entry, Posting
from toile.portal.payouts.movements import owed_micros
from toile.portal.payouts.services import trial_balance
from toile.portal.statements.models import RefusedClicks
from toile.wire.clock import paris_date
from toile.wire.events import Click
from toile.wire.ids import new_ulid
from toile.worker.stores import CLICKED

FEE = 400
REASONS = UnbilledReason

Case = Callable[[Any], list[Click]]


def owed(house: Any) -> dict[str, int]:
    made = {name: owed_micros(each) for name, each in house.world.cinemas.items()}
    return {name: micros for name, micros in made.items() if micros}


def reason_of(click: Any) -> str:
    return ClickTrail.objects.get(id=click.id).reason


def test_a_billed_click_is_in_the_trail_and_owed_to_the_cinema(house: Any) -> None:
    click = house.click(1, house.at(10))
    house.tell(house.visit(1, "royal", house.at()), click)
    trail = ClickTrail.objects.get()
    assert (trail.id, trail.reason) == (click.id, "")
    entries = dict(Entry.objects.values_list("account__code", "amount_micros"))
    assert entries == {
        f"distributor_receivable:{house.world.campaign.id}": FEE,
        f"cinema_pending:{house.world.cinemas['royal'].id}": -FEE,
    }
    assert Posting.objects.get().id == click.id
    assert trial_balance() == []


def test_the_fee_is_shared_among_the_cinemas_that_were_visited(house: Any) -> None:
    names = ("royal", "eldorado", "varietes")
    house.tell(
        *(house.visit(1, name, house.at()) for name in (*names, "lux")),
        house.click(1, house.at(10)),
    )
    assert sorted(owed(house).values()) == [133, 133, 134]
    assert set(owed(house)) == set(names)
    assert trial_balance() == []


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        ("equal", {"royal": 200, "eldorado": 200}),
        ("last", {"eldorado": 400}),
        ("by_visits", {"royal": 300, "eldorado": 100}),
        ("each", {"royal": 400, "eldorado": 400}),
    ],
)
def test_the_agreement_of_the_day_says_how_it_is_shared(
    house: Any, rule: str, shares: dict[str, int]
) -> None:
    operator = Agreement.objects.filter(kind=Agreement.Kind.OPERATOR_UNION)
    operator.update(sharing_rule=rule)
    day = 24 * 3_600
    house.tell(
        *(house.visit(1, "royal", house.at(second)) for second in range(3)),
        house.visit(1, "eldorado", house.at(day)),
        house.click(1, house.at(day + 10)),
    )
    assert owed(house) == shares
    assert trial_balance() == []


def test_a_visit_before_the_window_earns_nothing(house: Any) -> None:
    house.tell(
        house.visit(1, "royal", house.at(days=-90)),
        house.visit(1, "eldorado", house.at(days=-89)),
        house.click(1, house.at(10)),
    )
    assert owed(house) == {"eldorado": FEE}


def test_a_cinema_whose_agreement_has_ended_earns_nothing(house: Any) -> None:
    yesterday = paris_date(house.at()) - datetime.timedelta(days=1)
    agreements.terminate(house.world.agreements["royal"], yesterday)
    house.tell(
        house.visit(1, "royal", house.at()),
        house.visit(1, "eldorado", house.at()),
        house.click(1, house.at(10)),
    )
    assert owed(house) == {"eldorado": FEE}


def test_a_click_before_the_agreement_ended_is_still_paid(house: Any) -> None:
    today = paris_date(house.at())
    agreements.terminate(house.world.agreements["royal"], today)
    house.tell(
        house.visit(1, "royal", house.noon(-2)),
        house.click(1, house.noon(-1)),
        house.click(2, house.at(10)),
    )
    assert owed(house) == {"royal": FEE}


def test_who_visited_no_member_earns_nobody_anything(house: Any) -> None:
    click, other = house.click(1, house.at(10)), house.click(2, house.at(10))
    house.tell(house.visit(1, "lux", house.at()), click, other)
    assert reason_of(click) == reason_of(other) == REASONS.NO_CINEMA
    assert not Posting.objects.exists()


def test_without_the_operators_agreement_there_is_no_rate(house: Any) -> None:
    agreements.terminate(house.world.agreements["klox"], paris_date(house.noon(-1)))
    click = house.click(1, house.at(10))
    house.tell(house.visit(1, "royal", house.at()), click)
    assert reason_of(click) == REASONS.NO_AGREEMENT
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"agent": "bot"}, REASONS.BOT),
        ({"agent": "none"}, REASONS.BOT),
        ({"prefetch": True}, REASONS.PREFETCH),
        ({"fetched": True}, REASONS.NOT_FOLLOWED),
        ({"expired": True}, REASONS.EXPIRED),
        ({"aid": None, "cookie_aid": None}, REASONS.NOT_IN_POOL),
        ({"cookie_aid": None}, REASONS.OTHER_BROWSER),
        ({"cookie_aid": b"x" * 16}, REASONS.OTHER_BROWSER),
    ],
)
def test_what_the_edge_saw_is_a_reason(
    house: Any, fields: dict[str, Any], reason: UnbilledReason
) -> None:
    click = house.click(1, house.at(10), **fields)
    house.tell(house.visit(1, "royal", house.at()), click)
    assert reason_of(click) == reason
    assert RefusedClickDay.objects.get().reason == reason
    assert owed(house) == {}


def test_a_click_within_a_second_of_the_ad_is_too_fast(house: Any) -> None:
    click = house.click(1, house.at(10), served_ms=house.at(10) - 999)
    house.tell(house.visit(1, "royal", house.at()), click)
    assert reason_of(click) == REASONS.TOO_FAST


def test_a_token_is_good_for_one_click_on_any_edge(house: Any) -> None:
    first = house.click(1, house.at(10))
    replay = house.click(1, house.at(11), impression=first.impression)
    stolen = house.click(2, house.at(12), impression=first.impression)
    house.write(house.visit(1, "royal", house.at()), first)
    house.write(stolen, edge="edge-1")
    house.tell(replay)
    assert reason_of(first) == ""
    assert reason_of(replay) == reason_of(stolen) == REASONS.REPLAYED
    assert owed(house) == {"royal": FEE}


def test_a_prefetch_does_not_use_the_token_up(house: Any) -> None:
    ahead = house.click(1, house.at(10), prefetch=True)
    click = house.click(1, house.at(12), impression=ahead.impression)
    house.tell(house.visit(1, "royal", house.at()), ahead, click)
    assert reason_of(click) == ""


def test_double_clicks_and_the_daily_limit(house: Any) -> None:
    other = house.world.creatives[1].id
    first = house.click(1, house.at(10))
    double = house.click(1, house.at(10 + 29))
    # Half a minute after the double click, not after the first.
    second = house.click(1, house.at(10 + 60))
    elsewhere = house.click(1, house.at(10 + 61), creative=other)
    person = house.click(2, house.at(10))
    visits = [house.visit(n, "royal", house.at()) for n in (1, 2)]
    house.tell(*visits, first, double, second, elsewhere, person)
    assert reason_of(first) == reason_of(person) == ""
    assert reason_of(double) == REASONS.DOUBLE_CLICK
    assert reason_of(second) == reason_of(elsewhere) == REASONS.DAILY_LIMIT
    assert owed(house) == {"royal": 2 * FEE}


def test_a_day_later_the_same_id_is_billed_again(house: Any) -> None:
    visit = house.visit(1, "royal", house.at(days=-3))
    clicks = [house.click(1, house.at(n, days=-2)) for n in (0, 86_300, 86_400)]
    house.tell(visit, *clicks)
    assert [reason_of(c) for c in clicks] == ["", REASONS.DAILY_LIMIT, ""]


def as_seen(**fields: Any) -> Case:
    """A visitor's click of which the edge saw something."""
    return lambda house: [house.click(1, house.at(10), **fields)]


def after_another(seconds: float, *shared: str) -> Case:
    """A visitor's second click, which may share more than the ad with the first."""

    def clicks(house: Any) -> list[Click]:
        first = house.click(1, house.at(10))
        same = {name: getattr(first, name) for name in shared}
        return [first, house.click(1, house.at(10 + seconds), **same)]

    return clicks


def too_fast(house: Any) -> list[Click]:
    return [house.click(1, house.at(10), served_ms=house.at(10) - 999)]


def of_a_stranger(house: Any) -> list[Click]:
    return [house.click(2, house.at(10))]


def without_an_operator(house: Any) -> list[Click]:
    agreements.terminate(house.world.agreements["klox"], paris_date(house.noon(-1)))
    return [house.click(1, house.at(10))]


# By reason, clicks of which the last one is refused for it.
CASES: dict[UnbilledReason, Case] = {
    REASONS.BOT: as_seen(agent="bot"),
    REASONS.PREFETCH: as_seen(prefetch=True),
    REASONS.NOT_FOLLOWED: as_seen(fetched=True),
    REASONS.EXPIRED: as_seen(expired=True),
    REASONS.REPLAYED: after_another(60, "impression"),
    REASONS.NOT_IN_POOL: as_seen(aid=None, cookie_aid=None),
    REASONS.OTHER_BROWSER: as_seen(cookie_aid=None),
    REASONS.TOO_FAST: too_fast,
    REASONS.DOUBLE_CLICK: after_another(29),
    REASONS.DAILY_LIMIT: after_another(60),
    REASONS.NO_CINEMA: of_a_stranger,
    REASONS.NO_AGREEMENT: without_an_operator,
}


@pytest.mark.parametrize("reason", UnbilledReason)
def test_every_reason_is_reached(house: Any, reason: UnbilledReason) -> None:
    clicks = CASES[reason](house)
    house.tell(house.visit(1, "royal", house.at()), *clicks)
    assert reason_of(clicks[-1]) == reason
    assert RefusedClickDay.objects.get().reason == reason


def test_a_click_waits_until_all_visits_before_it_are_read(house: Any) -> None:
    # More visits than one batch has room for: the click's own come last.
    many = [house.visit(1000 + n % 5, "lux", house.at(n / 1e3)) for n in range(2_100)]
    house.write(
        *many, house.visit(1, "royal", house.at(5)), house.click(1, house.at(9))
    )
    while house.worker.beat():
        pass
    assert owed(house) == {"royal": FEE}


def test_figures_count_clicks_by_what_became_of_them(house: Any) -> None:
    at = house.at(10)
    house.tell(
        house.visit(1, "royal", house.at()),
        house.click(1, at),
        house.click(1, at + 1_000),
        house.click(2, at, agent="bot"),
        house.click(3, at, agent="bot"),
        house.click(None, at, impression=new_ulid(at)),
    )
    row = LineDay.objects.get()
    assert (row.clicks, row.billable_clicks, row.impressions) == (5, 1, 0)
    refused = dict(RefusedClickDay.objects.values_list("reason", "count"))
    assert refused == {"bot": 2, "double_click": 1, "not_in_pool": 1}


def test_a_worker_that_was_away_for_days_still_knows_the_day_of_each_click(
    house: Any,
) -> None:
    house.tell(house.visit(1, "royal", house.at(days=-9)))
    first, late = house.click(1, house.at(days=-8)), house.click(1, house.at(1e4, -8))
    house.tell(first)
    house.tell(late, edge="edge-1")
    assert (reason_of(first), reason_of(late)) == ("", REASONS.DAILY_LIMIT)
    house.tell(house.click(2, house.at(days=-1)))
    kept = [int(value) for _, value in house.stores.pool.scan(CLICKED)]
    assert kept == [house.at(days=-1)] * 2, "what is over is forgotten"


def test_a_refused_click_counts_for_the_cinemas_it_would_have_paid(house: Any) -> None:
    click = house.click(1, house.at(10))
    again = house.click(1, house.at(600))
    house.tell(
        house.visit(1, "royal", house.at()),
        house.visit(1, "eldorado", house.at()),
        house.visit(1, "lux", house.at()),
        click,
        again,
        house.click(2, house.at(10)),
    )
    found = RefusedClicks.objects.values_list("cinema__name", "reason", "count")
    assert reason_of(again) == REASONS.DAILY_LIMIT
    assert set(found) == {
        (house.world.cinemas[name].name, REASONS.DAILY_LIMIT, 1)
        for name in ("royal", "eldorado")
    }
