"""``kill -9`` of edge and worker under load: nothing acknowledged lost, none doubled.

DESIGN §5, rule 2 holds for clicks, consents, withdrawals and erasures. Visits and
impressions may be lost with the batch that was being written; they are never doubled.
"""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from toile.journal import verify
from toile.pool import rights
from toile.profiles import open_space
from toile.wire.clock import now_ms
from toile.wire.events import Click, Consent, Erasure, Impression, Visit
from toile.wire.ids import Sid, Tid, Ulid, from_cookie, new_ulid, to_cookie
from toile.wire.money import Money
from toile.wire.tokens import ClickToken, ImpressionToken

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.xdist_group("faults")]

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0"
SEED = 1895
CROWD = 16
KILLS = ["child"] * 9 + ["edge"] * 3 + ["worker"] * 4
# Only against hanging for ever: how long it takes is the machine's business.
BACKSTOP_SECONDS = 300.0


@dataclass
class Told:
    """What was sent, and what was acknowledged, each by its own identity."""

    answers: int = 0
    lost_answers: int = 0
    consents: set[str] = field(default_factory=set)
    consents_sent: int = 0
    clicks: set[Ulid] = field(default_factory=set)
    clicks_sent: set[Ulid] = field(default_factory=set)
    erased: set[Sid] = field(default_factory=set)
    erasures_sent: int = 0
    impressions_sent: set[Ulid] = field(default_factory=set)
    visits_sent: int = 0


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; status 0 if the connection broke before it was whole."""

    status: int
    headers: dict[str, str]
    body: bytes


class Crowd:
    """Spectators who come one after another until told to stop."""

    def __init__(self, product: Any) -> None:
        self._product = product
        self.told = Told()
        self.stopping = False
        self._goal = 0
        self._reached = asyncio.Event()

    async def answered(self, more: int) -> None:
        """Wait until so many more requests were answered."""
        self._goal = self.told.answers + more
        self._reached.clear()
        await self._reached.wait()

    async def person(self) -> None:
        """Be one spectator after another."""
        number = 0
        while not self.stopping:
            number += 1
            await self._spectator(leaves=number % 3)
            if number % 4 == 0:
                await self._stranger()

    async def _spectator(self, leaves: int) -> None:
        yes = await self._consent("yes", cookie=None)
        cookie = (
            yes.headers.get("set-cookie", "").partition("tid=")[2].partition(";")[0]
        )
        raw = from_cookie(cookie)
        if yes.status != 200 or raw is None:
            return
        sid = self._product.identity.sid(Tid(raw))
        await self._visit(cookie, json.loads(yes.body)["receipt"])
        await self._impression(sid)
        await self._click(sid)
        if leaves == 1:
            await self._consent("withdrawal", cookie)
        elif leaves == 2:
            await self._erase(cookie, sid)
        await self._consent("no", cookie=None)

    async def _consent(self, choice: str, cookie: str | None) -> Answer:
        mark = new_ulid(now_ms())
        body = {
            "site": self._product.world["site_key"],
            "choice": choice,
            "tool": "faults",
            "text_version": mark,
        }
        self.told.consents_sent += 1
        answer = await self._ask(
            "POST",
            "/consent",
            {"Origin": "https://royal.example", **cookies("tid", cookie)},
            json.dumps(body).encode(),
        )
        if answer.status in (200, 204):
            self.told.consents.add(mark)
        return answer

    async def _visit(self, cookie: str, receipt: str) -> None:
        site = self._product.world["site_key"]
        body = {"site": site, "receipt": receipt, "page": "/films"}
        self.told.visits_sent += 1
        await self._ask(
            "POST",
            "/visit",
            {"Origin": "https://royal.example", **cookies("tid", cookie)},
            json.dumps(body).encode(),
        )

    async def _erase(self, cookie: str, sid: Sid) -> None:
        self.told.erasures_sent += 1
        answer = await self._ask("DELETE", "/me", cookies("tid", cookie))
        if answer.status == 200:
            self.told.erased.add(sid)

    def _served(self, sid: Sid) -> dict[str, Any]:
        """Fill the tokens of an ad that was served some seconds ago."""
        now, world = now_ms(), self._product.world
        names = ("line", "creative", "placement")
        return {
            "expires_ms": now + 60_000,
            "impression": new_ulid(now),
            "aid": self._product.identity.aid(sid),
            **{name: world[name] for name in names},
        }

    async def _impression(self, sid: Sid) -> None:
        token = ImpressionToken(price=Money(4_000_000), **self._served(sid))
        sealed = self._product.tokens.seal(token)
        self.told.impressions_sent.add(token.impression)
        for _ in range(2):
            await self._ask("GET", f"/imp?t={sealed}", {})

    async def _click(self, sid: Sid) -> None:
        token = ClickToken(
            served_ms=now_ms() - 5_000,
            campaign=self._product.world["campaign"],
            allocine_id=265414,
            **self._served(sid),
        )
        path = f"/click/{self._product.tokens.seal(token)}"
        cookie = to_cookie(self._product.identity.aid(sid))
        await self._follow(path, token.impression, cookies("aid", cookie))

    async def _follow(
        self, path: str, impression: Ulid, headers: dict[str, str]
    ) -> None:
        self.told.clicks_sent.add(impression)
        answer = await self._ask("GET", path, headers)
        if answer.status == 302:
            self.told.clicks.add(impression)

    async def _stranger(self) -> None:
        """Meet an ad as a browser does: decision, frame, impression, click."""
        key = self._product.world["placement_key"]
        origin = {"Origin": "https://inter.example"}
        ad = await self._ask("GET", f"/ad?p={key}&c=0", origin)
        if ad.status != 200:
            return
        frame = await self._ask("GET", path_of(json.loads(ad.body)["frame"]), {})
        if frame.status != 200:
            return
        told = {
            name: value_in(frame.body, name) for name in ("impression_url", "click_url")
        }
        click = path_of(told["click_url"])
        token = self._product.tokens.open(
            click.removeprefix("/click/"), ClickToken, now_ms()
        )
        self.told.impressions_sent.add(token.impression)
        await self._ask("GET", path_of(told["impression_url"]), {})
        await self._follow(click, token.impression, {})

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> Answer:
        try:
            async with asyncio.timeout(10):
                answer = await ask(self._product.port, method, path, headers, body)
            self.told.answers += 1
            if self.told.answers >= self._goal:
                self._reached.set()
        except (OSError, EOFError, ValueError):
            self.told.lost_answers += 1
            # The port refuses while the edge is away: look again a moment later.
            await asyncio.sleep(0.02)
            return Answer(0, {}, b"")
        return answer


def cookies(name: str, value: str | None) -> dict[str, str]:
    return {} if value is None else {"Cookie": f"{name}={value}"}


def value_in(page: bytes, name: str) -> str:
    """Read a text out of the JSON that stands in a frame's page."""
    _, found, rest = page.partition(b'"%s":"' % name.encode())
    assert found, f"the frame's page has no {name}"
    return str(json.loads(b'"' + rest.partition(b'"')[0] + b'"'))


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


