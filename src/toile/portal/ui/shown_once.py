"""A secret that a page shows once: handed from the POST that made it to that page.

It travels in a signed cookie of a minute, for that page alone: in a session it would
lie in the database, and an answer to the POST itself would make another at a reload.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SECONDS = 60


@dataclass(frozen=True)
class ShownOnce:
    """Secrets of one kind, by the name of their cookie."""

    cookie: str

    def hand_over(self, answer: HttpResponse, path: str, key: str, text: str) -> None:
        """Let the next page at a path show the secret of a row."""
        answer.set_signed_cookie(
            self.cookie,
            f"{key} {text}",
            salt=self.cookie,
            max_age=_SECONDS,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )

    def take_over(self, request: HttpRequest) -> tuple[str, str]:
        """Give the row's key and the secret to be shown; empty when there is none."""
        found = request.get_signed_cookie(
            self.cookie, default="", salt=self.cookie, max_age=_SECONDS
        )
        key, _space, text = str(found).partition(" ")
        return key, text

    def forget(self, answer: HttpResponse, path: str) -> None:
        """Show it once: a reload of the page no longer has it."""
        answer.delete_cookie(self.cookie, path=path, samesite="Strict")
