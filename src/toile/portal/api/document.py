"""The OpenAPI 3.1 document: what ninja writes, and what every operation shares.

Ninja knows an operation's own shapes. Problems, scopes, idempotency and links between
pages are the same everywhere, so they are added here, once.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.operation import Operation

from toile.portal.api.bearer import Needs
from toile.portal.api.idempotency import HEADER, KEY_PATTERN
from toile.portal.api.problems import MEDIA_TYPE, ProblemCode

METHODS = ("get", "post", "put", "patch", "delete")
_TOKEN = "token"  # noqa: S105 - the name of a security scheme

_PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For people, in their language."},
        "code": {"enum": sorted(code.code for code in ProblemCode)},
        "errors": {
            "description": "What is wrong with each field.",
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "required": ["type", "title", "status", "detail", "code"],
}
_IDEMPOTENCY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": (
        "Any text of your own, a UUID say. The same key with the same body is done "
        "once, and answered alike for 24 hours; with another body it is refused."
    ),
    "schema": {"type": "string", "pattern": KEY_PATTERN, "maxLength": 255},
}
_MEANINGS = {
    400: "The request does not have the documented shape.",
    401: "No token, or one that is unknown, expired, revoked or without a seat.",
    403: "The token lacks the scope, or its maker the role or the organisation.",
    404: "There is nothing of that key, or it is another organisation's.",
    409: "The same request is under way, or another one changed the same thing.",
    411: "The length of the body is not told.",
    413: "The body is too large.",
    415: "The body is of another media type.",
    422: "Well-formed, and against a rule; or an idempotency key used before.",
    429: "Too many requests this minute.",
}


_NAMES = {status: f"Problem{status}" for status in _MEANINGS}


def document(api: NinjaAPI) -> dict[str, Any]:
    """Write the whole document."""
    written: dict[str, Any] = dict(api.get_openapi_schema())
    needs = {one.operation_id: _needs(one) for one in operations(api)}
    for _path, method, operation in listed(written):
        _complete(operation, method, needs[operation["operationId"]])
    components = written["components"]
    components["schemas"]["Problem"] = _PROBLEM
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["responses"] = {
        name: _refusal(status) for status, name in _NAMES.items()
    }
    components["securitySchemes"] = {
        _TOKEN: {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made on the portal's page /jetons/.",
        }
    }
    written["servers"] = [{"url": settings.TOILE.portal_url}]
    return written


def operations(api: NinjaAPI) -> Iterator[Operation]:
    """Give every operation that is mounted."""
    for router in api._get_bound_routers():  # noqa: SLF001 - as ninja's own schema does
        for view in router.path_operations.values():
            yield from view.operations


def listed(written: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give path, method and description of each operation of a document."""
    for path, methods in written["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _needs(operation: Operation) -> Needs:
    (needs,) = operation.auth_callbacks
    assert isinstance(needs, Needs), f"{operation.operation_id} lets anybody in"
    return needs


def _complete(operation: dict[str, Any], method: str, needs: Needs) -> None:
    scope = needs.scope.value if needs.scope else ""
    operation["summary"] = operation.pop("description").rstrip(".")
    operation["security"] = [{_TOKEN: [scope] if scope else []}]
    operation["x-kinds"] = list(needs.kinds)
    for parameter in operation["parameters"]:
        _without_null(parameter)
    if method == "post":
        operation["parameters"].append(_IDEMPOTENCY)
    _link_pages(operation)
    answers = operation["responses"]
    for status in _refusals(operation, method):
        answers[status] = {"$ref": f"#/components/responses/{_NAMES[status]}"}
    operation["responses"] = {
        str(status): answers[status] for status in sorted(answers)
    }


def _without_null(parameter: dict[str, Any]) -> None:
    """What is not asked is left out of an address: nothing there is null."""
    schema = parameter["schema"]
    for one in schema.pop("anyOf", ()):
        if one.get("type") != "null":
            schema |= one


def _refusals(operation: dict[str, Any], method: str) -> Iterator[int]:
    yield from (400, 401, 403, 429)
    if any(one["in"] == "path" for one in operation["parameters"]):
        yield 404
    if any(one["in"] == "query" for one in operation["parameters"]):
        yield 422
    if method != "get":
        yield from (409, 411, 413, 415, 422)


def _refusal(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    told: dict[str, Any] = {
        "description": _MEANINGS[status],
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if status == 401:
        told["headers"] = {"WWW-Authenticate": _header("What is asked (RFC 6750).")}
    if status == 429:
        told["headers"] = {
            "Retry-After": {
                "description": "Seconds to wait.",
                "required": True,
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    return told


def _link_pages(operation: dict[str, Any]) -> None:
    if any(one["name"] == "after" for one in operation["parameters"]):
        text = 'The next page, `rel="next"` (RFC 8288); absent on the last one.'
        operation["responses"][200]["headers"] = {"Link": _header(text, False)}


def _header(description: str, required: bool = True) -> dict[str, Any]:
    return {
        "description": description,
        "required": required,
        "schema": {"type": "string"},
    }