async def ask(
    port: int, method: str, path: str, headers: dict[str, str], body: bytes
) -> Answer:
    """Send one request on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = {
            "Host": "localhost",
            "User-Agent": CHROME,
            "Connection": "close",
            "Content-Length": str(len(body)),
            **headers,
        }
        if body:
            lines["Content-Type"] = "application/json"
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        told = await reader.readuntil(b"\r\n\r\n")
        first, *rest = told.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in rest if ": " in line)
        length = int(fields.get("content-length", "0"))
        cookie = next((x for x in rest if x.lower().startswith("set-cookie")), "")
        fields["set-cookie"] = cookie.partition(": ")[2]
        return Answer(int(first.split()[1]), fields, await reader.readexactly(length))
    finally:
        writer.close()


async def trouble(product: Any, crowd: Crowd) -> None:
    """Kill at moments that a seed chose, counted in answers, and start again."""
    seed = random.Random(SEED)
    victims = seed.sample(KILLS, len(KILLS))
    for victim in victims:
        await crowd.answered(seed.randrange(100, 500))
        await asyncio.to_thread(strike, product, victim, seed)


def strike(product: Any, victim: str, seed: random.Random) -> None:
    if victim == "child":
        product.kill_child(seed.choice(product.children()))
        return
    if victim == "worker":
        # One that has only begun to start would prove nothing.
        product.wait_for_more_clicks()
    product.kill(victim)
    product.start(victim)


async def live_through(product: Any) -> Told:
    crowd = Crowd(product)
    people = [asyncio.create_task(crowd.person()) for _ in range(CROWD)]
    try:
        async with asyncio.timeout(BACKSTOP_SECONDS):
            await trouble(product, crowd)
            await crowd.answered(200)
    finally:
        crowd.stopping = True
        await asyncio.gather(*people)
    return crowd.told


def test_kills_lose_nothing_acknowledged_and_double_nothing(
    product: Any, wait_until: Any
) -> None:
    product.start_all()
    told = asyncio.run(live_through(product))
    assert told.lost_answers > 0, "no kill was felt"
    wait_until(lambda: product.status("/readyz")[0] == 200, "the edge is ready")
    product.stop_edge()
    clicked = [e for e in product.events("ads") if isinstance(e, Click)]
    wait_until(lambda: product.judged() == len(clicked), "clicks are judged")
    product.stop()

    the_journal_has_all(product, told)
    the_books_have_all(product, told, clicked)
    the_sites_figures_count_all_once(product)
    the_erased_are_erased(product, told)


def the_journal_has_all(product: Any, told: Told) -> None:
    pool, ads = product.events("pool"), product.events("ads")
    for events in (pool, ads):
        assert max(Counter(event.id for event in events).values()) == 1
    assert verify(product.settings.journal, "pool").faults == 0
    assert verify(product.settings.journal, "ads").faults == 0
    marks = Counter(e.text_version for e in pool if isinstance(e, Consent))
    assert told.consents <= marks.keys()
    assert max(marks.values()) == 1
    assert len(marks) <= told.consents_sent
    clicks = Counter(e.impression for e in ads if isinstance(e, Click))
    assert told.clicks <= clicks.keys() <= told.clicks_sent
    assert max(clicks.values()) == 1
    erasures = sum(isinstance(event, Erasure) for event in pool)
    assert len(told.erased) <= erasures <= told.erasures_sent
    assert 0 < sum(isinstance(event, Visit) for event in pool) <= told.visits_sent


def the_books_have_all(product: Any, told: Told, clicked: list[Click]) -> None:
    trail = dict(product.rows("SELECT id, reason FROM campaigns_clicktrail"))
    assert trail.keys() == {click.id for click in clicked}
    billed = {click for click, reason in trail.items() if not reason}
    assert len(billed) > 20, Counter(trail.values())
    assert {key for (key,) in product.rows("SELECT id FROM payouts_posting")} == billed
    owed = product.rows(
        "SELECT sum(amount_micros) FROM payouts_entry e JOIN payouts_account a "
        "ON e.account_id = a.id WHERE a.kind = 'cinema_pending'"
    )
    assert owed == [(-400 * len(billed),)]
    assert product.ledger_faults() == []
    days = "SELECT sum(impressions), sum(clicks), sum(billable_clicks) "
    figures = product.rows(f"{days} FROM campaigns_lineday")
    shown = {e.impression for e in product.events("ads") if isinstance(e, Impression)}
    assert figures == [(len(shown), len(clicked), len(billed))]
    assert shown <= told.impressions_sent


def the_sites_figures_count_all_once(product: Any) -> None:
    pool = product.events("pool")
    answers = Counter(event.choice for event in pool if isinstance(event, Consent))
    visits = sum(isinstance(event, Visit) for event in pool)
    sums = "sum(visits), sum(consents), sum(refusals), sum(withdrawals)"
    figures = product.rows(f"SELECT {sums} FROM cinemas_siteday")
    kinds = ("yes", "no", "withdrawal")
    assert figures == [(visits, *(answers[kind] for kind in kinds))]
    assert min(figures[0]) > 0


def the_erased_are_erased(product: Any, told: Told) -> None:
    tables = ("profiles", "forgotten")
    space = open_space(product.settings.profiles, "pool", tables, read_only=True)
    try:
        assert told.erased
        for sid in told.erased:
            assert space.get("profiles", sid) is None
            forgotten = space.get("forgotten", sid)
            assert forgotten is not None
            assert rights.decode(forgotten).everything_ms > 0
    finally:
        space.close()
