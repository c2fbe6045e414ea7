"""The letters of accounts: the one place from which they leave."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from toile.portal.accounts.models import User


def send(letter: str, to: str, context: dict[str, Any]) -> None:
    """Send ``accounts/letters/<letter>.txt``; its first line is the subject.

    In the language of the account that has the address; in French to anybody else.
    """
    chosen = User.objects.filter(email=to).values_list("language", flat=True).first()
    given = context | {"portal_url": settings.TOILE.portal_url}
    with translation.override(chosen or settings.LANGUAGE_CODE):
        text = render_to_string(f"accounts/letters/{letter}.txt", given)
    subject, _line, body = text.strip().partition("\n")
    send_mail(subject.strip(), f"{body.strip()}\n", None, [to])
