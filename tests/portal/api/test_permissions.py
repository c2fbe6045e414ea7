"""Which token may call what: every operation of the document, in one table.

The rows are those of ``api_rows``, the columns the people whose token calls. A foreign
organisation's object is 404, another kind's operation 403, a viewer's change 403; and
whoever is turned away has changed nothing.
"""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver

import api_rows
from api_rows import ApiGiven
from permission_rows import Stage
from permission_rows.audiences import AUDIENCES, ROLES
from test_permissions import state, url_names, writes
from toile.portal.api.document import listed
from toile.portal.campaigns import services as campaigns
from toile.portal.project.api import NAMESPACE, openapi
from toile.portal.tokens.scopes import Scope
from toile.wire.tokens import Sealer

MODULES: list[ModuleType] = [
    import_module(f"api_rows.{found.name}")
    for found in pkgutil.iter_modules(api_rows.__path__)
]
DOCUMENTED = {
    one["operationId"]: (method, path, one) for path, method, one in listed(openapi())
}


def answer_of(operation: str, audience: str, role: str) -> str:
    method, _path, described = DOCUMENTED[operation]
    let_in, foreign = AUDIENCES[audience]
    if role in ("anonymous", "nobody"):
        return "401"
    if role in foreign and not (role.endswith("_viewer") and method != "get"):
        return "404"
    if role not in let_in or (method != "get" and role.endswith("_viewer")):
        return "403"
    return str(min(int(status) for status in described["responses"]))


def expand(table: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each operation with its answer to each role."""
    for line in table.strip().splitlines()[1:]:
        operation, *answers = line.split()
        if len(answers) == 1:
            answers = [answer_of(operation, answers[0], role) for role in ROLES]
        yield operation, dict(zip(ROLES, answers, strict=True))


ROWS = dict(row for module in MODULES for row in expand(module.TABLE))


@pytest.fixture
def given(
    world: Any,
    decide: Callable[[str], None],
    make_image: Callable[..., bytes],
    why_sealer: Sealer,
) -> ApiGiven:
    """Condor's campaign is live; each operation has its keys and its body."""
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)
    stage = Stage(world, make_image, why_sealer)
    return {
        name: asked for module in MODULES for name, asked in module.given(stage).items()
    }


def ask(call: Any, operation: str, token: str, given: ApiGiven) -> Any:
    method, path, _described = DOCUMENTED[operation]
    keys, body = given.get(operation, ({}, None))
    url = path.removeprefix("/api/v1").format(**keys)
    if body and any(isinstance(value, bytes) for value in body.values()):
        form = {
            name: SimpleUploadedFile(name, value) if isinstance(value, bytes) else value
            for name, value in body.items()
        }
        return call("POST", url, token, form=form)
    return call(method.upper(), url, token, body)


def test_every_operation_has_its_row_and_every_address_is_an_operation() -> None:
    assert set(ROWS) == set(DOCUMENTED)
    names = set(url_names(get_resolver().url_patterns))
    ours = {n.partition(":")[2] for n in names if n.startswith(f"{NAMESPACE}:")}
    # The root itself answers 404: ninja needs its name.
    assert ours - {"api-root"} == set(DOCUMENTED)


_PARTS = 4


def by_part(test: Any) -> Any:
    """Run a test for many operations at once: to set their stage takes seconds."""
    operations = list(ROWS)
    parts = [operations[at::_PARTS] for at in range(_PARTS)]
    names = [f"part-{at + 1}" for at in range(_PARTS)]
    return pytest.mark.parametrize("operations", parts, ids=names)(test)


def wrong_in(
    operation: str, given: ApiGiven, tokens: dict[str, str], call: Any
) -> Iterator[str]:
    """What one row promises and the API does not do, by role."""
    deed = DOCUMENTED[operation][0] != "get"
    before = state()
    for role, wanted in ROWS[operation].items():
        with transaction.atomic():
            written = writes()
            answer = str(ask(call, operation, tokens[role], given).status_code)
            # Looking at every table takes long: only when something was written.
            changed = writes() != written and state() != before
            transaction.set_rollback(True)
        if (answer, changed) != (wanted, deed and wanted[0] == "2"):
            yield f"{operation} as {role}: {answer}, changed: {changed}"


@by_part
def test_the_table_holds(
    operations: list[str], given: ApiGiven, token_of: Callable[..., str], call: Any
) -> None:
    tokens = {
        role: "" if role in ("anonymous", "nobody") else token_of(role, Scope)
        for role in ROLES
    }
    for token in tokens.values():
        call("GET", "/me", token)  # its use is noted once a minute
    assert [
        fault
        for operation in operations
        for fault in wrong_in(operation, given, tokens, call)
    ] == []


@by_part
def test_an_operation_wants_its_scope_and_no_other(
    operations: list[str], given: ApiGiven, token_of: Callable[..., str], call: Any
) -> None:
    for operation in operations:
        with transaction.atomic():
            wants_its_scope(operation, given, token_of, call)
            transaction.set_rollback(True)


def wants_its_scope(
    operation: str, given: ApiGiven, token_of: Callable[..., str], call: Any
) -> None:
    (security,) = DOCUMENTED[operation][2]["security"]
    needed = {Scope(code) for code in security["token"]}
    if not needed:
        assert operation == "me"
        return
    role = next(role for role in ROLES if ROWS[operation][role][0] == "2")
    others = token_of(role, set(Scope) - needed)
    before = state()
    refused = ask(call, operation, others, given)
    told = operation, refused.status_code, refused.json()["code"]
    assert told == (operation, 403, "insufficient-scope")
    assert f'scope="{next(iter(needed)).value}"' in refused.headers["WWW-Authenticate"]
    after = state()
    assert {n for n in after if after[n] != before[n]} <= {"tokens.ApiToken"}
    granted = ask(call, operation, token_of(role, needed), given)
    assert granted.status_code < 300, operation
