"""The wizard's live forecast: what it rests on, what it refuses, how few queries."""

import datetime
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from toile.portal.campaigns.forecast import Bounds, Dates, Forecast, forecast
from toile.portal.campaigns.forecast_refusal import ForecastRefusal
from toile.portal.campaigns.models import LineDay
from toile.portal.campaigns.services import put_reach_cells, set_holdout
from toile.portal.inventory import services as inventory
from toile.portal.inventory.models import SupplyDay
from toile.wire.audience import AEA
from toile.wire.targeting import AgeRange, Cap, Daypart, Geography, Targeting

A_TUESDAY = datetime.date(2026, 11, 24)
FLIGHT = Dates(datetime.date(2026, 12, 1), datetime.date(2026, 12, 14))
POOL = Targeting(segments=(AEA,))
EURO = 1_000_000
EVENINGS = Daypart((0, 1, 2, 3, 4, 5, 6), 20, 24)
THAT_NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)


@pytest.fixture
def supplied(world: Any) -> Callable[..., None]:
    """Give the placement so many days of history up to yesterday."""

    def give(days: int = 28, requests: int = 10_000, until: int = 1) -> None:
        rows = []
        for n in range(until, until + days):
            day = A_TUESDAY - datetime.timedelta(days=n)
            rows.append(
                SupplyDay(
                    placement=world.placement,
                    day=day,
                    requests=requests,
                    members=requests // 4,
                    served=requests // 2,
                    members_served=requests // 8,
                    # A tenth from 16 to 20 h, four tenths from 20 h on.
                    bands=[requests * n // 10 for n in (0, 0, 2, 3, 1, 4)],
                )
            )
            for place, share in (("83", 0.4), ("13", 0.01)):
                rows.append(
                    SupplyDay(
                        placement=world.placement,
                        day=day,
                        departement=place,
                        requests=int(requests * share),
                    )
                )
            LineDay.objects.create(
                line=world.line,
                creative=world.creative,
                placement=world.placement,
                day=day,
                impressions=requests // 2,
                views=requests // 3,
                clicks=requests // 500,
            )
        inventory.put_supply(rows)

    return give


ANYBODY = Targeting()
_BOUNDS = {"cap", "holdout_percent", "least"}


def asked(world: Any, targeting: Targeting = ANYBODY, **changed: Any) -> Forecast:
    values: dict[str, Any] = {
        "placements": [world.placement.id],
        "dates": FLIGHT,
        "budget_micros": 100 * EURO,
        "price_micros": 5 * EURO,
        "today": A_TUESDAY,
    }
    bounds = {name: changed.pop(name) for name in _BOUNDS & changed.keys()}
    return forecast(targeting, bounds=Bounds(**bounds), **{**values, **changed})


def test_a_budget_buys_what_it_pays_for(world: Any, supplied: Any) -> None:
    supplied()
    told = asked(world)
    assert told.refusal is None
    assert told.here is not None
    assert told.here.budget_micros == 100 * EURO
    assert told.here.impressions.expected == 20_000
    assert told.here.reach is None
    assert (told.past_days, told.notes) == (28, ())
    assert told.last_day == A_TUESDAY - datetime.timedelta(days=1)
    assert [point.budget_micros for point in told.curve][-1] == 200 * EURO


def test_the_price_decides_what_can_be_won(world: Any, supplied: Any) -> None:
    supplied()
    budget = 1_000_000 * EURO
    # Half is unsold; the other half went at 4 euros, of which an equal wins half.
    for price, a_day in ((3, 5_000), (4, 7_500), (5, 10_000)):
        told = asked(world, budget_micros=budget, price_micros=price * EURO)
        assert told.here is not None
        assert told.here.impressions.expected == pytest.approx(14 * a_day, rel=0.05)
        assert "n’offrent sans doute pas" in told.notes[-1].replace("\xa0", " ")
        expected = 14 * a_day * price * 1_000
        assert told.ceiling_micros == pytest.approx(expected, rel=0.05)


def test_the_pool_is_told_with_its_reach(world: Any, supplied: Any) -> None:
    supplied()
    put_reach_cells(AEA, {"": 5_000}, THAT_NOON)
    told = asked(world, POOL, cap=Cap(3, 1))
    assert told.reach == 5_000
    assert told.here is not None
    assert told.here.reach is not None
    assert 100 < told.here.reach.low < told.here.reach.expected < told.here.reach.high
    assert told.here.reach.high <= 5_000
    held = asked(world, POOL, holdout_percent=50, budget_micros=10_000 * EURO)
    free = asked(world, POOL, budget_micros=10_000 * EURO)
    assert held.here is not None
    assert free.here is not None
    assert held.here.impressions.expected == pytest.approx(
        free.here.impressions.expected / 2, rel=0.05
    )


@pytest.mark.parametrize("size", [0, 99])
def test_a_segment_under_a_hundred_is_not_forecast(
    world: Any, supplied: Any, size: int
) -> None:
    supplied()
    if size:
        put_reach_cells(AEA, {"": size}, THAT_NOON)
    assert asked(world, POOL).refusal is ForecastRefusal.SMALL_CROWD


def test_a_place_with_fewer_than_a_hundred_of_the_pool_is_not(
    world: Any, supplied: Any
) -> None:
    supplied()
    put_reach_cells(AEA, {"": 5_000}, THAT_NOON)
    var = Targeting(segments=(AEA,), geography=(Geography("FR", "93", "83"),))
    rhone = Targeting(segments=(AEA,), geography=(Geography("FR", "93", "13"),))
    elsewhere = Targeting(geography=(Geography("FR", "11", "75"),))
    assert asked(world, var).reach == 2_000
    told = asked(world, rhone)
    assert (told.refusal, told.here, told.curve) == (
        ForecastRefusal.SMALL_CROWD,
        None,
        (),
    )
    assert asked(world, elsewhere).refusal is ForecastRefusal.NO_PLACE
    whole = asked(world, Targeting(geography=(Geography("FR"),)))
    assert whole.ceiling_micros == pytest.approx(
        asked(world).ceiling_micros * 0.41, rel=0.05
    )


def test_ids_too_few_to_be_told_change_no_forecast(world: Any, supplied: Any) -> None:
    """Twenty ids more or less in the pool, however one asks: the same answers."""
    supplied()
    found = set()
    for size in (1_990, 2_000, 2_019):
        put_reach_cells(AEA, {"": size}, THAT_NOON)
        found.add(
            tuple(
                asked(world, POOL, budget_micros=n * EURO // 7).curve
                for n in range(1, 40)
            )
        )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"placements": []}, ForecastRefusal.NO_PLACEMENT),
        ({"placements": ["unknown"]}, ForecastRefusal.NO_PLACEMENT),
        ({"price_micros": 0}, ForecastRefusal.NO_PRICE),
        (
            {"dates": Dates(datetime.date(2026, 11, 1), datetime.date(2026, 11, 23))},
            ForecastRefusal.NO_DAYS,
        ),
        (
            {"dates": Dates(datetime.date(2026, 12, 2), datetime.date(2026, 12, 1))},
            ForecastRefusal.NO_DAYS,
        ),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(
    world: Any, supplied: Any, changed: dict[str, Any], refusal: ForecastRefusal
) -> None:
    supplied()
    told = asked(world, **changed)
    assert told.refusal is refusal
    assert refusal.label


