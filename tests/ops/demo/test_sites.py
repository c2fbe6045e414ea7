"""The demo's sites carry the product's lines, answer by host, and bear bad requests."""

import datetime
import http.client
import json
import re
from collections.abc import Iterator

import pytest

from toile.ops.bench.serving import free_port
from toile.ops.demo import world
from toile.ops.demo.sites import COUNTERS, Addresses, Sites
from toile.ops.demo.sites.cinemas import HASH_ROUTED
from toile.ops.demo.sites.server import OpenSites
from toile.ops.demo.town import town_of
from toile.ops.demo.world import World
from toile.wire.errors import SettingError

# Without crossorigin a cookie would go along before the page's own yes.
LOADED = 'async crossorigin="anonymous"'
TODAY = datetime.date(2026, 11, 23)
FIGURES: dict[str, int | str] = {key: 7 for key, _label in COUNTERS}


@pytest.fixture(scope="module")
def facts() -> World:
    return world.load()


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    return Addresses(
        pool_url="http://pool.localhost:8100",
        ads_url="http://ads.localhost:8100",
        portal_url="http://localhost:8000",
        port=free_port(),
    )


@pytest.fixture(scope="module")
def sites(facts: World, addresses: Addresses) -> Sites:
    keys = {cinema.slug: f"key-{cinema.slug}" for cinema in facts.cinemas}
    return Sites(facts, addresses, keys, lambda: FIGURES)


@pytest.fixture(scope="module")
def opened(sites: Sites) -> Iterator[OpenSites]:
    with sites.open() as opened:
        yield opened


def page(sites: Sites, host: str, path: str) -> str:
    reply = sites.answer(host, path, TODAY)
    assert reply.status == 200, (host, path)
    return reply.body.decode()


def test_every_cinema_carries_the_two_lines_with_its_own_key(
    facts: World, sites: Sites
) -> None:
    for cinema in facts.cinemas:
        home = page(sites, cinema.host, "/")
        for script in ("consent", "pixel"):
            src = f"http://pool.localhost:8100/{script}.js?site=key-{cinema.slug}"
            assert f'<script {LOADED} src="{src}"></script>' in home, cinema.slug


def test_every_link_of_a_cinema_leads_to_a_page(facts: World, sites: Sites) -> None:
    for cinema in facts.cinemas:
        home = page(sites, cinema.host, "/")
        links = set(re.findall(r'href="(/film/[^"]*)"', home))
        assert bool(links) != (cinema.slug in HASH_ROUTED), cinema.slug
        for link in links:
            assert "Les séances" in page(sites, cinema.host, link)


def test_a_film_page_says_which_film_it_is_about(sites: Sites) -> None:
    shown = page(sites, "royal-toulon.localhost", "/film/l-ombre-de-staline")
    found = re.search(r'ld\+json">(.*?)</script>', shown)
    assert found is not None
    data = json.loads(found.group(1))
    assert data["@type"] == "Movie"
    assert data["sameAs"].endswith("cfilm=254025.html")


def test_hash_routed_sites_hold_every_film_in_one_page(sites: Sites) -> None:
    home = page(sites, "star-strasbourg.localhost", "/")
    assert 'id="/film/l-ombre-de-staline"' in home
    assert 'href="/#/film/l-ombre-de-staline"' in home
    reply = sites.answer("star-strasbourg.localhost", "/film/l-ombre-de-staline", TODAY)
    assert reply.status == 404


def test_each_publisher_shows_its_own_places_and_no_others(
    facts: World, sites: Sites
) -> None:
    for publisher in facts.publishers:
        front = page(sites, publisher.host, "/")
        src = "http://ads.localhost:8100/tag.js"
        assert f'<script {LOADED} src="{src}"></script>' in front
        assert "sans lien avec le vrai" in front
        article = re.search(r'href="(/article/[^"]+)"', front)
        assert article is not None
        story = page(sites, publisher.host, article.group(1))
        shown = set(re.findall(r'data-toile="([^"]+)"', story))
        # What exchanges sell has no tag of ours on the page.
        tagged = [place for place in publisher.placements if not place.exchange]
        assert shown == {place.key for place in tagged}
        popups = set(
            re.findall(r'data-toile="([^"]+)" data-toile-format="popup"', story)
        )
        assert popups == {p.key for p in tagged if p.format == "popup"}


