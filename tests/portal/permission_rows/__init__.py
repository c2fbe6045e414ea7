"""Who may open what: one module an app of the portal.

Each module gives ``TABLE`` (a row a URL and method; the columns are the people of
``conftest``), ``DEEDS`` (URLs whose allowed POST changes the database) and ``given``
(the arguments of each URL, and what is posted).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toile.wire.tokens import Sealer

Given = dict[str, tuple[tuple[str, ...], dict[str, Any]]]


@dataclass(frozen=True)
class Stage:
    """What the requests are made from: the tests' world, and what draws and seals."""

    world: Any
    make_image: Callable[..., bytes]
    why_sealer: Sealer
