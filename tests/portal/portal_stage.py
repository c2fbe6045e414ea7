"""The modules of the permission tables, and the pages that they name.

``conftest`` makes the stage they act on.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

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


def pages_of(
    module: ModuleType, requests: Given, clients: dict[str, Client]
) -> Iterator[tuple[str, str, Any]]:
    """Each page of an app: its name, the last role that may see it, what it is told."""
    for name, method, *answers in expand(module.TABLE):
        if method != "GET" or "200" not in answers:
            continue
        role = [one for one, said in zip(ROLES, answers, strict=True) if said == "200"]
        args, _posted = requests.get(name, ((), {}))
        answer = clients[role[-1]].get(reverse(name, args=args))
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/html") and b"<html" in answer.content:
            yield name, role[-1], answer
