"""The plan in force: watched on disk, replaced whole, without a pause."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from toile.wire import plan as plans
from toile.wire.errors import PlanError
from toile.wire.plan import Plan

Ready = TypeVar("Ready")

_log = logging.getLogger(__name__)


class PlanInForce(Generic[Plan, Ready]):
    """Holds what ``prepare`` made of the newest good plan in a file.

    A plan that cannot be read is refused and logged; the last good one stays.
    """

    def __init__(
        self,
        path: Path,
        kind: type[Plan],
        prepare: Callable[[Plan], Ready],
        nothing: Plan,
    ) -> None:
        self._path = path
        self._kind = kind
        self._prepare = prepare
        self._stamp: tuple[int, int] | None = None
        self.loaded = False
        self.current: Ready = prepare(nothing)

    def refresh(self) -> bool:
        """Read the file again if it changed; tell whether a new plan came in force."""
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp == self._stamp:
                return False
            document = self._path.read_bytes()
        except OSError:
            return False
        self._stamp = stamp
        try:
            self.current = self._prepare(plans.decode(document, self._kind))
        # Not only what decoding refuses: what cannot be prepared is no plan either.
        except (PlanError, ValueError, ArithmeticError, RecursionError) as error:
            _log.error("%s keeps the last good plan: %s", self._path.name, error)
            return False
        self.loaded = True
        return True
