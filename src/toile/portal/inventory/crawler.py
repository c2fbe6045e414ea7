"""Reading an ads.txt over HTTP, as ads.txt 1.1 §3.1 says: in bounds, never raising.

Redirects stay within the root domain, but for one hop elsewhere; 404 is an answer, all
other faults are not. The address is judged as a webhook's is: a redirect must not lead
into the house's own network.
"""

import time
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx
from django.utils.translation import gettext as _

from toile import __version__
from toile.ads.exchanges.adstxt import LARGEST_BYTES, parse
from toile.ads.exchanges.domains import clean, root_domain
from toile.portal.webhooks.addresses import resolve

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_LONGEST_SECONDS = 30.0
_MOST_REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}
_SHOWN = 300


class Answer(NamedTuple):
    """What a domain answered: a file, no file (``body`` is ``None``), or a fault."""

    body: bytes | None = None
    error: str = ""


class _Refused(Exception):  # noqa: N818 - turned into an answer before anybody sees it
    """Why the answer is none."""


def fetch(address: str, *, seconds: float = _LONGEST_SECONDS) -> Answer:
    """Read the file at an address; whatever goes wrong is told in ``error``."""
    try:
        return Answer(_followed(address, time.monotonic() + seconds))
    except _Refused as problem:
        return Answer(error=str(problem)[:_SHOWN])
    except httpx.TimeoutException:
        return Answer(error=_("Pas de réponse à temps."))
    except (OSError, httpx.HTTPError, httpx.InvalidURL, ValueError) as problem:
        return Answer(error=(_("Injoignable : %s") % problem)[:_SHOWN])


def _followed(address: str, ends: float) -> bytes | None:
    home, here = _root(address), address
    for _hop in range(_MOST_REDIRECTS + 1):
        status, location, body = _get(here, ends)
        if status not in _MOVED:
            return _taken(status, body)
        there = urljoin(here, location)
        if _root(here) != home:
            raise _Refused(_("Une seconde redirection hors du domaine."))
        here = there
    raise _Refused(_("Trop de redirections."))


def _root(address: str) -> str:
    return root_domain(clean(urlsplit(address).hostname or ""))


def _taken(status: int, body: bytes) -> bytes | None:
    if status == 404:
        return None
    if not 200 <= status < 300:
        raise _Refused(_("La réponse est %d.") % status)
    read = parse(body)
    if read.page:
        raise _Refused(_("La réponse est une page, pas un fichier ads.txt."))
    if not read.records:
        # §3.2.1: a file without any record says nothing, not even that nobody may.
        raise _Refused(_("Le fichier ne contient aucune ligne valable."))
    return body


def _get(address: str, ends: float) -> tuple[int, str, bytes]:
    target = resolve(address)
    pinned = httpx.URL(target.url.geturl()).copy_with(host=target.ip)
    headers = {
        "host": target.url.netloc,
        "user-agent": f"Toile/{__version__} (ads.txt)",
        "accept": "text/plain",
        # A small answer must not unpack into a huge one.
        "accept-encoding": "identity",
    }
    # The certificate is that of the name, whatever address was asked.
    extensions = {"sni_hostname": target.url.hostname or ""}
    with (
        httpx.Client(timeout=_TIMEOUT, trust_env=False) as client,
        client.stream("GET", pinned, headers=headers, extensions=extensions) as answer,
    ):
        if 200 <= answer.status_code < 300:
            _must_be_text(answer)
        return (
            answer.status_code,
            answer.headers.get("location", ""),
            _body(answer, ends),
        )


def _must_be_text(answer: httpx.Response) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("text/plain", ""):
        raise _Refused(_("La réponse est de type %s, pas text/plain.") % kind[:60])
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise _Refused(_("La réponse est comprimée sans qu’on l’ait demandé."))


def _body(answer: httpx.Response, ends: float) -> bytes:
    body = bytearray()
    for part in answer.iter_raw():
        body += part
        # A server that drips would hold us beyond any timeout of its parts.
        if time.monotonic() > ends:
            raise _Refused(_("Pas de réponse à temps."))
        if len(body) > LARGEST_BYTES:
            break
    # One byte too many tells ``parse`` that there was more.
    return bytes(body[: LARGEST_BYTES + 1])
