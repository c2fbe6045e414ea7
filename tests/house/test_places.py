"""No tracked file names a package registry or a place on somebody's machine."""

import subprocess
from pathlib import Path

import pytest

# Written in pieces, so that this file does not find itself.
REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "proxy.golang" + ".org",
    "crates" + ".io",
    "deb.debian" + ".org",
    "--index" + "-url",
    "--extra-index" + "-url",
)
MACHINES = (
    "/wo" + "rk/main",
    "/wo" + "rk/shared",
    "/ro" + "ot/",
    "/ho" + "me/",
    "/Us" + "ers/",
    "/tm" + "p/",
)


@pytest.mark.parametrize("place", [*REGISTRIES, *MACHINES])
def test_no_tracked_file_names(place: str, root: Path) -> None:
    done = subprocess.run(
        ["git", "grep", "-I", "-l", "--fixed-strings", "-e", place],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.splitlines() == []
