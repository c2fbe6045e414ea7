"""No request makes the portal read, or write to its disk, more than a page needs."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from toile.ops.bench.serving import free_port
from toile.ops.programs import answers
from toile.portal.project.limits import LARGER_BYTES, USUAL_BYTES

TOILE = (sys.executable, "-m", "toile.ops.cli")


def send(client: Client, url: str, size: int) -> Any:
    return client.post(url, {"x": SimpleUploadedFile("x", b"x" * size)})


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail as soon as a body is looked into."""

    def explode(*_given: object) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", explode)
    monkeypatch.setattr("django.core.handlers.wsgi.LimitedStream.read", explode)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("url", ["/connexion/", "/nulle-part", "/admin/login/"])
def test_what_is_too_large_is_refused_unread(client: Client, url: str) -> None:
    answer = send(client, url, USUAL_BYTES)
    assert answer.status_code == 413
    assert "ne reçoit pas plus de 1 Mo" in answer.content.decode()
    assert "default-src" in answer.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("length", [None, "", "-1", "1_0", "+1", "١", "9" * 30, "x"])
def test_what_says_no_length_is_refused_unread(
    client: Client, length: str | None
) -> None:
    given: dict[str, Any] = {"CONTENT_LENGTH": length}
    answer = client.generic("POST", "/connexion/", b"x", **given)
    assert answer.status_code == 411
    assert "Content-Length" in answer.content.decode()


def test_only_the_upload_takes_more(
    world: Any, sign_in: Callable[[str], Client]
) -> None:
    condor = sign_in("condor")
    upload = reverse("campaigns:add_creative", args=[world.campaign.id])
    assert send(condor, upload, USUAL_BYTES).status_code == 422
    answer = send(condor, upload, LARGER_BYTES["campaigns:add_creative"])
    assert answer.status_code == 413
    assert "ne reçoit pas plus de 5 Mo" in answer.content.decode()


@pytest.fixture(scope="module")
def port(
    tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], None]
) -> Iterator[int]:
    """A running portal, as ``toile portal`` starts it."""
    port = free_port()
    data = tmp_path_factory.mktemp("portal")
    migrated(data)
    environment = {
        **{name: value for name, value in os.environ.items() if "TOILE" not in name},
        "TOILE_DATA": str(data),
        "TOILE_PORTAL_PORT": str(port),
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [*TOILE, "manage", "migrate", "-v", "0"], env=environment, check=True
    )
    with (data / "log").open("wb") as log:
        portal = subprocess.Popen([*TOILE, "portal"], env=environment, stderr=log)
    try:
        while not answers("127.0.0.1", port, "/healthz"):
            assert portal.poll() is None, Path(log.name).read_text()
            time.sleep(0.1)
        yield port
    finally:
        portal.terminate()
        portal.wait(30)


def test_a_running_portal_reads_no_body_without_a_length(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(
            b"POST /connexion/ HTTP/1.1\r\nHost: localhost\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
        )
        # The body has no end yet: the answer does not wait for it.
        assert line.recv(100).startswith(b"HTTP/1.1 411 ")


def test_a_running_portal_refuses_a_large_body_at_its_announcement(port: int) -> None:
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    caller.putrequest("POST", "/connexion/")
    caller.putheader("Content-Length", "60000000")
    caller.putheader("Content-Type", "multipart/form-data; boundary=x")
    caller.endheaders()
    answer = caller.getresponse()
    assert answer.status == 413
    assert "Envoi trop lourd" in answer.read().decode()
    caller.close()
