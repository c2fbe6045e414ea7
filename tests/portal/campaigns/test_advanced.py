"""The folded criteria: kept as the ads wing reads them, said when they read badly."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toile.ads.bidding.categories import PAGE_CATEGORIES
from toile.portal.campaigns import services
from toile.portal.campaigns.criteria import describe, describe_buying
from toile.portal.campaigns.models import Campaign, LineItem
from toile.portal.campaigns.selectors import cap_of, targeting
from toile.portal.campaigns.subjects import SUBJECTS, UNKNOWN
from toile.portal.campaigns.written import read_hours, write_hours
from toile.portal.inventory import services as inventory
from toile.portal.inventory.models import Deal
from toile.wire.targeting import USUALLY, Cap, Daypart

SignIn = Callable[[str], Client]
GIVEN = {"where": "france", "holdout_percent": "10"}
ADVANCED: dict[str, Any] = {
    "devices": ["mobile", "tablet"],
    "dayparts": "lun-ven 18h-23h\nSam, dim 10h-24h",
    "languages": ["fr"],
    "keywords": " Cinéma,  festival de  Cannes, cinéma",
    "categories": ["324"],
    "categories_excluded": ["386", "453"],
    "hosts_excluded": "https://www.Exemple.com/une, mauvais.example",
    "unknown_ages": "strict",
    "unknown_devices": "lenient",
    "pacing": "front",
    "shading": "on",
    "anonymous": "on",
}


@pytest.fixture
def draft(world: Any) -> Campaign:
    made = services.add_campaign(world.people.condor, world.film, "Brouillon")
    day = timezone.localdate() + datetime.timedelta(days=10)
    services.set_dates(made, day, day)
    return made


@pytest.fixture
def deal(world: Any) -> Deal:
    by, klox = world.people.users["klox"], world.people.klox
    market = inventory.add_exchange(klox, by, name="Equativ", slug="equativ")
    return inventory.add_deal(market, [], klox, by, code="EQ-1", name="Matinale")


def criteria_url(draft: Campaign) -> str:
    return reverse("campaigns:criteria_step", args=[draft.id])


def kept(draft: Campaign, client: Client, **given: Any) -> LineItem:
    answer = client.post(criteria_url(draft), GIVEN | given)
    assert answer.status_code == 302, answer.content.decode()
    return LineItem.objects.get(flight__campaign=draft)


def test_the_folded_criteria_are_kept_as_the_ads_wing_reads_them(
    draft: Campaign, deal: Deal, sign_in: SignIn
) -> None:
    line = kept(draft, sign_in("condor"), **ADVANCED, deals=[deal.id])
    read = targeting(line)
    assert read.devices == ("mobile", "tablet")
    assert read.dayparts == (
        Daypart((0, 1, 2, 3, 4), 18, 23),
        Daypart((5, 6), 10, 24),
    )
    assert read.languages == ("fr",)
    assert read.keywords == ("cinéma", "festival de cannes")
    assert read.categories == ("324",)
    assert read.categories_excluded == ("386", "453")
    assert read.hosts_excluded == ("www.exemple.com", "mauvais.example")
    assert read.unknown == {"ages": "strict", "devices": "lenient"}
    assert (line.pacing, line.shading, line.anonymous) == ("front", True, True)
    assert [one.id for one in line.deals.all()] == [deal.id]


def test_what_was_kept_is_shown_again_and_kept_again(
    draft: Campaign, deal: Deal, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    before = kept(draft, condor, **ADVANCED, deals=[deal.id])
    form = condor.get(criteria_url(draft)).context["form"]
    assert form.is_used
    again = {
        field.name: value
        for field in form
        if (value := field.value()) not in (None, False, [])
    }
    after = kept(draft, condor, **again)
    assert targeting(after) == targeting(before)
    assert [one.id for one in after.deals.all()] == [deal.id]


def test_nothing_advanced_asks_nothing_and_stays_folded(
    draft: Campaign, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    line = kept(draft, condor)
    read = targeting(line)
    assert (read.devices, read.dayparts, read.unknown) == ((), (), {})
    assert (line.pacing, cap_of(line)) == ("even", None)
    assert not condor.get(criteria_url(draft)).context["form"].is_used
    assert describe_buying(line) == []


def test_all_caps_are_kept_with_the_option_alone(
    draft: Campaign, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    caps = {"cap_an_hour": "2", "cap_flight": "9", "cap_apart_seconds": "600"}
    line = kept(draft, condor, pool="on", **caps)
    assert cap_of(line) == Cap(0, 1, an_hour=2, flight=9, apart_seconds=600)
    said = dict(describe(line))["Répétition"]
    assert said == "2 par heure ; 9 en tout ; 600 secondes entre deux"
    assert cap_of(kept(draft, condor, **caps)) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dayparts": "lundi soir"}, "« lundi soir » se lit mal"),
        ({"dayparts": "lun 23h-18h"}, "se lit mal"),
        ({"dayparts": "lun 18h-25h"}, "se lit mal"),
        ({"dayparts": "xyz 18h-20h"}, "se lit mal"),
        ({"keywords": "x" * 61}, "est trop long"),
        ({"keywords": ",".join(map(str, range(101)))}, "Au plus 100 mots"),
        ({"hosts_excluded": "nulle_part"}, "n’est pas un nom de domaine"),
        ({"devices": "fridge"}, "en fait pas partie"),
        ({"categories": "1"}, "en fait pas partie"),
        ({"unknown_ages": "maybe"}, "en fait pas partie"),
        ({"cap_an_hour": "61"}, "60"),
        ({"deals": "01KAEX0000000000000000000A"}, "n’est plus prêt"),
        ({"anonymous": "on", "pool": "on"}, "demande le consentement"),
    ],
)
def test_what_reads_badly_is_said_and_shown_unfolded(
    draft: Campaign, sign_in: SignIn, given: dict[str, str], said: str
) -> None:
    answer = sign_in("condor").post(criteria_url(draft), GIVEN | given)
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert answer.context["form"].is_used
    assert not LineItem.objects.filter(flight__campaign=draft).exists()


def test_a_paused_deal_is_not_offered(
    world: Any, draft: Campaign, deal: Deal, sign_in: SignIn
) -> None:
    klox, by = world.people.klox, world.people.users["klox"]
    inventory.change_deal(deal, [], klox, by, status="paused")
    answer = sign_in("condor").post(criteria_url(draft), GIVEN | {"deals": [deal.id]})
    assert answer.status_code == 422


def test_a_copy_has_the_same_criteria_and_deals(
    draft: Campaign, deal: Deal, sign_in: SignIn
) -> None:
    line = kept(draft, sign_in("condor"), **ADVANCED, deals=[deal.id])
    copy = services.duplicate(
        draft,
        "Copie",
        timezone.localdate() + datetime.timedelta(days=30),
        "01KAEX0000000000000000000B",
    )
    copied = LineItem.objects.get(flight__campaign=copy)
    assert copied.id != line.id
    assert targeting(copied) == targeting(line)
    assert (copied.pacing, copied.shading, copied.anonymous) == ("front", True, True)
    assert [one.id for one in copied.deals.all()] == [deal.id]


def test_the_summary_says_how_a_line_is_bought(
    draft: Campaign, deal: Deal, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    kept(draft, condor, **ADVANCED, deals=[deal.id])
    page = condor.get(reverse("campaigns:review_step", args=[draft.id]))
    said = page.content.decode()
    for words in (
        "téléphone, tablette",
        "lun-ven 18h-23h ; sam-dim 10h-24h",
        "festival de cannes",
        "exclu si inconnu : l’âge",
        "Equativ – Matinale",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("devices", ["fridge"]),
        ("dayparts", [{"days": [7], "first": 0, "until": 1}]),
        ("dayparts", [{"days": [], "first": 0, "until": 1}]),
        ("dayparts", [{"days": [0], "first": 5, "until": 5}]),
        ("unknown", {"ages": "maybe"}),
        ("unknown", {"weather": "strict"}),
        ("languages", [1]),
    ],
)
def test_no_line_holds_what_the_ads_wing_could_not_read(
    world: Any, name: str, value: Any
) -> None:
    setattr(world.line, name, value)
    with pytest.raises(ValidationError) as refused:
        world.line.full_clean()
    assert list(refused.value.error_dict) == [name]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("lun-ven 18h-23h", "lun-ven 18h-23h"),
        ("Vendredi-Lundi 9-12", "lun, ven-dim 9h-12h"),
        ("mer. 14h à 18h", "mer 14h-18h"),
        ("0h-24h", "lun-dim 0h-24h"),
        ("lun,mer,ven 8h-9h\n\nsam 10h-11h", "lun, mer, ven 8h-9h\nsam 10h-11h"),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, written: str) -> None:
    assert write_hours(read_hours(typed)) == written
    assert read_hours(written) == read_hours(typed)


def test_every_category_that_the_bidder_knows_has_its_french_name() -> None:
    assert set(SUBJECTS) == set(PAGE_CATEGORIES)
    # An hour is always known.
    assert {*UNKNOWN, "dayparts"} == set(USUALLY)
