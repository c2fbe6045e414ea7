"""Reading a list over HTTP: whole, in bounds, never raising (SPECS §2.3).

The addresses are the operator's own settings. A redirect is not followed, for the lists
have none; what it leads to would not be what was set.
"""

import re
import time
from typing import NamedTuple

import httpx
from django.utils.translation import gettext as _

from toile import __version__

LARGEST_BYTES = 16 * 1024 * 1024
"""Ten times the vendor list of 2026."""

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_LONGEST_SECONDS = 60.0
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:store|cache)\b", re.IGNORECASE)
_SHOWN = 300


class Answer(NamedTuple):
    """A document and how many seconds it stays fresh, or why there is none."""

    body: bytes = b""
    fresh_seconds: int = 0
    error: str = ""


def fetch(address: str, *, seconds: float = _LONGEST_SECONDS) -> Answer:
    """Read a document; whatever goes wrong is told in ``error``."""
    ends = time.monotonic() + seconds
    headers = {
        "user-agent": f"Toile/{__version__} (TCF)",
        "accept": "application/json",
        # A small answer must not unpack into a huge one.
        "accept-encoding": "identity",
    }
    try:
        with (
            httpx.Client(timeout=_TIMEOUT, trust_env=False) as client,
            client.stream("GET", address, headers=headers) as answer,
        ):
            if answer.status_code != 200:
                return Answer(error=_("La réponse est %d.") % answer.status_code)
            return _read(answer, ends)
    except httpx.TimeoutException:
        return Answer(error=_("Pas de réponse à temps."))
    except (OSError, httpx.HTTPError, httpx.InvalidURL, ValueError) as problem:
        return Answer(error=(_("Injoignable : %s") % problem)[:_SHOWN])


def fresh_seconds(cache_control: str) -> int:
    """Tell for how long a server lets an answer be kept (RFC 9111 §5.2.2)."""
    if _NOT_KEPT.search(cache_control):
        return 0
    found = _MAX_AGE.search(cache_control)
    return int(found.group(1)) if found else 0


def _read(answer: httpx.Response, ends: float) -> Answer:
    if answer.headers.get("content-encoding", "identity") != "identity":
        return Answer(error=_("La réponse est comprimée sans qu’on l’ait demandé."))
    body = bytearray()
    for part in answer.iter_raw():
        body += part
        # A server that drips would hold us beyond any timeout of its parts.
        if time.monotonic() > ends:
            return Answer(error=_("Pas de réponse à temps."))
        if len(body) > LARGEST_BYTES:
            return Answer(error=_("La réponse est trop grande."))
    return Answer(bytes(body), fresh_seconds(answer.headers.get("cache-control", "")))
