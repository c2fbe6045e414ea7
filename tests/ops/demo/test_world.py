"""The demo world is coherent: what one file names, another holds."""

from pathlib import Path

import pytest

from toile.ops.demo import world
from toile.ops.demo.world import World
from toile.ops.demo.world.load import FOLDER
from toile.portal.campaigns.terms import USUAL_PRICE_MICROS
from toile.wire import money
from toile.wire.geography import DEPARTEMENTS

ARTWORK = FOLDER.parent / "artwork"


@pytest.fixture(scope="module")
def facts() -> World:
    return world.load()


def test_forty_members_the_royal_of_toulon_first(facts: World) -> None:
    assert len(facts.cinemas) == 40
    royal = facts.cinemas[0]
    assert (royal.slug, royal.name, royal.commune) == (
        "royal-toulon",
        "Le Royal",
        "Toulon",
    )
    assert (royal.departement, royal.region, royal.email) == (
        "83",
        "93",
        "royal@demo.toile",
    )


@pytest.mark.parametrize("field", ["slug", "cineid", "cnc_number", "host", "email"])
def test_no_two_cinemas_share_a_name_that_must_be_their_own(
    facts: World, field: str
) -> None:
    values = [getattr(cinema, field) for cinema in facts.cinemas]
    assert len(set(values)) == len(values)


def test_every_cinema_is_art_et_essai_in_a_real_departement(facts: World) -> None:
    for cinema in facts.cinemas:
        assert cinema.category in set("ABCDE"), cinema.slug
        known = DEPARTEMENTS[cinema.departement]
        assert known.region == cinema.region, cinema.slug
        # Corsica apart, a postal code and an INSEE code open with the département.
        assert cinema.postal_code.startswith(cinema.departement), cinema.slug
        assert cinema.insee.startswith(cinema.departement), cinema.slug
        assert cinema.cineid.endswith(cinema.cnc_number), cinema.slug
        assert 41 < cinema.latitude < 51.5, cinema.slug
        assert -5.5 < cinema.longitude < 9.7, cinema.slug
        assert cinema.screens >= 1, cinema.slug


def test_members_are_spread_over_most_regions(facts: World) -> None:
    assert len({cinema.region for cinema in facts.cinemas}) >= 11


def test_every_sign_in_name_is_one_persons(facts: World) -> None:
    emails = [o.email for o in facts.organisations] + [c.email for c in facts.cinemas]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@demo.toile") for email in emails)


def test_films_are_those_of_the_story(facts: World) -> None:
    ids = {film.title: film.allocine_id for film in facts.films}
    assert ids == {"L'Ombre de Staline": 254025, "Le Serment de Pamfir": 285787}
    for film in facts.films:
        assert facts.organisation(film.distributor).kind == "distributor"


def test_campaigns_name_films_placements_interests_and_artwork_that_exist(
    facts: World,
) -> None:
    places = {p.key: p for pub in facts.publishers for p in pub.placements}
    interests = {interest.id for interest in facts.interests}
    for campaign in facts.campaigns:
        assert campaign.film in {film.slug for film in facts.films}
        assert campaign.starts_in_days < campaign.ends_in_days
        for line in campaign.lines:
            assert set(line.placements) <= set(places)
            assert set(line.interests) <= interests
            assert money.from_euros(line.budget_euros) > 0
        for creative in campaign.creatives:
            _exists(ARTWORK / creative.poster)
            _exists(ARTWORK / (creative.teaser or creative.poster))


def test_every_placement_stands_for_known_interests(facts: World) -> None:
    interests = {interest.id for interest in facts.interests}
    keys = [p.key for pub in facts.publishers for p in pub.placements]
    assert len(set(keys)) == len(keys)
    for publisher in facts.publishers:
        for placement in publisher.placements:
            assert set(placement.interests) <= interests, placement.key


def test_every_line_pays_the_floor_of_its_places(facts: World) -> None:
    floors = {p.key: p.floor_euros for pub in facts.publishers for p in pub.placements}
    for campaign in facts.campaigns:
        for line in campaign.lines:
            for key in line.placements:
                assert 0 < floors[key] <= line.cpm_euros, f"{line.name}, {key}"


def test_some_floors_are_above_the_wizards_usual_price_and_some_below(
    facts: World,
) -> None:
    floors = [
        money.from_euros(p.floor_euros)
        for pub in facts.publishers
        for p in pub.placements
    ]
    assert min(floors) < USUAL_PRICE_MICROS < max(floors)


def test_deals_name_publishers_and_placements_that_exist(facts: World) -> None:
    places = {p.key for pub in facts.publishers for p in pub.placements}
    publishers = {publisher.slug for publisher in facts.publishers}
    assert len(facts.exchanges) == 2
    deals = [deal for exchange in facts.exchanges for deal in exchange.deals]
    assert len(deals) == 2
    for deal in deals:
        assert set(deal.placements) <= places, deal.code
        assert deal.publisher in publishers | {""}, deal.code
        assert deal.starts_in_days < deal.ends_in_days, deal.code


def test_no_campaign_chooses_the_publisher_left_out(facts: World) -> None:
    chosen = {
        key for c in facts.campaigns for line in c.lines for key in line.placements
    }
    left_out = [p for p in facts.publishers if p.slug == "ouest-actu"]
    assert not chosen & {place.key for place in left_out[0].placements}


def test_one_campaign_waits_for_the_union(facts: World) -> None:
    assert [c.slug for c in facts.campaigns if not c.approved] == ["pamfir-lancement"]


def _exists(path: Path) -> None:
    assert path.is_file(), f"{path.name} is missing: run scripts/artwork.py"
