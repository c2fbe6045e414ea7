"""Handing a new token's text to the page that shows it once."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from toile.portal.ui.shown_once import ShownOnce

_NEW_TOKEN = ShownOnce("toile_new_token")


def hand_over(answer: HttpResponse, token_id: str, text: str) -> None:
    """Let the next page of the tokens show a text."""
    _NEW_TOKEN.hand_over(answer, reverse("tokens:list"), token_id, text)


def take_over(request: HttpRequest) -> tuple[str, str]:
    """Give the key and the text of the token to be shown; empty when there is none."""
    return _NEW_TOKEN.take_over(request)


def forget(answer: HttpResponse) -> None:
    """Show it once: a reload of the page no longer has it."""
    _NEW_TOKEN.forget(answer, reverse("tokens:list"))
