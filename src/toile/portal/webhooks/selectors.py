"""Reading an organisation's webhooks."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from toile.portal.accounts.models import Organisation
from toile.portal.webhooks.models import Attempt, Endpoint, Message


def endpoints_of(organisation: Organisation) -> QuerySet[Endpoint]:
    """The addresses of an organisation, with how many messages wait or failed."""
    state = Message.State
    return Endpoint.objects.filter(organisation=organisation).annotate(
        waiting=Count("messages", Q(messages__state=state.WAITING)),
        failed=Count("messages", Q(messages__state=state.FAILED)),
    )


def listeners(event: str) -> set[str]:
    """Ids of the organisations of which an active address wants to be told."""
    rows = Endpoint.objects.filter(state=Endpoint.State.ACTIVE)
    pairs = rows.values_list("organisation_id", "events")
    return {organisation for organisation, events in pairs if event in events}


def messages_of(endpoint: Endpoint) -> QuerySet[Message]:
    """What an address was told, the newest first, each with its latest answer."""
    latest = Attempt.objects.filter(message=OuterRef("pk"))
    return endpoint.messages.annotate(
        last_status=Subquery(latest.values("status")[:1]),
        last_error=Subquery(latest.values("error")[:1]),
    )
