"""A country of cinemas in a database: invented, the same for the same seed.

Written in bulk, past the services, for it would take hours otherwise: what the services
promise (audit, chains, checks) is not what is measured here.
"""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.utils import timezone

from toile.ops.bench.portal.days import write_audience, write_days
from toile.ops.bench.portal.money import write_clicks
from toile.ops.bench.portal.programme import write_programme
from toile.ops.bench.portal.told import write_links, write_mails, write_webhook
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements.models import Agreement
from toile.portal.approvals.models import Approval
from toile.portal.audit.services import record
from toile.portal.campaigns import services
from toile.portal.campaigns.models import Campaign, Creative, Flight, LineItem
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.circulars.models import Circular
from toile.portal.films.models import Film
from toile.portal.inventory.models import Placement, Publisher
from toile.portal.keys import new_key
from toile.portal.showtimes.models import FilmMatch
from toile.portal.webhooks.models import Endpoint
from toile.wire.calendar import midnight
from toile.wire.clock import now_ms, paris_date
from toile.wire.geography import DEPARTEMENTS

Kind = Organisation.Kind
DISTRIBUTORS = 25
PUBLISHERS = 20
FLIGHT_DAYS = 28


@dataclass(frozen=True)
class Size:
    """How much there is."""

    cinemas: int = 400
    campaigns: int = 500
    days: int = 365
    clicks: int = 100_000


@dataclass(frozen=True)
class BenchWorld:
    """What the pages are asked about, and who asks; users by kind of organisation."""

    users: dict[str, User]
    cinema: Cinema
    campaign: Campaign
    draft: Campaign
    creative: Creative
    line: LineItem
    placement: Placement
    waiting: Approval
    site: Site
    circular: Circular
    endpoint: Endpoint
    match: FilmMatch
    shared: str
    rows: dict[str, int]


