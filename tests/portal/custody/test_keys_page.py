"""The union sees how its keys stand and what is due; no page holds a key."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from toile.portal.custody.selectors import overview
from toile.portal.custody.services import Version, note_versions

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def version(number: int, age: int, **more: Any) -> Version:
    at = timezone.now() - age * DAY
    return Version(number, made_at=at, in_force_at=at, made_by="Anne", **more)


def states() -> dict[int, str]:
    return {row.version.number: row.state for row in overview().rows}


def test_versions_are_told_by_what_they_are_still_good_for() -> None:
    now = timezone.now()
    note_versions(
        [
            version(1, 900, until=now - 500 * DAY, destroyed_at=now, destroyed_by="B"),
            version(2, 500, until=now - DAY),
            version(3, 300, until=now + DAY),
            version(4, 20),
            version(5, -1),
        ]
    )
    assert states() == {1: "destroyed", 2: "over", 3: "read", 4: "current", 5: "coming"}
    seen = overview()
    assert [each.number for each in seen.to_destroy] == [2]
    assert not seen.rotation_late


def test_a_rotation_is_due_after_a_year() -> None:
    note_versions([version(1, 366)])
    assert overview().rotation_late


def test_the_page_warns_in_french(sign_in: Any) -> None:
    now = timezone.now()
    note_versions([version(1, 800, until=now - DAY), version(2, 400)])
    client: Client = sign_in("scare")
    page = client.get("/cles/").content.decode()
    assert "La version 1 est à détruire" in page
    assert "Un renouvellement est dû" in page


def test_before_the_pool_has_started_nothing_is_known(sign_in: Any) -> None:
    client: Client = sign_in("scare")
    assert "Aucune version connue" in client.get("/cles/").content.decode()
