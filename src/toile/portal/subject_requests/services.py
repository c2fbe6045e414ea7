"""Registering a request, prolonging, answering and closing it; each is in the trail.

The trail names the request by its number, never the person.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.subject_requests.clock import KEPT_MONTHS, due_on, months_after
from toile.portal.subject_requests.models import AnswerDocument, SubjectRequest


@transaction.atomic
def register(
    given: dict[str, Any], union: Organisation, by: User, key: str
) -> SubjectRequest:
    """Note a request; sent twice under the same key it is noted once."""
    # Two people who note a letter each at once wait for each other here.
    Organisation.objects.select_for_update().get(pk=union.pk)
    found = SubjectRequest.objects.filter(pk=key).first()
    if found is not None:
        return found
    last = SubjectRequest.objects.aggregate(last=Max("number"))["last"] or 0
    asked = SubjectRequest(pk=key, number=last + 1, made_by=by, **given)
    asked.due_on = due_on(asked.received_on)
    asked.full_clean(exclude=["prolonged_on", "answered_on", "closed_at"])
    asked.save(force_insert=True)
    _tell("registered", asked, union, by, received_on=asked.received_on.isoformat())
    return asked


@transaction.atomic
def prolong(
    pk: str, told_on: datetime.date, why: str, union: Organisation, by: User
) -> SubjectRequest:
    """Take two months more: the person was told, and why, within the first month."""
    asked = _held(pk)
    if asked.prolonged_on is not None:
        raise ValidationError(_("Le délai a déjà été prolongé : une seule fois."))
    if asked.answered_on is not None:
        raise ValidationError(_("Une réponse a été donnée : rien à prolonger."))
    if not asked.received_on <= told_on <= asked.due_on:
        raise ValidationError(
            _("La personne doit être prévenue dans le premier mois, avant le %s.")
            % date_format(asked.due_on, "j F Y")
        )
    asked.prolonged_on, asked.prolonged_why = told_on, why
    asked.due_on = due_on(asked.received_on, prolonged=True)
    asked.save(update_fields=["prolonged_on", "prolonged_why", "due_on"])
    _tell("prolonged", asked, union, by, until=asked.due_on.isoformat())
    return asked


@transaction.atomic
def answer(
    pk: str,
    on: datetime.date,
    text: str,
    document: tuple[str, bytes] | None,
    union: Organisation,
    by: User,
) -> SubjectRequest:
    """Note what was answered, and keep the document; a later note replaces it."""
    asked = _held(pk)
    if on < asked.received_on:
        raise ValidationError(_("La réponse ne peut pas précéder la demande."))
    asked.answered_on, asked.answer = on, text
    asked.save(update_fields=["answered_on", "answer"])
    if document is not None:
        name, content = document
        AnswerDocument.objects.update_or_create(
            request=asked, defaults={"name": name, "content": content}
        )
    late = asked.is_late(on)
    _tell("answered", asked, union, by, on=on.isoformat(), late=late)
    return asked


@transaction.atomic
def close(pk: str, union: Organisation, by: User) -> SubjectRequest:
    """Close a request that was answered."""
    asked = _held(pk)
    if asked.answered_on is None:
        raise ValidationError(_("Notez d’abord la réponse : une demande en veut une."))
    asked.closed_at = timezone.now()
    asked.save(update_fields=["closed_at"])
    _tell("closed", asked, union, by)
    return asked


def forget_old(today: datetime.date) -> int:
    """Take the person out of what was closed long ago; tell out of how many.

    Number, right and days stay, and name nobody: they show that it was answered.
    """
    last = months_after(today, -KEPT_MONTHS)
    old = SubjectRequest.objects.filter(closed_at__date__lte=last).exclude(person="")
    number = 0
    for asked in old:
        with transaction.atomic():
            AnswerDocument.objects.filter(request=asked).delete()
            asked.person = asked.contact = asked.text = ""
            asked.answer = asked.prolonged_why = ""
            asked.save(
                update_fields=["person", "contact", "text", "answer", "prolonged_why"]
            )
            record(
                "subject_request.emptied",
                "subject_request",
                asked.pk,
                details={"name": f"n° {asked.number}"},
            )
        number += 1
    return number


def _held(pk: str) -> SubjectRequest:
    asked = SubjectRequest.objects.select_for_update().get(pk=pk)
    if not asked.is_open:
        raise ValidationError(_("Cette demande est close : elle ne change plus."))
    return asked


def _tell(
    deed: str, asked: SubjectRequest, union: Organisation, by: User, **details: object
) -> None:
    record(
        f"subject_request.{deed}",
        "subject_request",
        asked.pk,
        actor=by,
        organisation=union,
        details={"name": f"n° {asked.number}", "kind": asked.kind, **details},
    )
