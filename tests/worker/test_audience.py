"""Spectators by cinema, and choices by tool and device, as the portal gets them."""

from typing import Any

import msgspec

from toile.portal.agreements import services as agreements
from toile.portal.cinemas.models import CinemaAudience, SiteChoiceDay
from toile.wire.clock import paris_date


def audience(house: Any, name: str) -> tuple[int | None, int | None, float | None]:
    row = CinemaAudience.objects.get(
        cinema=house.world.cinemas[name], day=paris_date(house.now())
    )
    return row.spectators, row.pool, row.share


def test_spectators_are_counted_once_each_and_rounded(house: Any) -> None:
    at = house.at()
    royal = [house.visit(person, "royal", at) for person in range(1, 124)]
    again = [house.visit(1, "royal", at + 1), house.visit(1, "eldorado", at + 2)]
    house.tell(*royal, *again)
    assert audience(house, "royal") == (100, 100, 1.0)
    assert audience(house, "eldorado") == (None, 100, None)
    assert not CinemaAudience.objects.filter(cinema=house.world.cinemas["lux"]).exists()


def test_a_crowd_under_fifty_is_not_told(house: Any) -> None:
    at = house.at()
    house.tell(*(house.visit(person, "royal", at) for person in range(1, 50)))
    assert audience(house, "royal") == (None, None, None)


def test_whoever_takes_it_back_counts_no_more(house: Any) -> None:
    at = house.at()
    house.tell(*(house.visit(person, "royal", at) for person in range(1, 76)))
    assert audience(house, "royal")[0] == 100
    house.tell(house.erasure(1, house.at(5)))
    assert audience(house, "royal")[0] == 100, "one who leaves is not seen to leave"
    house.tell(*(house.erasure(person, house.at(6)) for person in range(2, 28)))
    assert audience(house, "royal")[0] is None


def test_a_cinema_that_left_is_counted_no_more(house: Any) -> None:
    at = house.at()
    house.tell(*(house.visit(person, "royal", at) for person in range(1, 61)))
    CinemaAudience.objects.all().delete()
    agreements.terminate(house.world.agreements["royal"], paris_date(at))
    house.catch_up()
    rows = CinemaAudience.objects.filter(cinema=house.world.cinemas["royal"])
    assert not rows.exists()


def test_choices_are_counted_by_known_tool_and_device(house: Any) -> None:
    at = house.at()

    def chose(second: float, choice: str, tool: str, device: str) -> Any:
        told = house.consent(None, "royal", choice, house.at(second))
        return msgspec.structs.replace(told, tool=tool, device=device)

    house.tell(
        chose(1, "no", "Axeptio", "mobile"),
        chose(2, "no", "axeptio", "mobile"),
        chose(3, "yes", "a tool that nobody knows", "desktop"),
        chose(4, "withdrawal", "axeptio", "mobile"),
    )
    rows = SiteChoiceDay.objects.filter(day=paris_date(at)).order_by("tool")
    assert list(rows.values_list("tool", "device", "consents", "refusals")) == [
        ("axeptio", "mobile", 0, 2),
        ("other", "desktop", 1, 0),
    ]
