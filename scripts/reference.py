"""Write docs/reference/*.md from the code: settings, events, commands, HTTP doors,
reasons of a no-bid.

``--check`` only tells which files are old.
"""

import argparse
import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import typer.main
from msgspec import NODEFAULT
from msgspec import inspect as shapes
from typer.core import TyperCommand, TyperGroup, TyperOption

from toile.ads.delivery import refusals
from toile.edge.ads import routes as ads_routes
from toile.edge.ops import routes as ops_routes
from toile.edge.pool import routes as pool_routes
from toile.edge.server import Handler, Router
from toile.ops.cli import app
from toile.settings import TABLE
from toile.wire import events

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_VALUES: dict[object, str] = {
    Path: "a folder",
    bool: "a switch",
    int: "a whole number",
    str: "a text",
}
_WRITTEN = "Written by `scripts/reference.py`; change the code it names, then run it.\n"


def main() -> int:
    """Write the files, or with ``--check`` only compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    old = [name for name, text in documents().items() if _is_old(FOLDER / name, text)]
    if parser.parse_args().check:
        for name in old:
            print(f"docs/reference/{name} is old: run scripts/reference.py")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in old:
        (FOLDER / name).write_text(documents()[name], encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    return 0


def documents() -> dict[str, str]:
    """Give all files of the reference by name."""
    return {
        "settings.md": settings(),
        "events.md": the_events(),
        "cli.md": commands(),
        "http.md": doors(),
        "no-bid.md": reasons(),
    }


def settings() -> str:
    """One row a setting."""
    rows = [
        (
            f"`{setting.variable}`",
            f"`{setting.default.format(data='var')}`" if setting.default else "empty",
            setting.unit,
            setting.meaning,
        )
        for setting in TABLE
    ]
    return _page(
        "Settings",
        "Each process reads these environment variables once, when it starts. `var` in "
        "a default is the data folder, `TOILE_DATA`. From `toile.settings`.",
        _table(("variable", "default", "unit", "meaning"), rows),
    )


def the_events() -> str:
    """One section a kind, with what all kinds share first."""
    inherited = {field.encode_name for field in _fields(events.Event)}
    parts = [_events_of(events.Event, "Every event", set())]
    for stream, kinds in (("pool", events.PoolEvent), ("ads", events.AdsEvent)):
        for kind in get_args(kinds):
            tag = kind.__struct_config__.tag
            parts.append(_events_of(kind, f"`{tag}` ({stream})", inherited))
    return _page(
        "Events",
        "The records of the journal: MessagePack maps, their kind under `t`. A field "
        "with a default is left out when it holds it. From `toile.wire.events`.",
        *parts,
    )


def reasons() -> str:
    """One row a reason, with the words that stand under it in the code."""
    tree = ast.parse(inspect.getsource(refusals))
    (enum,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    rows = []
    for assigned, told in pairwise(enum.body):
        if not (isinstance(assigned, ast.Assign) and isinstance(told, ast.Expr)):
            continue
        name = ast.unparse(assigned.targets[0])
        words = " ".join(str(ast.literal_eval(told.value)).split())
        number = str(refusals.NoBidReason[name].value)
        rows.append((number, f"`{name.lower()}`", words.replace("``", "`")))
    return _page(
        "Reasons of a no-bid",
        "Numbers below 500 are those of OpenRTB 3.0, the others our own, as that list "
        "allows. From `toile.ads.delivery.refusals`.",
        _table(("nbr", "in metrics", "why"), sorted(rows, key=lambda row: int(row[0]))),
    )


def _events_of(kind: type, title: str, known: set[str]) -> str:
    rows = [
        (
            f"`{field.encode_name}`",
            _type(field.type),
            "" if field.required else _default(field),
        )
        for field in _fields(kind)
        if field.encode_name not in known
    ]
    table = _table(("field", "type", "default"), rows)
    return f"## {title}\n\n{inspect.getdoc(kind)}\n\n{table}"


def _fields(kind: type) -> tuple[shapes.Field, ...]:
    shape = shapes.type_info(kind)
    if not isinstance(shape, shapes.StructType):
        raise TypeError(f"{kind.__name__} is no struct")
    return shape.fields


def _default(field: shapes.Field) -> str:
    value = () if field.default is NODEFAULT else field.default
    return {None: "none", "": "empty", (): "empty", False: "no"}.get(
        value, f"`{value}`"
    )


def _type(shape: shapes.Type) -> str:
    match shape:
        case shapes.StrType():
            return "text"
        case shapes.IntType():
            return "whole number"
        case shapes.BytesType():
            return "16 bytes"
        case shapes.BoolType():
            return "yes or no"
        case shapes.LiteralType(values=values):
            # msgspec sorts them by hash: the order must not change from run to run.
            return ", ".join(f"`{value}`" for value in sorted(values, key=str))
        case shapes.StructType(fields=fields):
            said = ", ".join(f"`{field.encode_name}`" for field in fields)
            return f"map of {said}"
        case shapes.VarTupleType(item_type=item):
            return f"list of {_type(item)}"
        case shapes.UnionType(types=types):
            return " or ".join(
                _type(one) for one in types if not isinstance(one, shapes.NoneType)
            )
    raise TypeError(f"no words are decided for {shape}")


def commands() -> str:
    """One section a command, with its options."""
    return _page(
        "Commands",
        "`toile COMMAND --help` says the same. From `toile.ops.cli`.",
        *_commands(typer.main.get_command(app), "toile"),
    )


def _commands(command: object, name: str) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        for below in sorted(command.commands):
            yield from _commands(command.commands[below], f"{name} {below}")
    elif isinstance(command, TyperCommand):
        options = [one for one in command.params if isinstance(one, TyperOption)]
        said = inspect.cleandoc(command.help or "")
        yield f"## `{name}`\n\n{said}\n" + _options(options)


def _options(options: list[TyperOption]) -> str:
    rows = [
        (
            ", ".join(f"`{way}`" for way in (*option.opts, *option.secondary_opts)),
            _value(option.type_descriptor.annotation),
            _chosen(option.default),
            option.help or "",
        )
        for option in options
        if option.name != "help"
    ]
    if not rows:
        return ""
    return "\n" + _table(("option", "value", "default", "meaning"), rows)


def _chosen(default: object) -> str:
    if isinstance(default, bool):
        return "on" if default else "off"
    return "" if default is None else f"`{default}`"


def _value(annotation: object) -> str:
    if annotation in _VALUES:
        return _VALUES[annotation]
    said = [one for one in get_args(annotation) if isinstance(one, str)]
    if not said:
        raise TypeError(f"no words are decided for {annotation}")
    return ", ".join(f"`{value}`" for value in said)


class Listing(Router):
    """A router that remembers what was added to it."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str, str]] = []

    def add(self, method: str, path: str, handler: Handler) -> None:
        super().add(method, path, handler)
        self.rows.append((method, f"`{path}`", _summary(handler)))

    def add_prefix(self, method: str, prefix: str, handler: Handler) -> None:
        super().add_prefix(method, prefix, handler)
        self.rows.append((method, f"`{prefix}…`", _summary(handler)))


