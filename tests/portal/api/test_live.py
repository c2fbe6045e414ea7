"""The how-to's commands and client are run against a portal as it is served."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from toile.ops.programs import answers

TOILE = (sys.executable, "-m", "toile.ops.cli")
HOWTO = Path(__file__).parents[3] / "docs" / "howto" / "api.md"
_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], None]
) -> Iterator[dict[str, str]]:
    """A running portal with Condor's token: ``PORTAL`` and ``TOKEN``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("portal")
    migrated(data)
    given = {
        **{name: value for name, value in os.environ.items() if "TOILE" not in name},
        "TOILE_DATA": str(data),
        "TOILE_PORTAL_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "toile.portal.project.settings",
    }
    given.pop("DATABASE_URL", None)
    subprocess.run([*TOILE, "manage", "migrate", "-v", "0"], env=given, check=True)
    filled = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("live.py"))],
        env=given,
        check=True,
        capture_output=True,
        text=True,
    )
    with (data / "log").open("wb") as log:
        portal = subprocess.Popen([*TOILE, "portal"], env=given, stderr=log)
    try:
        while not answers("127.0.0.1", port, "/healthz"):
            assert portal.poll() is None, Path(log.name).read_text()
            time.sleep(0.1)
        token = json.loads(filled.stdout)["token"]
        yield given | {"PORTAL": f"http://127.0.0.1:{port}", "TOKEN": token}
    finally:
        portal.terminate()
        portal.wait(30)


def test_what_the_how_to_shows_works(
    environment: dict[str, str],
    tmp_path: Path,
    make_image: Callable[..., bytes],
) -> None:
    (tmp_path / "affiche.jpg").write_bytes(make_image())
    blocks = _BLOCK.findall(HOWTO.read_text(encoding="utf-8"))
    assert [language for language, _text in blocks] == ["sh", "sh", "python"]
    said = ""
    for language, text in blocks:
        shell = ["bash", "-euo", "pipefail", "-c"]
        done = subprocess.run(
            [*(shell if language == "sh" else [sys.executable, "-c"]), text],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said = done.stdout
    assert said.splitlines() == ["['Sortie nationale', 'Reprise']"]


def test_many_twins_at_once_are_one_deed(environment: dict[str, str]) -> None:
    portal = f"{environment['PORTAL']}/api/v1"
    headers = {"Authorization": f"Bearer {environment['TOKEN']}"}
    film = {"title": "Jumeaux", "allocine_id": 12}

    def send(_number: int) -> httpx.Response:
        once = headers | {"Idempotency-Key": "twins"}
        return httpx.post(f"{portal}/films", json=film, headers=once, timeout=30)

    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(send, range(8)))
    done = [answer for answer in found if answer.status_code == 201]
    assert len({answer.json()["id"] for answer in done}) == 1
    waiting = {answer.json()["code"] for answer in found if answer.status_code == 409}
    assert waiting <= {"request-under-way"}
    assert {answer.status_code for answer in found} <= {201, 409}
    listed = httpx.get(f"{portal}/films?allocine_id=12", headers=headers).json()
    assert len(listed["items"]) == 1
