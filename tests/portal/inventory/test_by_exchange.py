"""Places that exchanges sell: named as they name them, with no tag to paste."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.inventory import selectors, services
from toile.portal.inventory.models import Placement

SignIn = Callable[[str], Client]
PLACE = {
    "name": "Pavé",
    "format": "insert",
    "width": "300",
    "height": "250",
    "sold_by": "exchange",
    "tag_id": " home-mpu ",
}


def test_a_place_that_exchanges_sell_has_no_lines_to_paste(
    world: Any, sign_in: SignIn
) -> None:
    klox = sign_in("klox")
    given = PLACE | {"publisher": world.placement.publisher_id}
    page = klox.post("/emplacements/nouveau/", given, follow=True).content.decode()
    made = Placement.objects.get(name="Pavé")
    assert (made.by_exchange, made.tag_id) == (True, "home-mpu")
    assert "Vendu par les places de marché" in page
    assert made.key not in page


def test_a_name_of_exchanges_wants_a_place_of_theirs(
    world: Any, sign_in: SignIn
) -> None:
    url = reverse("inventory:change_placement", args=[world.placement.id])
    answer = sign_in("klox").post(url, PLACE | {"sold_by": "tag"})
    page = answer.content.decode()
    assert (answer.status_code, "Ce nom ne vaut que" in page) == (422, True)
    world.placement.refresh_from_db()
    assert world.placement.tag_id == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("fr.inter.app\n 123456789", ["fr.inter.app", "123456789"]),
        ("", []),
        ("fr inter/app", None),
        ("é.app", None),
    ],
)
def test_apps_are_named_as_stores_do(
    world: Any, sign_in: SignIn, typed: str, kept: list[str] | None
) -> None:
    publisher = world.placement.publisher
    url = reverse("inventory:change_publisher", args=[publisher.id])
    given = {"name": publisher.name, "origins": "https://inter.example"}
    answer = sign_in("klox").post(url, given | {"bundles": typed})
    publisher.refresh_from_db()
    if kept is None:
        assert answer.status_code == 422
        assert "le nom d’une application" in answer.content.decode()
        assert publisher.bundles == []
    else:
        assert (answer.status_code, publisher.bundles) == (302, kept)


def test_who_sells_by_exchanges_alone_is_no_direct_seller(world: Any) -> None:
    assert [one.seller_id for one in selectors.sellers()] == [
        world.placement.publisher_id
    ]
    services.change_placement(
        world.placement, world.people.users["klox"], sold_by="exchange"
    )
    assert selectors.sellers() == []
