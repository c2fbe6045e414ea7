"""Writing a message, trying it on oneself, sending it once."""

import datetime
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.agreements.members import Choice
from toile.portal.audit.services import record
from toile.portal.circulars.models import Circular, Delivery
from toile.portal.circulars.selectors import audience, choice_of, seen_of
from toile.portal.circulars.sending import SEND, letter
from toile.portal.jobs.services import enqueue
from toile.portal.mail.models import Mail
from toile.portal.mail.services import send as send_mail


@transaction.atomic
def save_draft(subject: str, text: str, choice: Choice, by: User, key: str) -> Circular:
    """Keep a draft: a new one, or the one with this key as it is now.

    ``key`` is the form's own: sent twice, it makes one draft.
    """
    found = Circular.objects.select_for_update().filter(pk=key).first()
    circular = found or Circular(pk=key, made_by=by)
    _must_be_draft(circular)
    circular.subject, circular.text = subject.strip(), text.strip()
    circular.choice = asdict(choice)
    circular.changed_at = timezone.now()
    circular.full_clean()
    circular.save()
    return circular


@transaction.atomic
def delete_draft(circular_id: str) -> None:
    """Throw a draft away; one that is gone already is no fault."""
    found = Circular.objects.select_for_update().filter(pk=circular_id).first()
    if found is not None:
        _must_be_draft(found)
        found.delete()


def send_test(circular: Circular, union: Organisation, to: User) -> Mail:
    """Send a message to oneself alone."""
    given = letter(circular, union) | {"test": True}
    return send_mail("circulars/message", to.email, given)


@transaction.atomic
def send(
    circular_id: str, union: Organisation, by: User, today: datetime.date, seen: str
) -> Circular:
    """Have a message sent to everybody whom its page showed; never twice.

    ``seen`` sums up that page: if the text or the members changed since, nothing goes.
    """
    circular = Circular.objects.select_for_update().get(pk=circular_id)
    _must_be_draft(circular)
    found = audience(choice_of(circular), today)
    if seen_of(circular, found) != seen:
        raise ValidationError(
            _(
                "Le message ou la liste des destinataires a changé depuis l’aperçu : "
                "relisez, puis envoyez."
            )
        )
    if not found.recipients:
        raise ValidationError(_("Personne à qui l’envoyer : élargissez le choix."))
    Delivery.objects.bulk_create(
        Delivery(circular=circular, cinema=one.cinema, address=one.address)
        for one in found.recipients
    )
    asked = {"circular": circular.pk, "union": union.pk}
    circular.job = enqueue(SEND, asked, owner=by)
    circular.state = Circular.State.SENDING
    circular.sent_at, circular.sent_by = timezone.now(), by
    circular.save(update_fields=["job", "state", "sent_at", "sent_by"])
    record(
        "circular.sent",
        "circular",
        circular.pk,
        actor=by,
        organisation=union,
        details={"name": circular.subject, "recipients": len(found.recipients)},
    )
    return circular


def _must_be_draft(circular: Circular) -> None:
    if circular.state != Circular.State.DRAFT and circular.sent_at:
        at = date_format(localtime(circular.sent_at), "j F Y, H:i")
        raise ValidationError(
            _("Ce message est déjà parti le %s : il n’est pas renvoyé.") % at
        )
