"""What is told outside: mails, a webhook with its log, links to a report."""

import datetime

from django.utils import timezone

from toile.portal.accounts.models import Organisation
from toile.portal.campaigns.models import Campaign, ReportLink
from toile.portal.campaigns.services.sharing import digest_of
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


def write_links(campaign: Campaign, many: int) -> str:
    """Share a report with so many; gives the token of one of them."""
    now = timezone.now()
    made = ReportLink.objects.bulk_create(
        ReportLink(
            campaign=campaign,
            label=f"Lecteur {at}",
            digest=digest_of(f"lecteur-{at}"),
            with_money=True,
            made_at=now,
            # Opened already: a first opening is noted.
            opened_at=now + datetime.timedelta(days=1),
        )
        for at in range(max(1, many))
    )
    return f"lecteur-{len(made) - 1}"
