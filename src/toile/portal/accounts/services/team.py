"""Who belongs to an organisation, in which role; its last owner always stays."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.accounts.rules import may_manage
from toile.portal.accounts.services.people import add_membership
from toile.portal.accounts.signals import note


@transaction.atomic
def join(user: User, organisation: Organisation, role: str) -> Membership:
    """Let somebody join; who belongs to it already keeps the role they have."""
    held = Membership.objects.filter(user=user, organisation=organisation).first()
    if held:
        return held
    membership = add_membership(user, organisation, role)
    _note("member.joined", membership, user)
    return membership


@transaction.atomic
def change_role(membership: Membership, role: str, by: User) -> Membership:
    """Give a member another role."""
    held = _locked(membership, by)
    if role not in Membership.Role.values:
        raise ValidationError(_("Choisissez l’un des rôles de la liste."))
    if held.role == role:
        return held
    if role != Membership.Role.OWNER:
        _keep_an_owner(held)
    before, held.role = held.role, role
    held.save(update_fields=["role"])
    _note("member.role_changed", held, by, before=before)
    return held


@transaction.atomic
def remove_member(membership: Membership, by: User) -> None:
    """Take a member out of the organisation; their account stays."""
    held = _locked(membership, by)
    _keep_an_owner(held)
    _note("member.removed", held, by)
    held.delete()


def need_manager(user: User, organisation: Organisation) -> None:
    """Refuse whoever is no owner of the organisation."""
    if not may_manage(user, organisation):
        raise PermissionDenied(
            _("Seules les personnes responsables gèrent l’équipe : demandez-leur.")
        )


def _locked(membership: Membership, by: User) -> Membership:
    # All of the organisation's rows: two owners who remove each other at one moment
    # would otherwise leave none.
    team = Membership.objects.select_for_update().filter(
        organisation_id=membership.organisation_id
    )
    held = next((one for one in team if one.pk == membership.pk), None)
    need_manager(by, membership.organisation)
    if held is None:
        raise ValidationError(_("Cette personne ne fait plus partie de l’équipe."))
    return held


def _keep_an_owner(membership: Membership) -> None:
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id, role=Membership.Role.OWNER
    ).exclude(pk=membership.pk)
    if membership.role == Membership.Role.OWNER and not others.exists():
        raise ValidationError(
            _(
                "C’est la dernière personne responsable : donnez d’abord ce rôle à "
                "quelqu’un d’autre."
            )
        )


def _note(action: str, membership: Membership, by: User, **more: str) -> None:
    note(
        action,
        "membership",
        membership.id,
        actor=by,
        organisation=membership.organisation,
        details={"person": membership.user_id, "role": membership.role} | more,
    )
