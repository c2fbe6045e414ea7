"""The program itself: it does what is asked, dies, is started again, and ends."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mail.mail_server import MailServer

Migrated = Callable[[Path], None]
TRIES = 400
# What a test asks for and looks at, in a program of its own: the one database is that
# of the program under test, not of pytest-django.
ASK = """
import django; django.setup()
{imports}
print({asked})
"""
SLOW = """
import django; django.setup()
import pathlib, sys, threading, time
from toile.portal.jobs import claims
from toile.portal.jobs.registry import job
from toile.portal.jobs.runner import Runner
from toile.ops.supervise import stop_on_signals
import datetime

claims.LEASE = datetime.timedelta(seconds=2)
log = pathlib.Path(sys.argv[1])

@job("slow", "Lentement")
def slow(progress, *, until):
    with log.open("a") as file:
        file.write("begun\\n")
    while not pathlib.Path(until).exists():
        progress.tell(1, 2, "à mi-chemin")
        time.sleep(0.05)
    with log.open("a") as file:
        file.write("ended\\n")

asked = sys.argv[2:]
if asked:
    from toile.portal.jobs.services import enqueue
    enqueue("slow", {"until": asked[0]})
else:
    Runner(stop_on_signals()).run()
"""


class House:
    """A database of its own, and programs that work on it."""

    def __init__(self, folder: Path, migrated: Migrated, **environment: str) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.environment = {
            **os.environ,
            "TOILE_DATA": str(folder),
            "TOILE_SECRET_KEY": "of the test",
            "DATABASE_URL": f"sqlite:///{folder}/toile.sqlite3",
            "DJANGO_SETTINGS_MODULE": "toile.portal.project.settings",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            **environment,
        }
        migrated(folder)
        self.run("-m", "django", "migrate", "-v0")

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, imports: str, asked: str) -> str:
        return self.run("-c", ASK.format(imports=imports, asked=asked))

    def state(self) -> str:
        return self.ask(
            "from toile.portal.jobs.models import Job",
            "' '.join(f'{j.state}{j.attempts}' for j in Job.objects.order_by('id'))",
        )

    @contextmanager
    def program(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        with subprocess.Popen(
            [sys.executable, *arguments], env=self.environment, cwd=self.folder
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def words(self) -> list[str]:
        return self.log.read_text().split() if self.log.exists() else []


def until(so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(TRIES):
        if so():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come to pass")


@pytest.mark.slow
def test_a_job_whose_runner_is_killed_is_done_by_the_next(
    tmp_path: Path, migrated: Migrated
) -> None:
    house = House(tmp_path, migrated)
    script, go = tmp_path / "slow.py", tmp_path / "go"
    script.write_text(SLOW)
    house.run(str(script), str(house.log), str(go))
    assert house.state() == "waiting0"
    with house.program(str(script), str(house.log)) as first:
        until(lambda: house.words() == ["begun"])
        first.kill()
        first.wait()
    assert house.state() == "running1"
    go.touch()
    with house.program(str(script), str(house.log)) as second:
        until(lambda: house.words() == ["begun", "begun", "ended"])
        until(lambda: house.state() == "done2")
        second.send_signal(signal.SIGTERM)
        assert second.wait(20) == 0


@pytest.mark.slow
def test_a_stop_in_the_middle_gives_the_job_back_at_once(
    tmp_path: Path, migrated: Migrated
) -> None:
    house = House(tmp_path, migrated)
    script = tmp_path / "slow.py"
    script.write_text(SLOW)
    house.run(str(script), str(house.log), str(tmp_path / "go"))
    with house.program(str(script), str(house.log)) as first:
        until(lambda: house.words() == ["begun"])
        first.send_signal(signal.SIGTERM)
        assert first.wait(20) == 0
    assert house.state() == "waiting0"


WRITE = (
    "from toile.portal.mail.services import post_plain",
    "post_plain('camille@toile.test', 'Bonjour', 'Un mot.').message_id",
)


@pytest.mark.slow
def test_toile_jobs_sends_mails_and_waits_for_its_database(
    tmp_path: Path, migrated: Migrated
) -> None:
    with MailServer().running() as server:
        house = House(tmp_path, migrated, TOILE_SMTP=server.url)
        first = house.ask(*WRITE)
        with house.program("-m", "toile.ops.cli", "jobs") as process:
            until(lambda: len(server.taken) == 1)
            database = tmp_path / "toile.sqlite3"
            # A database that is away, as SQLite can be: the folder is no database.
            hidden = tmp_path / "hidden"
            hidden.mkdir()
            for part in tmp_path.glob("toile.sqlite3*"):
                part.rename(hidden / part.name)
            database.mkdir()
            until(lambda: process.poll() is None)
            threading.Event().wait(2)
            assert process.poll() is None
            database.rmdir()
            for part in hidden.iterdir():
                part.rename(tmp_path / part.name)
            second = house.ask(*WRITE)
            until(lambda: len(server.taken) == 2)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
    assert [mail["Message-ID"] for mail in server.taken] == [first, second]
