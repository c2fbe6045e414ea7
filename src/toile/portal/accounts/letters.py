"""The letters of accounts: the one place from which they leave."""

from typing import Any

from django.conf import settings

from toile.portal.accounts.models import User
from toile.portal.mail.services import send as post


def send(letter: str, to: str, context: dict[str, Any]) -> None:
    """Write ``mail/accounts/<letter>`` into the outbox, in the caller's transaction.

    In the language of the account that has the address; in French to anybody else.
    None can be refused: they are about one's own account.
    """
    reader = User.objects.filter(email=to).only("name", "language").first()
    language = (reader.language if reader else "") or settings.LANGUAGE_CODE
    given = {"name": reader.name if reader else "", **context}
    post(f"accounts/{letter}", to, given, language=language)
