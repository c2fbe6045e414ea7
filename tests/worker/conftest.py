"""A small world of the portal, and a worker over a real journal and real spaces."""

import asyncio
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from pytest_django import Settings as DjangoSettings

from toile.journal import Entry, open_writer
from toile.ops.keys import custody_of, ensure_keys
from toile.pool.custody import KeysInForce
from toile.pool.identity import Identity
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, Creative, LineItem
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.films import services as films
from toile.portal.films.models import Film
from toile.portal.inventory import services as inventory
from toile.portal.inventory.models import Placement
from toile.settings import load
from toile.wire.clock import (
    MS_A_DAY,
    PARIS,
    from_datetime,
    now_ms,
    paris_date,
    utc_day,
)
from toile.wire.events import (
    AnyEvent,
    Assignment,
    Click,
    Consent,
    Erasure,
    Impression,
    PoolEvent,
    Visit,
)
from toile.wire.ids import Aid, Sid, Tid, Ulid, new_ulid
from toile.wire.money import Money
from toile.worker.loop import Worker

Kinds = Organisation.Kind


@dataclass(frozen=True)
class World:
    """Three members, one cinema without an agreement, and Condor's live campaign."""

    union: Any
    cinemas: dict[str, Cinema]
    sites: dict[str, Site]
    agreements: dict[str, Agreement]
    film: Film
    campaign: Campaign
    line: LineItem
    creatives: list[Creative]
    placement: Placement


@pytest.fixture
def world(db: None, settings: DjangoSettings, tmp_path: Path) -> World:
    """The Royal, the Eldorado and the Variétés under agreement, the Lux without."""
    settings.MEDIA_ROOT = tmp_path / "media"
    scare = accounts.add_organisation(Kinds.UNION, "SCARE", "scare")
    klox = accounts.add_organisation(Kinds.OPERATOR, "Klox", "klox")
    union = accounts.add_person("scare@toile.test", "Syndicat")
    accounts.add_membership(union, scare, Membership.Role.OWNER)
    today = datetime.datetime.now(datetime.UTC).date()
    start = today - datetime.timedelta(days=200)
    signed = {
        "klox": agreements.sign(Agreement.Kind.OPERATOR_UNION, klox, "KLOX-1", start)
    }
    places, sites = {}, {}
    for name in ("royal", "eldorado", "varietes", "lux"):
        owner = accounts.add_organisation(Kinds.CINEMA, name, name)
        place = cinemas.add_cinema(owner, name=name, commune="Toulon")
        places[name] = place
        sites[name] = cinemas.add_site(place, name, [f"https://{name}.example"])
        _approve(place.id, union)
        if name != "lux":
            signed[name] = agreements.sign(
                Agreement.Kind.UNION_CINEMA, owner, f"C-{name}", start, cinema=place
            )
    film, campaign, line, creatives, placement = _condor(union)
    return World(
        union, places, sites, signed, film, campaign, line, creatives, placement
    )


def _approve(subject: str, union: Any) -> None:
    for waiting in Approval.objects.filter(subject_id=subject, status="pending"):
        approvals.approve(waiting.id, union)


def _condor(
    union: Any,
) -> tuple[Film, Campaign, LineItem, list[Creative], Placement]:
    condor = accounts.add_organisation(Kinds.DISTRIBUTOR, "Condor", "condor")
    film = films.add_film(condor, title="L'Ombre", allocine_id=265414, year=2019)
    _approve(film.id, union)
    publisher = inventory.add_publisher("France Inter", ["https://inter.example"])
    placement = inventory.add_placement(
        publisher, name="Encart", format="insert", width=300, height=250
    )
    campaign = campaigns.add_campaign(condor, film, "Sortie nationale")
    now = datetime.datetime.now(datetime.UTC)
    week = datetime.timedelta(days=7)
    flight = campaigns.add_flight(campaign, "Semaine 1", now - week, now + week)
    line = campaigns.add_line(
        flight,
        "Salles Art et Essai",
        [placement],
        budget_micros=500_000_000,
        price_micros=4_000_500,
        pool=True,
    )
    posters = [campaigns.add_creative(campaign, n, _poster(n)) for n in ("A", "B")]
    campaigns.submit(campaign)
    _approve(campaign.id, union)
    campaign.refresh_from_db()
    campaigns.go_live(campaign)
    return film, campaign, line, posters, placement


def _poster(name: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 250), (28, 24, ord(name))).save(out, "JPEG")
    return out.getvalue()


