"""From a store's URL to the implementation that its scheme names."""

from pathlib import Path

from toile.profiles.contract import Space, SpaceName
from toile.profiles.lmdb import open_lmdb
from toile.wire.errors import ProfileError


def open_space(
    url: str, name: SpaceName, tables: tuple[str, ...], *, read_only: bool = False
) -> Space:
    """Open a space with its tables; a writer makes what is missing.

    Raises ``ProfileError`` for an unknown scheme, for a store or table that a reader
    misses (its writer has not made it yet), and for a damaged one.
    """
    scheme, _, place = url.partition(":")
    if scheme != "lmdb" or not place:
        raise ProfileError(
            f"profile store {url!r}",
            "its scheme is not known" if place else "it names no place",
            "Give lmdb:PATH, for instance lmdb:var/profiles.",
        )
    folder = Path(place.removeprefix("//"))
    return open_lmdb(folder / f"{name}.lmdb", tables, read_only=read_only)
