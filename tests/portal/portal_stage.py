"""The modules of the permission tables; ``conftest`` makes the stage they act on."""

import pkgutil
from importlib import import_module
from types import ModuleType

import permission_rows

MODULES: list[ModuleType] = [
    import_module(f"permission_rows.{found.name}")
    for found in pkgutil.iter_modules(permission_rows.__path__)
    if found.name != "audiences"
]
