"""What is installed is pinned by hash, from whichever registry a machine uses."""

import json
import re
from pathlib import Path

import pytest

NAMES = ("run", "portal", "test", "dev")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(\[[\w,-]+\])?==\S+(?: ;[^\\]*)? \\$")


@pytest.mark.parametrize("name", NAMES)
def test_every_python_requirement_has_a_version_and_a_hash(
    name: str, root: Path
) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads
    assert [line for line in heads if not _PINNED.match(line)] == []
    blocks = re.split(r"^(?=\S)", "\n".join(lines), flags=re.MULTILINE)
    unpinned = [b for b in blocks if b.strip() and "--hash=sha256:" not in b]
    assert unpinned == []


def test_npm_packages_have_a_hash_and_no_address(root: Path) -> None:
    lock = json.loads((root / "web" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: p for name, p in lock["packages"].items() if name}
    assert packages
    assert [name for name, p in packages.items() if "resolved" in p] == []
    assert [name for name, p in packages.items() if "integrity" not in p] == []
