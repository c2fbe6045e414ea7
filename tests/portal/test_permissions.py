"""Who may open what: every URL of the portal against every role, in one table.

A URL without a row fails. A foreign organisation's object is 404, a page of another
kind of organisation 403, and whoever is turned away has changed nothing.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from permission_rows import Given
from permission_rows.audiences import ROLES
from portal_stage import MODULES, by_part, rows_of
from toile.portal.project.api import NAMESPACE as API

ROWS = list(rows_of(MODULES))
DEEDS = {name for module in MODULES for name in module.DEEDS}
METHODS = {"GET", "POST"}


def url_names(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def state() -> dict[str, list[Any]]:
    """All rows of all tables of the portal."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model.__module__.startswith("toile.portal.")
    }


def ask(client: Client, method: str, url: str, given: dict[str, Any]) -> str:
    if method == "GET":
        answer = client.get(url)
    else:
        data = {
            name: SimpleUploadedFile(name, value) if isinstance(value, bytes) else value
            for name, value in given.items()
        }
        answer = client.post(url, data)
    to_sign_in = answer.headers.get("Location", "").startswith("/connexion/")
    return "in" if to_sign_in else str(answer.status_code)


def test_every_url_has_its_row() -> None:
    known = {row[0] for row in ROWS}
    found = set(url_names(get_resolver().url_patterns))
    # The API's own table is as complete: see ``api/test_permissions.py``.
    elsewhere = ("admin:", f"{API}:")
    assert {name for name in found if not name.startswith(elsewhere)} == known


def writes() -> int:
    """How many rows this connection has written so far; SQLite counts them."""
    connection.ensure_connection()
    return int(connection.connection.total_changes)


def wrong_in(
    row: list[str], requests: Given, clients: dict[str, Client], before: dict[str, Any]
) -> list[str]:
    """What one row promises and the portal does not do, by role."""
    name, method, *expected = row
    args, given = requests.get(name, ((), {}))
    url = reverse(name, args=args)
    deed = name in DEEDS and method == "POST"
    found = []
    for role, wanted in zip(ROLES, expected, strict=True):
        client, cookies = clients[role], deepcopy(clients[role].cookies)
        with transaction.atomic():
            written = writes()
            answer = ask(client, method, url, given)
            # Looking at every table takes long: only when something was written.
            changed = writes() != written and state() != before
            transaction.set_rollback(True)
        client.cookies = cookies
        if (answer, changed) != (wanted, deed and wanted == "302"):
            found.append(f"{method} {name} as {role}: {answer}, changed: {changed}")
    return found


@by_part
def test_the_table_holds(
    modules: list[ModuleType], requests: Given, clients: dict[str, Client]
) -> None:
    before = state()
    assert [
        fault
        for row in rows_of(modules)
        for fault in wrong_in(row, requests, clients, before)
    ] == []


def test_other_methods_are_refused(
    requests: Given,
    clients: dict[str, Client],
) -> None:
    listed: dict[str, set[str]] = {}
    for name, method, *_ in ROWS:
        listed.setdefault(name, set()).add(method)
    before = state()
    for name, methods in listed.items():
        args, given = requests.get(name, ((), {}))
        for method in METHODS - methods:
            answer = ask(clients["scare"], method, reverse(name, args=args), given)
            assert (name, method, answer) == (name, method, "405")
    assert state() == before


def test_every_post_wants_the_form_it_came_from(world: Any, requests: Given) -> None:
    allowed = {"decisions:request": "scare", "accounts:switch": "royal"}
    # It hears no cookie and tells only what any reader of an ad may know.
    reads = {"spectators:ads"}
    for name, method, *_ in ROWS:
        if method != "POST" or name in reads:
            continue
        client = Client(enforce_csrf_checks=True)
        person = world.people.users[allowed.get(name, "condor")]
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        before = state()
        args, given = requests.get(name, ((), {}))
        assert (name, ask(client, "POST", reverse(name, args=args), given)) == (
            name,
            "403",
        )
        assert state() == before


def test_the_admin_is_for_superusers_alone(
    world: Any, sign_in: Callable[[str], Client]
) -> None:
    staff = world.people.users["scare"]
    staff.is_staff = True
    staff.save()
    listing = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in apps.get_models()
        if model.__module__.startswith("toile.portal.")
    ]
    assert len(listing) > 20
    for url in listing:
        assert sign_in("royal").get(url).status_code == 302
        assert sign_in("scare").get(url).status_code == 403
    staff.is_superuser = True
    staff.save()
    for url in listing:
        assert sign_in("scare").get(url).status_code == 200
    for kept in ("audit_auditentry", "payouts_posting", "payouts_entry"):
        assert sign_in("scare").get(reverse(f"admin:{kept}_add")).status_code == 403
