"""A document with holes for what each serve says anew: its tokens and its id.

The holes are control characters, which XML forbids and the writer takes out of every
text: no film title can ask for a token.
"""

import re
from collections.abc import Mapping
from typing import Literal, get_args

Hole = Literal["impression", "click", "why", "serving"]
HOLES: tuple[Hole, ...] = get_args(Hole)
_MARKS = {name: chr(1 + at) for at, name in enumerate(HOLES)}
_NAMES = {mark: name for name, mark in _MARKS.items()}
_SPLIT = re.compile("([" + "".join(_NAMES) + "])")


def hole(name: Hole) -> str:
    """Give what stands in an address until the hole of that name is filled."""
    return _MARKS[name]


class Template:
    """A written document, cut at its holes once, filled as often as it is served."""

    def __init__(self, document: str) -> None:
        self._pieces = _SPLIT.split(document)
        self._holes = [_NAMES[mark] for mark in self._pieces[1::2]]

    def fill(self, values: Mapping[Hole, str]) -> str:
        """Put values, of URL-safe characters, into the holes.

        Raises ``KeyError`` for a hole without a value.
        """
        pieces = self._pieces.copy()
        pieces[1::2] = [values[name] for name in self._holes]
        return "".join(pieces)
