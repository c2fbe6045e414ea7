"""What was written to people and to programs: mails, and a webhook with its log."""

import datetime

from django.utils import timezone

from toile.portal.accounts.models import Organisation
from toile.portal.mail.models import Mail
from toile.portal.webhooks.models import Endpoint, Event, Message

_STATES = (Mail.State.SENT, Mail.State.SENT, Mail.State.FAILED, Mail.State.WAITING)


def write_mails(many: int) -> dict[str, int]:
    """Fill the outbox."""
    now = timezone.now()
    Mail.objects.bulk_create(
        Mail(
            template="payouts/weekly",
            recipient=f"personne-{at % 900}@bench.toile",
            language="fr",
            subject=f"La semaine de votre cinéma, numéro {at}",
            text="Bonjour.\n" * 80,
            message_id=f"<{at}@bench.toile>",
            state=_STATES[at % len(_STATES)],
            made_at=now - datetime.timedelta(minutes=at),
            next_at=now,
        )
        for at in range(many)
    )
    return {"mails": many}


def write_webhook(organisation: Organisation, many: int) -> Endpoint:
    """Give an organisation a webhook that was told so much."""
    now = timezone.now()
    endpoint = Endpoint.objects.create(
        organisation=organisation,
        url="https://bench.example/toile",
        events=Event.values,
        secret="whsec_",  # noqa: S106 - signs nothing
        made_at=now,
    )
    Message.objects.bulk_create(
        Message(
            endpoint=endpoint,
            event=Event.CAMPAIGN_DELIVERY,
            key=f"bench:{at}",
            body="{}",
            state=Message.State.DONE,
            made_at=now - datetime.timedelta(minutes=at),
        )
        for at in range(many)
    )
    return endpoint