@transaction.atomic
def build(size: Size, today: datetime.date, seed: int = 7) -> BenchWorld:
    """Fill an empty, migrated database."""
    chance = random.Random(seed)  # noqa: S311 - figures, not secrets
    organisations, users = _people()
    cinemas, sites = _cinemas(size, chance, today)
    placements = _placements()
    campaigns, lines, creatives = _campaigns(size, chance, today, placements)
    rows = write_days(sites, lines, creatives, placements, today, size.days, chance)
    write_audience(cinemas, today, chance)
    rows |= write_clicks(size.clicks, cinemas, lines, creatives, placements, chance)
    rows |= write_mails(size.campaigns * 40)
    endpoint = write_webhook(campaigns[0].distributor, size.campaigns * 4)
    films = list(dict.fromkeys(campaign.film for campaign in campaigns))
    match, told = write_programme(cinemas, films)
    rows |= told
    for at in range(300):
        record("campaign.live", "campaign", campaigns[at % len(campaigns)].id)
    return BenchWorld(
        users=users
        | {
            "cinema": _member(cinemas[0].organisation),
            "distributor": _member(campaigns[0].distributor),
        },
        cinema=cinemas[0],
        campaign=campaigns[0],
        draft=_draft(campaigns[0]),
        creative=creatives[campaigns[0].id][0],
        line=lines[0],
        placement=placements[0],
        waiting=_waiting(campaigns, organisations["union"]),
        site=sites[0],
        circular=_circular(users["union"]),
        endpoint=endpoint,
        match=match,
        shared=write_links(campaigns[0], size.campaigns // 12),
        rows=rows,
    )


def _draft(campaign: Campaign) -> Campaign:
    """A copy on its way through the wizard, with dates that are still to come."""
    ahead = paris_date(now_ms()) + datetime.timedelta(days=7)
    return services.duplicate(campaign, "Suite", ahead, new_key())


def _people() -> tuple[dict[str, Organisation], dict[str, User]]:
    made = {
        str(kind): Organisation.objects.create(kind=kind, name=name, slug=kind)
        for kind, name in ((Kind.UNION, "SCARE"), (Kind.OPERATOR, "Klox"))
    }
    return made, {kind: _member(one) for kind, one in made.items()}


def _member(organisation: Organisation) -> User:
    user = User.objects.create_user(f"{organisation.slug}@bench.toile", None, name="X")
    Membership.objects.create(
        user=user, organisation=organisation, role=Membership.Role.OWNER
    )
    # The union's and the operator's people see no page without a second factor.
    TOTP.activate(user, generate_totp_secret())
    return user


def _cinemas(
    size: Size, chance: random.Random, today: datetime.date
) -> tuple[list[Cinema], list[Site]]:
    codes = sorted(DEPARTEMENTS)
    organisations = [
        Organisation(kind=Kind.CINEMA, name=f"Cinéma {at:03}", slug=f"cinema-{at:03}")
        for at in range(size.cinemas)
    ]
    Organisation.objects.bulk_create(organisations)
    cinemas = [
        Cinema(
            organisation=organisation,
            name=organisation.name,
            commune=f"Commune {at % 300}",
            postal_code=f"{codes[at % 96][:2]:0>2}000",
            departement=codes[at % len(codes)],
            cnc_number=str(100_000 + at),
            latitude=chance.uniform(43, 50),
            longitude=chance.uniform(-1, 7),
            screens=chance.randint(1, 6),
            category=chance.choice("ABCDE"),
        )
        for at, organisation in enumerate(organisations)
    ]
    Cinema.objects.bulk_create(cinemas)
    sites = [
        Site(cinema=one, name="Site", origins=[f"https://c{at}.example"])
        for at, one in enumerate(cinemas)
    ]
    Site.objects.bulk_create(sites)
    Agreement.objects.bulk_create(
        Agreement(
            kind=Agreement.Kind.UNION_CINEMA,
            organisation=one.organisation,
            cinema=one,
            reference=f"SCARE-{one.cnc_number}",
            signed_on=today - datetime.timedelta(days=400),
            starts_on=today - datetime.timedelta(days=400),
        )
        for one in cinemas
    )
    _approve("cinema", [(one.id, str(one), one.organisation) for one in cinemas])
    return cinemas, sites


def _placements() -> list[Placement]:
    publishers = [
        Publisher(name=f"Support {at:02}", origins=[f"https://s{at}.example"])
        for at in range(PUBLISHERS)
    ]
    Publisher.objects.bulk_create(publishers)
    placements = [
        Placement(
            publisher=one, name=f"{form} {width}", format=form, width=width, height=high
        )
        for one in publishers
        for form, width, high in (
            ("insert", 300, 250),
            ("insert", 970, 250),
            ("popup", 600, 400),
        )
    ]
    return Placement.objects.bulk_create(placements)


def _campaigns(
    size: Size,
    chance: random.Random,
    today: datetime.date,
    placements: Sequence[Placement],
) -> tuple[list[Campaign], list[LineItem], dict[str, list[Creative]]]:
    distributors = Organisation.objects.bulk_create(
        Organisation(
            kind=Kind.DISTRIBUTOR, name=f"Distributeur {at:02}", slug=f"distrib-{at:02}"
        )
        for at in range(DISTRIBUTORS)
    )
    films = Film.objects.bulk_create(
        Film(
            distributor=distributors[at % DISTRIBUTORS],
            title=f"Film {at:03}",
            allocine_id=1_000 + at,
            year=2026,
        )
        for at in range(max(DISTRIBUTORS, size.campaigns // 2))
    )
    campaigns = []
    flights = []
    for at in range(size.campaigns):
        film = films[at % len(films)]
        status = Campaign.Status.LIVE if at % 5 == 0 else Campaign.Status.ENDED
        campaigns.append(
            Campaign(
                distributor=film.distributor,
                film=film,
                name=f"{film.title}, vague {at}",
                status=status,
            )
        )
        flights.append(_flight(campaigns[-1], at, size.days, today, chance))
    Campaign.objects.bulk_create(campaigns)
    Flight.objects.bulk_create(flights)
    lines, creatives = _bought(flights, placements)
    _approve("film", [(one.id, one.title, one.distributor) for one in films])
    _approve("campaign", [(one.id, one.name, one.distributor) for one in campaigns])
    return campaigns, lines, creatives


def _flight(
    campaign: Campaign, at: int, days: int, today: datetime.date, chance: random.Random
) -> Flight:
    live = campaign.status == Campaign.Status.LIVE
    ago = FLIGHT_DAYS // 2 if live else chance.randint(FLIGHT_DAYS, days)
    first = midnight(today - datetime.timedelta(days=ago))
    last = first + datetime.timedelta(days=FLIGHT_DAYS)
    return Flight(campaign=campaign, name=f"Vague {at}", starts_at=first, ends_at=last)


def _bought(
    flights: Sequence[Flight], placements: Sequence[Placement]
) -> tuple[list[LineItem], dict[str, list[Creative]]]:
    lines = LineItem.objects.bulk_create(
        LineItem(
            flight=flight,
            name=name,
            budget_micros=2_000_000_000,
            price_micros=4_000_000,
            pool=pool,
        )
        for flight in flights
        for name, pool in (("Salles Art et Essai", True), ("Lecteurs", False))
    )
    through = LineItem.placements.through
    through.objects.bulk_create(
        through(lineitem_id=line.id, placement_id=placements[(at + step) % 60].id)
        for at, line in enumerate(lines)
        for step in range(3)
    )
    creatives = {
        flight.campaign_id: [
            Creative(
                campaign_id=flight.campaign_id,
                kind="poster",
                name=name,
                poster_file=f"{'0' * 64}.webp",
                poster_mime="image/webp",
                poster_width=300,
                poster_height=250,
                poster_bytes=40_000,
            )
            for name in ("A", "B")
        ]
        for flight in flights
    }
    Creative.objects.bulk_create(one for two in creatives.values() for one in two)
    return lines, creatives


def _approve(kind: str, subjects: Sequence[tuple[str, str, Organisation]]) -> None:
    now = timezone.now()
    Approval.objects.bulk_create(
        Approval(
            kind=kind,
            subject_id=key,
            subject_name=name,
            organisation=organisation,
            status=Approval.Status.APPROVED,
            requested_at=now,
            decided_at=now,
        )
        for key, name, organisation in subjects
    )


def _waiting(campaigns: Sequence[Campaign], union: Organisation) -> Approval:
    """Forty films at most that wait for the union; the first request is given."""
    films = {one.film_id: one.film.title for one in campaigns}
    made = Approval.objects.bulk_create(
        Approval(
            kind="film",
            subject_id=key,
            subject_name=title,
            organisation=union,
            requested_at=timezone.now(),
        )
        for key, title in list(films.items())[:40]
    )
    return made[0]


def _circular(by: User) -> Circular:
    """A draft to every member."""
    return Circular.objects.create(
        subject="Assemblée", text="Bonjour", made_by=by, changed_at=timezone.now()
    )
