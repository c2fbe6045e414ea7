"""Choosing the implementation by the scheme of the journal's URL."""

from collections.abc import Callable
from pathlib import Path

from toile.journal.dead_letters import DEAD_LETTERS, DeadLetters
from toile.journal.file.compact import CompactReport, compact_folder
from toile.journal.file.compacted import Asked
from toile.journal.file.reader import FileReader
from toile.journal.file.verify import VerifyReport, verify_folder
from toile.journal.file.writer import FileWriter
from toile.journal.interface import Reader, Stream, Writer
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent


def open_writer(url: str, stream: Stream, writer: str) -> Writer:
    """Open a series for appending; must run in the event loop that will append.

    Raises ``JournalError`` for an unknown scheme, a folder that cannot be written, or
    a series that another process is writing.
    """
    return FileWriter(_folder(url, stream), writer)


def open_reader(url: str, stream: Stream) -> Reader:
    """Open a stream for reading; it may not exist yet."""
    return FileReader(_folder(url, stream))


def verify(url: str, stream: Stream) -> VerifyReport:
    """Read every record of a stream and report each fault."""
    return verify_folder(_folder(url, stream))


def compact(
    url: str,
    stream: Stream,
    rewrite: Callable[[AnyEvent], AnyEvent],
    asked: Asked | None = None,
) -> CompactReport:
    """Replace events of closed segments by what ``rewrite`` makes of them.

    What it gives back may not be longer than the event; places and order stay. Segments
    in which, by ``asked``, nothing can have to be rewritten are not read again.
    """
    return compact_folder(_folder(url, stream), rewrite, asked)


def drop_dead_letters(url: str, stream: Stream, oldest_ms: int) -> int:
    """Drop a stream's dead letters found before a time; tell how many."""
    folder = _folder(url, stream)
    try:
        return DeadLetters(folder / DEAD_LETTERS).drop_before(oldest_ms)
    except OSError as error:
        raise JournalError(
            f"The dead letters in {folder}",
            f"they cannot be rewritten: {error.strerror}",
            "Make room, or make the folder writable for this user.",
        ) from error


def count_dead_letters(url: str, stream: Stream) -> int:
    """Tell how many records of a stream could not be read and are still kept."""
    return len(DeadLetters(_folder(url, stream) / DEAD_LETTERS).read())


def _folder(url: str, stream: Stream) -> Path:
    scheme, _, path = url.partition(":")
    if scheme != "file" or not path:
        raise JournalError(
            f"The journal {url!r}",
            f"its scheme {scheme!r} is unknown" if path else "it names no place",
            "Give TOILE_JOURNAL as file:path.",
        )
    return Path(path) / stream
