"""The simulated crowd speaks to the edge as the browser scripts do, and no faster."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from toile.ops.simulate import Habits, Member, Place, Town, crowd, seed
from toile.ops.simulate.browser import Browser, Unanswered
from toile.ops.simulate.people import Crowd
from toile.ops.simulate.spectator import frame_value

CINEMAS = ("royal", "lux", "star")


@dataclass
class Asked:
    """A request as the recording edge saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class RecordingEdge:
    """Answers like the edge, and remembers what it was asked."""

    asked: list[Asked] = field(default_factory=list)
    ad: bool = True
    port: int = 0
    open_now: int = 0
    most_open: int = 0
    busy: asyncio.Event = field(default_factory=asyncio.Event)

    def to(self, path: str) -> list[Asked]:
        return [a for a in self.asked if a.path.partition("?")[0].startswith(path)]

    async def talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, path, _version = head[0].split(" ")
        headers = {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        now = asyncio.get_running_loop().time()
        self.asked.append(Asked(method, path, headers, body, now))
        if len(self.asked) >= 60:
            self.busy.set()
        writer.write(self.answer(path, body))
        await writer.drain()
        self.open_now -= 1
        writer.close()

    def answer(self, path: str, body: bytes) -> bytes:
        ads = f"http://ads.localhost:{self.port}"
        if path == "/consent":
            if json.loads(body)["choice"] == "no":
                return _answer(204)
            told = {"receipt": "R", "expires_ms": 1, "handover": f"{ads}/aid?r=R"}
            return _answer(200, told, "tid=abc; Path=/; Max-Age=60; HttpOnly")
        if path.startswith("/aid?"):
            further = f"http://pool.localhost:{self.port}/handover?n=N"
            return _answer(302, None, "handover=N; Path=/aid", location=further)
        if path.startswith("/handover?"):
            return _answer(302, None, location=f"{ads}/aid/T")
        if path.startswith("/aid/"):
            return _answer(200, None, "aid=xyz; Path=/; Max-Age=60")
        if path.startswith("/ad?"):
            told = {
                "format": "insert",
                "width": 300,
                "height": 600,
                "frame": f"{ads}/frame/F",
                "label": "Publicité",
            }
            return _answer(200, told) if self.ad else _answer(204)
        if path.startswith("/frame/"):
            urls = {
                f"{name}_url": f"{ads}/{name}/T?a=1&b=<2>"
                for name in ("impression", "view", "click")
            }
            page = json.dumps({**urls, "film_title": "X"}).replace("<", "\\u003c")
            return _answer(200, f"<script>const ad={page}</script>")
        return _answer(302 if path.startswith("/click/") else 204)


def _answer(
    status: int, body: object = None, cookie: str = "", location: str = ""
) -> bytes:
    text = body if isinstance(body, str) else json.dumps(body) if body else ""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(text)}"]
    lines += [f"Set-Cookie: {cookie}"] if cookie else []
    lines += [f"Location: {location}"] if location else []
    return ("\r\n".join(lines) + f"\r\n\r\n{text}").encode()


@asynccontextmanager
async def recording() -> AsyncIterator[RecordingEdge]:
    edge = RecordingEdge()
    server = await asyncio.start_server(edge.talk, "127.0.0.1", 0)
    edge.port = server.sockets[0].getsockname()[1]
    async with server:
        yield edge


def town(edge: RecordingEdge, **habits: object) -> Town:
    quick = {"view_after_s": 0.0, "click_after_s": (0.0, 0.0), "views": 1.0}
    return Town(
        pool_url=f"http://pool.localhost:{edge.port}",
        ads_url=f"http://ads.localhost:{edge.port}",
        members=tuple(
            Member(
                key=f"key-{name}",
                origin=f"http://{name}.localhost:8080",
                films=(("/film/x", "X"),),
            )
            for name in CINEMAS
        ),
        places=(Place("fi-popup", "http://franceinter.localhost:8080"),),
        habits=Habits(**(quick | habits)),  # type: ignore[arg-type]  # values as given
    )


def test_a_yes_is_reported_as_the_pixel_does_and_labelled_as_simulated() -> None:
    async def run() -> RecordingEdge:
        async with recording() as edge:
            await seed(town(edge), 1)
            return edge

    edge = asyncio.run(run())
    consent, begun, passed, taken, visit = edge.asked
    assert json.loads(consent.body) == {
        "site": "key-royal",
        "choice": "yes",
        "tool": "simulation",
        "tool_version": "",
        "text_version": "",
        "language": "fr",
        "fresh": True,
        "receipt": "",
        "tc_string": "",
    }
    assert consent.headers["host"] == f"pool.localhost:{edge.port}"
    assert consent.headers["origin"] == "http://royal.localhost:8080"
    assert consent.headers["content-type"] == "text/plain"
    assert consent.headers["user-agent"].startswith("Mozilla/5.0")
    assert "cookie" not in consent.headers
    assert (begun.path, passed.path) == ("/aid?r=R", "/handover?n=N")
    assert begun.headers["host"] == f"ads.localhost:{edge.port}"
    assert passed.headers["cookie"] == "tid=abc"
    assert (taken.path, taken.headers["cookie"]) == ("/aid/T", "handover=N")
    assert visit.headers["cookie"] == "tid=abc"
    told = json.loads(visit.body)
    assert (told["site"], told["receipt"]) == ("key-royal", "R")
    assert told["page"].startswith("http://royal.localhost:8080/")


