"""On PostgreSQL a campaign is held while it changes; ``test_postgresql`` runs this.

SQLite lets in one writer at a time, so that there is nothing to see there.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from toile.portal.campaigns import services as campaigns

DEEDS: dict[str, Callable[[Any, bytes], object]] = {
    "add_flight": lambda world, _image: campaigns.add_flight(
        world.campaign,
        "x",
        world.line.flight.starts_at,
        world.line.flight.ends_at,
    ),
    "add_line": lambda world, _image: campaigns.add_line(
        world.line.flight, "x", [], budget_micros=1, price_micros=1
    ),
    "add_creative": lambda world, image: campaigns.add_creative(
        world.campaign, "x", image
    ),
    "submit": lambda world, _image: campaigns.submit(world.campaign),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_campaign_is_held_before_its_parts_are_read_or_written(
    world: Any, make_image: Callable[..., bytes], deed: str
) -> None:
    with CaptureQueriesContext(connection) as captured:
        DEEDS[deed](world, make_image("PNG"))
    asked = [query["sql"] for query in captured]
    held = [
        place
        for place, sql in enumerate(asked)
        if "campaigns_campaign" in sql and sql.endswith("FOR UPDATE")
    ]
    parts = ("campaigns_flight", "campaigns_lineitem", "campaigns_creative")
    touched = [
        place
        for place, sql in enumerate(asked)
        if any(f'"{part}"' in sql for part in parts)
        and not sql.startswith("SELECT 1")  # a key is free, says Django's validation
    ]
    assert held
    assert held[-1 if deed == "add_creative" else 0] < touched[0]


@pytest.mark.parametrize("name", ["campaign", "flight", "line", "creative"])
def test_the_admin_holds_chosen_drafts_until_they_are_gone(
    world: Any, sign_in: Callable[[str], Client], name: str
) -> None:
    klox = world.people.users["klox"]
    klox.is_staff = klox.is_superuser = True
    klox.save()
    row = world.line.flight if name == "flight" else getattr(world, name)
    client = sign_in("klox")
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(
            reverse(f"admin:campaigns_{row._meta.model_name}_changelist"),
            {
                "action": "delete_selected",
                "_selected_action": [row.pk],
                "post": "yes",
            },
        )
    assert answer.status_code == 302
    assert not type(row)._default_manager.filter(pk=row.pk).exists()
    asked = [query["sql"] for query in captured]
    (held,) = (
        place
        for place, sql in enumerate(asked)
        if "campaigns_campaign" in sql and sql.endswith("FOR UPDATE")
    )
    gone = asked.index(
        next(
            sql
            for sql in asked
            if sql.startswith(f'DELETE FROM "{row._meta.db_table}"')
        )
    )
    assert open_at(held, asked) & open_at(gone, asked)


def open_at(place: int, asked: list[str]) -> set[str]:
    """Tell which transactions are open; within the test's own they are savepoints."""
    begun: set[str] = set()
    for sql in asked[:place]:
        verb, _, name = sql.rpartition(" ")
        if verb == "SAVEPOINT":
            begun.add(name)
        elif verb == "RELEASE SAVEPOINT":
            begun.remove(name)
    return begun
