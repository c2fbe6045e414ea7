"""What a machine lacks is told in one sentence, with the remedy."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NEED = Path(__file__).parents[2] / "scripts" / "need"


def need(path: Path, *asked: str) -> subprocess.CompletedProcess[str]:
    """Ask on a machine whose only programs are those in a folder, and a shell."""
    shell = shutil.which("sh") or "/bin/sh"
    return subprocess.run(
        [shell, str(NEED), *asked],
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def program(folder: Path, name: str, *lines: str) -> None:
    file = folder / name
    file.write_text("\n".join(("#!/bin/sh", *lines, "")))
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("python", "python3"),
            "toile: python3 is missing. Install Python 3.11 or newer.",
        ),
        (("node",), "toile: npm is missing. Install Node 20 or newer."),
        (
            ("browser",),
            "toile: missing: chromium. Install and try again: "
            "sudo apt-get install chromium",
        ),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    done = need(tmp_path, *asked)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [said]


def test_an_old_python_is_named(tmp_path: Path) -> None:
    program(
        tmp_path, "python3", '[ "$1" = --version ] && echo "Python 3.9.2"', "exit 1"
    )
    done = need(tmp_path, "python", "python3")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "toile: Python 3.9.2 is too old. "
        "Name Python 3.11 or newer: make demo PYTHON=python3.11"
    ]


def test_servers_are_asked_for_but_never_stop_the_tests(tmp_path: Path) -> None:
    program(tmp_path, "ls", "exit 1")
    done = need(tmp_path, "servers")
    assert done.returncode == 0
    assert "sudo apt-get install postgresql" in done.stderr
    assert done.stderr.startswith("toile: tests that need them are skipped")


@pytest.fixture
def offline(tmp_path: Path) -> Path:
    """A machine that may install, but reaches nobody to install from."""
    program(tmp_path, "ls", "exit 1")
    program(tmp_path, "id", "echo 0")
    (tmp_path / "asked").touch()
    program(
        tmp_path,
        "apt-get",
        f'echo "$1" >>{tmp_path}/asked',
        "echo 'E: Failed to fetch' >&2",
        "exit 100",
    )
    for name in ("chmod", "rm"):
        (tmp_path / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    return tmp_path


def test_servers_that_cannot_be_installed_never_stop_the_tests(offline: Path) -> None:
    done = need(offline, "servers")
    assert done.returncode == 0
    said = done.stderr.splitlines()[-1]
    assert said.startswith("toile: could not install: postgresql")
    assert said.endswith(". Tests that need them are skipped.")
    assert "install" not in (offline / "asked").read_text(), "one failure is enough"


def test_a_browser_that_cannot_be_installed_is_one_clear_sentence(
    offline: Path,
) -> None:
    done = need(offline, "browser")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "toile: could not install: chromium. Mend what apt said and try again: "
        "sudo apt-get install chromium"
    )
