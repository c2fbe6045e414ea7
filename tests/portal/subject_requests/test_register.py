"""The register of persons' requests: the month, the two more, and what is late."""

import csv
import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from toile.portal.accounts.keys import new_key
from toile.portal.audit.models import AuditEntry
from toile.portal.subject_requests import services
from toile.portal.subject_requests.clock import due_on, months_after
from toile.portal.subject_requests.models import AnswerDocument, SubjectRequest
from toile.portal.subject_requests.selectors import late
from toile.wire.clock import now_ms, paris_date

Day = datetime.date
SignIn = Callable[[str], Client]
LETTER = {
    "kind": "erase",
    "channel": "letter",
    "person": "Camille Mérou",
    "contact": "1 rue du Port, Toulon",
    "text": "Effacez tout.",
}


@pytest.fixture
def register(people: Any) -> Callable[..., SubjectRequest]:
    """Note a letter that came some days ago."""

    def note(days_ago: int = 0, **changed: Any) -> SubjectRequest:
        received = paris_date(now_ms()) - datetime.timedelta(days=days_ago)
        given = {**LETTER, "received_on": received, **changed}
        return services.register(given, people.scare, people.users["scare"], new_key())

    return note


def post(client: Client, deed: str, asked: SubjectRequest, **given: Any) -> Any:
    return client.post(reverse(f"subject_requests:{deed}", args=[asked.pk]), given)


@pytest.mark.parametrize(
    ("received", "one", "three"),
    [
        (Day(2026, 11, 30), Day(2026, 12, 30), Day(2027, 2, 28)),
        (Day(2027, 1, 31), Day(2027, 2, 28), Day(2027, 4, 30)),
        (Day(2028, 1, 31), Day(2028, 2, 29), Day(2028, 4, 30)),
        (Day(2026, 12, 1), Day(2027, 1, 1), Day(2027, 3, 1)),
    ],
)
def test_a_month_and_two_more_end_on_the_same_day_or_the_last(
    received: Day, one: Day, three: Day
) -> None:
    assert due_on(received) == one
    assert due_on(received, prolonged=True) == three


def test_a_request_goes_its_way_and_the_trail_names_nobody(
    register: Any, sign_in: SignIn
) -> None:
    scare, today = sign_in("scare"), paris_date(now_ms())
    sent = {**LETTER, "received_on": today.isoformat(), "key": new_key()}
    for _ in range(2):  # the button pressed twice
        answer = scare.post(reverse("subject_requests:register"), sent)
        assert answer.status_code == 302
    asked = SubjectRequest.objects.get()
    assert (asked.number, asked.due_on) == (1, due_on(today))
    pdf = SimpleUploadedFile("réponse.pdf", b"%PDF-1.7 fait")
    given = {"answer-on": today.isoformat(), "answer-text": "Fait."}
    assert post(scare, "answer", asked, **given, **{"answer-document": pdf}).url
    kept = scare.get(reverse("subject_requests:document", args=[asked.pk]))
    assert kept.content == b"%PDF-1.7 fait"
    assert kept["Content-Disposition"].startswith("attachment")
    assert post(scare, "close", asked).status_code == 302
    asked.refresh_from_db()
    assert not asked.is_open
    trail = AuditEntry.objects.filter(subject_kind="subject_request").order_by("id")
    assert [entry.action.split(".")[1] for entry in trail] == [
        "registered",
        "answered",
        "closed",
    ]
    for entry in trail:
        assert "Camille" not in str(entry.details)
        assert "Port" not in str(entry.details)


def test_a_delay_is_prolonged_once_in_time_and_with_its_reason(
    register: Any, people: Any
) -> None:
    by = people.scare, people.users["scare"]
    today = paris_date(now_ms())
    asked, old = register(5), register(40)
    with pytest.raises(ValidationError, match="premier mois"):
        services.prolong(old.pk, today, "Nombre", *by)
    services.prolong(asked.pk, today, "Nombre de demandes", *by)
    asked.refresh_from_db()
    assert asked.due_on == due_on(asked.received_on, prolonged=True)
    with pytest.raises(ValidationError, match="une seule fois"):
        services.prolong(asked.pk, today, "Encore", *by)


def test_late_ones_are_told_on_the_unions_pages_until_answered(
    register: Any, sign_in: SignIn, people: Any
) -> None:
    scare, today = sign_in("scare"), paris_date(now_ms())
    fresh, old = register(3), register(45)
    assert late(today) == [old]
    for page in ("decisions:queue", "payouts:pool", "subject_requests:list"):
        text = scare.get(reverse(page)).content.decode()
        assert "1 demande d’une personne est en retard" in text
        assert reverse("subject_requests:detail", args=[old.pk]) in text
    given = {"answer-on": today.isoformat(), "answer-text": "Voir « Mes données »."}
    assert post(scare, "answer", old, **given).status_code == 302
    assert "est en retard" not in scare.get(reverse("decisions:queue")).content.decode()
    assert late(fresh.due_on + datetime.timedelta(days=1)) == [fresh]


