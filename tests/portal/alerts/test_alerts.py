"""Alerts: opened, kept, ended; taken on, put to sleep; written about once."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from clock import NOON
from toile.portal.alerts.digest import send_digest
from toile.portal.alerts.models import Alert
from toile.portal.alerts.selectors import calling
from toile.portal.alerts.services import look
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas.services import put_site_figures
from toile.portal.freshness.services import note_counted
from toile.portal.mail.models import Kind, Mail
from toile.portal.mail.services import refuse

A_DAY = datetime.timedelta(days=1)
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def alone(settings: Settings, tmp_path: Path) -> None:
    """No edge, a journal of the test's own."""
    settings.TOILE = msgspec.structs.replace(
        settings.TOILE, edge_port=1, journal=f"file:{tmp_path}/journal", data=tmp_path
    )


def kinds() -> set[str]:
    return set(
        Alert.objects.filter(ended_at__isnull=True).values_list("kind", flat=True)
    )


def test_what_is_wrong_opens_once_and_ends_when_it_is_over(world: Any) -> None:
    look(NOON)
    look(NOON + datetime.timedelta(minutes=1))
    alert = Alert.objects.get(kind="edge_down")
    assert (alert.since, alert.ended_at) == (NOON, None)
    note_counted("ads", NOON - datetime.timedelta(minutes=6))
    look(NOON)
    assert "worker_late" in kinds()
    note_counted("ads", NOON)
    look(NOON)
    assert "worker_late" not in kinds()
    assert Alert.objects.filter(kind="worker_late", ended_at=NOON).count() == 1


def test_a_line_behind_and_a_line_ahead(
    world: Any, decide: Callable[[str], None]
) -> None:
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    campaigns.go_live(world.campaign)
    look(NOON)
    assert "under" in kinds(), "nothing is spent after half of its time"
    key = (world.line.id, world.creative.id, world.placement.id, NOON.date())
    campaigns.put_line_figures(*key, impressions=1, spend_micros=250_000_000)
    look(NOON)
    assert not kinds() & {"under", "over"}
    campaigns.put_line_figures(*key, spend_micros=400_000_000, clicks=100)
    campaigns.put_refused_clicks(world.line.id, NOON.date(), "bot", 31)
    look(NOON)
    assert kinds() >= {"over", "invalid_traffic"}


def test_a_site_that_usually_has_visits_falls_silent(world: Any) -> None:
    for ago in range(2, 8):
        put_site_figures(world.site.id, (NOON - ago * A_DAY).date(), visits=40)
    look(NOON)
    assert "site_silent" in kinds()
    put_site_figures(world.site.id, (NOON - A_DAY).date(), visits=1)
    look(NOON)
    assert "site_silent" not in kinds(), "yesterday is not a whole day ago"


def test_taken_on_or_asleep_it_no_longer_calls(world: Any, sign_in: SignIn) -> None:
    look()
    alert = Alert.objects.get(kind="edge_down")
    url = reverse("alerts:alert", args=[alert.id])
    client = sign_in("klox")
    before = calling()
    assert before >= 1
    assert client.get("/alertes/").content.decode().count("à regarder") >= 1
    refused = client.post(url, {"deed": "x", "hours": "4", "text": "Je regarde 🎬"})
    assert refused.status_code == 422
    assert "Je regarde 🎬" in refused.content.decode(), "nothing typed is lost"
    given = {"deed": "snooze", "hours": "4", "text": "Je regarde 🎬"}
    assert client.post(url, given).status_code == 302
    assert calling() == before - 1
    assert "Je regarde 🎬" in client.get(url).content.decode()
    Alert.objects.update(snoozed_until=timezone.now() - A_DAY)
    assert calling() == before, "asleep, not gone"
    client.post(url, {"deed": "acknowledge", "hours": "4", "text": ""})
    assert calling() == before - 1


def test_the_digest_is_written_once_and_can_be_refused(world: Any) -> None:
    look(NOON)
    assert send_digest(NOON) == 0, "what passes by itself wakes nobody"
    later = NOON + datetime.timedelta(minutes=10)
    assert send_digest(later) == 1
    assert send_digest(later) == 0
    mail = Mail.objects.get(template="alerts/digest")
    assert (mail.recipient, mail.kind) == ("klox@toile.test", "alert")
    refuse("klox@toile.test", Kind.ALERT)
    Alert.objects.update(told_at=None)
    send_digest(later)
    states = Mail.objects.filter(template="alerts/digest").values_list(
        "state", flat=True
    )
    assert "skipped" in states


def test_thresholds_have_limits(world: Any, sign_in: SignIn) -> None:
    given = {
        "under_percent": "120",
        "over_percent": "130",
        "silent_days": "2",
        "late_minutes": "",
        "invalid_percent": "40",
        "free_gigabytes": "5",
    }
    answer = sign_in("klox").post("/alertes/seuils/", given)
    assert answer.status_code == 422
    assert 'value="120"' in answer.content.decode()
