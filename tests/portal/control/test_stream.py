"""The control room's stream under the real server: bounded, and pages go on."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from toile.portal.control.stream import MOST_STREAMS, event

TRIES = 300
SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from toile.portal.accounts import services
klox = services.add_organisation("operator", "Klox", "klox")
user = services.add_person("klox@toile.test", "Klox")
services.add_membership(user, klox, "owner")
client = Client()
client.force_login(user, "django.contrib.auth.backends.ModelBackend")
print(client.cookies["toile_session"].value)
"""


@dataclass
class Portal:
    """A portal that runs, and the cookie of the operator."""

    port: int
    cookie: str
    program: subprocess.Popen[bytes]

    def ask(
        self, path: str, **headers: str
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Cookie": f"toile_session={self.cookie}", **headers}
        connection.request("GET", path, headers=sent)
        return connection, connection.getresponse()

    def status(self, path: str) -> int:
        connection, answer = self.ask(path)
        answer.read()
        connection.close()
        return answer.status


@pytest.fixture
def portal(tmp_path: Path, migrated: Callable[[Path], None]) -> Iterator[Portal]:
    migrated(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "TOILE_DATA": str(tmp_path),
        "TOILE_PORTAL_PORT": str(port),
        "TOILE_PORTAL_URL": f"http://127.0.0.1:{port}",
        "TOILE_EDGE_PORT": "1",
        "TOILE_SECRET_KEY": "k" * 50,
        "TOILE_TWO_FACTOR_REQUIRED": "0",
        "DATABASE_URL": f"sqlite:///{tmp_path}/toile.sqlite3",
        "DJANGO_SETTINGS_MODULE": "toile.portal.project.settings",
    }
    cookie = subprocess.run(
        [sys.executable, "-c", SETUP],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    program = subprocess.Popen(
        [sys.executable, "-m", "toile.ops.cli", "portal"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    made = Portal(port, cookie, program)
    pause = threading.Event()
    for _ in range(TRIES):
        with contextlib.suppress(OSError):
            if made.status("/healthz") == 200:
                break
        pause.wait(0.1)
    yield made
    program.terminate()
    try:
        program.wait(30)
    finally:
        program.kill()
        program.wait()


@pytest.mark.slow
def test_streams_are_bounded_and_pages_go_on(portal: Portal) -> None:
    path = "/salle-de-controle/flux/"
    opened = [
        portal.ask(path, **{"Accept-Encoding": "gzip"}) for _ in range(MOST_STREAMS)
    ]
    for _connection, answer in opened:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Content-Encoding"] == "identity"
        assert answer.readline() == b"retry: 1000\n"
        assert answer.readline() == b"\n"
        assert answer.readline() == b"event: now\n"
    # All streams are open: one more is asked to come again, every page is answered.
    connection, refused = portal.ask(path)
    assert (refused.status, refused.headers["Retry-After"]) == (503, "15")
    connection.close()
    for page in ("/salle-de-controle/", "/emplacements/", "/alertes/", "/facturation/"):
        assert portal.status(page) == 200
    # The second moment comes by itself, and is not held back in a buffer.
    for _connection, answer in opened:
        assert events(answer, 2) == ["minutes", "now"]
    for connection, answer in opened:
        answer.close()
        connection.close()
    # Who goes away gives the slot back at the next moment.
    pause = threading.Event()
    for _ in range(TRIES):
        connection, answer = portal.ask(path)
        connection.close()
        if answer.status == 200:
            break
        pause.wait(0.1)
    assert answer.status == 200


def test_an_event_of_several_lines_is_one_event() -> None:
    assert event("now", "a\n\nb") == b"event: now\ndata: a\ndata: \ndata: b\n\n"


def events(answer: http.client.HTTPResponse, number: int) -> list[str]:
    found: list[str] = []
    while len(found) < number:
        line = answer.readline()
        assert line, "the stream ended early"
        if line.startswith(b"event: "):
            found.append(line.removeprefix(b"event: ").decode().strip())
    return found
