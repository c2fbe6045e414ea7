"""A space in one LMDB file, shared by processes through memory mapping.

A read transaction lives for one get
or one scan, so that none is left to keep old pages from being used again; the library
keeps a spare one and renews it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lmdb

from toile.wire.errors import ProfileError

# LMDB's handle of a table has no public type.
Tables = dict[str, Any]

# Address space, not disk: the file grows as it is filled.
MAP_BYTES = 64 * 1024**3
_MOST_TABLES = 64
# Readers of one moment over all processes; a slot costs 64 bytes.
_MOST_READERS = 510


class LmdbUpdate:
    """A write transaction."""

    def __init__(
        self, txn: "lmdb.Transaction[bytes]", tables: Tables, path: Path
    ) -> None:
        self._txn = txn
        self._tables = tables
        self._path = path

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value."""
        try:
            return self._txn.get(key, None, self._tables[table])
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error

    def put(self, table: str, key: bytes, value: bytes) -> None:
        """Write one value."""
        try:
            self._txn.put(key, value, db=self._tables[table])
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error

    def delete(self, table: str, key: bytes) -> None:
        """Delete one value; nothing happens if there is none."""
        try:
            self._txn.delete(key, db=self._tables[table])
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error

    def scan(self, table: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Walk over keys that begin with a prefix, in order."""
        try:
            yield from _walk(self._txn, table, self._tables, prefix)
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error


class LmdbSpace:
    """An environment and its tables; made by ``open_lmdb``."""

    def __init__(
        self, path: Path, environment: lmdb.Environment, tables: Tables
    ) -> None:
        self._path = path
        self._environment = environment
        self._begin = environment.begin
        self._tables = tables
        self._updating: int | None = None

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value, as the last update of any process left it."""
        try:
            with self._begin() as txn:
                return txn.get(key, None, self._tables[table])
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error

    def scan(self, table: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Walk over keys that begin with a prefix, in order, as of one moment."""
        try:
            with self._begin() as txn:
                yield from _walk(txn, table, self._tables, prefix)
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error

    def count(self, table: str) -> int:
        """Tell how many keys a table has."""
        try:
            with self._begin() as txn:
                return int(txn.stat(self._tables[table])["entries"])
        except (lmdb.Error, KeyError) as error:
            raise _refused(self._path, error) from error

    @contextmanager
    def update(self) -> Iterator[LmdbUpdate]:
        """Begin a change, kept on a clean exit, dropped whole on an exception."""
        if self._updating == threading.get_ident():
            # LMDB would wait for itself for ever.
            cause = "this thread is already changing it"
            raise ProfileError(str(self._path), cause, "End the first update first.")
        try:
            txn = self._begin(write=True)
        except lmdb.Error as error:
            raise _refused(self._path, error) from error
        self._updating = threading.get_ident()
        try:
            yield LmdbUpdate(txn, self._tables, self._path)
            txn.commit()
        except lmdb.Error as error:
            raise _refused(self._path, error) from error
        finally:
            self._updating = None
            # After a commit this does nothing.
            txn.abort()

    def clear(self) -> None:
        """Empty all tables, in one change."""
        try:
            with self._begin(write=True) as txn:
                for table in self._tables.values():
                    txn.drop(table, delete=False)
        except lmdb.Error as error:
            raise _refused(self._path, error) from error

    def close(self) -> None:
        """Let go of the store."""
        self._environment.close()


def open_lmdb(
    path: Path,
    tables: tuple[str, ...],
    *,
    read_only: bool = False,
    map_bytes: int = MAP_BYTES,
) -> LmdbSpace:
    """Open the file of a space, and make it and its tables unless ``read_only``."""
    if read_only and not path.is_file():
        raise _missing(path, "there is no such store")
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        environment = lmdb.open(
            str(path),
            subdir=False,
            readonly=read_only,
            map_size=map_bytes,
            max_dbs=_MOST_TABLES,
            max_readers=_MOST_READERS,
            mode=0o640,
        )
    except (lmdb.Error, OSError) as error:
        raise _refused(path, error) from error
    try:
        # Slots of readers that were killed would keep old pages for ever.
        environment.reader_check()
        opened = {
            table: environment.open_db(table.encode(), create=not read_only)
            for table in tables
        }
    except lmdb.NotFoundError as error:
        environment.close()
        raise _missing(path, "it lacks a table") from error
    except lmdb.Error as error:
        environment.close()
        raise _refused(path, error) from error
    return LmdbSpace(path, environment, opened)


def _walk(
    txn: "lmdb.Transaction[bytes]", table: str, tables: Tables, prefix: bytes
) -> Iterator[tuple[bytes, bytes]]:
    with txn.cursor(tables[table]) as cursor:
        if not (cursor.set_range(prefix) if prefix else cursor.first()):
            return
        for key, value in cursor:
            if not key.startswith(prefix):
                return
            yield key, value


def _missing(path: Path, cause: str) -> ProfileError:
    return ProfileError(
        str(path), f"{cause} yet", "Start the worker, which makes it, and try again."
    )


def _refused(path: Path, error: Exception) -> ProfileError:
    return ProfileError(str(path), *_said(error))


def _said(error: Exception) -> tuple[str, str]:
    """Give the cause and the remedy of what LMDB or the system says."""
    if isinstance(error, KeyError):
        return f"table {error} was not declared", "Name it when the space is opened."
    if isinstance(error, lmdb.MapFullError):
        return "it is full", "Open it with a larger map size."
    if isinstance(error, lmdb.BadValsizeError):
        return "a key is empty or over 511 bytes", "Use a key of 1 to 511 bytes."
    if isinstance(error, lmdb.ReadonlyError):
        return "it is open for reading only", "Open it for writing."
    if isinstance(error, lmdb.InvalidError | lmdb.CorruptedError):
        remedy = "Remove it and rebuild it from the journal: toile worker --rebuild."
        return f"it is damaged ({error})", remedy
    remedy = "Check its folder, the disk's space, and that no process opened it twice."
    return str(error), remedy
