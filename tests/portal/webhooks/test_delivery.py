"""From what happens to the program of a distributor, over real HTTP."""

import base64
import datetime
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toile.portal.approvals import services as approvals
from toile.portal.campaigns.clock import tell_day
from toile.portal.campaigns.services import put_line_figures
from toile.portal.jobs.models import Job
from toile.portal.jobs.runner import Runner
from toile.portal.mail.models import Mail
from toile.portal.webhooks import services, signature
from toile.portal.webhooks.delivery import PAUSES, forget_old_messages, look
from toile.portal.webhooks.models import Attempt, Endpoint, Event, Message
from webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Condor's program."""
    with Receiver().running() as running:
        yield running


@pytest.fixture
def endpoint(people: Any, receiver: Receiver) -> Endpoint:
    """Condor's webhook, told of everything."""
    made = services.subscribe(
        people.condor, receiver.url, Event.values, people.users["condor"]
    )
    receiver.secret = made.secret
    return made


def work() -> None:
    """Do what is due now, as ``toile jobs`` does."""
    runner = Runner(threading.Event())
    look()
    while runner.look_for_a_job():
        pass


def due_now(message: Message) -> None:
    Message.objects.filter(id=message.id, state=State.WAITING).update(
        next_at=timezone.now()
    )


def ask_and_refuse(people: Any) -> None:
    asked = approvals.request("film", "01HF", "Pamfir", people.condor)
    approvals.refuse(asked.id, people.users["scare"], "Trop tôt.")


def test_the_signature_is_that_of_the_specification() -> None:
    # The example of the Standard Webhooks libraries' own tests.
    given = signature.headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert given["webhook-signature"] == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_secret_has_32_bytes() -> None:
    secret = signature.new_secret()
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32


