"""Cinemas that a month's statements are drawn and sent to."""

import datetime

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements.models import Agreement


def wait_for_statements(month: datetime.date) -> None:
    """Let each cinema's agreement be in force by a month, somebody be written to."""
    Agreement.objects.filter(starts_on__gt=month).update(starts_on=month)
    houses = Organisation.objects.filter(kind=Organisation.Kind.CINEMA)
    alone = list(houses.filter(memberships__isnull=True))
    people = User.objects.bulk_create(
        User(email=f"{house.id.lower()}@bench.toile", name="X") for house in alone
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=house, role=Membership.Role.OWNER)
        for user, house in zip(people, alone, strict=True)
    )
