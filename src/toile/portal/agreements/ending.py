"""Ending an agreement: who may, from which day, for which cause; and taking it back.

A cinema needs no notice; the union, and either side of the operator's contract, keep
theirs, unless a cause lets them do without (the texts' section 9). From its day on an
agreement counts no more: the plan drops the cinema's sites and the worker takes its
visits out of the pool, both within seconds of midnight in Paris, or at once.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.agreements import letters
from toile.portal.agreements.locking import lock
from toile.portal.agreements.models import Agreement, Termination
from toile.portal.agreements.services import keep, terminate
from toile.portal.agreements.texts import Party
from toile.portal.agreements.texts.terms import NOTICE_DAYS

Side, Cause = Termination.Side, Termination.Cause
LATEST = datetime.timedelta(days=366)


def notice_days(agreement: Agreement, side: str) -> int:
    """How many days before its end a side must say it, without a cause."""
    kind = Agreement.Kind(agreement.kind)
    if kind == Agreement.Kind.UNION_CINEMA and side == Side.COUNTERPART:
        return 0
    return NOTICE_DAYS[kind]


def earliest_end(
    agreement: Agreement, side: str, cause: str, today: datetime.date
) -> datetime.date:
    """The first day on which the agreement may count no more."""
    if cause != Cause.NOTICE:
        return today
    return today + datetime.timedelta(days=notice_days(agreement, side))


@transaction.atomic
def end(
    agreement: Agreement,
    day: datetime.date,
    by: User,
    today: datetime.date,
    *,
    side: str,
    cause: str = Cause.NOTICE,
    reason: str = "",
    tell: bool = True,
) -> Agreement:
    """Let an agreement count no more from a day on; the other side is told.

    One that ends already may be ended sooner, never later.
    """
    lock(Party(agreement.organisation, agreement.cinema))
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    _must_be_endable(found, day, today, side, cause)
    if cause != Cause.NOTICE and not reason.strip():
        raise ValidationError(
            {"reason": _("Une fin sans préavis se motive : écrivez les faits.")}
        )
    ended = terminate(found, day, by, side=side, cause=cause, reason=reason.strip())
    _end_what_follows(ended, day)
    Termination.objects.create(
        agreement=ended,
        side=side,
        cause=cause,
        reason=reason.strip(),
        day=day,
        said_at=timezone.now(),
        by=by,
    )
    if tell:
        letters.ended(ended, side, cause, reason.strip())
    return ended


@transaction.atomic
def take_back(
    agreement: Agreement, by: User, today: datetime.date, *, side: str
) -> Agreement:
    """Let an agreement go on whose end lies ahead, by the side that said the end."""
    lock(Party(agreement.organisation, agreement.cinema))
    found = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if found.terminated_on is None or found.terminated_on <= today:
        raise ValidationError(_("Aucune fin n’est prévue."))
    said = found.terminations.first()
    if said is not None and said.side != side:
        raise ValidationError(
            _("L’autre partie a mis fin à la convention : elle seule peut revenir.")
        )
    day = found.terminated_on
    kept = keep(found, by)
    _bring_back_what_follows(kept, day)
    return kept


def _must_be_endable(
    agreement: Agreement,
    day: datetime.date,
    today: datetime.date,
    side: str,
    cause: str,
) -> None:
    if agreement.stage != Agreement.Stage.SIGNED or agreement.last_day < today:
        raise ValidationError(_("Cette convention n’est plus en vigueur."))
    earliest = earliest_end(agreement, side, cause, today)
    if day < earliest:
        raise ValidationError(
            {
                "day": _("Pas avant le %s : le préavis court jusque-là.")
                % date_format(earliest, "j F Y")
                if earliest > today
                else _("Choisissez aujourd’hui ou un jour à venir.")
            }
        )
    if day > today + LATEST:
        raise ValidationError({"day": _("Choisissez un jour dans l’année qui vient.")})
    if agreement.terminated_on and day >= agreement.terminated_on:
        raise ValidationError(
            _("La fin est déjà prévue le %s.")
            % date_format(agreement.terminated_on, "j F Y")
        )


def _end_what_follows(ended: Agreement, day: datetime.date) -> None:
    """Amendments that were to begin later end with what they amend."""
    for one in _what_follows(ended):
        if one.last_day >= day:
            one.terminated_on = max(day, one.starts_on)
            one.full_clean()
            one.save(update_fields=["terminated_on"])


def _bring_back_what_follows(kept: Agreement, day: datetime.date) -> None:
    """Let amendments begin after all that ended with what they amend, and only so."""
    for one in _what_follows(kept).filter(pk__gt=kept.pk, terminations=None):
        if one.terminated_on == max(day, one.starts_on):
            one.terminated_on = None
            one.full_clean()
            one.save(update_fields=["terminated_on"])


def _what_follows(agreement: Agreement) -> QuerySet[Agreement]:
    return Agreement.objects.select_for_update(of=("self",)).filter(
        kind=agreement.kind,
        organisation=agreement.organisation,
        cinema=agreement.cinema,
        stage=Agreement.Stage.SIGNED,
        starts_on__gt=agreement.starts_on,
    )
