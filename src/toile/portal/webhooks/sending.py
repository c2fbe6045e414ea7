"""One POST to one address: pinned, without redirects, proxies or patience."""

import time
from typing import NamedTuple

import httpx
from django.utils.translation import gettext as _

from toile import __version__
from toile.portal.webhooks.addresses import Target, resolve

_TIMEOUT = httpx.Timeout(15.0, connect=5.0)
_READ_BYTES = 2000
_KEPT_CHARACTERS = 300


class Outcome(NamedTuple):
    """What came of an attempt."""

    status: int | None
    duration_ms: int
    error: str
    answer: str = ""

    @property
    def taken(self) -> bool:
        """Tell whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    """Send; whatever goes wrong is an outcome."""
    begun = time.monotonic()
    status, error, answer = None, "", ""
    try:
        status, answer = _exchange(resolve(url), body, headers)
        if not 200 <= status < 300:
            error = _("La réponse est %d ; il faut une réponse 2xx.") % status
    except httpx.TimeoutException:
        error = _("Pas de réponse à temps.")
    except (OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as problem:
        error = _("Injoignable : %s") % problem
    duration = int((time.monotonic() - begun) * 1000)
    return Outcome(status, duration, error[:_KEPT_CHARACTERS], answer)


def _exchange(target: Target, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    host = target.url.hostname or ""
    pinned = httpx.URL(target.url.geturl()).copy_with(host=target.ip)
    given = {
        **headers,
        "host": target.url.netloc,
        "content-type": "application/json",
        "user-agent": f"Toile/{__version__} (webhooks)",
    }
    # The certificate is that of the name, whatever address was asked.
    extensions = {"sni_hostname": host}
    with (
        httpx.Client(
            timeout=_TIMEOUT, follow_redirects=False, trust_env=False
        ) as client,
        client.stream(
            "POST", pinned, content=body, headers=given, extensions=extensions
        ) as answer,
    ):
        beginning = b""
        for part in answer.iter_raw():
            beginning += part
            if len(beginning) >= _READ_BYTES:
                break
        text = beginning.decode(errors="replace").replace("\0", "")
        return answer.status_code, text[:_KEPT_CHARACTERS]
