"""Asks for each page over HTTP, as a browser does, and counts what it cost."""

import http.client
import statistics
import time
from collections.abc import Sequence

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from toile.ops.bench.portal.pages import Page
from toile.portal.accounts.models import User

TIMES = 7


class PageFigures(msgspec.Struct, frozen=True):
    """What one page costs; sizes are of the page alone, compressed."""

    who: str
    page: str
    status: int
    median_ms: float
    worst_ms: float
    queries: int
    kilobytes: float


def measure(
    pages: Sequence[Page], users: dict[str, User], port: int
) -> list[PageFigures]:
    """Ask for each page some times; the first time, which warms, is not counted."""
    sessions = {who: _session(user) for who, user in users.items()}
    return [
        _page(one, sessions.get(one.who, ""), users.get(one.who), port) for one in pages
    ]


def _session(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = user.pk
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _page(page: Page, session: str, user: User | None, port: int) -> PageFigures:
    status, size, took = 0, 0, []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        status, size = _ask(page.address, session, port)
        took.append((time.perf_counter() - began) * 1000)
    return PageFigures(
        who=page.who or "–",
        page=page.name,
        status=status,
        median_ms=round(statistics.median(took[1:]), 1),
        worst_ms=round(max(took[1:]), 1),
        queries=count_queries(page, user),
        kilobytes=round(size / 1000, 1),
    )


def _ask(address: str, session: str, port: int) -> tuple[int, int]:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": "localhost", "Accept-Encoding": "gzip", "Accept-Language": "fr"}
    if session:
        headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={session}"
    asking.request("GET", address, headers=headers)
    answer = asking.getresponse()
    size = len(answer.read())
    asking.close()
    return answer.status, size


def count_queries(page: Page, user: User | None) -> int:
    """How often a page asks the database, in this process."""
    client = Client()
    if user is not None:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as asked:
        client.get(page.address, headers={"host": "localhost"})
    return len(asked)
