"""Writes the demo world through the portal's own services; twice changes nothing.

Needs Django to be set up before it is imported, and a migrated database. Every deed is
done as the person of the story who would do it, so that the audit trail reads right;
with a past also as of the day on which they would have done it.
"""

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from toile.ops.demo.fill_campaigns import Buyer, fill_campaign
from toile.ops.demo.fill_inventory import Operator, fill_inventory, name_advertisers
from toile.ops.demo.past import payday
from toile.ops.demo.past.calendar import Past, as_of, morning
from toile.ops.demo.past.campaigns import RUNNING_SINCE_DAYS, Buy, fill_past
from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.world import Campaign as CampaignFacts
from toile.ops.demo.world import Cinema, Film, World
from toile.ops.demo.world.load import FOLDER
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas import models as houses
from toile.portal.cinemas import services as cinemas
from toile.portal.films import models as catalogue
from toile.portal.films import services as films
from toile.portal.films.catalogue.importing import import_list
from toile.portal.inventory.models import Placement

ADMIN_EMAIL = "admin@demo.toile"
# People who can sign in for a cinema: each costs a password hash, a third of a second.
CINEMAS_WITH_ACCOUNT = 3
SIGNED_DAYS_AGO = 120
_DAY = datetime.timedelta(days=1)


class Filled(msgspec.Struct, frozen=True):
    """What the demo needs to know of the world it wrote.

    Pixel keys and cinema ids by the cinema's slug; placement ids by their key; the
    campaigns of the past, and those that run.
    """

    site_keys: Mapping[str, str]
    cinemas: Mapping[str, str]
    placements: Mapping[str, str]
    campaigns: tuple[Campaign, ...] = ()


class _People(msgspec.Struct, frozen=True):
    """Who acts: organisations by slug, and the person who speaks for each."""

    organisations: dict[str, Organisation]
    users: dict[str, User]


def fill(
    world: World, addresses: Addresses, now: datetime.datetime, past: Past | None = None
) -> Filled:
    """Write the demo world; what is there already is left as it is."""
    today = now.date()
    signed_on = today - SIGNED_DAYS_AGO * _DAY
    if past is not None:
        signed_on = min(signed_on, past.signed_on)
    with as_of(None if past is None else morning(signed_on)):
        people = _fill_people(world)
        _sign_operator(people, signed_on)
        members = {
            cinema.slug: _fill_cinema(
                cinema,
                world,
                people,
                addresses,
                signed_on,
                pays_early=past is not None and cinema.slug == payday.PAID,
            )
            for cinema in world.cinemas
        }
        _fill_records()
        if past is not None:
            payday.prepare(
                world,
                people.organisations["scare"],
                members[payday.PAID].cinema.organisation,
            )
        placements = _fill_inventory(world, people, addresses, today)
        titles = {film.slug: _fill_film(film, people) for film in world.films}

    def buy(film: str) -> tuple[catalogue.Film, Buyer]:
        distributor = titles[film].distributor.slug
        return titles[film], Buyer(
            distributor=people.organisations[distributor],
            by=people.users[distributor],
            union=people.users["scare"],
        )

    ran = [] if past is None else fill_past(world, past, buy, placements)
    run = [
        _fill_running(campaign, buy, placements, now, past)
        for campaign in world.campaigns
    ]
    return Filled(
        site_keys={slug: site.key for slug, site in members.items()},
        cinemas={slug: site.cinema_id for slug, site in members.items()},
        placements={key: placement.id for key, placement in placements.items()},
        campaigns=(
            *ran,
            *(each for each in run if each.status == Campaign.Status.LIVE),
        ),
    )


def _fill_running(
    facts: CampaignFacts,
    buy: Buy,
    placements: Mapping[str, Placement],
    now: datetime.datetime,
    past: Past | None,
) -> Campaign:
    """Write a campaign of the world; with a past it was approved before it began."""
    film, buyer = buy(facts.film)
    before = past is not None and facts.approved
    with as_of(now - RUNNING_SINCE_DAYS * _DAY if before else None):
        return fill_campaign(facts, film, buyer, placements, now)


def _fill_inventory(
    world: World, people: _People, addresses: Addresses, today: datetime.date
) -> dict[str, Placement]:
    operator = Operator(people.organisations["klox"], people.users["klox"])
    placements = fill_inventory(world, operator, addresses, today)
    distributors = [each for each in world.organisations if each.kind == "distributor"]
    name_advertisers(
        [people.organisations[each.slug] for each in distributors], operator
    )
    return placements


