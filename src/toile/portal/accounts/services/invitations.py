"""Inviting somebody into an organisation, and their yes."""

import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts import letters
from toile.portal.accounts.models import Invitation, Membership, Organisation, User
from toile.portal.accounts.services.people import add_person
from toile.portal.accounts.services.team import join, need_manager
from toile.portal.accounts.signals import note
from toile.portal.accounts.tokens import hash_token, new_token
from toile.portal.mail.services import absolute

# What one organisation may send in an hour, and how long a letter rests before it is
# sent again: nobody's letter box is flooded from here.
LETTERS_AN_HOUR = 20
REST = datetime.timedelta(minutes=5)


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, by: User) -> Invitation:
    """Invite an address; one that is invited already gets a fresh link and the role."""
    need_manager(by, organisation)
    address = email.strip().lower()
    if organisation.memberships.filter(user__email=address).exists():
        raise ValidationError(
            {"email": _("Cette personne fait déjà partie de l’équipe.")}
        )
    waiting = _waiting(organisation, address)
    if waiting:
        waiting.role = role
        return _send_again(waiting, by)
    _need_room(organisation)
    invitation = Invitation(organisation=organisation, email=address, role=role)
    token = _renew(invitation, by)
    invitation.full_clean()
    invitation.save(force_insert=True)
    _note("invitation.sent", invitation, by)
    _send(invitation, token)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, by: User) -> Invitation:
    """Send a fresh link; the one before it no longer opens anything."""
    need_manager(by, invitation.organisation)
    return _send_again(_locked(invitation), by)


@transaction.atomic
def cancel_invitation(invitation: Invitation, by: User) -> Invitation:
    """Take an invitation back."""
    need_manager(by, invitation.organisation)
    waiting = _locked(invitation)
    waiting.cancelled_at = timezone.now()
    waiting.save(update_fields=["cancelled_at"])
    _note("invitation.cancelled", waiting, by)
    return waiting


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Let the person whom an invitation addresses join."""
    waiting = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if waiting.state != Invitation.State.OPEN:
        raise ValidationError(_("Cette invitation ne vaut plus."))
    if user.email != waiting.email:
        raise ValidationError(
            _("Cette invitation est adressée à une autre adresse que la vôtre.")
        )
    waiting.accepted_at = timezone.now()
    waiting.save(update_fields=["accepted_at"])
    return join(user, waiting.organisation, waiting.role)


@transaction.atomic
def open_account(email: str, name: str, password: str) -> User:
    """Make an account for an address whose mail its owner reads."""
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise ValidationError(
            {"email": _("Cette adresse a déjà un compte : connectez-vous.")}
        )
    try:
        validate_password(password, User(email=address, name=name))
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    return add_person(address, name.strip(), password)


def _waiting(organisation: Organisation, address: str) -> Invitation | None:
    return (
        Invitation.objects.select_for_update()
        .filter(
            organisation=organisation,
            email=address,
            accepted_at=None,
            cancelled_at=None,
        )
        .first()
    )


def _locked(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.accepted_at or found.cancelled_at:
        raise ValidationError(_("Cette invitation a déjà été acceptée ou annulée."))
    return found


def _send_again(invitation: Invitation, by: User) -> Invitation:
    if invitation.sent_at > timezone.now() - REST:
        raise ValidationError(
            _(
                "Cette invitation vient de partir. Attendez cinq minutes avant de la "
                "renvoyer, et regardez dans les indésirables."
            )
        )
    _need_room(invitation.organisation)
    token = _renew(invitation, by)
    invitation.save()
    _note("invitation.resent", invitation, by)
    _send(invitation, token)
    return invitation


def _need_room(organisation: Organisation) -> None:
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    sent = Invitation.objects.filter(
        organisation=organisation, sent_at__gt=an_hour_ago
    ).count()
    if sent >= LETTERS_AN_HOUR:
        raise ValidationError(
            _(
                "Votre organisation a envoyé %(limit)d invitations en une heure : "
                "reprenez plus tard."
            )
            % {"limit": LETTERS_AN_HOUR}
        )


def _renew(invitation: Invitation, by: User) -> str:
    token = new_token()
    invitation.token_hash = hash_token(token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + Invitation.VALID_FOR
    invitation.invited_by = by
    return token


def _send(invitation: Invitation, token: str) -> None:
    context = {
        "organisation": invitation.organisation.name,
        "role": invitation.get_role_display(),
        "inviter": str(invitation.invited_by),
        "url": absolute(reverse("accounts:accept", args=[token])),
        "expires_at": invitation.expires_at,
    }
    letters.send("invitation", invitation.email, context)


def _note(action: str, invitation: Invitation, by: User) -> None:
    note(
        action,
        "invitation",
        invitation.id,
        actor=by,
        organisation=invitation.organisation,
        details={"role": invitation.role},
    )
