"""One simulated spectator: what the browser scripts do, in their order."""

import asyncio
import contextlib
import json
import random
import re
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from toile.ops.simulate.browser import Browser
from toile.ops.simulate.exchange import auction
from toile.ops.simulate.tally import Tally
from toile.ops.simulate.town import Member, Place, Town
from toile.wire.tags import AdAnswer, ConsentAnswer, ConsentReport, VisitReport

TOOL = "simulation"

Answer = TypeVar("Answer", AdAnswer, ConsentAnswer)

AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, "
    "like Gecko) Version/18.6 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
)

# They stand in the frame as JSON, where "/" and "&" may be escaped.
_VALUE = r'"%s"\s*:\s*("(?:[^"\\]|\\.)*")'


class Spectator:
    """A person with one browser, who remembers the receipts of the sites consented to.

    Raises ``Unanswered`` from each deed when the edge is away.
    """

    def __init__(self, town: Town, chance: random.Random, tally: Tally) -> None:
        self._town = town
        self._chance = chance
        self._tally = tally
        self._receipts: dict[str, str] = {}
        self._ads_host = urlsplit(town.ads_url).hostname or ""
        self.browser = Browser(chance.choice(AGENTS), town.connect)

    @property
    def in_pool(self) -> bool:
        """Tell whether the person said yes somewhere."""
        return bool(self._receipts)

    async def refuse(self, member: Member) -> None:
        """Say no on a member's site."""
        reply = await self.browser.post(
            f"{self._town.pool_url}/consent", member.origin, _report(member, "no")
        )
        self._tally.add("refused" if reply.status < 300 else "turned_away")

    async def accept(self, member: Member) -> bool:
        """Say yes on a member's site, and let the ads wing learn of its id."""
        reply = await self.browser.post(
            f"{self._town.pool_url}/consent", member.origin, _report(member, "yes")
        )
        answer = _decoded(reply.body, ConsentAnswer) if reply.status == 200 else None
        if answer is None:
            self._tally.add("turned_away")
            return False
        self._tally.add("consented")
        self._receipts[member.key] = answer.receipt
        await self.browser.load(answer.handover)
        return True

    async def visit(self, member: Member) -> None:
        """Look at a member's home page or at a film's."""
        if member.key not in self._receipts:
            return
        page, film = "/", None
        if member.films and self._chance.random() < 0.7:
            page, film = self._chance.choice(member.films)
        await self._look_at(member, page, film)

    async def _look_at(self, member: Member, page: str, film: str | None) -> None:
        report = VisitReport(
            site=member.key,
            receipt=self._receipts[member.key],
            page=f"{member.origin}{page}",
            film=film,
        )
        reply = await self.browser.post(
            f"{self._town.pool_url}/visit", member.origin, msgspec.json.encode(report)
        )
        self._tally.add("visited" if reply.status < 300 else "turned_away")

    async def read(self, place: Place) -> None:
        """Read a page with a placement: see its ad, perhaps look, perhaps click."""
        frame = (
            await self._bought(place) if place.exchange else await self._asked(place)
        )
        if frame is None:
            self._tally.add("no_ad")
            return
        await self._see(frame)

    async def _asked(self, place: Place) -> str | None:
        yes = "&c=1" if self.in_pool else ""
        asked = f"{self._town.ads_url}/ad?p={place.key}{yes}"
        reply = await self.browser.get(asked, place.origin)
        answer = _decoded(reply.body, AdAnswer) if reply.status == 200 else None
        return None if answer is None else answer.frame

    async def _bought(self, place: Place) -> str | None:
        assert place.exchange is not None
        assert place.offer is not None
        sold = await auction(
            place.exchange,
            place.offer,
            self.browser,
            self._town.ads_url,
            self._chance,
            says_yes=self.in_pool,
        )
        return None if sold is None else sold.frame

    async def _see(self, address: str) -> None:
        frame = (await self.browser.get(address)).body.decode("utf-8", "replace")
        await self._load(frame, "impression_url", "saw")
        habits = self._town.habits
        if self._chance.random() < habits.views:
            await asyncio.sleep(habits.view_after_s)
            await self._load(frame, "view_url", "looked")
        if self._chance.random() < habits.clicks:
            await asyncio.sleep(self._chance.uniform(*habits.click_after_s))
            await self._load(frame, "click_url", "clicked")
        if self._chance.random() < habits.curious:
            await self._look_up(frame)

    async def _look_up(self, frame: str) -> None:
        """Look the film of an ad up at a cinema consented to that shows it."""
        title = frame_value(frame, "film_title") or ""
        wanted = self._town.known_as.get(title, title)
        shows = [
            (member, page, film)
            for member in self._town.members
            if member.key in self._receipts
            for page, film in member.films
            if film == wanted
        ]
        if shows:
            await self._look_at(*self._chance.choice(shows))
            self._tally.add("looked_up")

    async def _load(self, frame: str, name: str, deed: str) -> None:
        address = frame_value(frame, name)
        # A frame only leads to the ads wing; anything else is not ours to load.
        if address and urlsplit(address).hostname == self._ads_host:
            await self.browser.get(address)
            self._tally.add(deed)


def frame_value(frame: str, name: str) -> str | None:
    """Find an address or a name in a creative's frame; ``None`` if it is not there."""
    found = re.search(_VALUE % re.escape(name), frame)
    if found is None:
        return None
    with contextlib.suppress(ValueError):
        value: str = json.loads(found.group(1))
        return value
    return None


def _report(member: Member, choice: str) -> bytes:
    written = {"site": member.key, "choice": choice, "tool": TOOL, "language": "fr"}
    return msgspec.json.encode(msgspec.convert(written, ConsentReport))


def _decoded(body: bytes, kind: type[Answer]) -> Answer | None:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError:
        return None
