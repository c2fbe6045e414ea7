"""Who may open what: every URL of the portal against every role, in one table.

A URL without a row fails. A foreign organisation's object is 404, a page of another
kind of organisation 403, and whoever is turned away has changed nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.uploads.store import keep
from toile.portal.films import services as films
from toile.wire.clock import now_ms
from toile.wire.ids import Ulid
from toile.wire.tokens import Sealer, WhyToken

# "in" is the way to the sign-in page. The Royal owns the cinema, Condor the campaign,
# France Inter the placement; an editor may do what an owner may.
TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
healthz                GET    200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
accounts:home          GET    in   302  302  302  302  302  302  302  302  302  302  302  302  302  200
accounts:sign_in       GET    200  302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:sign_in       POST   200  302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:sign_out      POST   in   in   in   in   in   in   in   in   in   in   in   in   in   in   in
accounts:switch        POST   in   302  302  302  404  404  404  404  404  404  404  404  404  404  404
approvals:queue        GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
approvals:decide       POST   in   403  403  403  403  403  403  403  403  302  302  403  403  403  403
audit:trail            GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
inventory:list         GET    in   403  403  403  403  403  403  403  403  403  403  403  200  200  403
campaigns:list         GET    in   403  403  403  403  200  200  200  200  200  200  200  200  403  403
campaigns:detail       GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:figures      GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:move         POST   in   403  403  403  403  302  302  403  404  403  403  403  403  403  403
campaigns:add_creative GET    in   403  403  403  403  200  200  200  404  403  403  403  403  403  403
campaigns:add_creative POST   in   403  403  403  403  302  302  403  404  403  403  403  403  403  403
campaigns:poster       GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:teaser       GET    in   403  403  403  403  200  200  200  404  200  200  200  200  403  403
campaigns:live_lines   GET    in   403  403  403  403  403  403  403  403  403  403  403  200  403  403
payouts:cinemas        GET    in   302  302  302  302  403  403  403  403  403  403  403  403  403  403
payouts:cinema         GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
payouts:pool           GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
spectators:why         GET    200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
spectators:my_data     GET    200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
"""  # noqa: E501 - a table is read by its columns

HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
ROLES = HEAD[2:]
METHODS = {"GET", "POST"}
# Deeds that leave a mark of their own when they are allowed.
DEEDS = {"approvals:decide", "campaigns:move", "campaigns:add_creative"}


def url_names(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


@pytest.fixture
def requests(
    world: Any,
    decide: Callable[[str], None],
    make_image: Callable[..., bytes],
    why_sealer: Sealer,
) -> dict[str, tuple[tuple[str, ...], dict[str, Any]]]:
    """What is asked of each URL: its arguments, and what is posted."""
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)
    film = films.add_film(world.people.condor, title="Pamfir", allocine_id=293016)
    waiting = Approval.objects.get(subject_id=film.id)
    token = WhyToken(
        expires_ms=now_ms() + 60_000,
        line=Ulid(world.line.id),
        placement=Ulid(world.placement.id),
    )
    campaign = (world.campaign.id,)
    name = f"{hashlib.sha256(b'teaser').hexdigest()}.mp4"
    keep(name, b"teaser")
    Creative.objects.filter(pk=world.creative.pk).update(
        kind="teaser",
        teaser_file=name,
        teaser_mime="video/mp4",
        teaser_bytes=6,
        teaser_duration_ms=1,
    )
    draft = campaigns.add_campaign(world.people.condor, world.campaign.film, "Suite")
    upload = {"name": "B", "poster": make_image("PNG")}
    return {
        "accounts:sign_in": ((), {"username": "x@x.test", "password": "x"}),
        "accounts:switch": ((), {"organisation": world.people.royal.id}),
        "approvals:decide": ((waiting.id,), {"decision": "approve"}),
        "campaigns:detail": (campaign, {}),
        "campaigns:figures": (campaign, {}),
        "campaigns:move": (campaign, {"move": "pause"}),
        "campaigns:add_creative": ((draft.id,), upload),
        "campaigns:poster": ((world.creative.id,), {}),
        "campaigns:teaser": ((world.creative.id,), {}),
        "payouts:cinema": ((world.royal.id,), {}),
        "spectators:why": ((why_sealer.seal(token),), {}),
    }


@pytest.fixture
def clients(sign_in: Callable[[str], Client]) -> dict[str, Client]:
    return {role: Client() if role == "anonymous" else sign_in(role) for role in ROLES}


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
    assert {name for name in found if not name.startswith("admin:")} == known


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[1]} {r[0]}" for r in ROWS])
def test_the_table_holds(
    row: list[str],
    requests: dict[str, tuple[tuple[str, ...], dict[str, Any]]],
    clients: dict[str, Client],
) -> None:
    name, method, *expected = row
    args, given = requests.get(name, ((), {}))
    url = reverse(name, args=args)
    before = state()
    answers, changed = {}, {}
    for role in ROLES:
        with transaction.atomic():
            answers[role] = ask(clients[role], method, url, given)
            changed[role] = state() != before
            transaction.set_rollback(True)
    wanted = dict(zip(ROLES, expected, strict=True))
    assert answers == wanted
    deed = name in DEEDS and method == "POST"
    assert changed == {role: deed and wanted[role] == "302" for role in ROLES}


def test_other_methods_are_refused(
    requests: dict[str, tuple[tuple[str, ...], dict[str, Any]]],
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


def test_every_post_wants_the_form_it_came_from(
    world: Any, requests: dict[str, tuple[tuple[str, ...], dict[str, Any]]]
) -> None:
    allowed = {"approvals:decide": "scare", "accounts:switch": "royal"}
    for name, method, *_ in ROWS:
        if method != "POST":
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
