"""Closing a month: from then on nothing is dated into it; twice closes it once."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.payouts.models import ClosedPeriod, Link
from toile.portal.payouts.services.accruing import book_accruals
from toile.portal.payouts.services.capping import cap_month
from toile.portal.payouts.services.holding import HOLD_DAYS, release
from toile.portal.payouts.services.posting import lock_ledger
from toile.wire.calendar import midnight, month_after


class NotYetError(ValueError):
    """The month cannot be closed yet; the message says in French why."""


@transaction.atomic
def close_month(
    month: datetime.date, today: datetime.date, by: User | None
) -> ClosedPeriod:
    """Release what the month's holds still keep, and close it and all before.

    Raises ``NotYetError`` while clicks of the month are held, or for a month of the
    future. A month that is closed already is given back as it is.
    """
    first = month.replace(day=1)
    known = ClosedPeriod.objects.filter(month=first).first()
    if known is not None:
        return known
    after = month_after(first)
    opens = after + datetime.timedelta(days=HOLD_DAYS)
    if today < opens:
        raise NotYetError(
            _(
                "Les clics des derniers jours du mois sont encore en attente de "
                "contrôle : ce mois se clôt à partir du %(day)s."
            )
            % {"day": f"{opens:%d/%m/%Y}"}
        )
    later = ClosedPeriod.objects.order_by("-month").first()
    if later is not None and later.month > first:
        raise NotYetError(
            _("%(month)s est clos : les mois d’avant le sont avec lui.")
            % {"month": f"{later.month:%m/%Y}"}
        )
    book_accruals(today)
    cap_month(first, today)
    release(today)
    lock_ledger()
    last = Link.objects.order_by("-number").first()
    closed = ClosedPeriod.objects.create(
        month=first,
        ends_at=midnight(after),
        closed_at=timezone.now(),
        closed_by=by,
        last_link=0 if last is None else last.number,
    )
    record("ledger.month_closed", "ledger", f"{first:%Y-%m}", actor=by)
    return closed
