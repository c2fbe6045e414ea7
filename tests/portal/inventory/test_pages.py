"""The operator's inventory: what is typed wrongly is said, and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.inventory.models import Deal, Placement, Publisher

SignIn = Callable[[str], Client]
PLACE = {"name": "Haut", "format": "insert", "width": "970", "height": "250"}
PLACE |= {"sold_by": "tag"}


def test_a_publisher_then_its_placement_then_the_lines_to_paste(
    world: Any, sign_in: SignIn
) -> None:
    klox = sign_in("klox")
    given = {"name": "  Mediapart ", "origins": " https://Mediapart.example/ "}
    klox.post("/supports/nouveau/", given)
    made = Publisher.objects.get(name="Mediapart")
    assert made.origins == ["https://mediapart.example"]
    given = PLACE | {"publisher": made.id, "floor_micros": " 4,50 € "}
    answer = klox.post("/emplacements/nouveau/", given, follow=True)
    place = Placement.objects.get(name="Haut")
    assert place.floor_micros == 4_500_000
    said = answer.content.decode()
    assert f"data-toile=&quot;{place.key}&quot;" in said
    assert "Aucune demande n’est encore venue" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"width": "0"}, "supérieure ou égale à 1"),
        ({"floor_micros": "quatre"}, "Écrivez un montant en euros"),
        ({"format": "skyscraper"}, "Sélectionnez un choix valide"),
        ({"name": "x" * 161}, "160"),
    ],
)
def test_a_wrong_placement_comes_back_as_it_was_typed(
    world: Any, sign_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    url = reverse("inventory:change_placement", args=[world.placement.id])
    answer = sign_in("klox").post(url, PLACE | {"name": "Encart 🎬"} | wrong)
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert "Encart 🎬" in page or "name" in wrong
    world.placement.refresh_from_db()
    assert world.placement.name == "Encart"


@pytest.mark.parametrize("origin", ["mediapart", "https://a.example/page", "*"])
def test_an_address_that_is_no_origin_is_refused(
    world: Any, sign_in: SignIn, origin: str
) -> None:
    given = {"name": "Mediapart", "origins": f"https://good.example\n{origin}"}
    answer = sign_in("klox").post("/supports/nouveau/", given)
    assert answer.status_code == 422
    assert f"« {origin} »" in answer.content.decode()
    assert not Publisher.objects.filter(name="Mediapart").exists()


def test_a_deal_sent_twice_is_there_once(world: Any, sign_in: SignIn) -> None:
    klox = sign_in("klox")
    market = {"name": "Equativ", "slug": "equativ", "version": "2.6"}
    market |= {"supply_chain": "ignore", "bills": "burl"}
    klox.post("/places-de-marche/nouvelle/", market)
    exchange = klox.get("/deals/nouveau/").context["form"].fields["exchange"]
    given = {
        "exchange": exchange.queryset.get().id,
        "code": "EQ-1",
        "name": "Matinale",
        "status": "active",
        "starts_on": "2026-12-31",
        "ends_on": "2026-12-01",
    }
    assert klox.post("/deals/nouveau/", given).status_code == 422
    given["ends_on"] = "2027-01-31"
    assert klox.post("/deals/nouveau/", given).status_code == 302
    assert klox.post("/deals/nouveau/", given).status_code == 422
    assert Deal.objects.count() == 1
    assert "Matinale" in klox.get("/places-de-marche/").content.decode()


def test_a_publisher_sees_its_own_placement_and_no_other(
    world: Any, sign_in: SignIn
) -> None:
    other = Publisher.objects.create(name="Autre", origins=["https://autre.example"])
    place = Placement.objects.create(
        publisher=other, name="Ailleurs", format="insert", width=1, height=1
    )
    inter = sign_in("inter")
    own = reverse("inventory:placement", args=[world.placement.id])
    assert inter.get(own).status_code == 200
    foreign = reverse("inventory:placement", args=[place.id])
    assert inter.get(foreign).status_code == 404
    assert "Ailleurs" not in inter.get("/emplacements/").content.decode()
