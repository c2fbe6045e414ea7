"""Leaving the pool on a day, and thinking better of it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.agreements.ending import end, take_back
from toile.portal.agreements.models import Agreement, Termination
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Cinema
from toile.portal.members import letters


@transaction.atomic
def leave(
    cinema: Cinema, day: datetime.date, reason: str, by: User, today: datetime.date
) -> Agreement:
    """End a cinema's agreement on a day to come; the union is told."""
    agreement = cinemas_in_force(today).get(cinema.id)
    if agreement is None:
        raise ValidationError(_("Aucune convention n’est en vigueur : rien à quitter."))
    if agreement.terminated_on:
        raise ValidationError(
            _("Le départ est déjà prévu : annulez-le d’abord pour changer de jour.")
        )
    side = Termination.Side.COUNTERPART
    end(agreement, day, by, today, side=side, reason=reason, tell=False)
    _note("cinema.leaves", cinema, by, day, reason)
    letters.leaving(cinema, day, reason)
    return agreement


@transaction.atomic
def stay(cinema: Cinema, by: User, today: datetime.date) -> Agreement:
    """Take back a leave that lies ahead."""
    agreement = cinemas_in_force(today).get(cinema.id)
    if agreement is None or agreement.terminated_on is None:
        raise ValidationError(_("Aucun départ n’est prévu."))
    day = agreement.terminated_on
    take_back(agreement, by, today, side=Termination.Side.COUNTERPART)
    _note("cinema.stays", cinema, by, day, "")
    return agreement


def _note(
    action: str, cinema: Cinema, by: User, day: datetime.date, reason: str
) -> None:
    record(
        action,
        "cinema",
        cinema.id,
        actor=by,
        organisation=cinema.organisation,
        details={"name": str(cinema), "day": day.isoformat(), "reason": reason},
    )
