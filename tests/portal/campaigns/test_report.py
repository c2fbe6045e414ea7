"""The report: a golden one, its periods, its pace, its files, what it holds back."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from clock import FIXED_DAY, FIXED_NOON, NOON
from reported import A_WEEK, fill
from toile.lab import SMALLEST_SHOWN
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.report.gather import flights_of, gather, headline
from toile.portal.campaigns.report.period import Period, PeriodForm
from toile.portal.campaigns.report.plan import planned_by_day, planned_micros
from toile.portal.campaigns.report.rates import rate_of, surely_best
from toile.portal.campaigns.report.told import Report, without_money
from toile.portal.campaigns.report.words import pace_told

GOLDEN = Path(__file__).parent / "golden" / "report.json"
SignIn = Callable[[str], Client]


@pytest.fixture
def second(world: Any, make_image: Callable[..., bytes]) -> Any:
    return campaigns.add_creative(world.campaign, "Affiche bleue", make_image("PNG"))


def made_live(world: Any, second: Any, noon: datetime.datetime) -> Campaign:
    fill(world, second, noon)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="live")
    found: Campaign = Campaign.objects.select_related("film", "distributor").get(
        pk=world.campaign.pk
    )
    return found


@pytest.fixture
def live(world: Any, second: Any) -> Campaign:
    return made_live(world, second, NOON)


@pytest.fixture
def november(world: Any, second: Any) -> Campaign:
    """The same, but never through a change of time: what is planned a day varies."""
    return made_live(world, second, FIXED_NOON)


WHOLE = Period()


def told(campaign: Campaign, period: Period = WHOLE, at: Any = FIXED_NOON) -> Report:
    return gather(campaign, flights_of(campaign), period, at, SMALLEST_SHOWN)


def test_the_report_is_the_golden_one(november: Campaign) -> None:
    # Renew by writing what is compared into the file, and read the difference.
    found = json.loads(msgspec.json.encode(told(november)))
    assert found == json.loads(GOLDEN.read_text())


def test_a_report_asks_the_same_whatever_its_size(
    live: Campaign, django_assert_num_queries: Any
) -> None:
    flights = flights_of(live)
    with django_assert_num_queries(13):
        gather(live, flights, Period(), NOON, SMALLEST_SHOWN)
    with django_assert_num_queries(4):
        headline(live, flights, Period(), NOON)


def test_a_period_narrows_all_but_what_is_of_people(november: Campaign) -> None:
    day = FIXED_DAY - A_WEEK + datetime.timedelta(days=2)
    one = told(november, Period(day, day))
    assert [row.day for row in one.days] == [day]
    assert one.total.impressions == 3_200 + 3_000 + 1_400 + 1_200
    assert one.refused_clicks == 9
    assert {row.code: row.served for row in one.departements}["83"] == 1_500
    assert one.reach.ids == 3_100
    assert one.money is not None
    assert one.money.planned_micros == 35_710_000
    nothing = told(november, Period(day + datetime.timedelta(days=60), None))
    assert nothing.total.impressions == 0
    assert "autre période" in nothing.empty


def test_the_plan_is_even_by_the_second_through_the_change_of_time(world: Any) -> None:
    flight = world.line.flight
    flight.starts_at = datetime.datetime(2026, 10, 24, 22, tzinfo=datetime.UTC)
    flight.ends_at = flight.starts_at + datetime.timedelta(hours=49)
    world.line.flight, world.line.budget_micros = flight, 49_000_000
    days = [datetime.date(2026, 10, 25), datetime.date(2026, 10, 26)]
    # The Sunday on which clocks go back has 25 hours.
    assert planned_by_day([world.line], days) == [25_000_000, 24_000_000]
    assert planned_micros([world.line], days[0], flight.ends_at) == 49_000_000


@pytest.mark.parametrize(
    ("pace", "words"),
    [
        (0.084, "en avance de 8 %"),
        (-0.3, "en retard de 30 %"),
        (0.02, "à l’heure"),
        (None, ""),
    ],
)
def test_the_pace_in_words(pace: float | None, words: str) -> None:
    assert pace_told(pace) == words


def test_a_creative_is_called_better_only_when_that_is_sure() -> None:
    assert surely_best([(10_000, 90), (10_000, 80)]) is None
    assert surely_best([(10_000, 200), (900, 0)]) is None
    found = surely_best([(10_000, 80), (10_000, 200), (10_000, 90)])
    assert found is not None
    assert (found.best, found.others) == (1, (0, 2))
    rate = rate_of(1_000, 10)
    assert rate is not None
    # Wilson's interval of 10 in 1000, by hand.
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.0054, 0.0183)
    assert rate_of(0, 0) is None


def test_creatives_of_other_shapes_are_not_compared(
    world: Any, make_image: Callable[..., bytes]
) -> None:
    wide = campaigns.add_creative(
        world.campaign, "Bannière", make_image("PNG", 970, 250)
    )
    fill(world, wide, FIXED_NOON)
    assert told(world.campaign).comparison == ""


def test_without_money_no_amount_is_left(november: Campaign) -> None:
    bare = without_money(told(november))
    kept = json.loads(msgspec.json.encode(bare))

    def amounts(value: Any) -> list[Any]:
        if isinstance(value, dict):
            own = [v for k, v in value.items() if k.endswith("_micros")]
            return own + [one for v in value.values() for one in amounts(v)]
        if isinstance(value, list):
            return [one for each in value for one in amounts(each)]
        return []

    assert set(amounts(kept)) == {None}
    assert kept["money"] is None
    assert kept["pace_told"] == "en avance de 16 %"


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ("", Period()),
        ("periode=7", Period(datetime.date(2026, 11, 14), datetime.date(2026, 11, 20))),
        ("periode=dates&du=2026-11-15", Period(datetime.date(2026, 11, 15), None)),
        ("au=2026-11-15", Period(None, datetime.date(2026, 11, 15))),
        ("periode=tout&du=2026-11-15", Period(datetime.date(2026, 11, 15), None)),
        ("periode=dates&du=2026-11-16&au=2026-11-15", Period()),
        ("periode=autre", Period()),
        ("du=hier", Period()),
    ],
)
def test_the_period_is_what_the_address_asks_for(asked: str, period: Period) -> None:
    assert PeriodForm(QueryDict(asked), []).period(FIXED_DAY) == period


def page(client: Client, campaign: Campaign, query: str = "") -> str:
    url = reverse("campaigns:detail", args=[campaign.id])
    answer = client.get(f"{url}{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_wrong_period_is_told_beside_its_field(
    live: Campaign, sign_in: SignIn
) -> None:
    shown = page(sign_in("condor"), live, "?periode=dates&du=2026-11-16&au=2026-11-15")
    assert "La fin vient avant le début" in shown
    assert "72 800" in shown


def test_the_page_tells_it_all(live: Campaign, sign_in: SignIn) -> None:
    for who in ("condor", "scare", "klox"):
        shown = page(sign_in(who), live)
        for words in (
            "72 800",
            "« Affiche » est plus cliquée que « Affiche bleue »",
            "Var",
            "564 clics en tout, 72 refusés, 436 rémunérés",
            "la campagne y est pour quelque chose",
            "Écart de +3,1 points (de +1,6 à +4,3)",
        ):
            assert words in shown, (who, words)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "n’est encore qu’un brouillon"),
        ("submitted", "ne s’est pas encore prononcé"),
        ("approved", "reste à la mettre en"),
        ("paused", "en pause et n’a encore rien affiché"),
        ("ended", "s’est terminée sans rien afficher"),
        ("live", "est en ligne, mais rien"),
    ],
)
def test_an_empty_report_says_why(
    world: Any, sign_in: SignIn, status: str, words: str
) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(status=status)
    assert words in page(sign_in("condor"), world.campaign)


def test_a_report_before_the_first_day_names_it(world: Any) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(status="live")
    world.campaign.refresh_from_db()
    first = date_format(NOON - A_WEEK, "j F Y")
    assert first in told(world.campaign, at=NOON - 2 * A_WEEK).empty


def test_each_table_and_the_whole_are_files(live: Campaign, sign_in: SignIn) -> None:
    client = sign_in("condor")
    url = reverse("campaigns:detail", args=[live.id])
    table = client.get(f"{url}?sites-export=csv").content.decode("utf-8-sig")
    assert table.splitlines()[1].startswith("France Inter;Encart;50800;0,6;388;")
    whole = client.get(reverse("campaigns:report_file", args=[live.id, "csv"]))
    text = whole.content.decode("utf-8-sig")
    for row in (
        "Ensemble;;Impressions;72800",
        "Départements;Var – 83;Publicités servies;12000",
        "Clics refusés;robot;Clics;56",
        "Heures;23 h;Impressions;5520",
    ):
        assert row in text
    book = client.get(reverse("campaigns:report_file", args=[live.id, "xlsx"]))
    assert book.content[:2] == b"PK"
    other = reverse("campaigns:report_file", args=[live.id, "ods"])
    assert client.get(other).status_code == 404


def test_a_name_never_becomes_a_formula(live: Campaign, sign_in: SignIn) -> None:
    Campaign.objects.filter(pk=live.pk).update(name='=HYPERLINK("x")')
    url = reverse("campaigns:report_file", args=[live.id, "csv"])
    answer = sign_in("condor").get(url)
    assert "'=HYPERLINK" in answer.content.decode()
    assert 'filename="bilan-hyperlink' in answer.headers["Content-Disposition"]


def test_every_click_is_listed_with_what_was_decided(
    live: Campaign, world: Any, sign_in: SignIn
) -> None:
    for number, reason in enumerate(("", "bot")):
        click = campaigns.DecidedClick(
            f"01JD000000000000000000000{number}",
            NOON + datetime.timedelta(days=number),
            world.line.id,
            world.creative.id,
            world.placement.id,
            reason,
        )
        campaigns.record_clicks([click])
    url = reverse("campaigns:clicks", args=[live.id])
    client = sign_in("condor")
    both = client.get(url).content.decode()
    assert "2 lignes" in both
    assert "rémunéré" in both
    tomorrow = (NOON + datetime.timedelta(days=1)).date()
    one = client.get(f"{url}?jour={tomorrow}").content.decode()
    assert "1 ligne" in one
    billed = client.get(f"{url}?decision=billed&export=csv").content.decode()
    assert "France Inter – Encart;rémunéré" in billed
    assert "robot" not in billed
