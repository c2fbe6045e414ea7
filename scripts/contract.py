"""Write web/contract/wire.ts: what browser and edge say to each other, as TypeScript.

``toile.wire.tags`` and ``near_you`` are the source; ``--check`` only tells whether the
file is current.
"""

import argparse
import inspect
import sys
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import inspect as shapes

from toile.wire import near_you, tags
from toile.wire.events import Choice, Quartile
from toile.wire.targeting import Format

TARGET = Path(__file__).parent.parent / "web" / "contract" / "wire.ts"
_HEAD = """\
/**
 * What the browser scripts and the edge say to each other.
 *
 * Written by scripts/contract.py from toile.wire.tags; change it there. Every field is
 * present in what either side writes.
 */
"""
_ALIASES = {
    "Choice": get_args(Choice),
    "Format": get_args(Format),
    "Quartile": get_args(Quartile),
}


def contract() -> str:
    """Give the TypeScript of all bodies and answers, and of what is in them."""
    structs = [
        struct
        for module in (near_you, tags)
        for struct in vars(module).values()
        if inspect.isclass(struct)
        and issubclass(struct, msgspec.Struct)
        and struct.__module__ == module.__name__
    ]
    aliases = [
        f"export type {name} = {_literals(values)};"
        for name, values in _ALIASES.items()
    ]
    parts = [_HEAD, "\n".join(aliases) + "\n", *map(_interface, structs)]
    return "\n".join(parts)


def _interface(struct: type[msgspec.Struct]) -> str:
    shape = shapes.type_info(struct)
    if not isinstance(shape, shapes.StructType):
        raise TypeError(f"{struct.__name__} is no struct")
    fields = "".join(
        f"  readonly {field.encode_name}: {_type(field.type)};\n"
        for field in shape.fields
    )
    summary = (inspect.getdoc(struct) or "").splitlines()[0]
    return f"/** {summary} */\nexport interface {struct.__name__} {{\n{fields}}}\n"


def _type(shape: shapes.Type) -> str:
    match shape:
        case shapes.StrType():
            return "string"
        case shapes.IntType() | shapes.FloatType():
            return "number"
        case shapes.BoolType():
            return "boolean"
        case shapes.NoneType():
            return "null"
        case shapes.LiteralType(values=values):
            return _literal(values)
        case shapes.VarTupleType(item_type=item) | shapes.ListType(item_type=item):
            return f"readonly {_type(item)}[]"
        case shapes.StructType(cls=struct):
            return struct.__name__
        case shapes.UnionType(types=types):
            return " | ".join(map(_type, types))
    raise TypeError(f"no TypeScript is decided for {shape}")


def _literal(values: tuple[str | int | bool | None, ...]) -> str:
    for name, alias in _ALIASES.items():
        if set(values) == set(alias):
            return name
    return _literals(values)


def _literals(values: tuple[str | int | bool | None, ...]) -> str:
    return " | ".join(msgspec.json.encode(value).decode() for value in values)


def main() -> int:
    """Write the file, or with ``--check`` only compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        TARGET.write_text(contract(), encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == contract():
        return 0
    print("web/contract/wire.ts is old: run scripts/contract.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
