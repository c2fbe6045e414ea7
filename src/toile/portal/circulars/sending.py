"""Sending a message in the background: address by address, to nobody twice.

Each address is its own transaction: its mail is in the outbox if and only if its
delivery says so. So a job that is cut off, tried again or done by two runners at once
goes on with whoever is left, and an address that refuses keeps no other from its mail.
"""

import logging

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseProblem
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.portal.accounts.models import Organisation
from toile.portal.circulars.formatting import as_html, as_text
from toile.portal.circulars.models import Circular, Delivery
from toile.portal.jobs.registry import JobError, Progress
from toile.portal.mail.models import Kind
from toile.portal.mail.services import send as send_mail

SEND = "circulars.send"

_log = logging.getLogger(__name__)
State = Delivery.State


def send_out(circular_id: str, union_id: str, progress: Progress) -> None:
    """Write each mail that is missing; ``JobError`` names how many could not be."""
    circular = Circular.objects.get(pk=circular_id)
    given = letter(circular, Organisation.objects.get(pk=union_id))
    every = Delivery.objects.filter(circular=circular)
    total, left = every.count(), list(_left(every))
    progress.show(reverse("circulars:circular", args=[circular.pk]))
    for number, delivery in enumerate(left, total - len(left) + 1):
        _deliver(delivery, given)
        progress.tell(number, total, delivery.address)
    Circular.objects.filter(pk=circular.pk).update(state=Circular.State.SENT)
    failed = every.filter(state=State.FAILED).count()
    if failed:
        raise JobError(
            ngettext(
                "%d adresse n’a pas pu être servie ; toutes les autres l’ont été.",
                "%d adresses n’ont pas pu être servies ; toutes les autres l’ont été.",
                failed,
            )
            % failed
        )


def letter(circular: Circular, union: Organisation) -> dict[str, object]:
    """What the template of a message is given."""
    return {
        "title": circular.subject,
        "text": as_text(circular.text),
        "html": as_html(circular.text),
        "union": union.name,
    }


def _deliver(delivery: Delivery, given: dict[str, object]) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk)
    try:
        with transaction.atomic():
            # Taken first: of two runners, one finds nothing left to take.
            if not _left(mine).update(state=State.WRITTEN, error=""):
                return
            mail = send_mail(
                "circulars/message", delivery.address, given, unsubscribe=Kind.MESSAGE
            )
            mine.update(mail=mail)
    except DatabaseProblem:
        # No fault of this address: the whole job is tried again later.
        raise
    except ValidationError as error:
        _note(mine, " ".join(error.messages))
    except Exception:  # noqa: BLE001 - whatever it is, the others get their mail
        _log.exception("message %s to %s failed", delivery.circular_id, delivery.pk)
        _note(mine, _("Une erreur inattendue est survenue."))


def _left(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    return deliveries.exclude(state=State.WRITTEN)


def _note(mine: QuerySet[Delivery], reason: str) -> None:
    _left(mine).update(state=State.FAILED, error=reason[:300])
