"""An organisation's team: who invites, who leaves, and who must stay."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts_stage import PASSWORD, last_letter
from toile.portal.accounts import services
from toile.portal.accounts.models import Invitation, Membership, User
from toile.portal.audit.models import AuditEntry
from toile.portal.mail.models import Mail

SignIn = Callable[[str], Client]
Capture = Callable[..., Any]


@pytest.fixture
def invited(people: Any) -> str:
    """The path of the link that Lou got from the Royal."""
    services.invite(people.royal, "lou@toile.test", "editor", people.users["royal"])
    body = last_letter().text
    return "/invitation/" + body.split("/invitation/")[1].split(maxsplit=1)[0]


def member(people: Any, name: str) -> Membership:
    found: Membership = people.royal.memberships.get(user=people.users[name])
    return found


def test_an_invitation_holds_no_link(people: Any, invited: str) -> None:
    token = invited.split("/")[2]
    row = Invitation.objects.get()
    assert token not in str(vars(row))
    assert row.expires_at - row.sent_at == datetime.timedelta(days=7)


def test_the_last_owner_stays(people: Any, sign_in: SignIn) -> None:
    client, owner = sign_in("royal"), member(people, "royal")
    answer = client.post(reverse("accounts:remove", args=[owner.id]))
    assert answer.status_code == 422
    assert "dernière personne responsable" in answer.content.decode()
    role = client.post(
        reverse("accounts:change_role", args=[owner.id]), {"role": "viewer"}
    )
    assert role.status_code == 422
    assert "dernière personne responsable" in role.content.decode()
    owner.refresh_from_db()
    assert owner.role == "owner"
    services.change_role(member(people, "royal_editor"), "owner", people.users["royal"])
    assert client.post(reverse("accounts:remove", args=[owner.id])).status_code == 302
    assert not people.royal.memberships.filter(user=people.users["royal"]).exists()
    assert client.get(reverse("accounts:team")).status_code == 403


@pytest.mark.parametrize("name", ["royal_editor", "royal_viewer", "condor"])
def test_only_owners_manage(people: Any, name: str) -> None:
    by, held = people.users[name], member(people, "royal_viewer")
    with pytest.raises(PermissionDenied):
        services.invite(people.royal, "x@toile.test", "viewer", by)
    with pytest.raises(PermissionDenied):
        services.change_role(held, "owner", by)
    with pytest.raises(PermissionDenied):
        services.remove_member(held, by)
    assert Invitation.objects.count() == 0
    held.refresh_from_db()
    assert held.role == "viewer"


def test_each_deed_is_in_the_trail_and_names_nobody(people: Any, invited: str) -> None:
    owner = people.users["royal"]
    lou = services.open_account("lou@toile.test", "Lou", PASSWORD)
    membership = services.accept(Invitation.objects.get(), lou)
    services.change_role(membership, "viewer", owner)
    services.remove_member(membership, owner)
    trail = AuditEntry.objects.filter(organisation=people.royal).order_by("id")
    assert [entry.action for entry in trail] == [
        "invitation.sent",
        "member.joined",
        "member.role_changed",
        "member.removed",
    ]
    assert [entry.actor for entry in trail] == [owner, lou, owner, owner]
    assert trail[2].details == {
        "person": lou.id,
        "role": "viewer",
        "before": "editor",
    }
    assert "lou" not in str([entry.details for entry in trail]).lower()


def test_a_member_is_not_invited_again(people: Any, sign_in: SignIn) -> None:
    given = {"email": " ROYAL_editor@toile.test ", "role": "viewer"}
    answer = sign_in("royal").post(reverse("accounts:invite"), given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "fait déjà partie de l’équipe" in page
    assert "ROYAL_editor@toile.test" in page


@pytest.mark.parametrize("email", ["", "x", "x@", "é" * 300 + "@toile.test", "🎬@x"])
def test_what_is_no_address_is_said_beside_it(sign_in: SignIn, email: str) -> None:
    given = {"email": email, "role": "viewer"}
    answer = sign_in("royal").post(reverse("accounts:invite"), given)
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_a_fresh_link_replaces_the_one_before(
    people: Any,
    client: Client,
    invited: str,
) -> None:
    invitation, owner = Invitation.objects.get(), people.users["royal"]
    with pytest.raises(ValidationError, match="vient de partir"):
        services.resend_invitation(invitation, owner)
    Invitation.objects.update(sent_at=timezone.now() - datetime.timedelta(hours=2))
    services.invite(people.royal, "Lou@toile.test", "viewer", owner)
    assert Mail.objects.count() == 2
    assert Invitation.objects.get().role == "viewer"
    stale = client.get(invited)
    assert stale.status_code == 410
    assert "un lien plus récent l’a remplacé" in stale.content.decode()


def test_a_link_that_no_longer_holds_says_what_to_do(
    people: Any, client: Client, invited: str
) -> None:
    assert client.get(invited).status_code == 200
    past = timezone.now() - datetime.timedelta(seconds=1)
    Invitation.objects.update(expires_at=past)
    expired = client.get(invited)
    assert expired.status_code == 410
    assert "Demandez à Le Royal de la renvoyer" in expired.content.decode()
    given = {"name": "Lou", "password": PASSWORD}
    assert client.post(invited, given).status_code == 410
    services.cancel_invitation(Invitation.objects.get(), people.users["royal"])
    assert "Le Royal l’a annulée" in client.get(invited).content.decode()
    assert not User.objects.filter(email="lou@toile.test").exists()


def test_who_has_an_account_signs_in_and_comes_back(
    people: Any, client: Client, invited: str
) -> None:
    services.add_person("lou@toile.test", "Lou", PASSWORD)
    assert "a déjà un compte" in client.get(invited).content.decode()
    away = client.post(invited).headers["Location"]
    assert away == f"/connexion/?next={invited}"
    given = {"login": "lou@toile.test", "password": PASSWORD, "next": invited}
    assert client.post(away, given).headers["Location"] == invited
    assert client.post(invited).status_code == 302
    assert people.royal.memberships.get(user__email="lou@toile.test").role == "editor"


def test_an_invitation_is_for_its_address_alone(
    people: Any, sign_in: SignIn, invited: str
) -> None:
    page = sign_in("condor").get(invited).content.decode()
    assert "l’invitation est pour lou@toile.test" in page
    with pytest.raises(ValidationError, match="une autre adresse"):
        services.accept(Invitation.objects.get(), people.users["condor"])


def test_nobody_floods_letter_boxes(people: Any) -> None:
    owner = people.users["royal"]
    for number in range(20):
        services.invite(people.royal, f"x{number}@toile.test", "viewer", owner)
    with pytest.raises(ValidationError, match="20 invitations en une heure"):
        services.invite(people.royal, "one-more@toile.test", "viewer", owner)


def test_a_large_team_costs_no_more_questions(
    people: Any, sign_in: SignIn, django_assert_max_num_queries: Capture
) -> None:
    for number in range(60):
        person = services.add_person(f"n{number}@toile.test", f"N {number}")
        services.add_membership(person, people.royal, "viewer")
    client = sign_in("royal")
    with django_assert_max_num_queries(8):
        client.get(reverse("accounts:team"))
