"""Reading organisations and memberships."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Membership, Organisation, User

# Whom the banner names besides the cinema, in this order.
CONTROLLER_KINDS = (
    Organisation.Kind.UNION,
    Organisation.Kind.OPERATOR,
    Organisation.Kind.DISTRIBUTOR,
)


def memberships_of(user: User) -> QuerySet[Membership]:
    """For whom a person may act."""
    return user.memberships.select_related("organisation").order_by(
        "organisation__name"
    )


def controllers() -> list[Organisation]:
    """Union, operator and distributors: the controllers that the banner names."""
    found = Organisation.objects.filter(kind__in=CONTROLLER_KINDS).order_by("name")
    return sorted(
        found, key=lambda one: CONTROLLER_KINDS.index(Organisation.Kind(one.kind))
    )
