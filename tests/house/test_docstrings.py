"""Every module opens with a docstring (STYLE: one sentence for whoever opens it)."""

import ast
from typing import Any


def test_every_module_opens_with_a_docstring(modules: Any) -> None:
    silent = [
        module.name
        for module in modules
        if module.text.strip()
        and not module.migration
        and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_a_modules_first_line_is_a_sentence(modules: Any) -> None:
    first = {
        module.name: (ast.get_docstring(module.tree) or ".").partition("\n\n")[0]
        for module in modules
        if not module.migration
    }
    cut = {name: line for name, line in first.items() if line[-1] not in ".:?"}
    assert cut == {}
