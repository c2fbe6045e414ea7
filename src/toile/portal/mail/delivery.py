"""Sending what waits in the outbox, and emptying what is old.

A mail is claimed by moving its next attempt on, then handed over, then noted as sent.
Whoever dies in between leaves it waiting: it leaves once more with the same
Message-ID, by which a mailbox shows it once. Nothing is lost.
"""

import datetime

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from toile.portal.mail.models import Attachment, Kind, Mail
from toile.portal.mail.services import has_refused
from toile.portal.mail.smtp import Answer, Outcome, Post

_AT_A_TIME = 50
_HELD = datetime.timedelta(minutes=5)
# After the n-th failed attempt; past the last, a person must look. Nearly three days.
_PAUSES = [
    datetime.timedelta(minutes=minutes)
    for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440)
]

State = Mail.State


def deliver() -> int:
    """Hand over what is due, the oldest first; tell how many left."""
    server = settings.TOILE.smtp
    if not server:
        return 0
    due = Mail.objects.filter(state=State.WAITING, next_at__lte=timezone.now())
    sent = 0
    with Post(server) as post:
        for mail in due.order_by("made_at", "id")[:_AT_A_TIME]:
            if not _claim(mail):
                continue
            answer = post.hand_over(mail)
            _settle(mail, answer)
            sent += answer.outcome is Outcome.SENT
    return sent


def empty_old() -> int:
    """Delete the text of old mails; that they were sent, and to whom, stays."""
    now = timezone.now()
    before = now - datetime.timedelta(days=settings.TOILE.mail_days)
    old = Mail.objects.filter(made_at__lt=before, emptied_at__isnull=True)
    old = old.exclude(state=State.WAITING)
    Attachment.objects.filter(mail__in=old).delete()
    return old.update(text="", html="", emptied_at=now)


def _claim(mail: Mail) -> bool:
    """Take a mail before another does; what was refused meanwhile is not sent."""
    mine = Mail.objects.filter(id=mail.id, state=State.WAITING, next_at=mail.next_at)
    if mail.kind and has_refused(mail.recipient, Kind(mail.kind)):
        mine.update(state=State.SKIPPED, next_at=None)
        return False
    taken = mine.update(next_at=timezone.now() + _HELD, attempts=F("attempts") + 1)
    return bool(taken)


def _settle(mail: Mail, answer: Answer) -> None:
    now, attempts = timezone.now(), mail.attempts + 1
    mine = Mail.objects.filter(id=mail.id, state=State.WAITING)
    if answer.outcome is Outcome.SENT:
        mine.update(state=State.SENT, sent_at=now, next_at=None, error="")
    elif answer.outcome is Outcome.NEVER or attempts > len(_PAUSES):
        mine.update(state=State.FAILED, next_at=None, error=answer.reason[:500])
    else:
        mine.update(next_at=now + _PAUSES[attempts - 1], error=answer.reason[:500])
