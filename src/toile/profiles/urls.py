"""From a store's URL to the implementation that its scheme names."""

from pathlib import Path

from toile.profiles.contract import Space, SpaceName
from toile.profiles.lmdb import open_lmdb
from toile.profiles.owner import Owner
from toile.wire.errors import ProfileError


def open_space(
    url: str, name: SpaceName, tables: tuple[str, ...], *, read_only: bool = False
) -> Space:
    """Open a space with its tables; a writer makes what is missing.

    Raises ``ProfileError`` for an unknown scheme, for a store or table that a reader
    misses (its writer has not made it yet), and for a damaged one.
    """
    return open_lmdb(_folder(url) / f"{name}.lmdb", tables, read_only=read_only)


def own(url: str, wing: SpaceName) -> Owner:
    """Take the right to do a wing's work; a pool's worker writes in both spaces.

    Raises ``ProfileError`` if another process has it.
    """
    return Owner(_folder(url), wing)


def _folder(url: str) -> Path:
    scheme, _, place = url.partition(":")
    if scheme != "lmdb" or not place:
        raise ProfileError(
            f"profile store {url!r}",
            "its scheme is not known" if place else "it names no place",
            "Give lmdb:PATH, for instance lmdb:var/profiles.",
        )
    return Path(place.removeprefix("//"))
