"""Carrying the rules into contracts, all at once or not at all."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, User
from toile.portal.agreements.amending import amend, terms_of
from toile.portal.agreements.members import Choice
from toile.portal.agreements.models import Agreement
from toile.portal.amendments.selectors import preview
from toile.portal.amendments.words import Difference, differences
from toile.portal.approvals.rules import may_decide
from toile.portal.mail.services import absolute, send


@transaction.atomic
def amend_members(
    choice: Choice,
    from_day: datetime.date,
    today: datetime.date,
    by: User,
    *,
    operator: bool,
    seen: str,
) -> list[Agreement]:
    """Amend what the preview showed, and tell each counterpart by mail.

    ``seen`` is the preview's: if anything changed since, nothing is done. A form that
    is sent twice finds nothing left to amend.
    """
    if not may_decide(by):
        raise PermissionDenied(_("Seul le syndicat change les conventions."))
    found = preview(choice, from_day, today, operator=operator)
    if not found.changed:
        raise ValidationError(
            _("Rien à changer : ces conventions portent déjà les règles de ce jour.")
        )
    if found.seen != seen:
        raise ValidationError(
            _(
                "Des conventions ou les règles ont changé depuis l’aperçu : relisez "
                "l’effet ci-dessous, puis recommencez."
            )
        )
    made = []
    for one in found.changed:
        changes = differences(terms_of(one), found.rules.terms)
        after = amend(one, from_day, today, by, **found.rules.terms)
        made.append(after)
        _tell(after, changes)
    return made


def _tell(agreement: Agreement, changes: list[Difference]) -> None:
    readers = Membership.objects.filter(
        organisation=agreement.organisation,
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
        user__is_active=True,
    ).select_related("user")
    where = (
        reverse("payouts:cinema", args=[agreement.cinema_id])
        if agreement.cinema_id
        else reverse("accounts:home")
    )
    for one in readers:
        send(
            "amendments/amended",
            one.user.email,
            {
                "name": one.user.name,
                "whose": str(agreement.cinema or agreement.organisation),
                "reference": agreement.reference,
                "from_day": agreement.starts_on,
                "changes": changes,
                "url": absolute(where),
            },
        )
