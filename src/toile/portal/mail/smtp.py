"""Handing one mail to the mail server, and what the server said."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import Enum
from types import TracebackType
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from toile.portal.mail.models import Kind, Mail
from toile.portal.mail.tokens import unsubscribe_url
from toile.settings import MAIL_PORTS

_SECONDS = 20


class Outcome(Enum):
    """What becomes of a mail after an attempt."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"


class Answer(NamedTuple):
    """The outcome of an attempt, and the server's reason."""

    outcome: Outcome
    reason: str = ""


class Post:
    """One conversation with the mail server, opened at its first mail."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> "Post":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
            self._server.close()

    def hand_over(self, mail: Mail) -> Answer:
        """Give a mail to the server: 4yz is for later, 5yz for good (RFC 5321)."""
        try:
            self._open().send_message(compose(mail))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return _refusal(code, said)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError) as error:
            # The server's settings are wrong, not the mail: it waits for their repair.
            return self._later(_said(error.smtp_error))
        except smtplib.SMTPResponseException as error:
            return _refusal(error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError as error:
            return Answer(Outcome.NEVER, str(error))
        except (OSError, smtplib.SMTPException) as error:
            return self._later(str(error))
        return Answer(Outcome.SENT)

    def _open(self) -> smtplib.SMTP:
        # The server may have closed the line after an answer (421).
        if self._server is None or self._server.sock is None:
            self._server = _connect(self._url)
        return self._server

    def _later(self, why: str) -> Answer:
        if self._server is not None:
            self._server.close()
            self._server = None
        return Answer(
            Outcome.LATER, _("Le serveur de courrier est injoignable : %s") % why
        )


def compose(mail: Mail) -> EmailMessage:
    """Set the message as it travels."""
    message = EmailMessage(SMTP)
    message["From"] = settings.TOILE.mail_from
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = mail.message_id
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: answer no absence note
    if mail.kind:
        # RFC 8058 §3.1: one click, by POST, without a visit.
        link = unsubscribe_url(mail.recipient, Kind(mail.kind))
        message["List-Unsubscribe"] = f"<{link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for file in mail.attachments.all():
        main, _slash, sub = file.media_type.partition("/")
        message.add_attachment(
            bytes(file.content), maintype=main, subtype=sub, filename=file.name
        )
    return message


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or MAIL_PORTS[parts.scheme]
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=_SECONDS, context=secure
        )
    else:
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
    try:
        if parts.scheme == "starttls":
            server.starttls(context=secure)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _refusal(code: int, said: bytes | str) -> Answer:
    reason = f"{code} {_said(said)}"
    if 400 <= code < 500:
        return Answer(Outcome.LATER, _("Le serveur demande d’attendre : %s") % reason)
    return Answer(Outcome.NEVER, _("Le serveur refuse ce courrier : %s") % reason)


def _said(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
