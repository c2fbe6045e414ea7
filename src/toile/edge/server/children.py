"""Several processes of one kind: started, started again when they die, stopped."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from toile.wire.errors import ToileError

logger = logging.getLogger("toile.edge")

NOT_STARTED = 78  # sysexits.h, EX_CONFIG: the child could not even begin
_WATCHED = frozenset({signal.SIGCHLD, signal.SIGTERM, signal.SIGINT})
_FIRST_DELAY = 0.1
_LONGEST_DELAY = 10.0
_STEADY_SECONDS = 10.0  # a child that lived so long starts again without delay


@dataclass(slots=True)
class _Child:
    """One place in the family, and the process that fills it now."""

    index: int
    pid: int = 0  # 0 while none runs
    starts: int = 0
    started: float = 0.0
    due: float = 0.0
    delay: float = _FIRST_DELAY


@dataclass(slots=True)
class _Family:
    body: Callable[[int, int], int]
    children: list[_Child]
    lifeline: tuple[int, int] = field(default_factory=os.pipe)


def supervise(
    body: Callable[[int, int], int], processes: int, grace_seconds: float
) -> None:
    """Run ``body(index, lifeline)`` in so many processes until SIGTERM or SIGINT.

    Must be called before any loop or thread exists. ``lifeline`` becomes readable in
    a child when this process is gone, however it died.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    family = _Family(body, [_Child(index) for index in range(processes)])
    try:
        try:
            _watch(family, before)
        finally:
            _stop(family, grace_seconds)
    finally:
        for end in family.lifeline:
            os.close(end)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _watch(family: _Family, mask: set[int]) -> None:
    while True:
        now = time.monotonic()
        for child in family.children:
            if not child.pid and child.due <= now:
                _start(child, family, mask)
        waits = [child.due - now for child in family.children if not child.pid]
        caught = signal.sigtimedwait(_WATCHED, max(0.0, min(waits, default=3600.0)))
        if caught is not None and caught.si_signo != signal.SIGCHLD:
            return
        for child, code in _reap(family):
            _note_death(child, code)


def _start(child: _Child, family: _Family, mask: set[int]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            # Only the parent may hold the writing end: its death must close it.
            os.close(family.lifeline[1])
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            code = family.body(child.index, family.lifeline[0])
        except BaseException:  # the child must never return into the parent's code
            logger.exception("process %d failed", child.index)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    child.pid = pid
    child.starts += 1
    child.started = time.monotonic()
    if child.starts > 1:
        logger.warning("process %d runs again, pid %d", child.index, pid)


def _reap(family: _Family) -> list[tuple[_Child, int]]:
    dead = []
    for child in family.children:
        if child.pid:
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if pid:
                child.pid = 0
                dead.append((child, os.waitstatus_to_exitcode(status)))
    return dead


def _note_death(child: _Child, code: int) -> None:
    if code == NOT_STARTED and child.starts == 1:
        raise ToileError(
            f"process {child.index}",
            "it could not start",
            "The message logged before this one names the cause",
        )
    now = time.monotonic()
    if now - child.started >= _STEADY_SECONDS:
        child.delay = _FIRST_DELAY
    child.due = now + child.delay
    logger.error(
        "process %d ended (%s); it starts again in %.1f s",
        child.index,
        f"exit code {code}" if code >= 0 else signal.Signals(-code).name,
        child.delay,
    )
    child.delay = min(child.delay * 2, _LONGEST_DELAY)


def _stop(family: _Family, grace_seconds: float) -> None:
    _send(family, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while any(child.pid for child in family.children):
        _reap(family)
        left = deadline - time.monotonic()
        if left <= 0:
            logger.error("a process did not stop in time and is killed")
            _send(family, signal.SIGKILL)
            for child in family.children:
                if child.pid:
                    os.waitpid(child.pid, 0)
                    child.pid = 0
            return
        if any(child.pid for child in family.children):
            signal.sigtimedwait({signal.SIGCHLD}, left)


def _send(family: _Family, signal_number: signal.Signals) -> None:
    for child in family.children:
        if child.pid:
            os.kill(child.pid, signal_number)
