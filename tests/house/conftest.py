"""The house's own files, as git knows them."""

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """A module of the house, by its path under the repository."""

    name: str
    text: str
    tree: ast.Module

    @property
    def migration(self) -> bool:
        """Django writes migrations; the rules for people do not bind it."""
        return "/migrations/" in self.name


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[str]:
    """Every file that git tracks and that is still there."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    names = done.stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the package, parsed."""
    found = []
    for path in sorted((ROOT / "src" / "toile").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(str(path.relative_to(ROOT)), text, ast.parse(text)))
    assert len(found) > 100
    return found
