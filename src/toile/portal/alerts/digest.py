"""The mail about new alerts: one for all of them, at most every quarter of an hour."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from toile.portal.accounts.models import Membership, Organisation
from toile.portal.alerts.selectors import waiting
from toile.portal.alerts.words import remedy, what
from toile.portal.mail.models import Kind
from toile.portal.mail.services import absolute, send

# What passes by itself within five minutes wakes nobody.
_SETTLED = datetime.timedelta(minutes=5)
_MOST_TOLD = 20


@transaction.atomic
def send_digest(now: datetime.datetime | None = None) -> int:
    """Write to the operator's people about alerts not told yet; tell how many mails."""
    now = now or timezone.now()
    new = list(waiting().filter(told_at__isnull=True, since__lte=now - _SETTLED))
    if not new:
        return 0
    with translation.override("fr"):
        told = [{"what": what(one), "remedy": remedy(one)} for one in new[:_MOST_TOLD]]
    readers = Membership.objects.filter(
        organisation__kind=Organisation.Kind.OPERATOR,
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
        user__is_active=True,
    ).select_related("user")
    addresses = sorted({(one.user.email, one.user.name) for one in readers})
    for address, name in addresses:
        send(
            "alerts/digest",
            address,
            {
                "name": name,
                "alerts": told,
                "number": len(new),
                "more": len(new) - len(told),
                "url": absolute(reverse("alerts:list")),
            },
            unsubscribe=Kind.ALERT,
        )
    for one in new:
        one.told_at = now
        one.save(update_fields=["told_at"])
    return len(addresses)
