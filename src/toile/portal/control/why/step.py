"""One condition, looked at."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "stop", "warn", "unknown"]


@dataclass(frozen=True)
class Step:
    """What was looked at, how it stands, and what to do about it.

    ``stop``: while this is so nothing is served; ``warn``: less is. ``code`` names the
    condition for programs and tests.
    """

    code: str
    title: str
    state: State
    words: str
    remedy: str = ""
    url: str = ""

    @property
    def stops(self) -> bool:
        """Tell whether the line is not served because of this."""
        return self.state == "stop"


def ok(code: str, title: str, words: str) -> Step:
    """Say that a condition holds."""
    return Step(code, title, "ok", words)


def stop(code: str, title: str, words: str, remedy: str, url: str = "") -> Step:
    """Say that a condition keeps the line from being served."""
    return Step(code, title, "stop", words, remedy, url)


def warn(code: str, title: str, words: str, remedy: str, url: str = "") -> Step:
    """Say that a condition makes the line be served less."""
    return Step(code, title, "warn", words, remedy, url)
