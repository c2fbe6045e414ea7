"""A validator of OpenRTB's JSON made of the IAB's own protobuf definition.

It reads ``openrtb-2.6.proto`` as text, so that no struct of ours, and no mistake of
ours, is in it: the fields of each message with their types, which are repeated, which
"REQUIRED by the specification". In JSON a protobuf ``bool`` is 0 or 1; extensions are
open to any key, but those that the definition names have their types.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

BESIDE = Path(__file__).parents[2].parent / "shared" / "data" / "openrtb"
PROTO = "openrtb-2.6.proto"

_OPEN = re.compile(r"(message|enum|oneof)\s+(\w+)\s*\{")
_FIELD = re.compile(
    r"(?:(repeated|optional)\s+)?([\w.]+|map<[^>]+>)\s+(\w+)\s*=\s*\d+\s*(?:\[[^\]]*\])?;"
)
_INTEGERS = {"int32", "int64", "uint32", "uint64"}


def openrtb_data(name: str) -> Path:
    """Give a file of the public corpora, or skip the test that wants it."""
    path = Path(os.environ.get("TOILE_TEST_OPENRTB", BESIDE)) / name
    if not path.is_file():
        pytest.skip("set TOILE_TEST_OPENRTB to the folder of the public corpora")
    return path


@dataclass
class Rule:
    """One field: its protobuf type, and whether it repeats or must be there."""

    kind: str
    repeated: bool
    required: bool


@dataclass
class Message:
    """One message; ``inner`` are the messages and enums inside it."""

    name: str
    outer: "Message | None" = None
    fields: dict[str, Rule] = field(default_factory=dict)
    inner: dict[str, "Message"] = field(default_factory=dict)
    is_enum: bool = False

    def find(self, kind: str) -> "Message | None":
        """Find a type by its name, from the inside to the outside."""
        found: Message | None = self
        for part in kind.split("."):
            found = found._visible(part) if found else None
        return found

    def _visible(self, name: str) -> "Message | None":
        scope: Message | None = self
        while scope is not None:
            if name in scope.inner:
                return scope.inner[name]
            scope = scope.outer
        return None


def read_proto(text: str) -> Message:
    """Read a definition; the root's ``inner`` are its messages."""
    root = Message("")
    scopes: list[Message | None] = [root]
    required = False
    statement = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("//"):
            required |= "REQUIRED by the OpenRTB" in line
            continue
        line = line.partition("//")[0].strip()
        statement = f"{statement} {line}".strip()
        here = next(scope for scope in reversed(scopes) if scope is not None)
        if opened := _OPEN.fullmatch(statement):
            kind, name = opened.groups()
            if kind == "oneof":
                scopes.append(None)
            else:
                made = Message(name, here, is_enum=kind == "enum")
                here.inner[name] = made
                scopes.append(made)
        elif statement == "}":
            scopes.pop()
        elif found := _FIELD.fullmatch(statement):
            label, kind, name = found.groups()
            here.fields[name] = Rule(kind, label == "repeated", required)
        elif statement and not statement.endswith((";", "}")):
            continue
        if statement:
            required = False
        statement = ""
    assert scopes == [root]
    return root


def faults(value: Any, message: Message, at: str = "") -> list[str]:
    """Tell all that a JSON value breaks of a message, each with its place."""
    if not isinstance(value, dict):
        return [f"{at}: no object but {value!r}"]
    found = [
        f"{at}.{name}: is required"
        for name, rule in message.fields.items()
        if rule.required and (name not in value or value[name] in ("", []))
    ]
    for name, inner in value.items():
        rule = message.fields.get(name)
        place = f"{at}.{name}"
        if rule is None:
            if message.name != "Ext":
                found.append(f"{place}: no such field in {message.name}")
        elif rule.repeated:
            if not isinstance(inner, list):
                found.append(f"{place}: no list but {inner!r}")
                continue
            for number, each in enumerate(inner):
                found += _of_kind(each, rule, message, f"{place}[{number}]")
        else:
            found += _of_kind(inner, rule, message, place)
    return found


def _of_kind(value: Any, rule: Rule, message: Message, at: str) -> list[str]:
    wrong = [f"{at}: no {rule.kind} but {value!r}"]
    if rule.kind == "string":
        return [] if isinstance(value, str) else wrong
    if rule.kind == "bool":
        return [] if value in (0, 1) else wrong
    if isinstance(value, bool):
        return wrong
    if rule.kind in _INTEGERS:
        fits = isinstance(value, int) and -(2**31) <= value < 2**31
        return [] if fits else wrong
    if rule.kind in ("double", "float"):
        return [] if isinstance(value, (int, float)) else wrong
    named = message.find(rule.kind)
    if named is None:
        return []
    if named.is_enum:
        return [] if isinstance(value, int) else wrong
    return faults(value, named, at)
