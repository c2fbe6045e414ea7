"""Lists come page by page, each item once, whatever is added meanwhile."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from toile.portal.campaigns import services as campaigns
from toile.portal.films import services as films

Tokens = Callable[..., str]


def test_pages_lead_on_to_the_last_one(world: Any, token_of: Tokens, call: Any) -> None:
    condor = world.people.condor
    for number in range(4):
        campaigns.add_campaign(condor, world.film, f"Suite {number}")
    token = token_of("condor")
    names, url = [], "/api/v1/campaigns?limit=2"
    while url:
        answer: Any = Client().get(url, headers={"Authorization": f"Bearer {token}"})
        page = answer.json()
        names += [one["name"] for one in page["items"]]
        link = answer.headers.get("Link", "")
        assert bool(page["next"]) == bool(link)
        if len(names) == 2:
            # Added while somebody reads: it comes last, and nothing twice.
            campaigns.add_campaign(condor, world.film, "Tard venue")
        found = urlsplit(link.partition(">")[0].lstrip("<"))
        url = f"{found.path}?{found.query}" if link else ""
        assert not link or link.endswith('; rel="next"')
    assert names == [
        "Sortie nationale",
        *(f"Suite {number}" for number in range(4)),
        "Tard venue",
    ]


def test_filters_narrow_a_list_and_stay_in_its_links(
    world: Any, token_of: Tokens, call: Any
) -> None:
    for number in range(2):
        campaigns.add_campaign(world.people.condor, world.film, f"Suite {number}")
    campaigns.submit(world.campaign)
    token = token_of("condor")
    answer = call("GET", "/campaigns?status=draft&limit=1", token)
    assert "status=draft" in answer.headers["Link"]
    submitted = call("GET", "/campaigns?status=submitted", token).json()
    assert [one["id"] for one in submitted["items"]] == [world.campaign.id]
    audit = call("GET", "/audit?action=campaign.submitted", token_of("scare")).json()
    assert [one["subject"] for one in audit["items"]] == [world.campaign.id]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=ten", "limit"),
        ("after=x", "after"),
        ("stauts=live", "stauts"),
        ("status=on", "status"),
    ],
)
def test_what_a_list_cannot_be_asked_is_told(
    world: Any, token_of: Tokens, call: Any, query: str, field: str
) -> None:
    answer = call("GET", f"/campaigns?{query}", token_of("condor"))
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/films", 3), ("/campaigns", 3), ("/placements", 3)],
)
def test_a_page_costs_few_queries_however_long_it_is(
    world: Any,
    token_of: Tokens,
    call: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
) -> None:
    for number in range(20):
        film = films.add_film(
            world.people.condor, title=f"F{number}", allocine_id=number + 1
        )
        campaigns.add_campaign(world.people.condor, film, f"C{number}")
    token = token_of("condor")
    call("GET", "/me", token)
    with django_assert_num_queries(queries):
        assert call("GET", path, token).status_code == 200
