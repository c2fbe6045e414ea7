"""Programs that call the API: tokens of the story's people."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from toile.portal.accounts.models import User
from toile.portal.accounts.seats import Seat
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import OFFERED, Scope
from toile.portal.tokens.services import digest_of

Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def fresh_minute() -> None:
    """No calls counted yet."""
    caches["calls"].clear()


@pytest.fixture
def token_of(people: Any) -> Callable[..., str]:
    """Make a token of one of the people; with all scopes of its kind if not told.

    A viewer cannot make one; it may have kept one from before.
    """

    def make(name: str, scopes: Iterable[Scope] | None = None) -> str:
        user: User = people.users[name]
        seat = Seat(user, user.memberships.select_related("organisation").get())
        text = f"toile_{name}_{ApiToken.objects.count()}"
        wanted = OFFERED[seat.kind] if scopes is None else scopes
        ApiToken.objects.create(
            user=user,
            organisation=seat.organisation,
            name=name,
            prefix=text[:12],
            digest=digest_of(text),
            scopes=sorted(scope.value for scope in wanted),
            expires_at="2100-01-01T00:00:00Z",
        )
        return text

    return make


@pytest.fixture
def call() -> Call:
    """Call the API: method, path, token; ``body`` is sent as JSON, ``form`` as such."""
    client = Client()

    def send(
        method: str,
        path: str,
        token: str = "",
        body: Any = None,
        form: Any = None,
        **headers: str,
    ) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        url = f"/api/v1{path}"
        if form is not None:
            return client.post(url, form, headers=sent)
        given = "" if body is None else json.dumps(body)
        return client.generic(
            method, url, given, "application/json" if given else "", headers=sent
        )

    return send
