"""What can look at a site: given by the program that has a browser, or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from toile.wire.sitecheck import SiteBrief, SiteReport


class Look(Protocol):
    """Look at a site, put pictures into a folder, tell what was found.

    ``waiting`` hears now and then how many seconds it has taken; what it raises ends
    the check.
    """

    def __call__(
        self, brief: SiteBrief, folder: Path, waiting: Callable[[float], None]
    ) -> SiteReport:
        """Check one site."""


_INSTALLED: dict[str, Look] = {}


def install(look: Look) -> None:
    """Say what this program checks sites with."""
    _INSTALLED["look"] = look


def installed() -> Look | None:
    """What this program checks sites with; nothing if it has no browser."""
    return _INSTALLED.get("look")
