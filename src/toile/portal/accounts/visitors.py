"""Who knocks: the address of a request, the device behind it, the account it names."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

# The more particular names first: Edge and Opera call themselves Chrome, Chrome Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def client_ip(request: HttpRequest) -> str:
    """Tell from where a request comes; a forwarded address if its bearer is trusted."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    if peer in settings.TOILE.trusted_proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        # The last is what our own proxy saw; those before it are only said.
        return forwarded.rpartition(",")[2].strip() or peer
    return peer


def attempted_address(
    request: HttpRequest, credentials: dict[str, Any] | None = None
) -> str | None:
    """Tell whose account is tried, in the one form in which addresses are known."""
    given = credentials or {}
    for name in ("email", "username"):
        if given.get(name):
            return str(given[name]).strip().lower()
    typed = request.POST.get("login") or request.POST.get("username")
    return typed.strip().lower() if typed else None


def device_name(user_agent: str) -> str:
    """Name a browser and its system as people know them."""
    browser = _first(_BROWSERS, user_agent) or _("Navigateur inconnu")
    system = _first(_SYSTEMS, user_agent)
    if not system:
        return browser
    return _("%(browser)s sur %(system)s") % {"browser": browser, "system": system}


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in names if mark in text), "")
