"""Imports stand at the top of a module, and rooms keep to their floors."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

# Each process loads only its own part of the house (DESIGN §3).
MAY_IMPORT_LATE = {
    "src/toile/ops/accounting.py",
    "src/toile/ops/audit.py",
    "src/toile/ops/cli.py",
    "src/toile/ops/consent.py",
    "src/toile/ops/custody.py",
    "src/toile/ops/money.py",
    "src/toile/ops/opening.py",
    "src/toile/ops/statements.py",
    "src/toile/ops/sitecheck/command.py",
}


def _imports_late(tree: ast.Module) -> bool:
    return any(
        isinstance(inner, ast.Import | ast.ImportFrom)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
    )


def test_imports_inside_functions_stand_in_the_command_line_alone(modules: Any) -> None:
    late = {module.name for module in modules if _imports_late(module.tree)}
    assert late <= MAY_IMPORT_LATE


def test_nothing_is_imported_by_star(modules: Any) -> None:
    starred = [
        module.name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    assert starred == []


def test_every_room_keeps_to_its_floor(root: Path) -> None:
    program = Path(sys.executable).parent / "lint-imports"
    assert program.exists(), "import-linter is missing: run `make check` once"
    done = subprocess.run(
        [str(program), "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