def test_interests_that_are_known_must_meet(world: Any, supplied: Any) -> None:
    supplied()
    world.placement.interests = ["477"]
    world.placement.save()
    assert asked(world, Targeting(interests=("477",))).refusal is None
    assert asked(world, Targeting(interests=("211",))).refusal is ForecastRefusal.NO_FIT
    lenient = Targeting(ages=(AgeRange(25, 49),), genders=("female",))
    assert asked(world, lenient).refusal is None


@pytest.mark.parametrize(
    ("days", "until", "said"),
    [(3, 1, "3 jours"), (1, 1, "1 jour d"), (1, 0, "moins d’un jour")],
)
def test_a_short_past_is_admitted(
    world: Any, supplied: Any, days: int, until: int, said: str
) -> None:
    supplied(days=days, until=until)
    told = asked(world, budget_micros=1_000_000 * EURO)
    assert said in told.notes[0]
    assert told.here is not None
    impressions = told.here.impressions
    assert impressions.high > 1.5 * impressions.expected


def test_without_a_past_the_reason_is_told(world: Any) -> None:
    assert asked(world).refusal is ForecastRefusal.NO_HISTORY


def test_it_asks_seven_times_at_most_and_once_more_for_hours(
    world: Any, supplied: Any, django_assert_max_num_queries: Any
) -> None:
    supplied()
    put_reach_cells(AEA, {"": 5_000}, THAT_NOON)
    targeting = Targeting(segments=(AEA,), geography=(Geography("FR"),))
    with django_assert_max_num_queries(7):
        assert asked(world, targeting, cap=Cap(3)).here is not None
    at_night = msgspec.structs.replace(targeting, dayparts=(EVENINGS,))
    with django_assert_max_num_queries(8):
        assert asked(world, at_night, cap=Cap(3)).here is not None


