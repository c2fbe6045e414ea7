"""How much a request may carry: told before a byte of it is read, by anyone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

USUAL_BYTES = 1_000_000
# A teaser, its poster and the form around them; one that is a little too heavy still
# gets the form's own words.
LARGER_BYTES = {
    "campaigns:add_creative": 5_000_000,
    "api_v1:add_creative": 5_000_000,
    # A trailer as the lab gives it; only who may give one has its body read at all.
    "campaigns:masters": 201_000_000,
    # The scan of a contract, and a sealed paper that anybody may have checked.
    "agreements:scan": 10_000_000,
    "agreements:verify": 3_000_000,
}

_CARRYING = {"POST", "PUT", "PATCH"}


class BodyLimits:
    """Refuses bodies that are too large, or of which nobody says how large they are.

    Django would write a large part to the disk before any view is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a request through if it says that it is small enough."""
        length = _length(request)
        if length is None:
            return render(request, "411.html", status=411)
        limit = _limit(request.path_info)
        if length > limit:
            given = {"limit": limit / 1e6}
            return render(request, "413.html", given, status=413)
        return self._get_response(request)


def _length(request: HttpRequest) -> int | None:
    said = request.META.get("CONTENT_LENGTH")
    if not said:
        chunked = "HTTP_TRANSFER_ENCODING" in request.META
        return None if chunked or request.method in _CARRYING else 0
    # Digits alone, as HTTP has it (RFC 9110 §8.6): no sign, no underscore.
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None


def _limit(path: str) -> int:
    try:
        name = resolve(path).view_name
    except Resolver404:
        return USUAL_BYTES
    return LARGER_BYTES.get(name, USUAL_BYTES)
