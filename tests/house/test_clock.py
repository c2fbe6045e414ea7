"""Tests of pages do not age: what is called now or today is the real clock's.

Pages look at the real clock. A test whose ``NOON`` stands still while the page's moves
fails one day for no fault of anybody's.
"""

import ast
from pathlib import Path

NAMES = {"NOW", "NOON", "TODAY", "TOMORROW", "YESTERDAY"}
MAKERS = {"date", "datetime"}


def written_out(value: ast.AST) -> bool:
    """Tell whether a year stands in it: ``datetime.date(2026, …)``."""
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in MAKERS
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        for node in ast.walk(value)
    )


def standing_still(tree: ast.Module) -> list[str]:
    """List the names of the present that a module gives to a day of the calendar."""
    return [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and written_out(node.value)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in NAMES
    ]


def test_tests_of_the_portal_take_the_present_from_its_clock(
    tracked: list[str], root: Path
) -> None:
    tests = [n for n in tracked if n.startswith("tests/") and n.endswith(".py")]
    texts = {n: (root / n).read_text(encoding="utf-8") for n in tests}
    # Whoever fills or asks the portal imports something of it.
    ours = {
        n: text
        for n, text in texts.items()
        if n.startswith("tests/portal/") or "toile.portal" in text
    }
    assert "tests/portal/clock.py" in ours
    assert "tests/ops/demo/test_fill.py" in ours
    found = {n: standing_still(ast.parse(text)) for n, text in ours.items()}
    assert {n: names for n, names in found.items() if names} == {}, (
        "take NOON or TODAY from tests/portal/clock.py, "
        "or, where no page is asked, call the day by what it is"
    )