def test_a_decision_is_told_once_signed(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    ask_and_refuse(people)
    work()
    work()
    [(key, told)] = receiver.told
    message = Message.objects.get()
    assert (key, message.state) == (message.id, State.DONE)
    assert told["type"] == "approval.decided"
    assert told["data"]["subject_name"] == "Pamfir"
    assert told["data"]["comment"] == "Trop tôt."
    assert receiver.refused == []
    assert endpoint.organisation == people.condor


def test_a_decision_taken_back_is_not_told(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    with transaction.atomic():
        ask_and_refuse(people)
        transaction.set_rollback(True)
    work()
    assert receiver.told == []
    assert endpoint.messages.count() == 0


def test_others_are_told_nothing_and_only_what_they_want(
    people: Any, receiver: Receiver
) -> None:
    services.subscribe(
        people.other_distributor,
        receiver.url,
        Event.values,
        people.users["other_distributor"],
    )
    services.subscribe(
        people.condor, receiver.url, ["statement.issued"], people.users["condor"]
    )
    ask_and_refuse(people)
    assert Message.objects.count() == 0


def test_the_figures_of_a_day_are_told_once(world: Any, receiver: Receiver) -> None:
    made = services.subscribe(
        world.people.condor, receiver.url, Event.values, world.people.users["condor"]
    )
    receiver.secret = made.secret
    day = datetime.date(2026, 11, 19)
    counts = {"impressions": 1200, "clicks": 7, "spend_micros": 4_800_000}
    put_line_figures(
        world.line.id, world.creative.id, world.placement.id, day, **counts
    )
    assert tell_day(day) == 1
    tell_day(day)
    work()
    [(_key, told)] = receiver.told
    assert told["data"] == {
        "campaign_id": world.campaign.id,
        "campaign_name": "Sortie nationale",
        "day": "2026-11-19",
        "views": 0,
        "billable_clicks": 0,
        **counts,
    }


def test_a_failure_is_tried_again_under_the_same_id_with_longer_pauses(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    ask_and_refuse(people)
    receiver.status = 500
    pauses = []
    for _ in range(3):
        message = Message.objects.get()
        due_now(message)
        before = timezone.now()
        work()
        message.refresh_from_db()
        assert message.next_at is not None
        pauses.append(message.next_at - before)
    assert all(
        pause >= wanted for pause, wanted in zip(pauses, PAUSES[:3], strict=True)
    )
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    receiver.status = 200
    due_now(message)
    work()
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None
    assert {key for key, _ in receiver.told} == {message.id}
    told = list(Attempt.objects.order_by("id").values_list("status", "answer"))
    assert told == [(500, "an answer")] * 3 + [(200, "an answer")]


def test_the_pauses_make_three_days() -> None:
    total = sum(PAUSES, datetime.timedelta())
    assert datetime.timedelta(days=2.5) < total <= datetime.timedelta(days=3.1)


def test_after_three_days_of_failure_it_is_disabled_and_owners_are_told(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    ask_and_refuse(people)
    receiver.status = 503
    message = Message.objects.get()
    for number in range(len(PAUSES) + 1):
        if number == len(PAUSES):
            long_ago = timezone.now() - datetime.timedelta(days=3, minutes=1)
            Endpoint.objects.update(failing_since=long_ago)
        due_now(message)
        work()
    message.refresh_from_db()
    endpoint.refresh_from_db()
    assert (message.state, endpoint.state) == (State.FAILED, "disabled")
    mail = Mail.objects.get(template="webhooks/disabled")
    assert mail.recipient == "condor@toile.test"
    assert endpoint.url in mail.text
    before = len(receiver.told)
    ask = approvals.request("film", "01HG", "Autre", people.condor)
    approvals.approve(ask.id, people.users["scare"])
    work()
    assert len(receiver.told) == before
    receiver.status = 200
    services.set_active(endpoint, people.users["condor"], active=True)
    services.send_again(message, people.users["condor"])
    work()
    message.refresh_from_db()
    assert message.state == State.DONE


def test_gone_disables_at_once(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    ask_and_refuse(people)
    receiver.status = 410
    work()
    endpoint.refresh_from_db()
    assert endpoint.state == "disabled"
    assert Mail.objects.filter(template="webhooks/disabled").count() == 1


def test_a_redirection_is_an_answer_and_is_not_followed(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    ask_and_refuse(people)
    receiver.status, receiver.location = 302, receiver.url
    work()
    assert len(receiver.told) == 1
    attempt = Attempt.objects.get()
    assert attempt.status == 302
    assert attempt.error == "La réponse est 302 ; il faut une réponse 2xx."
    assert endpoint.messages.get().state == State.WAITING


def test_nobody_there_is_told_in_words_and_spares_the_others(people: Any) -> None:
    with Receiver().running() as gone:
        url = gone.url
    made = services.subscribe(people.condor, url, Event.values, people.users["condor"])
    for subject in ("01HA", "01HB"):
        ask = approvals.request("film", subject, subject, people.condor)
        approvals.approve(ask.id, people.users["scare"])
    look()
    Runner(threading.Event()).look_for_a_job()
    attempt = Attempt.objects.get()
    assert attempt.status is None
    assert attempt.error.startswith("Injoignable : ")
    assert made.messages.filter(attempts_made=0).count() == 1


def test_two_lookers_ask_for_one_job(people: Any, endpoint: Endpoint) -> None:
    ask_and_refuse(people)
    look()
    look()
    Job.objects.update(state=Job.State.RUNNING)
    look()
    assert Job.objects.count() == 1
    assert endpoint.messages.count() == 1


def test_a_test_is_tried_once(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.status = 500
    message = services.send_test(endpoint, people.users["condor"])
    work()
    message.refresh_from_db()
    assert (message.state, message.attempts_made) == (State.FAILED, 1)
    receiver.status = 200
    services.send_again(message, people.users["condor"])
    with pytest.raises(ValidationError):
        services.send_again(message, people.users["condor"])
    work()
    assert [told["type"] for _, told in receiver.told] == ["webhook.test"] * 2


def test_a_new_secret_is_the_one_that_signs(
    people: Any, endpoint: Endpoint, receiver: Receiver
) -> None:
    services.renew_secret(endpoint, people.users["condor"])
    services.send_test(endpoint, people.users["condor"])
    work()
    assert receiver.refused == ["wrong signature"]


def test_old_messages_are_forgotten(people: Any, endpoint: Endpoint) -> None:
    message = services.send_test(endpoint, people.users["condor"])
    long_ago = timezone.now() - datetime.timedelta(days=31)
    Message.objects.update(made_at=long_ago)
    assert forget_old_messages() == 0
    Message.objects.filter(id=message.id).update(state=State.DONE)
    assert forget_old_messages() == 1


def test_the_secret_is_shown_once(
    people: Any, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("condor")
    given = {"url": "https://exemple.fr/toile", "events": Event.values}
    made = client.post(reverse("webhooks:add"), given)
    secret = people.condor.webhooks.get().secret
    assert secret in client.get(made.url).content.decode()
    assert secret not in client.get(made.url).content.decode()


def test_what_was_typed_is_kept_when_it_is_wrong(
    sign_in: Callable[[str], Client],
) -> None:
    client = sign_in("condor")
    given = {"url": "http://exemple.fr/toile", "events": [Event.APPROVAL_DECIDED]}
    answer = client.post(reverse("webhooks:add"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="http://exemple.fr/toile"' in page
    assert "rien ne part en clair" in page
    given["url"] = "https://exemple.fr/toile"
    assert client.post(reverse("webhooks:add"), given).status_code == 302
    again = client.post(reverse("webhooks:add"), given)
    assert again.status_code == 422
    assert "Cette adresse a déjà son webhook." in again.content.decode()
