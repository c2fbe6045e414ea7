"""What can be done: each kind of job by its name."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
"""A text of the interface, translated now or when it is shown."""


class Progress(Protocol):
    """How a job tells where it is."""

    def tell(self, done: int, total: int, message: str = "") -> None:
        """Note that so many of so many are done; raises ``Stopped`` at the end."""

    def show(self, url: str) -> None:
        """Note where the result is to be seen."""


class JobError(Exception):
    """What a job cannot do however often it is tried; the text is for its owner."""


class Stopped(Exception):  # noqa: N818 - no fault: the program is asked to end
    """The runner ends; the job is done by the next one, from its beginning."""


class JobKind(NamedTuple):
    """A kind of job: its name in the interface, and what does it."""

    name: str
    label: Words
    attempts: int
    remedy: Words
    do: Callable[..., None]


_KINDS: dict[str, JobKind] = {}
_REMEDY = _("Recommencez ; si cela échoue encore, prévenez l’opérateur.")

Do = Callable[..., None]


def job(
    name: str, label: Words, *, attempts: int = 5, remedy: Words = _REMEDY
) -> Callable[[Do], Do]:
    """Register ``do(progress, **arguments)`` as a kind of job."""

    def register(do: Do) -> Do:
        _KINDS[name] = JobKind(name, label, attempts, remedy, do)
        return do

    return register


def kind_of(name: str) -> JobKind | None:
    """Find a kind; nothing if this version knows it no more."""
    return _KINDS.get(name)
