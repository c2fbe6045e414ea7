"""The modules of the permission tables, and the pages that they name.

``conftest`` makes the stage they act on.
"""

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import permission_rows
from permission_rows import Given
from permission_rows.audiences import ROLES, expand

MODULES: list[ModuleType] = [
    import_module(f"permission_rows.{found.name}")
    for found in pkgutil.iter_modules(permission_rows.__path__)
    if found.name != "audiences"
]
_PARTS = 4


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def by_part(test: Any) -> Any:
    """Run a test for a few modules at once: to set their stage takes seconds.

    A part is named by its modules, so that ``-k`` finds the one of an app.
    """
    parts = [MODULES[at::_PARTS] for at in range(_PARTS)]
    names = ["-".join(map(_name, part)) for part in parts]
    return pytest.mark.parametrize("modules", parts, ids=names)(test)


def rows_of(modules: Iterable[ModuleType]) -> Iterator[list[str]]:
    """The rows of the tables of some modules."""
    for module in modules:
        yield from expand(module.TABLE)


def pages_of(
    modules: Iterable[ModuleType], requests: Given, clients: dict[str, Client]
) -> Iterator[tuple[str, str, Any]]:
    """Each page of apps: its name, the last role that may see it, what it is told."""
    for name, method, *answers in rows_of(modules):
        if method != "GET" or "200" not in answers:
            continue
        role = [one for one, said in zip(ROLES, answers, strict=True) if said == "200"]
        args, _posted = requests.get(name, ((), {}))
        answer = clients[role[-1]].get(reverse(name, args=args))
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/html") and b"<html" in answer.content:
            yield name, role[-1], answer
