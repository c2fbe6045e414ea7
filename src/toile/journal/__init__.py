"""The append-only log of events: one interface, files today, Kafka when outgrown.

``append`` gives back a future that is done when the event is on disk; ``read`` gives
what follows a saved cursor. ``file`` is the embedded implementation, ``dead_letters``
keeps what could not be read, ``url`` chooses by scheme.
"""

from toile.journal.cursor import Cursor
from toile.journal.dead_letters import DeadLetters
from toile.journal.export import export
from toile.journal.file.compact import CompactReport
from toile.journal.file.compacted import Asked
from toile.journal.file.verify import VerifyReport
from toile.journal.interface import Batch, Entry, Reader, Stream, Writer
from toile.journal.url import (
    compact,
    count_dead_letters,
    drop_dead_letters,
    open_reader,
    open_writer,
    verify,
)

__all__ = [
    "Asked",
    "Batch",
    "CompactReport",
    "Cursor",
    "DeadLetters",
    "Entry",
    "Reader",
    "Stream",
    "VerifyReport",
    "Writer",
    "compact",
    "count_dead_letters",
    "drop_dead_letters",
    "export",
    "open_reader",
    "open_writer",
    "verify",
]
