"""A message leaves in the background: shown, cut off, tried again, to nobody twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from toile.portal.accounts.keys import new_key
from toile.portal.agreements.members import Choice
from toile.portal.circulars import sending
from toile.portal.circulars.models import Circular, Delivery
from toile.portal.circulars.selectors import audience, seen_of
from toile.portal.circulars.services import save_draft, send
from toile.portal.jobs.models import Job
from toile.portal.jobs.runner import Runner
from toile.portal.jobs.services import retry
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]


@pytest.fixture
def asked(world: Any) -> Circular:
    """A message to both people of the Royal, asked for and not yet sent."""
    scare, today = world.people.users["scare"], paris_date(now_ms())
    draft = save_draft("Assemblée", "Le 12.", Choice(), scare, new_key())
    seen = seen_of(draft, audience(Choice(), today))
    return send(draft.pk, world.people.scare, scare, today, seen)


def work() -> None:
    Runner(threading.Event()).look_for_a_job()


def recipients() -> list[str]:
    mails = Mail.objects.filter(template="circulars/message")
    return sorted(mails.values_list("recipient", flat=True))


def state_of(circular: Circular) -> str:
    circular.refresh_from_db()
    return circular.state


def spoil(address: str, wrong: str) -> None:
    assert Delivery.objects.filter(address=address).update(address=wrong) == 1


def test_asking_writes_no_mail_and_the_page_shows_how_far_it_is(
    asked: Circular, sign_in: SignIn
) -> None:
    assert recipients() == []
    page = reverse("circulars:circular", args=[asked.pk])
    shown = sign_in("scare").get(page).content.decode()
    assert reverse("jobs:job", args=[asked.job_id]) in shown
    assert "envoi en cours" in shown
    # A colleague may not look at somebody's job, and is told all the same.
    other = sign_in("scare_editor").get(page).content.decode()
    assert reverse("jobs:job", args=[asked.job_id]) not in other
    assert "L’envoi est en cours" in other
    work()
    assert state_of(asked) == "sent"
    after = sign_in("scare").get(page).content.decode()
    assert reverse("jobs:job", args=[asked.job_id]) not in after


def test_the_job_counts_every_address_and_leads_back(asked: Circular) -> None:
    work()
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert job.result_url == reverse("circulars:circular", args=[asked.pk])


def test_a_bad_address_keeps_no_other_from_its_mail(
    asked: Circular, sign_in: SignIn
) -> None:
    spoil("royal@toile.test", "royal@@toile")
    work()
    assert recipients() == ["royal_editor@toile.test"]
    assert state_of(asked) == "sent"
    failed = Delivery.objects.get(address="royal@@toile")
    assert failed.state == "failed"
    page = reverse("circulars:circular", args=[asked.pk])
    shown = sign_in("scare").get(page).content.decode()
    assert failed.error in shown
    assert "1 adresse n’a pas pu être servie" in shown


def test_a_retry_sends_to_those_who_are_missing_alone(asked: Circular) -> None:
    spoil("royal@toile.test", "royal@@toile")
    work()
    spoil("royal@@toile", "royal@toile.test")
    retry(Job.objects.get().id)
    work()
    assert recipients() == ["royal@toile.test", "royal_editor@toile.test"]
    assert Job.objects.get().state == "done"
    assert not Delivery.objects.exclude(state="written", error="").exists()


def test_a_job_cut_off_halfway_goes_on_with_the_rest(
    asked: Circular, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = sending.send_mail, []

    def once_then_away(*given: Any, **named: Any) -> Mail:
        calls.append(given)
        if len(calls) == 2:
            raise OperationalError("the database is away")
        return real(*given, **named)

    monkeypatch.setattr(sending, "send_mail", once_then_away)
    work()
    assert len(recipients()) == 1
    assert state_of(asked) == "sending"
    Job.objects.update(next_at="2026-01-01T00:00:00Z")
    work()
    assert recipients() == ["royal@toile.test", "royal_editor@toile.test"]
    assert state_of(asked) == "sent"
