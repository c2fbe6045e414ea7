"""Where somebody stands in a path of several steps, and the tabs of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["done", "current", "todo"]


@dataclass(frozen=True)
class Step:
    """One step: its label, whether it is done, and where it can be taken up again."""

    label: Any
    state: State
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """One page of a thing that has several."""

    label: Any
    url: str
    current: bool = False


def path_of(labels: Sequence[Any], at: int, urls: Sequence[str]) -> list[Step]:
    """Make the steps of a path of which ``at`` are done; those can be opened again."""
    return [
        Step(label, "done" if place < at else "current" if place == at else "todo", url)
        for place, (label, url) in enumerate(zip(labels, urls, strict=True))
    ]
