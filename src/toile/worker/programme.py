"""The programme of the cinemas, imported each hour, apart from all other work.

A thread of its own, which the worker does not wait for: a source that is slow or dead
holds up nothing, and a worker that must stop does so within seconds (the database then
undoes what was begun).
"""

import datetime
import logging
import threading
from collections.abc import Callable
from functools import partial

from django.db import Error as DatabaseProblem
from django.db import connections

from toile.portal.showtimes.services import AlreadyRunningError, import_programme
from toile.portal.showtimes.source import SourceError, Validators, read
from toile.portal.showtimes.source.client import Reading
from toile.wire.clock import to_datetime
from toile.worker.turns import give_way

_EVERY_MS = 3_600_000
# After a failure: soon, then ever later, at most the usual hour.
_AGAIN_MS = 5_000
_BUSY_MS = 60_000
_LAST_SECONDS = 3.0

_log = logging.getLogger(__name__)


class Programme:
    """Imports when it is due; never two at once. ``problem`` is "" when all is well."""

    def __init__(self, dataset: str, now: Callable[[], int]) -> None:
        self._dataset = dataset
        self._now = now
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._due_ms = 0
        self._pause_ms = _AGAIN_MS
        self.problem = ""

    def run_if_due(self) -> None:
        """Begin an import if it is time and none is running."""
        if not self._dataset or self._stopping.is_set():
            return
        if self._thread is not None and self._thread.is_alive():
            return
        if self._now() < self._due_ms:
            return
        self._thread = threading.Thread(
            target=self._import, name="programme", daemon=True
        )
        self._thread.start()

    def wait(self) -> None:
        """Wait until the import under way, if any, has ended."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Begin no more; an import under way has a moment to end by itself."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_LAST_SECONDS)

    def _import(self) -> None:
        try:
            done = import_programme(
                partial(_read, self._dataset, self._sleep),
                to_datetime(self._now()),
                give_way,
            )
            self._succeed(f"{done.get_status_display()}, {done.kept}")
        except AlreadyRunningError:
            self._due_ms = self._now() + _BUSY_MS
        except (SourceError, DatabaseProblem) as error:
            self._fail(str(error))
        except Exception:  # noqa: BLE001 - a fault of ours must not end the hourly try
            _log.exception("the programme")
            self._fail("an import ended with an error of the program's own")
        finally:
            connections.close_all()

    def _succeed(self, said: str) -> None:
        _log.info("the programme is imported: %s screenings", said)
        self.problem = ""
        self._pause_ms = _AGAIN_MS
        self._due_ms = self._now() + _EVERY_MS

    def _fail(self, problem: str) -> None:
        if not self._stopping.is_set():
            _log.warning("%s", problem)
        self.problem = problem
        self._due_ms = self._now() + self._pause_ms
        self._pause_ms = min(2 * self._pause_ms, _EVERY_MS)

    def _sleep(self, seconds: float) -> None:
        if self._stopping.wait(seconds):
            raise SourceError("the worker is stopping")


def _read(
    dataset: str,
    sleep: Callable[[float], None],
    now: datetime.datetime,
    known: Validators,
) -> Reading:
    return read(dataset, now, known, sleep)
