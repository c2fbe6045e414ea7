"""A refusal is a coded value with its source (DESIGN §3): a docstring a member."""

import ast
from typing import Any

REFUSALS = {
    "NoBidReason",
    "UnbilledReason",
    "ConsentRefusal",
    "PriceRefusal",
    "NoticeRefusal",
    "PaymentRefusal",
    "AnswerRefusal",
    "TransferRefusal",
    "SellerRefusal",
    "FecRefusal",
}


def _unexplained(enum: ast.ClassDef) -> list[str]:
    """Name the members that no docstring follows."""
    names = []
    for member, after in zip(enum.body, [*enum.body[1:], None], strict=True):
        if not isinstance(member, ast.Assign):
            continue
        told = (
            isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        )
        if not told:
            names.append(f"{enum.name}.{ast.unparse(member.targets[0])}")
    return names


def test_each_refusal_says_where_it_comes_from(modules: Any) -> None:
    enums = [
        node
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and node.name in REFUSALS
    ]
    assert {enum.name for enum in enums} == REFUSALS
    assert [name for enum in enums for name in _unexplained(enum)] == []


def test_each_refusal_is_an_enum_of_its_own_file(modules: Any) -> None:
    homes = {
        node.name: module.name
        for module in modules
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and any("Enum" in ast.unparse(parent) for parent in node.bases)
        and node.name.endswith(("Reason", "Refusal"))
    }
    assert set(homes) >= REFUSALS
    assert len(set(homes.values())) == len(homes)