class House:
    """A worker in a folder of its own, and the events that the edge would write."""

    def __init__(self, folder: Path, world: World) -> None:
        self.world = world
        self.settings = load({"TOILE_DATA": str(folder), "TOILE_SHOWTIMES": "off"})
        ensure_keys(self.settings)
        self.ahead_ms = 0
        self.keys = KeysInForce(custody_of(self.settings), self.now)
        self.start = _quiet_time(now_ms())
        self._worker: Worker | None = None

    @property
    def identity(self) -> Identity:
        """How ids are made at the time that it is for the worker."""
        self.keys.refresh()
        return self.keys.identity

    @property
    def worker(self) -> Worker:
        if self._worker is None:
            self._worker = Worker(self.settings, now=self.now)
        return self._worker

    def now(self) -> int:
        return now_ms() + self.ahead_ms

    def pretend(self, at_ms: int) -> None:
        """Let it be another time for the worker."""
        self.ahead_ms = at_ms - now_ms()

    @property
    def stores(self) -> Any:
        return self.worker.stores

    def stop(self) -> None:
        """Stop the worker; the next use starts another over the same files."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def catch_up(self) -> None:
        """Let a worker that has just started read to the end."""
        self.stop()
        self.worker.catch_up()

    def tell(self, *events: AnyEvent, edge: str = "edge-0") -> None:
        """Write events down as an edge process does, then take the worker along."""
        self.write(*events, edge=edge)
        self.catch_up()

    def write(self, *events: AnyEvent, edge: str = "edge-0") -> None:
        """Write events into the streams they belong to."""
        pool = [e for e in events if isinstance(e, PoolEvent)]
        ads = [e for e in events if not isinstance(e, PoolEvent)]
        if pool:
            asyncio.run(self._append("pool", edge, pool))
        if ads:
            asyncio.run(self._append("ads", edge, ads))

    async def _append(
        self, stream: Literal["pool", "ads"], edge: str, events: list[Any]
    ) -> None:
        writer = open_writer(self.settings.journal, stream, edge)
        for event in events:
            durable = writer.append(event)
        await durable
        await writer.close()

    def sid(self, person: int) -> Sid:
        return self.identity.sid(Tid(person.to_bytes(16, "big")))

    def aid(self, person: int) -> Aid:
        return self.identity.aid(self.sid(person))

    def at(self, seconds: float = 0, days: int = 0) -> int:
        return self.start + int(seconds * 1_000) + days * MS_A_DAY

    def noon(self, days: int) -> int:
        """Noon in Paris, so many dates after the start's; days have 23 to 25 hours."""
        date = paris_date(self.start) + datetime.timedelta(days=days)
        return from_datetime(datetime.datetime.combine(date, datetime.time(12), PARIS))

    def consent(self, person: int | None, site: str, choice: Any, at: int) -> Consent:
        return Consent(
            id=new_ulid(at),
            at_ms=at,
            site=Ulid(self.world.sites[site].id),
            choice=choice,
            tool="test",
            sid=None if person is None else self.sid(person),
        )

    def visit(
        self,
        person: int,
        site: str,
        at: int,
        yes_ms: int | None = None,
        film: str | None = None,
    ) -> Visit:
        return Visit(
            id=new_ulid(at),
            at_ms=at,
            site=Ulid(self.world.sites[site].id),
            cinema=Ulid(self.world.cinemas[site].id),
            page="/",
            yes_ms=at if yes_ms is None else yes_ms,
            film=film,
            sid=self.sid(person),
        )

    def erasure(self, person: int | None, at: int, **fields: Any) -> Erasure:
        sid = None if person is None else self.sid(person)
        return Erasure(id=new_ulid(at), at_ms=at, sid=sid, **fields)

    def entries(self, events: Sequence[AnyEvent]) -> list[Entry]:
        """Events as a reader gives them."""
        return [Entry(event, "edge-0", 1, at) for at, event in enumerate(events)]

    def impression(self, person: int | None, at: int, **fields: Any) -> Impression:
        return Impression(
            id=new_ulid(at),
            at_ms=at,
            **{
                "impression": new_ulid(at),
                "line": Ulid(self.world.line.id),
                "creative": Ulid(self.world.creatives[0].id),
                "placement": Ulid(self.world.placement.id),
                "price": Money(self.world.line.price_micros),
                "aid": None if person is None else self.aid(person),
                **fields,
            },
        )

    def assignment(self, person: int, at: int, *, held_out: bool = False) -> Assignment:
        return Assignment(
            id=new_ulid(at),
            at_ms=at,
            campaign=Ulid(self.world.campaign.id),
            line=Ulid(self.world.line.id),
            placement=Ulid(self.world.placement.id),
            held_out=held_out,
            allocine_id=self.world.film.allocine_id,
            film_title=self.world.film.title,
            aid=self.aid(person),
        )

    def click(self, person: int | None, at: int, **fields: Any) -> Click:
        aid = None if person is None else self.aid(person)
        return Click(
            id=new_ulid(at),
            at_ms=at,
            **{
                "impression": new_ulid(at),
                "served_ms": at - 5_000,
                "campaign": Ulid(self.world.campaign.id),
                "line": Ulid(self.world.line.id),
                "creative": Ulid(self.world.creatives[0].id),
                "placement": Ulid(self.world.placement.id),
                "aid": aid,
                "cookie_aid": aid,
                **fields,
            },
        )


def _quiet_time(now: int) -> int:
    """Some minutes ago, so that nothing is in the future, and away from midnight."""
    at = now - 600_000
    while any(day(at) != day(at + 300_000) for day in (utc_day, paris_date)):
        at -= 300_000
    return at


@pytest.fixture
def house(tmp_path: Path, world: World) -> Iterator[House]:
    """A house over the world, in the test's folder."""
    made = House(tmp_path / "data", world)
    yield made
    made.stop()


@pytest.fixture
def house_class() -> type[House]:
    """For a test that needs a fresh house for each of its examples."""
    return House