def _summary(handler: Callable[..., object]) -> str:
    told = handler.func if isinstance(handler, partial) else handler
    return (inspect.getdoc(told) or "").partition("\n")[0]


def doors() -> str:
    """One table a wing."""
    nothing: Any = None
    pool, ads, ops = Listing(), Listing(), Listing()
    pool_routes.add_routes(pool, nothing, nothing)
    ads_routes.add_routes(ads, nothing, nothing)
    ops_routes.add_routes(ops, (), lambda: None, {})
    heads = ("method", "path", "what")
    return _page(
        "HTTP doors of the edge",
        "Where GET is answered, HEAD is too, without a body. Refusals are problem "
        "documents (RFC 9457) whose `code` says why. From the `add_routes` of "
        "`toile.edge`.",
        f"## The pool's\n\n{_table(heads, pool.rows)}",
        f"## The ads wing's\n\n{_table(heads, ads.rows)}",
        f"## Operations\n\n{_table(heads, ops.rows)}",
    )


def _table(heads: tuple[str, ...], rows: list[Any]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _page(title: str, intro: str, *parts: str) -> str:
    # Docstrings quote code as reStructuredText does.
    text = "\n".join([f"# {title}\n", f"{intro}\n", _WRITTEN, *parts])
    return text.replace("``", "`")


def _is_old(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())
