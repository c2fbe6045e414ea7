"""Every page of figures says up to when they were counted."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toile.portal.freshness.selectors import counted_until
from toile.portal.freshness.services import note_counted

MINUTE = datetime.timedelta(minutes=1)


def test_the_slower_stream_tells_how_fresh_the_figures_are(db: None) -> None:
    assert counted_until() is None
    now = timezone.now()
    note_counted("pool", now)
    note_counted("ads", now - MINUTE)
    assert counted_until() == now - MINUTE
    note_counted("ads", now + MINUTE)
    assert counted_until() == now


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "Rien n’a encore été compté"),
        (1, "Chiffres à jour à"),
        (12, "le comptage a 12\xa0minutes de retard"),
    ],
)
def test_the_dashboard_says_it(
    world: Any, sign_in: Callable[[str], Client], minutes: int | None, said: str
) -> None:
    if minutes is not None:
        note_counted("pool", timezone.now() - minutes * MINUTE)
    page = sign_in("royal").get(reverse("payouts:cinema", args=[world.royal.id]))
    assert said in page.content.decode()
