"""The wizard keeps each step, leads back to what is missing, and takes no nonsense."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services
from toile.portal.campaigns.models import Campaign, Creative, LineItem, ReachCell
from toile.portal.inventory.models import SupplyDay
from toile.portal.inventory.services import put_supply

SignIn = Callable[[str], Client]
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ3"
NEXT = timezone.localdate() + datetime.timedelta(days=7)


def step(campaign: Campaign, name: str) -> str:
    return reverse(f"campaigns:{name}_step", args=[campaign.id])


@pytest.fixture
def draft(world: Any) -> Campaign:
    return services.begin(world.people.condor, world.film, "Suite 🎬", KEY)


@pytest.fixture
def line(world: Any, draft: Campaign) -> LineItem:
    """A draft that lacks nothing but its creative."""
    flight = services.set_dates(draft, NEXT, NEXT)
    made = services.set_criteria(flight, pool=True, cap_impressions=3)
    services.set_sites(made, [world.placement])
    return services.set_budget(made, 100_000_000, 9_000_000)


def test_a_campaign_is_begun_once(world: Any, sign_in: SignIn) -> None:
    given = {"key": KEY, "film": world.film.id, "name": "Sortie 🎬"}
    for _ in range(2):
        answer = sign_in("condor").post("/campagnes/nouvelle/", given)
        assert answer.headers["Location"] == f"/campagnes/{KEY}/preparer/dates/"
    assert Campaign.objects.filter(name="Sortie 🎬").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "x" * 161}, "160 caractères"),
        ({"name": ""}, "obligatoire"),
        ({"film": "x"}, "pas à votre catalogue"),
        ({"film": ""}, "obligatoire"),
    ],
)
def test_a_wrong_beginning_is_told(
    world: Any, sign_in: SignIn, given: dict[str, str], said: str
) -> None:
    whole = {"key": KEY, "film": world.film.id, "name": "Sortie"} | given
    answer = sign_in("condor").post("/campagnes/nouvelle/", whole)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Campaign.objects.filter(pk=KEY).exists()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (NEXT, NEXT - datetime.timedelta(days=1), "avant le début"),
        (datetime.date(2020, 1, 1), NEXT, "Ce jour est passé"),
        (NEXT, NEXT + datetime.timedelta(days=180), "180 jours au plus"),
        ("demain", NEXT, "Écrivez une date"),
        ("", "", "obligatoire"),
        ("2026-02-30", NEXT, "Écrivez une date"),
    ],
)
def test_wrong_dates_are_told_beside_their_field(
    draft: Campaign, sign_in: SignIn, first: object, last: object, said: str
) -> None:
    given = {"first": str(first), "last": str(last)}
    answer = sign_in("condor").post(step(draft, "dates"), given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert f'value="{last}"' in page or not last
    assert not draft.flights.exists()


def test_dates_are_whole_days_of_paris_and_may_be_changed(
    draft: Campaign, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    given = {"first": NEXT.isoformat(), "last": NEXT.isoformat()}
    condor.post(step(draft, "dates"), given)
    flight = draft.flights.get()
    assert (flight.first_day, flight.last_day) == (NEXT, NEXT)
    page = condor.get(step(draft, "dates")).content.decode()
    assert page.count(f'value="{NEXT.isoformat()}"') == 2
    later = NEXT + datetime.timedelta(days=3)
    condor.post(step(draft, "dates"), given | {"last": later.isoformat()})
    assert draft.flights.get().last_day == later


def test_a_step_that_comes_later_leads_to_the_one_that_comes_first(
    draft: Campaign, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    for name in ("criteria", "sites", "budget", "review"):
        assert condor.get(step(draft, name)).headers["Location"] == step(draft, "dates")
    services.set_dates(draft, NEXT, NEXT)
    for name in ("sites", "budget", "review"):
        answer = condor.get(step(draft, name))
        assert answer.headers["Location"] == step(draft, "criteria")


def test_criteria_are_kept_as_the_ads_wing_reads_them(
    draft: Campaign, sign_in: SignIn
) -> None:
    services.set_dates(draft, NEXT, NEXT)
    corsica = ["2A", "2B"]
    given = {
        "pool": "on",
        "cap_impressions": "4",
        "cap_days": "7",
        "where": "chosen",
        "departements": [*corsica, "83"],
        "ages": ["25-34", "35-49", "65-120"],
        "genders": ["female", "male"],
        "interests": ["477"],
        "holdout_percent": "20",
        "near_you": "on",
    }
    condor = sign_in("condor")
    answer = condor.post(step(draft, "criteria"), given)
    assert answer.headers["Location"] == step(draft, "sites")
    line = LineItem.objects.get(flight__campaign=draft)
    assert line.geography == [
        {"country": "FR", "region": "94"},
        {"country": "FR", "departement": "83"},
    ]
    assert line.ages == [
        {"youngest": 25, "oldest": 49},
        {"youngest": 65, "oldest": 120},
    ]
    assert (line.genders, line.interests) == ([], ["477"])
    assert (line.cap_impressions, line.cap_days) == (4, 7)
    draft.refresh_from_db()
    assert (draft.holdout_percent, draft.near_you) == (20, True)
    page = condor.get(step(draft, "criteria")).content.decode()
    for value in ("94", "2A", "2B", "83", "25-34", "35-49", "65-120", "477"):
        box = page.partition(f'value="{value}"')[2].partition(">")[0]
        assert "checked" in box, value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"where": "chosen"}, "Cochez au moins une région"),
        ({"where": "mars"}, "en fait pas partie"),
        ({"where": "chosen", "departements": "999"}, "en fait pas partie"),
        ({"ages": "5-9"}, "en fait pas partie"),
        ({"cap_impressions": "0"}, "supérieure ou égale à 1"),
        ({"cap_days": "x"}, "nombre entier"),
        ({"holdout_percent": "99"}, "en fait pas partie"),
    ],
)
def test_wrong_criteria_are_told(
    draft: Campaign, sign_in: SignIn, given: dict[str, str], said: str
) -> None:
    services.set_dates(draft, NEXT, NEXT)
    whole = {"where": "france", "holdout_percent": "10", "interests": "480"} | given
    answer = sign_in("condor").post(step(draft, "criteria"), whole)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "checked" in page.partition('value="480"')[2].partition(">")[0]
    assert not LineItem.objects.filter(flight__campaign=draft).exists()


def test_a_crowd_under_100_is_refused_with_its_reason(
    world: Any, draft: Campaign, sign_in: SignIn
) -> None:
    services.set_dates(draft, NEXT, NEXT)
    counted = timezone.now()
    ReachCell.objects.create(segment="aea", ids=1_000, counted_at=counted)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    day = {"placement": world.placement, "day": yesterday}
    put_supply(
        [
            SupplyDay(**day, requests=1_000, members=100, bands=[200] * 6),
            SupplyDay(**day, departement="83", requests=10),
            SupplyDay(**day, departement="13", requests=500),
        ]
    )
    given = {"pool": "on", "where": "chosen", "holdout_percent": "10"}
    condor = sign_in("condor")
    answer = condor.post(step(draft, "criteria"), given | {"departements": "83"})
    assert answer.status_code == 422
    assert "moins de spectateurs que les règles" in answer.content.decode()
    assert not LineItem.objects.filter(flight__campaign=draft).exists()
    answer = condor.post(step(draft, "criteria"), given | {"departements": "13"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"budget": "49,99"}, "Au moins 50,00"),
        ({"budget": "beaucoup"}, "Écrivez un montant"),
        ({"budget": "99999999"}, "Au plus 1000000,00"),
        ({"budget": "100,001"}, "deux chiffres"),
        ({"price": "0"}, "Au moins 1,00"),
        ({"price": "200"}, "Au plus 100,00"),
        ({"budget": ""}, "obligatoire"),
    ],
)
def test_a_wrong_budget_is_told(
    line: LineItem, sign_in: SignIn, given: dict[str, str], said: str
) -> None:
    whole = {"budget": "800", "price": "9,50"} | given
    answer = sign_in("condor").post(step(line.flight.campaign, "budget"), whole)
    assert answer.status_code == 422
    page = answer.content.decode().replace("\u202f", "").replace("\xa0", "")
    assert said in page
    line.refresh_from_db()
    assert line.budget_micros == 100_000_000


def test_a_page_that_is_older_than_the_draft_says_so_once(
    line: LineItem, sign_in: SignIn
) -> None:
    condor = sign_in("condor_editor")
    budget = step(line.flight.campaign, "budget")
    seen = _hidden(condor.get(budget).content.decode())
    services.set_budget(line, 200_000_000, 9_000_000)
    given = {"budget": "300", "price": "9", "seen": seen}
    answer = condor.post(budget, given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "modifiée ailleurs" in page
    assert 'value="300"' in page
    answer = condor.post(budget, given | {"seen": _hidden(page)})
    assert answer.status_code == 302
    line.refresh_from_db()
    assert line.budget_micros == 300_000_000


def _hidden(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_a_place_that_was_closed_meanwhile_is_refused(
    world: Any, line: LineItem, sign_in: SignIn
) -> None:
    type(world.placement).objects.update(status="paused")
    sites = step(line.flight.campaign, "sites")
    answer = sign_in("condor").post(sites, {"placements": world.placement.id})
    assert answer.status_code == 422
    assert "plus ouvert" in answer.content.decode()
    assert sign_in("condor").post(sites, {"placements": "x"}).status_code == 422
    assert sign_in("condor").post(sites, {}).status_code == 422
    assert list(line.placements.all()) == [world.placement]


def test_what_is_missing_is_listed_with_its_step(
    draft: Campaign, line: LineItem, sign_in: SignIn
) -> None:
    services.set_sites(line, [])
    LineItem.objects.filter(pk=line.pk).update(budget_micros=0, price_micros=0)
    page = sign_in("condor").get(step(draft, "review")).content.decode()
    listed = page.partition('class="missing"')[2].partition("</ul>")[0]
    for name in ("sites", "creatives", "budget"):
        assert step(draft, name) in listed
    answer = sign_in("condor").post(step(draft, "review"), {"key": KEY, "text": ""})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_draft_goes_to_the_union_with_a_word_and_comes_back_with_one(
    world: Any,
    draft: Campaign,
    line: LineItem,
    sign_in: SignIn,
    make_image: Callable[..., bytes],
) -> None:
    del line
    services.add_creative(draft, "A", make_image())
    condor = sign_in("condor")
    given = {"key": KEY, "text": "Bonjour, sortie le 25."}
    answer = condor.post(step(draft, "review"), given)
    assert answer.headers["Location"] == f"/campagnes/{draft.id}/echanges/"
    again = condor.post(step(draft, "review"), given)
    assert again.headers["Location"] == f"/campagnes/{draft.id}/reglages/"
    asked = Approval.objects.get(subject_id=draft.id)
    assert asked.comments.get().text == "Bonjour, sortie le 25."
    for name in ("film", "dates", "criteria", "sites", "creatives", "budget"):
        assert condor.get(step(draft, name)).status_code == 302
    approvals.refuse(asked.id, world.people.users["scare"], "L’affiche est floue.")
    page = condor.get(reverse("campaigns:settings", args=[draft.id])).content.decode()
    assert "L’affiche est floue." in page
    assert condor.get(step(draft, "budget")).status_code == 200


def test_a_copy_has_all_but_figures_and_moves_its_dates(
    world: Any, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    url = reverse("campaigns:duplicate", args=[world.campaign.id])
    assert "(copie)" in condor.get(url).content.decode()
    given = {"key": KEY, "name": "Suite", "first": NEXT.isoformat()}
    for _ in range(2):
        assert condor.post(url, given).status_code == 302
    copy = Campaign.objects.get(name="Suite")
    (flight,) = copy.flights.all()
    (line,) = flight.lines.all()
    assert flight.first_day == NEXT
    assert list(line.placements.all()) == [world.placement]
    assert line.geography == world.line.geography
    assert copy.creatives.get().poster_file == world.creative.poster_file
    assert world.campaign.creatives.count() == 1
    past = condor.post(url, given | {"first": "2020-01-01"})
    assert past.status_code == 422
    assert "Ce jour est passé" in past.content.decode()


def test_a_draft_the_union_never_saw_can_be_deleted_and_no_other(
    world: Any, draft: Campaign, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    condor.post(reverse("campaigns:abandon", args=[draft.id]))
    assert not Campaign.objects.filter(pk=draft.id).exists()
    services.submit(world.campaign)
    condor.post(reverse("campaigns:abandon", args=[world.campaign.id]))
    assert Campaign.objects.filter(pk=world.campaign.id).exists()


def test_creatives_share_by_weight_and_the_last_one_stays(
    world: Any,
    decide: Callable[[str], None],
    sign_in: SignIn,
    make_image: Callable[..., bytes],
) -> None:
    other = services.add_creative(world.campaign, "B", make_image("PNG"))
    services.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    services.go_live(world.campaign)
    condor = sign_in("condor")
    adjust = reverse("campaigns:adjust", args=[other.id])
    condor.post(adjust, {"status": "active", "weight": "3"})
    page = condor.get(reverse("campaigns:creatives", args=[world.campaign.id]))
    assert "75,0\xa0%" in page.content.decode()
    for wrong in ("0", "10", "x", ""):
        condor.post(adjust, {"status": "active", "weight": wrong})
        other.refresh_from_db()
        assert other.weight == 3
    condor.post(adjust, {"status": "paused", "weight": "1"})
    last = reverse("campaigns:adjust", args=[world.creative.id])
    refused = condor.post(last, {"status": "paused", "weight": "1"}, follow=True)
    assert "seule création active" in refused.content.decode()
    assert Creative.objects.get(pk=world.creative.id).status == "active"


def test_the_list_asks_no_more_for_many_campaigns(
    world: Any, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    Campaign.objects.bulk_create(
        Campaign(distributor=world.people.condor, film=world.film, name=f"C{n}")
        for n in range(500)
    )
    condor = sign_in("condor")
    with django_assert_max_num_queries(12):
        answer = condor.get("/campagnes/?sort=-impressions")
    assert "501 lignes" in answer.content.decode()


def test_each_step_asks_few_questions(
    line: LineItem, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    condor = sign_in("condor")
    campaign = line.flight.campaign
    for name in ("film", "dates", "criteria", "sites", "creatives", "budget", "review"):
        with django_assert_max_num_queries(32):
            assert condor.get(step(campaign, name)).status_code == 200
