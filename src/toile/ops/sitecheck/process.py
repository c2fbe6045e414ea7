"""A check in a process of its own: whatever a site does, it ends in time.

A page that spins for ever holds its browser, and a browser may hold its driver; what
is past its time is ended whole.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from toile.ops.sitecheck.browser_name import find_chromium
from toile.wire.clock import now_ms
from toile.wire.sitecheck import (
    Check,
    Finding,
    FindingCode,
    SiteBrief,
    SiteReport,
    Weight,
)

MOST_SECONDS = 180.0
_STEP_SECONDS = 0.5


def look(
    brief: SiteBrief,
    folder: Path,
    waiting: Callable[[float], None] = lambda _seconds: None,
    most_seconds: float = MOST_SECONDS,
) -> SiteReport:
    """Check a site; pictures go into the folder, which must exist.

    ``waiting`` hears every half second how long it has taken; what it raises ends the
    check.
    """
    begun = now_ms()
    if find_spec("playwright") is None or find_chromium() is None:
        return _failed(brief, begun, FindingCode.NO_BROWSER)
    child = subprocess.Popen(
        [sys.executable, "-m", "toile.ops.sitecheck", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # A group of its own, so that the browser ends with it.
        start_new_session=True,
    )
    try:
        given: bytes | None = msgspec.json.encode(brief)
        began = time.monotonic()
        while True:
            try:
                told, _ = child.communicate(given, timeout=_STEP_SECONDS)
                break
            except subprocess.TimeoutExpired:
                given = None
            taken = time.monotonic() - began
            waiting(taken)
            if taken > most_seconds:
                return _failed(brief, begun, FindingCode.HANGS)
    finally:
        _end(child)
    try:
        return msgspec.json.decode(told, type=SiteReport)
    except msgspec.DecodeError:
        return _failed(brief, begun, FindingCode.BROWSER_FAILED)


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


def _failed(brief: SiteBrief, begun: int, code: FindingCode) -> SiteReport:
    return SiteReport(
        url=brief.url,
        final_url=brief.url,
        key=brief.key,
        begun_ms=begun,
        ended_ms=now_ms(),
        findings=(Finding(Check.REACHABLE, code, Weight.UNKNOWN),),
    )
