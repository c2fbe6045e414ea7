"""Reading the dataset over HTTP: page after page, patiently, but never for ever.

data-fair answers ``{total, results, next}``; a page holds 10,000 records at most, and
``next`` leads on. Nothing is given back unless all pages came.
"""

import datetime
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from toile.portal.showtimes.source.errors import SourceError
from toile.portal.showtimes.source.records import SELECT, Fault, Showing, understand

PAGE_SIZE = 10_000
_MOST_PAGES = 50
_LARGEST_BYTES = 64 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_LONGEST_SECONDS = 300.0
_TRIES = 4
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
_TEMPORARY = {408, 425, 429, 500, 502, 503, 504}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_MOVED = "Give its new address as TOILE_SHOWTIMES."
_CHANGED = "If its publisher has changed it, this program must follow."

Sleep = Callable[[float], None]


class Validators(msgspec.Struct, frozen=True):
    """By what the last good answer is known again; empty before the first."""

    etag: str = ""
    last_modified: str = ""


NEVER = Validators()
"""Nothing was read before."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that the dataset held; ``unchanged`` if it is what it was."""

    unchanged: bool = False
    showings: tuple[Showing, ...] = ()
    faults: tuple[Fault, ...] = ()
    validators: Validators = Validators()
    source_at: datetime.datetime | None = None


class _Page(msgspec.Struct, frozen=True):
    total: int
    results: list[msgspec.Raw]
    next: str | None = None


_PAGE = msgspec.json.Decoder(_Page)


def read(
    dataset: str,
    now: datetime.datetime,
    known: Validators = NEVER,
    sleep: Sleep = time.sleep,
    page_size: int = PAGE_SIZE,
) -> Reading:
    """Read all coming screenings; raises ``SourceError`` if any page is missing."""
    # A proxy of the environment cannot reach a server on this very machine.
    outside = urlsplit(dataset).hostname not in _LOOPBACK
    with httpx.Client(
        timeout=_TIMEOUT,
        headers={"User-Agent": "Toile", "Accept": "application/json"},
        trust_env=outside,
    ) as client:
        return _Visit(client, dataset, sleep).read(now, known, page_size)


class _Visit:
    """One visit to the server, within one allowance of time."""

    def __init__(self, client: httpx.Client, dataset: str, sleep: Sleep) -> None:
        self._client = client
        self._lines = f"{dataset}/lines"
        self._sleep = sleep
        self._ends = time.monotonic() + _LONGEST_SECONDS

    def read(
        self, now: datetime.datetime, known: Validators, page_size: int
    ) -> Reading:
        first = httpx.URL(
            self._lines,
            params={
                "size": str(page_size),
                "qs": "showstart:>=now",
                "select": SELECT,
                "sort": "showstart",
            },
        )
        answer, body = self._get(first, _conditions(known))
        if answer.status_code == 304:
            return Reading(unchanged=True, validators=known)
        showings: dict[str, Showing] = {}
        faults: list[Fault] = []
        for raw in self._records(first, body):
            understood = understand(raw, now)
            if isinstance(understood, Fault):
                faults.append(understood)
            else:
                # Lines move from page to page while they are read.
                showings[understood.id] = understood
        modified = answer.headers.get("last-modified", "")
        return Reading(
            showings=tuple(showings.values()),
            faults=tuple(faults),
            validators=Validators(answer.headers.get("etag", ""), modified),
            source_at=_date(modified),
        )

    def _records(self, first: httpx.URL, body: bytes) -> Iterator[msgspec.Raw]:
        page, url, seen = _decoded(body), first, 0
        for number in range(2, _MOST_PAGES + 2):
            yield from page.results
            seen += len(page.results)
            if seen >= page.total or not page.results:
                break
            if number > _MOST_PAGES:
                raise SourceError(f"it has more than {_MOST_PAGES} pages", _CHANGED)
            url = self._following(page, url, number)
            page = _decoded(self._get(url, {})[1])
        if seen < page.total:
            raise SourceError(f"it announced {page.total} screenings and gave {seen}")

    def _following(self, page: _Page, url: httpx.URL, number: int) -> httpx.URL:
        if page.next is None:
            return url.copy_set_param("page", str(number))
        there = httpx.URL(urljoin(str(url), page.next))
        if (there.scheme, there.netloc) != (url.scheme, url.netloc):
            raise SourceError(f"its next page is on another server, {there.host}")
        return there

    def _get(
        self, url: httpx.URL, headers: dict[str, str]
    ) -> tuple[httpx.Response, bytes]:
        """Get a page, trying again what may be better the next time."""
        pause = _FIRST_PAUSE_SECONDS
        for attempt in range(1, _TRIES + 1):
            try:
                answer, body = self._once(url, headers)
                if answer.status_code not in _TEMPORARY:
                    _must_be_good(answer)
                    return answer, body
                cause = f"its server answers {answer.status_code}"
                pause = max(pause, _asked_pause(answer))
            except httpx.HTTPError as error:
                cause = (
                    f"its server cannot be reached ({error or type(error).__name__})"
                )
            if attempt == _TRIES:
                break
            self._need_time(pause)
            self._sleep(min(pause, _LONGEST_PAUSE_SECONDS))
            pause *= 2
        raise SourceError(cause)

    def _once(
        self, url: httpx.URL, headers: dict[str, str]
    ) -> tuple[httpx.Response, bytes]:
        body = bytearray()
        with self._client.stream("GET", url, headers=headers) as answer:
            for part in answer.iter_bytes():
                body += part
                # A server that drips would hold us beyond any timeout of its parts.
                self._need_time(0)
                if len(body) > _LARGEST_BYTES:
                    raise SourceError("a page of it is too large", _CHANGED)
        return answer, bytes(body)

    def _need_time(self, seconds: float) -> None:
        if time.monotonic() + seconds > self._ends:
            raise SourceError(f"it did not come within {_LONGEST_SECONDS:.0f} seconds")


def _conditions(known: Validators) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def _must_be_good(answer: httpx.Response) -> None:
    status = answer.status_code
    if status in (301, 302, 307, 308):
        there = answer.headers.get("location", "elsewhere")
        raise SourceError(f"it has moved to {there}", _MOVED)
    if status not in (200, 304):
        raise SourceError(f"its server answers {status}", _MOVED)


def _decoded(body: bytes) -> _Page:
    try:
        return _PAGE.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"it cannot be read: {error}", _CHANGED) from error


def _asked_pause(answer: httpx.Response) -> float:
    said = answer.headers.get("retry-after", "")
    return float(said) if said.isdigit() else 0.0


def _date(text: str) -> datetime.datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