def test_the_hold_out_is_a_drafts_to_decide(world: Any) -> None:
    assert world.campaign.holdout_percent == 10
    assert set_holdout(world.campaign, 0).holdout_percent == 0
    with pytest.raises(Exception, match="50"):
        set_holdout(world.campaign, 51)


@pytest.mark.parametrize(
    ("part", "share"),
    [
        (EVENINGS, 0.4),
        (Daypart((0, 1, 2, 3, 4, 5, 6), 18, 22), 0.25),
        # A fortnight has four days of its week-ends.
        (Daypart((5, 6), 20, 24), 0.4 * 4 / 14),
    ],
)
def test_hours_cut_the_offer_by_what_is_read_then(
    world: Any, supplied: Any, part: Daypart, share: float
) -> None:
    supplied()
    told = asked(world, Targeting(dayparts=(part,)))
    assert told.ceiling_micros == pytest.approx(
        asked(world).ceiling_micros * share, rel=0.05
    )
    assert "maximum" not in " ".join(told.notes)


def test_hours_at_which_nobody_reads_or_the_flight_is_over_are_told(
    world: Any, supplied: Any
) -> None:
    supplied()
    at_night = Targeting(dayparts=(Daypart((0, 1, 2, 3, 4, 5, 6), 0, 6),))
    assert asked(world, at_night).refusal is ForecastRefusal.NO_HOUR
    a_tuesday = Dates(datetime.date(2026, 12, 1), datetime.date(2026, 12, 1))
    sundays = Targeting(dayparts=(Daypart((6,), 0, 24),))
    assert asked(world, sundays, dates=a_tuesday).refusal is ForecastRefusal.NO_HOUR


@pytest.mark.parametrize(
    ("targeting", "fits"),
    [
        ({"keywords": ("cinéma",)}, False),
        ({"keywords": ("cinéma",), "unknown": {"keywords": "lenient"}}, True),
        ({"categories": ("324",)}, False),
        ({"ages": (AgeRange(25, 34),), "unknown": {"ages": "strict"}}, False),
        ({"hosts_excluded": ("example",)}, False),
        ({"hosts_excluded": ("autre.example",)}, True),
        ({"devices": ("mobile",)}, True),
    ],
)
def test_a_place_that_would_refuse_the_line_counts_for_nothing(
    world: Any, supplied: Any, targeting: dict[str, Any], fits: bool
) -> None:
    supplied()
    told = asked(world, Targeting(**targeting))
    assert told.refusal is (None if fits else ForecastRefusal.NO_FIT)


def test_strict_interests_want_a_place_that_has_them(world: Any, supplied: Any) -> None:
    supplied()
    world.placement.interests = []
    world.placement.save()
    strict = Targeting(interests=("477",), unknown={"interests": "strict"})
    assert asked(world, strict).refusal is ForecastRefusal.NO_FIT


def test_what_cannot_be_counted_is_said(world: Any, supplied: Any) -> None:
    supplied()
    for changed, said in (
        ({"devices": ("mobile",)}, "est un maximum"),
        ({"languages": ("fr",)}, "admis : la langue"),
        ({"ages": (AgeRange(25, 34),)}, "admis : l’âge"),
    ):
        (note,) = asked(world, Targeting(**changed)).notes
        assert said in note.replace("\xa0", " ")
    # Nothing tells a direct placement's subject: excluding one takes nothing away.
    assert asked(world, Targeting(categories_excluded=("386",))).notes == ()
    world.placement.sold_by = world.placement.SoldBy.EXCHANGE
    world.placement.save()
    told = asked(world, Targeting(categories_excluded=("386",), keywords=("cinéma",)))
    assert "les mots de la page, les sujets exclus" in told.notes[0]
    assert "aux enchères" in told.notes[1]


def test_a_cap_of_the_whole_flight_counts_and_one_of_the_hour_is_said(
    world: Any, supplied: Any
) -> None:
    supplied()
    put_reach_cells(AEA, {"": 5_000}, THAT_NOON)
    money = {"budget_micros": 10_000 * EURO}
    free = asked(world, POOL, **money)
    flight = asked(world, POOL, cap=Cap(0, flight=2), **money)
    both = asked(world, POOL, cap=Cap(3, 1, flight=2), **money)
    daily = asked(world, POOL, cap=Cap(3, 1), **money)
    hourly = asked(world, POOL, cap=Cap(0, an_hour=1), **money)
    most = [
        told.here.impressions.expected if told.here else 0
        for told in (free, daily, flight)
    ]
    assert most == sorted(most, reverse=True)
    assert most[2] < 2 * 5_000
    assert both.here == flight.here
    assert hourly.here == free.here
    assert "par heure" in hourly.notes[-1]