def test_the_tour_opens_every_site_of_the_story(facts: World, sites: Sites) -> None:
    tour = page(sites, "toile.localhost", "/")
    for host, path in re.findall(r'href="http://([\w.-]+):\d+(/[^"]*)?"', tour):
        if host != "localhost":
            page(sites, host, path or "/")
    for email in ("royal@demo.toile", "scare@demo.toile", "condor@demo.toile"):
        assert email in tour
    assert facts.password in tour
    assert "Foule simulée" in tour
    today = tour.split(">Aujourd'hui</h2>")[1].split("</dl>")[0]
    for label in ("Visites", "Acceptations", "Refus", "Impressions", "Clics"):
        assert f"<dt>{label}</dt>" in today
    assert "Solde du Royal" not in today
    for key, _label in COUNTERS:
        assert f'data-figure="{key}"' in tour


def test_figures_are_those_of_the_callable(sites: Sites) -> None:
    reply = sites.answer("toile.localhost", "/compteurs.json", TODAY)
    assert json.loads(reply.body) == FIGURES


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("toile.localhost", "/nothing"),
        ("royal-toulon.localhost", "/film/no-such-film"),
        ("franceinter.localhost", "/article/no-such-article"),
        ("franceinter.localhost", "/article/les-carnets-de-reporters"),
        ("stranger.localhost", "/"),
        ("royal-toulon.localhost", "/_/../pages/cmp.js"),
        ("royal-toulon.localhost", "/_/cinema.html"),
        ("royal-toulon.localhost", "/_/"),
    ],
)
def test_what_is_not_there_is_a_plain_404(sites: Sites, host: str, path: str) -> None:
    assert sites.answer(host, path, TODAY).status == 404


def test_screening_times_stay_the_same_all_day(sites: Sites) -> None:
    first = sites.answer("royal-toulon.localhost", "/", TODAY)
    assert sites.answer("royal-toulon.localhost", "/", TODAY) == first
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert sites.answer("royal-toulon.localhost", "/", tomorrow) != first


def test_french_marks_never_begin_a_line(sites: Sites) -> None:
    tour = page(sites, "toile.localhost", "/")
    assert "«\u00a0Salles Art et Essai\u00a0»" in tour


def test_the_server_answers_by_host_name(opened: OpenSites) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", opened.port, timeout=10)
    for host, title in (("royal-toulon", "Le Royal, Toulon"), ("lemonde", "Le Monde")):
        connection.request("GET", "/", headers={"Host": f"{host}.localhost:1"})
        reply = connection.getresponse()
        assert reply.status == 200
        assert f"<title>{title}" in reply.read().decode()
    connection.request("HEAD", "/", headers={"Host": "toile.localhost:1"})
    reply = connection.getresponse()
    assert (reply.status, reply.read()) == (200, b"")
    connection.request("POST", "/", headers={"Host": "toile.localhost:1"})
    assert connection.getresponse().status == 501
    connection.close()


def test_a_taken_port_is_one_clear_sentence(sites: Sites, opened: OpenSites) -> None:
    with pytest.raises(SettingError, match=f"Port {opened.port} .* cannot listen"):
        sites.open()


def test_the_crowd_knows_every_member_and_place(
    facts: World, addresses: Addresses
) -> None:
    keys = {cinema.slug: f"key-{cinema.slug}" for cinema in facts.cinemas}
    town = town_of(facts, addresses, keys)
    assert len(town.members) == 40
    assert town.members[0].origin == addresses.site("royal-toulon.localhost")
    assert ("/film/l-ombre-de-staline", facts.films[0].allocine_url) in (
        town.members[0].films
    )
    assert len(town.places) == 9
    (sold,) = [place for place in town.places if place.exchange]
    assert sold.exchange is not None
    assert (sold.key, sold.exchange.slug) == ("lm-enchere-pave", "quai-media")