def test_seeding_goes_round_all_members_a_few_at_a_time() -> None:
    async def run() -> RecordingEdge:
        async with recording() as edge:
            made = await seed(town(edge), 30)
            assert len(made.spectators) == 30
            assert made.tally["consented"] == made.tally["visited"] == 30
            return edge

    edge = asyncio.run(run())
    sites = [json.loads(a.body)["site"] for a in edge.to("/consent")]
    assert {site: sites.count(site) for site in sites} == {
        "key-royal": 10,
        "key-lux": 10,
        "key-star": 10,
    }
    assert edge.most_open <= 8


def test_who_refuses_sends_no_cookie_and_nothing_more() -> None:
    async def run() -> RecordingEdge:
        async with recording() as edge:
            people = Crowd(town(edge, refuses=1.0), 10)
            for _ in range(5):
                await people.welcome()
            assert people.tally["refused"] == 5
            assert people.spectators == []
            return edge

    edge = asyncio.run(run())
    assert [json.loads(a.body)["choice"] for a in edge.asked] == ["no"] * 5
    assert all("cookie" not in a.headers for a in edge.asked)


def test_a_reader_of_the_pool_loads_what_the_frame_names_with_the_ads_cookie() -> None:
    async def run() -> RecordingEdge:
        async with recording() as edge:
            parameters = town(edge, clicks=1.0)
            people = await seed(parameters, 1)
            await people.spectators[0].read(parameters.places[0])
            return edge

    edge = asyncio.run(run())
    (ad,) = edge.to("/ad")
    assert ad.path == "/ad?p=fi-popup&c=1"
    assert ad.headers["origin"] == "http://franceinter.localhost:8080"
    paths = [a.path for a in edge.asked[-4:]]
    assert paths == [
        "/frame/F",
        "/impression/T?a=1&b=<2>",
        "/view/T?a=1&b=<2>",
        "/click/T?a=1&b=<2>",
    ]
    assert all("aid=xyz" in a.headers["cookie"] for a in edge.asked[-5:])


def test_no_ad_no_impression() -> None:
    async def run() -> RecordingEdge:
        async with recording() as edge:
            edge.ad = False
            parameters = town(edge, clicks=1.0)
            people = await seed(parameters, 1)
            await people.spectators[0].read(parameters.places[0])
            assert people.tally["no_ad"] == 1
            return edge

    edge = asyncio.run(run())
    assert edge.asked[-1].path.startswith("/ad")


def test_by_habit_no_click_comes_before_it_could_be_billed() -> None:
    # The click filter refuses clicks within a second of the ad.
    assert Habits().click_after_s[0] >= 1.2


def test_the_crowd_lives_until_it_is_told_to_stop() -> None:
    async def run() -> RecordingEdge:
        async with recording() as edge:
            stop = asyncio.Event()
            parameters = town(edge, refuses=0.5)
            living = asyncio.create_task(crowd(parameters, 20, 500.0, stop))
            await edge.busy.wait()
            stop.set()
            tally = await living
            assert tally["consented"] > 0
            assert tally["refused"] > 0
            return edge

    edge = asyncio.run(run())
    assert edge.most_open <= 8


def test_a_town_remembers_no_more_people_than_it_was_given() -> None:
    async def run() -> None:
        async with recording() as edge:
            people = Crowd(town(edge), 5)
            for number in range(9):
                await people.join(number)
            assert people.tally["consented"] == 9
            assert len(people.spectators) == 5

    asyncio.run(run())


def test_the_same_seed_draws_the_same_people() -> None:
    async def choices(number: int) -> list[bytes]:
        async with recording() as edge:
            people = Crowd(town(edge, refuses=0.5), 50, seed=number)
            for _ in range(20):
                await people.welcome()
            return [a.body for a in edge.to("/consent")]

    assert asyncio.run(choices(7)) == asyncio.run(choices(7))
    assert asyncio.run(choices(7)) != asyncio.run(choices(8))


def test_an_edge_that_is_away_is_noted_and_survived() -> None:
    async def run() -> int:
        async with recording() as edge:
            parameters = town(edge, rest_s=0.0)
        people = await seed(parameters, 3)
        return people.tally["unanswered"]

    assert asyncio.run(run()) == 3


def test_an_answer_that_is_not_http_is_told_apart() -> None:
    async def run() -> None:
        async def nonsense(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"nonsense")
            writer.close()

        server = await asyncio.start_server(nonsense, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            await Browser("Mozilla/5.0", "127.0.0.1").get(f"http://x.localhost:{port}/")

    with pytest.raises(Unanswered, match="no end of head"):
        asyncio.run(run())


@pytest.mark.parametrize(
    ("frame", "address"),
    [
        (
            '{"click_url":"http://ads.localhost/click/T"}',
            "http://ads.localhost/click/T",
        ),
        (r'{"click_url": "http:\/\/ads.localhost\/c"}', "http://ads.localhost/c"),
        (r'{"click_url":"http://a/?a=1\u0026b=2"}', "http://a/?a=1&b=2"),
        ('{"why_url":"http://a/"}', None),
        ("", None),
    ],
)
def test_the_frames_addresses_are_read_as_json(frame: str, address: str | None) -> None:
    assert frame_value(frame, "click_url") == address


def test_who_has_seen_an_ad_may_look_the_film_up_at_a_cinema_consented_to() -> None:
    async def run(curious: float) -> RecordingEdge:
        async with recording() as edge:
            lived = town(edge, curious=curious, clicks=0.0)
            made = await seed(lived, 1)
            for _ in range(5):
                await made.spectators[0].read(lived.places[0])
            assert made.tally["looked_up"] == 5 * curious
            return edge

    for curious in (0.0, 1.0):
        visits = asyncio.run(run(curious)).to("/visit")[1:]
        assert len(visits) == 5 * curious
        for visit in visits:
            told = json.loads(visit.body)
            assert (told["site"], told["film"]) == ("key-royal", "X")
            assert told["page"] == "http://royal.localhost:8080/film/x"
