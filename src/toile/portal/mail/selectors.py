"""Reading the outbox."""

import datetime

from django.db.models import Count, QuerySet

from toile.portal.mail.models import Kind, Mail, Refusal


def mails(search: str = "") -> QuerySet[Mail]:
    """All mails, the newest first; only those to an address that contains the text."""
    found = Mail.objects.defer("text", "html")
    text = search.strip().lower()
    return found.filter(recipient__contains=text) if text else found


def counts() -> dict[str, int]:
    """How many mails are in each state."""
    rows = Mail.objects.order_by().values_list("state").annotate(Count("id"))
    return dict.fromkeys(Mail.State.values, 0) | dict(rows)


def oldest_waiting() -> datetime.datetime | None:
    """When the mail that waits for the longest was written."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING)
    return waiting.order_by("made_at").values_list("made_at", flat=True).first()


def overdue(before: datetime.datetime) -> int:
    """How many mails should have been tried by then, and were not."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING, next_at__lt=before)
    return waiting.count()


def refused_kinds(address: str) -> set[str]:
    """What an address has refused."""
    rows = Refusal.objects.filter(address=address)
    return set(rows.values_list("kind", flat=True)) & set(Kind.values)
