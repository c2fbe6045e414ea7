"""The document, made ready for a page: what to send, what comes back, a command."""

import json
import shlex
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from toile.portal.api.bearer import FILES, JSON
from toile.portal.api.document import listed

_SAMPLE_KEY = "01KAEX0000000000000000000A"


def marked(text: str) -> SafeString:
    """Show what stands between backticks as code."""
    parts = text.split("`")
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<code>{}</code>", part) if at % 2 else part,)
            for at, part in enumerate(parts)
        ),
    )


@dataclass(frozen=True)
class Parameter:
    """Something that is sent: where, of which type, what for."""

    name: str
    place: str
    kind: str
    required: bool
    meaning: SafeString


@dataclass(frozen=True)
class Told:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: SafeString
    scope: str
    kinds: list[str]
    parameters: list[Parameter]
    answers: list[tuple[str, str]]
    curl: str


def told_by_tag(document: dict[str, Any]) -> list[tuple[str, list[Told]]]:
    """Give the operations in groups, in the document's own order."""
    found = [(each[2]["tags"][0], _told(document, *each)) for each in listed(document)]
    return [
        (tag, [told for _tag, told in group])
        for tag, group in groupby(found, key=lambda pair: pair[0])
    ]


def _told(
    document: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> Told:
    (security,) = operation["security"]
    sent = [_parameter(one) for one in operation["parameters"]]
    body = _body(document, operation)
    if body:
        sent += _fields(document, body)
    return Told(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=marked(operation["summary"]),
        scope="".join(security["token"]),
        kinds=operation["x-kinds"],
        parameters=sent,
        answers=[
            (code, _answer(document, told)["description"])
            for code, told in operation["responses"].items()
        ],
        curl=_curl(document, path, method, operation),
    )


def _parameter(one: dict[str, Any]) -> Parameter:
    return Parameter(
        name=one["name"],
        place=one["in"],
        kind=_kind(one["schema"]),
        required=one["required"],
        meaning=marked(one.get("description", "")),
    )


def _body(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    for media in content.values():
        return _resolved(document, media["schema"])
    return {}


def _fields(document: dict[str, Any], body: dict[str, Any]) -> list[Parameter]:
    required = body.get("required", [])
    return [
        Parameter(
            name=name,
            place="body",
            kind=_kind(_resolved(document, schema)),
            required=name in required,
            meaning=marked(schema.get("description", "")),
        )
        for name, schema in body["properties"].items()
    ]


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def _answer(document: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    name = told.get("$ref", "").rpartition("/")[2]
    return document["components"]["responses"][name] if name else told


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " | ".join(kinds)
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}[]"
    name = schema.get("title", "object") if "properties" in schema else None
    return str(name or schema.get("format") or schema.get("type") or "object")


def _curl(
    document: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> str:
    names = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
    for name in names:
        path = path.replace(f"{{{name}}}", _SAMPLE_KEY)
    words = ["curl"] if method == "get" else ["curl", "-X", method.upper()]
    lines = [f"{' '.join(words)} {document['servers'][0]['url']}{path}"]
    lines.append('-H "Authorization: Bearer $TOKEN"')
    if method == "post":
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    content = operation.get("requestBody", {}).get("content", {})
    if JSON in content:
        example = _body(document, operation).get("examples", [{}])[0]
        lines.append(f'-H "Content-Type: {JSON}"')
        lines.append(f"-d {shlex.quote(json.dumps(example, ensure_ascii=False))}")
    if FILES in content:
        lines.append("-F name=Affiche -F poster=@affiche.jpg")
    return " \\\n  ".join(lines)
