"""The mail about new alerts: one for all of them, at most every quarter of an hour.

The operator reads of all of them, the union of those that are about its money.
"""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from toile.portal.accounts.models import Membership, Organisation
from toile.portal.alerts.models import Alert
from toile.portal.alerts.selectors import waiting
from toile.portal.alerts.words import remedy, what
from toile.portal.mail.models import Kind
from toile.portal.mail.services import absolute, send

# What passes by itself within five minutes wakes nobody.
_SETTLED = datetime.timedelta(minutes=5)
_MOST_TOLD = 20


_UNIONS = {Alert.Kind.MONEY_DIFFERS}


@transaction.atomic
def send_digest(now: datetime.datetime | None = None) -> int:
    """Write to people about alerts not told yet; tell how many mails."""
    now = now or timezone.now()
    new = list(waiting().filter(told_at__isnull=True, since__lte=now - _SETTLED))
    sent = _write(Organisation.Kind.OPERATOR, new, "alerts:list")
    money = [one for one in new if one.kind in _UNIONS]
    sent += _write(Organisation.Kind.UNION, money, "reconciliation:overview")
    for one in new:
        one.told_at = now
        one.save(update_fields=["told_at"])
    return sent


def _write(kind: str, new: Sequence[Alert], page: str) -> int:
    """Write to those of an organisation who may act; tell how many mails."""
    if not new:
        return 0
    with translation.override("fr"):
        told = [{"what": what(one), "remedy": remedy(one)} for one in new[:_MOST_TOLD]]
    readers = Membership.objects.filter(
        organisation__kind=kind,
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
                "url": absolute(reverse(page)),
            },
            unsubscribe=Kind.ALERT,
        )
    return len(addresses)
