"""The demo world is written through the portal's services, and only once."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from clock import NOON
from toile.ops.demo import world
from toile.ops.demo.fill import ADMIN_EMAIL, fill
from toile.ops.demo.sites import Addresses
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements.models import Agreement
from toile.portal.approvals.models import Approval
from toile.portal.audit.models import AuditEntry
from toile.portal.campaigns.models import Campaign, Creative, LineItem, ReachCell
from toile.portal.campaigns.selectors import live_lines, targeting
from toile.portal.campaigns.wizard.outlook import outlook
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.films.models import Film
from toile.portal.inventory.models import (
    Deal,
    Exchange,
    Placement,
    Publisher,
    SupplyDay,
)
from toile.portal.inventory.selectors import days_of
from toile.wire.audience import AEA

TABLES = (
    User,
    Organisation,
    Membership,
    Cinema,
    Site,
    Agreement,
    Approval,
    Film,
    Publisher,
    Placement,
    SupplyDay,
    Exchange,
    Deal,
    Campaign,
    LineItem,
    Creative,
    AuditEntry,
)


@pytest.fixture
def addresses() -> Addresses:
    return Addresses(
        pool_url="http://pool.localhost:8100",
        ads_url="http://ads.localhost:8100",
        portal_url="http://localhost:8000",
        port=8080,
    )


@pytest.fixture(autouse=True)
def small_costs(tmp_path: Path) -> Iterator[None]:
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(MEDIA_ROOT=tmp_path, PASSWORD_HASHERS=[hasher]):
        yield


@pytest.mark.django_db
def test_the_world_is_ready_to_serve(addresses: Addresses, tmp_path: Path) -> None:
    facts = world.load()
    filled = fill(facts, addresses, NOON)

    assert set(filled.site_keys) == {cinema.slug for cinema in facts.cinemas}
    royal = Site.objects.get(key=filled.site_keys["royal-toulon"])
    assert royal.origins == ["http://royal-toulon.localhost:8080"]
    assert royal.cinema_id == filled.cinemas["royal-toulon"]
    assert Agreement.objects.filter(cinema__isnull=False).count() == 40

    lines = {line.name: line for line in live_lines(NOON)}
    assert set(lines) == {
        "Encart vidéo, franceinter",
        "Encart vertical, franceinter",
        "Pop-up, franceinter",
        "Bannière, cinéphiles",
        "Le Monde par Quai Média",
    }
    teaser = lines["Encart vidéo, franceinter"]
    assert targeting(teaser).placements == (filled.placements["fi-encart-video"],)
    assert targeting(teaser).segments == ("aea",)
    criteria = targeting(lines["Bannière, cinéphiles"])
    assert [place.country for place in criteria.geography] == ["FR"]
    assert [(a.youngest, a.oldest) for a in criteria.ages] == [(25, 49), (50, 64)]
    for creative in Creative.objects.all():
        assert (tmp_path / creative.poster_file).is_file()


@pytest.mark.django_db
def test_the_operator_has_floors_and_past_days_exchanges_and_deals(
    addresses: Addresses,
) -> None:
    facts = world.load()
    fill(facts, addresses, NOON)

    floors = dict(Placement.objects.values_list("key", "floor_micros"))
    assert floors["fi-encart-haut"] == 6_500_000
    assert floors["lm-banniere"] == 12_000_000
    for place in Placement.objects.all():
        past = days_of(place, NOON.date() - datetime.timedelta(days=1), 28)
        assert all(day.requests > day.members > 0 for _at, day in past), place.key
        assert all(
            sum(row.bands) == row.requests for row in place.supply.exclude(bands=[])
        )
        # The demo's own worker counts from today on.
        assert not place.supply.filter(day__gte=NOON.date()).exists()

    deals = {deal.code: deal for deal in Deal.objects.all()}
    assert set(deals) == {"QM-2026-0117", "belleville/culture-42"}
    garanti = deals["QM-2026-0117"]
    assert str(garanti.publisher) == "franceinter"
    assert garanti.placements.count() == 2
    told = AuditEntry.objects.filter(action__in=["exchange.added", "deal.added"])
    assert {entry.organisation.slug for entry in told if entry.organisation} == {"klox"}


@pytest.mark.django_db
def test_a_campaign_of_the_demo_can_be_forecast(addresses: Addresses) -> None:
    fill(world.load(), addresses, NOON)
    ReachCell.objects.create(segment=AEA, ids=140, counted_at=NOON)
    waiting = Campaign.objects.get(status=Campaign.Status.SUBMITTED)
    for line in LineItem.objects.filter(flight__campaign=waiting):
        found = outlook(waiting, line.flight, line, today=NOON.date()).found
        assert found.refusal is None
        assert found.here is not None
        assert found.here.impressions.expected > 0
        assert found.past_days == 28


@pytest.mark.django_db
def test_one_campaign_waits_in_the_unions_queue(addresses: Addresses) -> None:
    fill(world.load(), addresses, NOON)
    pending = Approval.objects.filter(status=Approval.Status.PENDING)
    assert [entry.subject_name for entry in pending] == [
        "Le Serment de Pamfir, lancement"
    ]


@pytest.mark.django_db
def test_the_people_of_the_story_can_sign_in(addresses: Addresses) -> None:
    facts = world.load()
    fill(facts, addresses, NOON)
    emails = ["royal@demo.toile", ADMIN_EMAIL, *(o.email for o in facts.organisations)]
    for email in emails:
        assert User.objects.get(email=email).check_password(facts.password), email


@pytest.mark.django_db
def test_a_second_run_changes_nothing(addresses: Addresses) -> None:
    facts = world.load()
    first = fill(facts, addresses, NOON)
    before = {table: table.objects.count() for table in TABLES}
    again = fill(facts, addresses, NOON + datetime.timedelta(days=1))
    assert again == first
    assert {table: table.objects.count() for table in TABLES} == before


@pytest.mark.django_db
def test_another_port_moves_the_origins_and_nothing_else(addresses: Addresses) -> None:
    facts = world.load()
    first = fill(facts, addresses, NOON)
    moved = Addresses(
        pool_url=addresses.pool_url,
        ads_url=addresses.ads_url,
        portal_url=addresses.portal_url,
        port=8081,
    )
    assert fill(facts, moved, NOON) == first
    royal = Site.objects.get(key=first.site_keys["royal-toulon"])
    assert royal.origins == ["http://royal-toulon.localhost:8081"]