def test_bad_input_is_said_in_french_and_nothing_typed_is_lost(
    register: Any, sign_in: SignIn
) -> None:
    scare, asked = sign_in("scare"), register(2)
    today = paris_date(now_ms())
    tomorrow = (today + datetime.timedelta(days=1)).isoformat()
    wrong = {**LETTER, "received_on": tomorrow, "key": new_key()}
    answer = scare.post(reverse("subject_requests:register"), wrong)
    assert answer.status_code == 422
    assert "Cette date est à venir." in answer.content.decode()
    assert "Camille Mérou" in answer.content.decode()
    picture = SimpleUploadedFile("x.pdf", b"\x89PNG")
    given = {"answer-on": today.isoformat(), "answer-text": "Une longue réponse."}
    answer = post(scare, "answer", asked, **given, **{"answer-document": picture})
    assert answer.status_code == 422
    assert "n’est pas un PDF" in answer.content.decode()
    assert "Une longue réponse." in answer.content.decode()
    assert "Notez d’abord" in post_and_follow(scare, "close", asked)
    before = {"answer-on": "2020-01-01", "answer-text": "Trop tôt."}
    answer = post(scare, "answer", asked, **before)
    assert "précéder la demande" in answer.content.decode()
    asked.refresh_from_db()
    assert (asked.answered_on, asked.closed_at) == (None, None)


def post_and_follow(client: Client, deed: str, asked: SubjectRequest) -> str:
    url = reverse(f"subject_requests:{deed}", args=[asked.pk])
    text: str = client.post(url, follow=True).content.decode()
    return text


def test_a_closed_request_never_changes(register: Any, people: Any) -> None:
    by = people.scare, people.users["scare"]
    today = paris_date(now_ms())
    asked = register(2)
    services.answer(asked.pk, today, "Fait.", None, *by)
    services.close(asked.pk, *by)
    for deed in (
        lambda: services.answer(asked.pk, today, "Autre.", None, *by),
        lambda: services.prolong(asked.pk, today, "Nombre", *by),
        lambda: services.close(asked.pk, *by),
    ):
        with pytest.raises(ValidationError, match="close"):
            deed()


def test_the_register_is_filtered_and_exported(register: Any, sign_in: SignIn) -> None:
    scare = sign_in("scare")
    register(3)
    old = register(45, kind="object")
    url = reverse("subject_requests:list")
    rows = scare.get(url, {"export": "csv"})
    text = rows.content.decode("utf-8-sig")
    dialect = ";" if ";" in text.splitlines()[0] else ","
    told = list(csv.DictReader(io.StringIO(text), delimiter=dialect))
    assert [row["État"] for row in told] == ["à répondre", "en retard"]
    assert told[1]["Droit demandé"] == "opposition (art. 21)"
    shown = scare.get(url, {"etat": "late"}).content.decode()
    table = shown.split("<tbody")[1]
    assert reverse("subject_requests:detail", args=[old.pk]) in table
    assert table.count("/demandes-des-personnes/0") == 1


def test_the_text_of_article_11_stands_where_an_answer_is_written(
    register: Any, sign_in: SignIn
) -> None:
    url = reverse("subject_requests:detail", args=[register().pk])
    text = sign_in("scare").get(url).content.decode()
    assert "ne demandez pas de pièce d’identité" in text
    assert "article 11 du RGPD" in text.replace("L’a", "a").replace("L&#x27;a", "a")


def test_a_request_closed_five_years_ago_names_nobody_any_more(
    register: Any, people: Any, sign_in: SignIn
) -> None:
    by = (people.scare, people.users["scare"])
    asked, open_still = register(20), register(20)
    told = (b"%PDF-1.7 a letter to Camille", "lettre.pdf")
    services.answer(asked.pk, Day(2026, 11, 20), "Fait.", told[::-1], *by)
    services.close(asked.pk, *by)
    closed = SubjectRequest.objects.get(pk=asked.pk).closed_at.date()
    day = months_after(closed, 60)
    assert services.forget_old(day - datetime.timedelta(days=2)) == 0
    assert services.forget_old(day + datetime.timedelta(days=1)) == 1
    assert services.forget_old(day + datetime.timedelta(days=1)) == 0
    assert not AnswerDocument.objects.exists()
    row = SubjectRequest.objects.filter(pk=asked.pk).values().get()
    assert not [v for v in row.values() if "Camille" in str(v) or "Port" in str(v)]
    assert (row["number"], row["kind"], row["answered_on"]) == (
        asked.number,
        "erase",
        Day(2026, 11, 20),
    )
    page = sign_in("scare").get(reverse("subject_requests:detail", args=[asked.pk]))
    assert "Close depuis plus de cinq ans" in page.content.decode()
    assert SubjectRequest.objects.get(pk=open_still.pk).person == LETTER["person"]
    assert AuditEntry.objects.filter(action="subject_request.emptied").count() == 1
