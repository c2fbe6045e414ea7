"""Handing a new token's text to the page that shows it once.

It travels in a signed cookie of a minute, for that page alone: in a session it would
lie in the database, and an answer to the POST itself would make another at a reload.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

_COOKIE = "toile_new_token"
_SALT = "toile.portal.tokens"
_SECONDS = 60


def hand_over(answer: HttpResponse, token_id: str, text: str) -> None:
    """Let the next page of the tokens show a text."""
    answer.set_signed_cookie(
        _COOKIE,
        f"{token_id} {text}",
        salt=_SALT,
        max_age=_SECONDS,
        path=reverse("tokens:list"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_over(request: HttpRequest) -> tuple[str, str]:
    """Give the key and the text of the token to be shown; empty when there is none."""
    found = request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_SECONDS)
    token_id, _space, text = str(found).partition(" ")
    return token_id, text


def forget(answer: HttpResponse) -> None:
    """Show it once: a reload of the page no longer has it."""
    answer.delete_cookie(_COOKIE, path=reverse("tokens:list"), samesite="Strict")
