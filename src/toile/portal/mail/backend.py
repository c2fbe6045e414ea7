"""Django's own way of sending mail, led into the outbox, for libraries that use it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from toile.portal.mail.services import post_plain


class OutboxBackend(BaseEmailBackend):
    """Writes what libraries send into the outbox, one mail an address."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take the messages; those that cannot be sent say so in the outbox."""
        for message in email_messages:
            for address in message.recipients():
                post_plain(address, str(message.subject), str(message.body))
        return len(email_messages)