def _fill_people(world: World) -> _People:
    people = _People({}, {})
    if not User.objects.filter(email=ADMIN_EMAIL).exists():
        User.objects.create_superuser(
            ADMIN_EMAIL, world.password, name="Administration"
        )
    for facts in world.organisations:
        organisation = _organisation(facts.kind, facts.name, facts.slug, facts.email)
        people.organisations[facts.slug] = organisation
        people.users[facts.slug] = _person(
            organisation, facts.email, facts.person, world.password
        )
    return people


def _organisation(kind: str, name: str, slug: str, email: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    return found or accounts.add_organisation(kind, name, slug, contact_email=email)


def _person(organisation: Organisation, email: str, name: str, password: str) -> User:
    found = User.objects.filter(email=email).first()
    user = found or accounts.add_person(email, name, password)
    if not Membership.objects.filter(user=user, organisation=organisation).exists():
        accounts.add_membership(user, organisation, Membership.Role.OWNER)
    return user


def _fill_records() -> None:
    if not catalogue.FilmRecord.objects.exists():
        file = FOLDER / "film_records.csv"
        import_list(file.read_bytes(), file.name)


def _sign_operator(people: _People, signed_on: datetime.date) -> None:
    reference = "KLOX-SCARE"
    if not Agreement.objects.filter(reference=reference).exists():
        agreements.sign(
            Agreement.Kind.OPERATOR_UNION,
            people.organisations["klox"],
            reference,
            signed_on,
            by=people.users["scare"],
        )


def _fill_cinema(
    facts: Cinema,
    world: World,
    people: _People,
    addresses: Addresses,
    signed_on: datetime.date,
    *,
    pays_early: bool,
) -> houses.Site:
    union = people.users["scare"]
    name = f"{facts.name}, {facts.commune}"
    organisation = _organisation("cinema", name, facts.slug, facts.email)
    by = union
    if facts in world.cinemas[:CINEMAS_WITH_ACCOUNT]:
        by = _person(organisation, facts.email, name, world.password)
    cinema = organisation.cinemas.first() or cinemas.add_cinema(
        organisation,
        by,
        name=facts.name,
        cnc_number=facts.cnc_number,
        commune=facts.commune,
        postal_code=facts.postal_code,
        departement=facts.departement,
        latitude=facts.latitude,
        longitude=facts.longitude,
        screens=facts.screens,
        category=facts.category,
    )
    _approve(Approval.Kind.CINEMA, cinema.id, union)
    terms: dict[str, Any] = {}
    if pays_early:
        terms["threshold_micros"] = payday.THRESHOLD
    if not cinema.agreements.exists():
        agreements.sign(
            Agreement.Kind.UNION_CINEMA,
            organisation,
            f"SCARE-{facts.cnc_number}",
            signed_on,
            cinema=cinema,
            by=union,
            **terms,
        )
    origin = addresses.site(facts.host)
    return _site(cinema, facts, origin, by)


def _site(cinema: houses.Cinema, facts: Cinema, origin: str, by: User) -> houses.Site:
    found = cinema.sites.first()
    if found is None:
        return cinemas.add_site(cinema, f"Site de {facts.name}", [origin], by)
    if found.origins != [origin]:
        # The demo was started on another port: the pages moved with it.
        found.origins = [origin]
        found.full_clean()
        found.save(update_fields=["origins"])
    return found


def _fill_film(facts: Film, people: _People) -> catalogue.Film:
    distributor = people.organisations[facts.distributor]
    found = catalogue.Film.objects.filter(
        distributor=distributor, allocine_id=facts.allocine_id
    ).first()
    film = found or films.add_film(
        distributor,
        people.users[facts.distributor],
        title=facts.title,
        director=facts.director,
        year=facts.year,
        allocine_id=facts.allocine_id,
        synopsis=facts.synopsis,
        rating=facts.rating.lower(),
    )
    _approve(Approval.Kind.FILM, film.id, people.users["scare"])
    return film


def _approve(kind: str, subject_id: str, union: User) -> None:
    pending = Approval.objects.filter(
        kind=kind, subject_id=subject_id, status=Approval.Status.PENDING
    ).first()
    if pending:
        approvals.approve(pending.id, union)
