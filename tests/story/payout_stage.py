"""One cinema, one campaign and one worker over a journal, at whatever time it is told.

The services are the product's own; only the hour is given.
"""

import asyncio
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from toile.journal import Stream, open_writer
from toile.ops.keys import custody_of, ensure_keys
from toile.pool.custody import KeysInForce
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import LineItem
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Cinema
from toile.portal.films import services as films
from toile.portal.inventory import services as inventory
from toile.portal.invoices import services as invoices
from toile.portal.payouts.bank import Details, change_bank_account
from toile.portal.transfers import services as transfers
from toile.settings import Settings, load
from toile.wire.events import AnyEvent, Click, Visit
from toile.wire.ids import Tid, Ulid, new_ulid
from toile.worker.loop import Worker

KINDS, OWNER = Organisation.Kind, Membership.Role.OWNER
CENT = 10_000


@dataclass(frozen=True)
class Town:
    """Who is paid, by whom, and for what."""

    royal: Cinema
    site: str
    odile: User
    union: tuple[User, User]
    line: LineItem
    creative: str
    placement: str


def build(begins: datetime.date) -> Town:
    """Let the Royal be a member that is paid from one cent on, and Condor buy."""
    scare = accounts.add_organisation(KINDS.UNION, "SCARE", "scare")
    klox = accounts.add_organisation(KINDS.OPERATOR, "Klox", "klox")
    owner = accounts.add_organisation(KINDS.CINEMA, "Le Royal", "royal")
    first, second, odile = (
        _person(*one) for one in (("agnes", scare), ("bruno", scare), ("odile", owner))
    )
    agreements.sign(Agreement.Kind.OPERATOR_UNION, klox, "KLOX-1", begins)
    royal = cinemas.add_cinema(owner, name="Le Royal", commune="Toulon")
    site = cinemas.add_site(royal, "Le Royal", ["https://royal.example"])
    _approve(royal.id, first)
    agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        owner,
        "SCARE-1",
        begins,
        cinema=royal,
        threshold_micros=CENT,
    )
    _may_be_paid(owner, odile, scare, first)
    line, creative, placement = _condor(first)
    return Town(royal, site.id, odile, (first, second), line, creative, placement)


def _person(name: str, organisation: Organisation) -> User:
    person = accounts.add_person(f"{name}@toile.test", name.title())
    accounts.add_membership(person, organisation, OWNER)
    return person


def _approve(subject: str, union: User) -> None:
    for waiting in Approval.objects.filter(subject_id=subject, status="pending"):
        approvals.approve(waiting.id, union)


def _may_be_paid(
    owner: Organisation, odile: User, scare: Organisation, by: User
) -> None:
    address = {"street": "2 rue Berthelot", "postal_code": "83000", "town": "Toulon"}
    agreements.set_identity(
        owner,
        legal_name="Le Royal",
        siret="73282932000074",
        vat_regime="franchise",
        vat_number="",
        contact_name="Odile",
        **address,
    )
    royal = Details("Le Royal", "FR7630006000011234567890189", "AGRIFRPP")
    change_bank_account(owner, royal, odile)
    for cinema in owner.cinemas.all():
        invoices.sign(cinema, "Odile Marin", "gérante", odile)
    union = Details("SCARE", "DE89370400440532013000", "AGRIFRPP")
    transfers.set_payer(scare, union, by, **address)


def _condor(union: User) -> tuple[LineItem, str, str]:
    condor = accounts.add_organisation(KINDS.DISTRIBUTOR, "Condor", "condor")
    film = films.add_film(condor, title="L'Ombre", allocine_id=265414, year=2019)
    _approve(film.id, union)
    publisher = inventory.add_publisher("France Inter", ["https://inter.example"])
    placement = inventory.add_placement(
        publisher, name="Encart", format="insert", width=300, height=250
    )
    campaign = campaigns.add_campaign(condor, film, "Sortie nationale")
    now, week = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=7)
    flight = campaigns.add_flight(campaign, "Semaine 1", now - week, now + week)
    line = campaigns.add_line(
        flight,
        "Salles Art et Essai",
        [placement],
        budget_micros=500_000_000,
        price_micros=4_000_000,
        pool=True,
    )
    out = io.BytesIO()
    Image.new("RGB", (300, 250), (28, 24, 60)).save(out, "JPEG")
    creative = campaigns.add_creative(campaign, "A", out.getvalue())
    return line, creative.id, placement.id


class Pool:
    """The journal, and the worker that follows it at the time it is told."""

    def __init__(self, folder: Path, town: Town) -> None:
        self.settings: Settings = load(
            {"TOILE_DATA": str(folder), "TOILE_SHOWTIMES": "off"}
        )
        ensure_keys(self.settings)
        self._town = town
        self._now = 0
        keys = KeysInForce(custody_of(self.settings), lambda: self._now)
        self._identity = keys.identity
        self._worker = Worker(self.settings, now=lambda: self._now)

    def crowd_clicks(self, people: range, at_ms: int) -> list[Click]:
        """Let spectators of the Royal click an hour after they looked it up."""
        clicks = [self._click(person, at_ms) for person in people]
        self._now = at_ms
        visits = [self._visit(person, at_ms - 3_600_000) for person in people]
        self._write("pool", visits)
        self._write("ads", clicks)
        self._now = at_ms + 60_000
        self._worker.catch_up()
        assert not self._worker.failing
        return clicks

    def close(self) -> None:
        """Let go of the journal."""
        self._worker.close()

    def _visit(self, person: int, at_ms: int) -> Visit:
        return Visit(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            site=Ulid(self._town.site),
            cinema=Ulid(self._town.royal.id),
            page="/",
            yes_ms=at_ms,
            sid=self._identity.sid(_tid(person)),
        )

    def _click(self, person: int, at_ms: int) -> Click:
        aid = self._identity.aid(self._identity.sid(_tid(person)))
        return Click(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            impression=new_ulid(at_ms),
            served_ms=at_ms - 5_000,
            campaign=Ulid(self._town.line.flight.campaign_id),
            line=Ulid(self._town.line.id),
            creative=Ulid(self._town.creative),
            placement=Ulid(self._town.placement),
            aid=aid,
            cookie_aid=aid,
        )

    def _write(self, stream: Stream, events: Sequence[AnyEvent]) -> None:
        async def append() -> None:
            writer: Any = open_writer(self.settings.journal, stream, "edge-0")
            for event in events:
                durable = writer.append(event)
            await durable
            await writer.close()

        asyncio.run(append())


def _tid(person: int) -> Tid:
    return Tid(person.to_bytes(16, "big"))
