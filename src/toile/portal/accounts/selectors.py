"""Reading organisations and memberships."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Membership, Organisation, User

# Whom the banner and "Mes données" name besides the cinema, in this order. Distributors
# receive counts alone, nothing about a person: they are no controllers.
CONTROLLER_KINDS = (Organisation.Kind.UNION, Organisation.Kind.OPERATOR)


def memberships_of(user: User) -> QuerySet[Membership]:
    """For whom a person may act."""
    return user.memberships.select_related("organisation").order_by(
        "organisation__name"
    )


def controllers() -> list[Organisation]:
    """Union, then operator: the controllers besides the cinema itself."""
    found = Organisation.objects.filter(kind__in=CONTROLLER_KINDS).order_by("name")
    return sorted(
        found, key=lambda one: CONTROLLER_KINDS.index(Organisation.Kind(one.kind))
    )
