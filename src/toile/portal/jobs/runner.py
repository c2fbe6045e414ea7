"""The program that does the jobs: one thread for the clock, a few for what takes long.

The database may be away: each thread waits and tries again. At the end no new job is
taken; a running one has some seconds to finish, or is given back.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connections
from django.utils import translation
from django.utils.translation import gettext as _

from toile.portal.jobs import claims
from toile.portal.jobs.models import Job
from toile.portal.jobs.registry import JobError, Stopped, kind_of
from toile.portal.jobs.schedule import Line, lines

_THREADS = 3
_LOOK_SECONDS = 0.5
_AWAY_SECONDS = 3.0
_RENEW_SECONDS = 15.0
_TELL_SECONDS = 0.4
_END_SECONDS = 10.0

_log = logging.getLogger(__name__)


class Telling:
    """The progress of one job, written at most a few times a second."""

    def __init__(self, job: Job, stop: threading.Event) -> None:
        self._job = job
        self._stop = stop
        self._told = 0.0

    def tell(self, done: int, total: int, message: str = "") -> None:
        """Note how far the job is; raises ``Stopped`` when the program ends."""
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if done < total and now - self._told < _TELL_SECONDS:
            return
        self._told = now
        claims.note(self._job, done, total, message)

    def show(self, url: str) -> None:
        """Note where the result is to be seen."""
        Job.objects.filter(id=self._job.id).update(result_url=url)


class Runner:
    """One process that does jobs until it is told to stop."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._running: dict[str, Job] = {}
        self._away = threading.Event()

    def run(self) -> None:
        """Work until told to stop, then let running jobs end or give them back."""
        doers = [
            threading.Thread(target=self._loop, args=(self.look_for_a_job,))
            for _ in range(_THREADS)
        ]
        clock = threading.Thread(target=self._loop, args=(self.keep_time,))
        keeper = threading.Thread(target=self._loop, args=(self._renew, _RENEW_SECONDS))
        threads = [*doers, clock, keeper]
        for thread in threads:
            # A job that hears no stop must not keep the process: it is given back.
            thread.daemon = True
            thread.start()
        self._stop.wait()
        end = time.monotonic() + _END_SECONDS
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))
        for job in list(self._running.values()):
            claims.release(job)

    def look_for_a_job(self) -> bool:
        """Do one job if one is due; tell whether there was one."""
        job = claims.claim_job()
        if job is None:
            return False
        self._running[job.id] = job
        try:
            self._do(job)
        finally:
            self._running.pop(job.id, None)
        return True

    def keep_time(self) -> bool:
        """Do what the clock asks for; tell that there is no hurry."""
        beats = claims.known_beats()
        for line in list(lines().values()):
            if self._stop.is_set():
                break
            if claims.claim_beat(line, beats.get(line.name)):
                claims.finish_beat(line, _try(line))
        return False

    def _do(self, job: Job) -> None:
        kind = kind_of(job.kind)
        if kind is None:
            claims.give_up(job, _("Cette version ne connaît plus cette tâche."))
            return
        try:
            with translation.override("fr"):
                kind.do(Telling(job, self._stop), **job.arguments)
        except Stopped:
            claims.release(job)
        except JobError as error:
            claims.give_up(job, str(error))
        except Exception:  # noqa: BLE001 - whatever a job does, the runner goes on
            _log.exception("job %s %s failed", job.kind, job.id)
            claims.try_later(job, kind, _("Une erreur inattendue est survenue."))
        else:
            claims.finish(job)

    def _renew(self) -> bool:
        for job in list(self._running.values()):
            claims.renew(job)
        return False

    def _loop(self, do: Callable[[], bool], pause: float = _LOOK_SECONDS) -> None:
        while not self._stop.is_set():
            wait = pause
            try:
                close_old_connections()
                wait = 0.0 if do() else pause
            except DatabaseProblem as problem:
                self._tell_once(problem)
                wait = _AWAY_SECONDS
            else:
                self._away.clear()
            self._stop.wait(wait)
        connections.close_all()

    def _tell_once(self, problem: DatabaseProblem) -> None:
        if not self._away.is_set():
            _log.warning("the database is away (%s); waiting for it", problem)
            self._away.set()


def _try(line: Line) -> str:
    try:
        with translation.override("fr"):
            line.do()
    except DatabaseProblem:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a deed does, the clock goes on
        _log.exception("the deed %s of the schedule failed", line.name)
        return f"{type(error).__name__}: {error}"
    return ""
