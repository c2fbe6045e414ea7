"""Reading the outbox."""

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


def refused_kinds(address: str) -> set[str]:
    """What an address has refused."""
    rows = Refusal.objects.filter(address=address)
    return set(rows.values_list("kind", flat=True)) & set(Kind.values)
