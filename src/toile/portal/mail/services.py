"""Writing mails into the outbox, and keeping what addresses wish."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.keys import new_key
from toile.portal.mail.models import Attachment, Kind, Mail, Refusal
from toile.portal.mail.rendering import Letter, render
from toile.portal.mail.tokens import unsubscribe_url


class File(NamedTuple):
    """What can be attached."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def send(
    template: str,
    to: str,
    context: Mapping[str, Any],
    *,
    language: str = "fr",
    unsubscribe: Kind | None = None,
    attachments: Iterable[File] = (),
) -> Mail:
    """Write a mail into the outbox, in the caller's transaction: it leaves only then.

    ``template`` is ``<app>/<name>``. ``unsubscribe`` names the kind when it can be
    refused; a mail about one's own account cannot. Raises ``ValidationError`` for an
    address that is none.
    """
    address = to.strip().lower()
    validate_email(address)
    refused = unsubscribe is not None and has_refused(address, unsubscribe)
    link = unsubscribe_url(address, unsubscribe) if unsubscribe else ""
    letter = render(template, context, language, link)
    mail = _post(
        letter,
        template=template,
        recipient=address,
        language=language,
        kind=unsubscribe or "",
        state=_first_state(refused=refused),
    )
    Attachment.objects.bulk_create(
        Attachment(
            mail=mail, name=one.name, media_type=one.media_type, content=one.content
        )
        for one in attachments
    )
    return mail


def post_plain(to: str, subject: str, text: str) -> Mail:
    """Write a mail without a template, for libraries that bring their own words."""
    address = to.strip().lower()
    validate_email(address)
    letter = Letter(" ".join(subject.split())[:200], text, "")
    return _post(
        letter,
        template="django",
        recipient=address,
        language="fr",
        state=_first_state(refused=False),
    )


def forget_text(template: str, to: str) -> None:
    """Empty what was sent of a template to an address: a secret that has served."""
    sent = Mail.objects.filter(
        template=template, recipient=to.strip().lower(), emptied_at=None
    ).exclude(state=Mail.State.WAITING)
    sent.update(text="", html="", emptied_at=timezone.now())


def absolute(path: str) -> str:
    """Write the full address of a page, for a mail is read outside the portal."""
    return f"{settings.TOILE.portal_url}{path}"


def has_refused(address: str, kind: Kind) -> bool:
    """Tell whether an address has refused a kind."""
    return Refusal.objects.filter(address=address.strip().lower(), kind=kind).exists()


def refuse(address: str, kind: Kind) -> None:
    """Send no more of a kind to an address; what still waits is not sent either."""
    with transaction.atomic():
        Refusal.objects.get_or_create(
            address=address, kind=kind, defaults={"at": timezone.now()}
        )
        waiting = Mail.objects.filter(
            recipient=address, kind=kind, state=Mail.State.WAITING
        )
        waiting.update(state=Mail.State.SKIPPED, next_at=None)


def accept(address: str, kind: Kind) -> None:
    """Send mails of a kind again."""
    Refusal.objects.filter(address=address, kind=kind).delete()


@transaction.atomic
def send_again(mail_id: str) -> Mail:
    """Give a mail that failed, or was kept for want of a server, a new chance."""
    mail = Mail.objects.select_for_update().get(id=mail_id)
    if mail.state not in {Mail.State.FAILED, Mail.State.KEPT}:
        raise ValidationError(_("Ce courrier n’a pas échoué : il n’est pas renvoyé."))
    if mail.emptied_at:
        raise ValidationError(
            _("Le contenu de ce courrier est effacé : il faut le faire écrire à neuf.")
        )
    mail.state = _first_state(refused=False)
    mail.attempts, mail.error, mail.next_at = 0, "", timezone.now()
    mail.save(update_fields=["state", "attempts", "error", "next_at"])
    return mail


def _post(letter: Letter, **fields: str) -> Mail:
    key, now = new_key(), timezone.now()
    host = urlsplit(settings.TOILE.portal_url).hostname or "localhost"
    return Mail.objects.create(
        id=key,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        message_id=f"<{key.lower()}@{host}>",
        made_at=now,
        next_at=now,
        **fields,
    )


def _first_state(*, refused: bool) -> str:
    if refused:
        return Mail.State.SKIPPED
    return Mail.State.WAITING if settings.TOILE.smtp else Mail.State.KEPT
