"""The admin leaves a trace of each deed, and walks round no approval."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import approved_ids, status_of
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.audit.selectors import first_broken
from toile.portal.campaigns.models import Creative
from toile.portal.films.models import Film
from toile.portal.inventory.models import Publisher


@pytest.fixture
def operator(world: Any, sign_in: Callable[[str], Client]) -> Client:
    """Klox's administrator, signed in."""
    user = world.people.users["klox"]
    user.is_staff = user.is_superuser = True
    user.save()
    return sign_in("klox")


def save(client: Client, row: Any, **changes: object) -> None:
    """Send the admin's form of a row as it stands, but for the changes."""
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    url = reverse(f"admin:{name}_change", args=[row.pk])
    form = client.get(url).context["adminform"].form
    given = {
        field: (
            "" if (value := form.get_initial_for_field(each, field)) is None else value
        )
        for field, each in form.fields.items()
    }
    answer = client.post(url, given | changes)
    assert answer.status_code == 302, answer.context["errors"]


def test_every_admin_class_reads_only_or_leaves_a_trace() -> None:
    classes = [
        type(each)
        for model, each in admin.site._registry.items()
        if model.__module__.startswith(("toile.portal.", "allauth."))
    ]
    assert len(classes) > 20
    assert [
        each for each in classes if not issubclass(each, (ReadOnlyAdmin, RecordedAdmin))
    ] == []


def test_a_change_says_who_and_from_what_to_what(world: Any, operator: Client) -> None:
    save(operator, world.royal, screens=5)
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.subject_kind) == ("cinema.changed_in_admin", "cinema")
    assert entry.subject_id == world.royal.id
    assert entry.actor == world.people.users["klox"]
    assert entry.details == {
        "name": "Le Royal, Toulon",
        "changed": {"screens": ["1", "5"]},
    }
    assert first_broken() is None


def test_a_persons_name_and_address_stay_out_of_the_trail(
    world: Any, operator: Client
) -> None:
    user = world.people.users["royal"]
    save(operator, user, email="secret@toile.test", name="Secret")
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.subject_id) == ("user.changed_in_admin", str(user.pk))
    assert sorted(entry.details["changed"]) == ["email", "name"]
    assert "ecret" not in str(entry.details)
    assert "royal@" not in str(entry.details)
    nobody = world.people.users["nobody"]
    url = reverse("admin:accounts_user_delete", args=[nobody.pk])
    operator.post(url, {"post": "yes"})
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.subject_id) == ("user.deleted_in_admin", str(nobody.pk))
    assert set(entry.details) == {"held"}
    assert not {"email", "name", "password"} & set(entry.details["held"])


def test_what_is_added_or_deleted_leaves_a_trace(world: Any, operator: Client) -> None:
    added = {"name": "Libé", "origins": '["https://libe.example"]'}
    operator.post(reverse("admin:inventory_publisher_add"), added)
    made = Publisher.objects.get(name="Libé")
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.subject_id) == ("publisher.added_in_admin", made.id)
    confirmed = {"post": "yes"}
    operator.post(
        reverse("admin:inventory_publisher_delete", args=[made.id]), confirmed
    )
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.subject_id) == ("publisher.deleted_in_admin", made.id)
    assert entry.details["name"] == "Libé"
    assert entry.details["held"]["origins"] == "['https://libe.example']"
    chosen = {"action": "delete_selected", "_selected_action": [world.creative.id]}
    operator.post(reverse("admin:campaigns_creative_changelist"), chosen | confirmed)
    entry = AuditEntry.objects.latest("id")
    assert not Creative.objects.exists()
    assert (entry.action, entry.subject_id) == (
        "creative.deleted_in_admin",
        world.creative.id,
    )


@pytest.mark.parametrize("changes", [{"title": "Autre titre"}, {"allocine_id": 1}])
def test_another_title_or_page_is_asked_anew(
    world: Any, operator: Client, changes: dict[str, Any]
) -> None:
    save(operator, world.film, year=2020)
    assert world.film.id in approved_ids("film")
    save(operator, world.film, **changes)
    assert world.film.id not in approved_ids("film")
    asked = status_of("film", world.film.id)
    assert asked is not None
    assert asked.status == Approval.Status.PENDING
    assert asked.subject_name == Film.objects.get(id=world.film.id).title


def test_a_film_added_in_the_admin_is_asked_for(world: Any, operator: Client) -> None:
    given = {"distributor": world.people.condor.pk, "title": "Neuf", "allocine_id": 7}
    url = reverse("admin:films_film_add")
    assert operator.post(url, given | {"rating": "tous publics"}).status_code == 302
    assert Approval.objects.get(subject_name="Neuf").status == "pending"


def test_a_lost_second_factor_is_taken_away_and_noted(
    world: Any, operator: Client
) -> None:
    secret = generate_totp_secret()
    factor = TOTP.activate(world.people.users["royal"], secret).instance
    page = operator.get(reverse("admin:mfa_authenticator_change", args=[factor.pk]))
    assert "secret" not in page.content.decode()
    url = reverse("admin:mfa_authenticator_delete", args=[factor.pk])
    operator.post(url, {"post": "yes"})
    entry = AuditEntry.objects.latest("id")
    assert entry.action == "authenticator.deleted_in_admin"
    assert entry.details["held"]["user"] == str(world.people.users["royal"].pk)
    assert "data" not in entry.details["held"]
