"""Making organisations and people, and letting people act for organisations."""

from django.db import transaction

from toile.portal.accounts.models import Membership, Organisation, User


@transaction.atomic
def add_organisation(kind: str, name: str, slug: str, **fields: object) -> Organisation:
    """Register an organisation."""
    organisation = Organisation(kind=kind, name=name, slug=slug, **fields)
    organisation.full_clean()
    organisation.save(force_insert=True)
    return organisation


@transaction.atomic
def add_person(email: str, name: str, password: str | None = None) -> User:
    """Register a person who signs in with this address."""
    return User.objects.create_user(email, password, name=name)


@transaction.atomic
def add_membership(user: User, organisation: Organisation, role: str) -> Membership:
    """Let a person act for an organisation."""
    membership = Membership(user=user, organisation=organisation, role=role)
    membership.full_clean()
    membership.save(force_insert=True)
    return membership


@transaction.atomic
def change_profile(user: User, name: str, language: str) -> User:
    """Let somebody change how they are called, and in which language they read."""
    user.name = name.strip()
    user.language = language
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name", "language"])
    return user
