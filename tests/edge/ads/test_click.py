"""GET /click: on disk, then on to the film's page; forged links lead nowhere."""

from typing import Any

import msgspec
import pytest

from toile.wire.events import Click
from toile.wire.ids import Aid, Ulid, to_cookie
from toile.wire.tokens import NOBODY, ClickToken, ImpressionToken

FILM = "https://www.allocine.fr/film/fichefilm_gen_cfilm=258374.html"


@pytest.fixture
def token(house: Any, now: int) -> ClickToken:
    """The click of an ad that the pool chose for Camille, served a minute ago."""
    return ClickToken(
        expires_ms=now + 86_340_000,
        impression=Ulid("01M85275QPHZD88PEEFXQ0SEEN"),
        served_ms=now - 60_000,
        campaign=house.line.campaign,
        line=house.line.id,
        creative=house.line.creatives[0].id,
        placement=house.placement.id,
        aid=house.aid,
        allocine_id=house.line.allocine_id,
    )


@pytest.fixture
def click(edge: Any, house: Any) -> Any:
    """Click on a sealed token, and give the reply and the event on disk."""

    def follow(token: ClickToken, **headers: str) -> tuple[Any, Click]:
        path = f"/click/{house.tokens.seal(token)}"
        reply = edge.get(path, {**house.aid_cookie, **headers})
        event = edge.on_disk("ads")[-1]
        assert isinstance(event, Click)
        return reply, event

    return follow


def test_a_click_is_on_disk_and_leads_to_the_films_page(
    click: Any, edge: Any, house: Any, token: ClickToken
) -> None:
    reply, event = click(token)
    assert reply.status == 302
    assert reply.headers["location"] == FILM
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["referrer-policy"] == "origin"
    assert reply.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in reply.headers
    assert (event.impression, event.campaign) == (token.impression, token.campaign)
    assert (event.aid, event.cookie_aid) == (house.aid, house.aid)
    assert (event.agent, event.prefetch, event.expired) == ("browser", False, False)
    assert edge.counted("click", "measured") == 1


def test_an_expired_click_still_leads_to_the_film_and_says_so(
    click: Any, token: ClickToken, now: int
) -> None:
    reply, event = click(msgspec.structs.replace(token, expires_ms=now))
    assert reply.headers["location"] == FILM
    assert event.expired is True


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("Googlebot/2.1 (+http://www.google.com/bot.html)", "bot"),
        ("python-requests/2.31", "bot"),
        ("", "none"),
        ("   ", "none"),
        ("\xff" * 2_000, "browser"),
    ],
)
def test_the_agent_is_noted(
    click: Any, token: ClickToken, agent: str, kind: str
) -> None:
    reply, event = click(token, **{"User-Agent": agent})
    assert reply.status == 302
    assert event.agent == kind


@pytest.mark.parametrize(
    "header",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_a_fetch_ahead_is_noted(
    click: Any, token: ClickToken, header: dict[str, str]
) -> None:
    _, event = click(token, **header)
    assert event.prefetch is True


def test_another_browsers_cookie_is_noted(click: Any, token: ClickToken) -> None:
    other = Aid(b"another  browser")
    _, event = click(token, Cookie=f"aid={to_cookie(other)}")
    assert event.cookie_aid == other


def test_an_ad_without_an_id_reads_no_cookie(click: Any, token: ClickToken) -> None:
    _, event = click(msgspec.structs.replace(token, aid=NOBODY))
    assert (event.aid, event.cookie_aid) == (None, None)


@pytest.mark.parametrize(
    ("headers", "fetched"),
    [
        ({}, False),
        ({"Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1"}, False),
        ({"Sec-Fetch-Mode": "navigate"}, True),
        ({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, True),
        ({"Sec-Fetch-Mode": "cors", "Sec-Fetch-User": "?1"}, True),
    ],
)
def test_a_link_that_nobody_followed_is_noted(
    edge: Any, house: Any, token: ClickToken, headers: dict[str, str], fetched: bool
) -> None:
    edge.get(f"/click/{house.tokens.seal(token)}", headers)
    (event,) = edge.on_disk("ads")
    assert event.fetched is fetched


@pytest.mark.parametrize(
    "text",
    ["", "forged", "A" * 200, "%2e%2e", "?url=https://evil.example", "x" * 2_000],
)
def test_a_forged_link_is_404_and_leads_nowhere(edge: Any, text: str) -> None:
    reply = edge.get(f"/click/{text}")
    assert (reply.status, reply.code) == (404, "bad_token")
    assert "location" not in reply.headers
    assert edge.counted("click", "bad_token") == 1
    assert edge.written("ads") == []


def test_tokens_of_other_kinds_and_keys_are_404(
    edge: Any, house: Any, token: ClickToken, now: int
) -> None:
    shown = ImpressionToken(
        expires_ms=now + 60_000,
        impression=token.impression,
        line=token.line,
        creative=token.creative,
        placement=token.placement,
        price=house.line.price,
        aid=token.aid,
    )
    for sealed in (house.tokens.seal(shown), house.door.seal(token)):
        assert edge.get(f"/click/{sealed}").code == "bad_token"
    assert edge.written("ads") == []


def test_looking_with_head_shows_the_way_and_counts_nothing(
    edge: Any, house: Any, token: ClickToken
) -> None:
    reply = edge.ask("HEAD", f"/click/{house.tokens.seal(token)}")
    assert (reply.status, reply.headers["location"]) == (302, FILM)
    assert edge.ask("HEAD", "/click/forged").status == 404
    assert edge.counted("click", "measured") == 0
    assert edge.written("ads") == []


def test_a_click_that_cannot_be_written_is_503(
    edge: Any, house: Any, token: ClickToken
) -> None:
    house.break_journal("ads")
    reply = edge.get(f"/click/{house.tokens.seal(token)}")
    assert (reply.status, reply.code) == (503, "journal_unavailable")
    assert "location" not in reply.headers
