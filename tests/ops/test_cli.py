"""The command line: each command explains itself, and errors are one sentence."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup
from typer.testing import CliRunner

from toile import __version__
from toile.journal.file.segment import MAGIC, Segment, frame
from toile.ops.bench.serving import free_port
from toile.ops.cli import app, main
from toile.pool import rights
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.wire.events import Click, Consent, Visit, encode
from toile.wire.ids import Sid, Ulid, to_cookie
from toile.worker.stores import open_stores

SID = Sid(b"pool-id-16-bytes")
SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTB")


def _commands(command: object, *path: str) -> Iterator[tuple[str, ...]]:
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from _commands(below, *path, name)
    else:
        yield path


COMMANDS = sorted(_commands(typer.main.get_command(app)))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("TOILE_DATA", str(folder))
    for name in ("TOILE_JOURNAL", "TOILE_PROFILES", "TOILE_EDGE_PORT", "TOILE_LOG"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def journal(data: Path) -> Path:
    """A small journal: a visit and a no in the pool's stream, a click in the other."""
    visit = Visit(
        id=SITE, at_ms=1_000, site=SITE, cinema=SITE, page="/", yes_ms=1, sid=SID
    )
    no = Consent(id=SITE, at_ms=2_000, site=SITE, choice="no", tool="orejime")
    click = Click(
        id=SITE,
        at_ms=3_000,
        impression=SITE,
        served_ms=1,
        campaign=SITE,
        line=SITE,
        creative=SITE,
        placement=SITE,
    )
    for stream, events in (("pool", (visit, no)), ("ads", (click,))):
        folder = data / "journal" / stream
        folder.mkdir(parents=True)
        records = b"".join(frame(encode(event)) for event in events)
        (folder / Segment("edge-0", 1).name).write_bytes(MAGIC + records)
    return data / "journal"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run as the program does; it must end with code 1 and one sentence."""
    sys.argv, kept = ["toile", *arguments], sys.argv
    try:
        with pytest.raises(SystemExit) as caught:
            main()
    finally:
        sys.argv = kept
    assert caught.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("toile: ")
    assert said.count("\n") == 1
    return said


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    code, said = run(*command, "--help")
    assert code == 0
    assert "Usage:" in said
    assert "--help" in said


def test_all_commands_of_the_design_are_there() -> None:
    wanted = {"demo", "serve", "edge", "worker", "portal", "simulate", "doctor"}
    assert wanted <= {command[0] for command in COMMANDS}


def test_without_a_command_the_commands_are_listed() -> None:
    _, said = run()
    assert "demo" in said
    assert "worker" in said


def test_the_version() -> None:
    assert run("version") == (0, f"{__version__}\n")


@pytest.mark.django_db
def test_keys_are_made_once(data: Path) -> None:
    code, said = run("keys")
    assert code == 0
    # The union's master key, its keys, the operator's.
    assert said.count("made ") == 3
    assert "nothing was changed" in run("keys")[1]


def test_a_whole_journal_is_verified(journal: Path) -> None:
    code, said = run("journal", "verify")
    assert code == 0
    assert "pool: 2 records in 1 segments, 0 faults" in said
    assert "ads: 1 records in 1 segments, 0 faults" in said


def test_a_damaged_journal_ends_with_code_1_and_names_the_place(journal: Path) -> None:
    path = journal / "pool" / Segment("edge-0", 1).name
    content = bytearray(path.read_bytes())
    content[-3] ^= 0xFF
    path.write_bytes(content)
    code, said = run("journal", "verify", "--stream", "pool")
    assert code == 1
    assert path.name in said
    assert "ads" not in said


def test_the_export_is_one_json_object_a_line(journal: Path) -> None:
    code, said = run("journal", "export")
    assert code == 0
    rows = [json.loads(line) for line in said.splitlines()]
    assert [row["t"] for row in rows] == ["visit", "consent", "click"]
    assert rows[0]["sid"] == to_cookie(SID)
    only_ads = run("journal", "export", "--stream", "ads")[1]
    assert [json.loads(line)["t"] for line in only_ads.splitlines()] == ["click"]


def test_compaction_takes_the_erased_out(journal: Path, data: Path) -> None:
    stores = open_stores(f"lmdb:{data}/profiles")
    with stores.pool.update() as update:
        update.put(FORGOTTEN, SID, rights.encode(Forgotten(everything_ms=1_500)))
    stores.close()
    code, said = run("journal", "compact")
    assert code == 0
    assert "pool: 1 events rewritten in 1 of 1 closed segments" in said
    assert bytes(SID) not in (journal / "pool" / Segment("edge-0", 1).name).read_bytes()
    assert run("journal", "verify")[0] == 0


@pytest.mark.django_db
def test_the_doctor_ends_with_code_1_when_something_is_wrong(data: Path) -> None:
    code, said = run("doctor")
    assert code == 1
    assert "✗ keys pool.json: missing; run `toile keys`" in said


@pytest.mark.parametrize(
    ("variables", "arguments", "said"),
    [
        ({"TOILE_EDGE_PORT": "abc"}, ("edge",), "TOILE_EDGE_PORT"),
        ({"TOILE_JOURNAL": "kafka:x"}, ("journal", "verify"), "file:path"),
        ({"TOILE_PROFILES": "redis:x"}, ("journal", "compact"), "lmdb:PATH"),
        ({"TOILE_DATA": "/dev/null/x"}, ("keys",), "TOILE_DATA"),
        ({"TOILE_DATA": "/dev/null/x"}, ("edge",), "TOILE_METRICS"),
        ({"TOILE_DATA": "/dev/null/x"}, ("worker",), "TOILE_DATA"),
    ],
)
def test_a_bad_setting_is_one_sentence(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    # Another test of this process may have opened Django, which sets it.
    monkeypatch.delenv("TOILE_SECRET_KEY", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert said in failed(capsys, *arguments)


def ended(environment: dict[str, str], *arguments: str) -> str:
    """Run in a process of its own; it must end with code 1 and no trace."""
    done = subprocess.run(
        [sys.executable, "-m", "toile.ops.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("toile: ") == 1
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_edge_on_a_busy_port_says_so(data: Path, processes: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        environment = {"TOILE_EDGE_PORT": port, "TOILE_EDGE_PROCESSES": processes}
        said = ended(environment, "edge")
    assert f"port {port}: another program listens on it already" in said


def test_an_edge_started_twice_leaves_the_counters_of_the_running_one(
    data: Path,
) -> None:
    folder = data / "metrics" / "both"
    folder.mkdir(parents=True)
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    running = folder / f"counter_{os.getpid()}.db"
    for file in (running, folder / f"counter_{dead.pid}.db"):
        file.write_bytes(b"")
    with socket.create_server(("127.0.0.1", 0)) as busy:
        ended({"TOILE_EDGE_PORT": str(busy.getsockname()[1])}, "edge")
    assert list(folder.iterdir()) == [running]


@pytest.mark.parametrize("command", ["serve", "portal"])
def test_a_busy_portal_port_is_told_before_anything_is_made(
    data: Path, command: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        environment = {
            "TOILE_EDGE_PORT": str(free_port()),
            "TOILE_PORTAL_PORT": str(busy.getsockname()[1]),
        }
        said = ended(environment, command)
    assert "set TOILE_PORTAL_PORT to another port" in said
    assert not data.exists()


def test_an_unknown_level_of_logging_is_told() -> None:
    said = ended({"TOILE_LOG": "loud"}, "version")
    assert said.startswith("toile: TOILE_LOG: 'loud' is no level of logging")


def test_a_database_url_that_is_none_is_told(data: Path) -> None:
    said = ended({"DATABASE_URL": "nonsense://"}, "worker")
    assert said.startswith("toile: DATABASE_URL: it cannot be read")
    assert said.endswith("Give sqlite:///path or postgres://user:password@host/name.")
