"""Opening an address: what came of it, in a code, whatever the other side does."""

import urllib.request
from contextlib import suppress
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from playwright.sync_api import Error, Page, Response
from playwright.sync_api import TimeoutError as TooSlow

from toile.ops.sitecheck.patience import Patience
from toile.ops.sitecheck.proxy import Proxy
from toile.ops.sitecheck.traffic import Traffic
from toile.wire.sitecheck import FindingCode

_ROBOTS_BYTES = 500_000
_ROBOTS_SECONDS = 8.0

_BY_ERROR: tuple[tuple[str, FindingCode], ...] = (
    ("ERR_CERT", FindingCode.CERTIFICATE),
    ("ERR_SSL", FindingCode.CERTIFICATE),
    ("ERR_TOO_MANY_REDIRECTS", FindingCode.REDIRECT_LOOP),
    ("ERR_UNSAFE_REDIRECT", FindingCode.BAD_ADDRESS),
    ("ERR_UNKNOWN_URL_SCHEME", FindingCode.BAD_ADDRESS),
    ("ERR_DISALLOWED_URL_SCHEME", FindingCode.BAD_ADDRESS),
    ("ERR_INVALID_REDIRECT", FindingCode.BAD_ADDRESS),
    ("Download is starting", FindingCode.DOWNLOAD),
    ("ERR_NAME_NOT_RESOLVED", FindingCode.NO_SUCH_HOST),
    ("ERR_TIMED_OUT", FindingCode.TOO_SLOW),
    ("ERR_ABORTED", FindingCode.NO_PAGE),
)


class FailureError(Exception):
    """The site cannot be looked at; ``fact`` is what the words name."""

    def __init__(self, code: FindingCode, fact: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.fact = fact


def open_page(
    page: Page, url: str, proxy: Proxy, traffic: Traffic, patience: Patience
) -> Response:
    """Open a page and let it come to rest; raises ``FailureError``."""
    try:
        answer = page.goto(url, wait_until="domcontentloaded", timeout=patience.open_ms)
    except TooSlow as error:
        code = FindingCode.TOO_LARGE if proxy.too_large else FindingCode.TOO_SLOW
        if traffic.circles:
            code = FindingCode.REDIRECT_LOOP
        raise FailureError(code, urlsplit(url).hostname or "") from error
    except Error as error:
        raise _failure(str(error), page, proxy, url) from error
    refused = proxy.refusals.get(urlsplit(page.url).hostname or "")
    if answer is None or refused:
        raise FailureError(refused or FindingCode.NO_ANSWER, page.url)
    if answer.status >= 400:
        raise FailureError(FindingCode.BAD_STATUS, str(answer.status))
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip()
    if kind not in ("text/html", "application/xhtml+xml"):
        raise FailureError(FindingCode.NO_PAGE, kind)
    settle(page, proxy, traffic, patience)
    return answer


def settle(page: Page, proxy: Proxy, traffic: Traffic, patience: Patience) -> None:
    """Wait until a page has come to rest, within bounds; raises ``FailureError``."""
    with suppress(TooSlow):
        if patience.idle_ms:
            page.wait_for_load_state("networkidle", timeout=patience.idle_ms)
        else:
            page.wait_for_load_state("load")
    page.wait_for_timeout(patience.rest_ms)
    if proxy.too_large:
        raise FailureError(FindingCode.TOO_LARGE)
    if traffic.circles:
        raise FailureError(FindingCode.REDIRECT_LOOP, page.url)
    if page.url.startswith("chrome-error:"):
        refused = next(iter(proxy.refusals.values()), FindingCode.NO_ANSWER)
        raise FailureError(refused, next(iter(proxy.refusals), ""))


def is_for_people_only(url: str, proxy: Proxy) -> bool:
    """Tell whether the site's robots.txt asks machines not to open this address."""
    address = f"http://127.0.0.1:{proxy.port}"
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({"http": address, "https": address})
    )
    try:
        with opener.open(urljoin(url, "/robots.txt"), timeout=_ROBOTS_SECONDS) as found:
            text = found.read(_ROBOTS_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        # No such file, or none that can be had: nothing is forbidden (RFC 9309).
        return False
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return not rules.can_fetch("toile", url)


def _failure(said: str, page: Page, proxy: Proxy, url: str) -> FailureError:
    if proxy.too_large:
        return FailureError(FindingCode.TOO_LARGE)
    refused = next(iter(proxy.refusals.items()), None)
    if refused and ("ERR_TUNNEL" in said or "ERR_PROXY" in said):
        return FailureError(refused[1], refused[0])
    for text, code in _BY_ERROR:
        if text in said:
            return FailureError(code, urlsplit(url).hostname or "")
    return FailureError(FindingCode.NO_ANSWER, urlsplit(url).hostname or "")
