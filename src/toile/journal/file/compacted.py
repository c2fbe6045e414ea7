"""What compaction has done already, so that it need not read the whole history again.

Kept beside the segments. A segment that was put back from a copy has another time, and
is read again; so is everything if the file is lost.
"""

import contextlib
from pathlib import Path

import msgspec

_FILE = "compacted.json"


class Asked(msgspec.Struct, frozen=True):
    """What a rewriting depends on, beside the event.

    ``mark`` differs as soon as other events must be rewritten; all events from before
    ``before_ms`` are. Damage that was found before ``found_before_ms`` is overwritten.
    """

    mark: str
    before_ms: int
    found_before_ms: int = -1


class Extent(msgspec.Struct, frozen=True, array_like=True):
    """A segment as it was left: its file's time, its events' times, ``before_ms``."""

    changed_ns: int
    first_ms: int
    last_ms: int
    before_ms: int


class Compacted(msgspec.Struct, frozen=True):
    """The segments that are done, by name, under one mark."""

    mark: str
    segments: dict[str, Extent] = {}


def read(folder: Path, asked: Asked) -> Compacted:
    """Read what was done under the mark that is asked for; nothing, if another."""
    with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        content = (folder / _FILE).read_bytes()
        done = msgspec.json.decode(content, type=Compacted)
        if done.mark == asked.mark:
            return done
    return Compacted(asked.mark)


def write(folder: Path, done: Compacted) -> None:
    """Write down what is done; raises ``OSError``."""
    beside = folder / f"{_FILE}.new"
    beside.write_bytes(msgspec.json.encode(done))
    beside.replace(folder / _FILE)


def is_done(extent: Extent | None, path: Path, asked: Asked) -> bool:
    """Tell whether nothing in a segment can have to be rewritten."""
    if extent is None or path.stat().st_mtime_ns != extent.changed_ns:
        return False
    return extent.first_ms >= asked.before_ms or extent.last_ms < extent.before_ms
