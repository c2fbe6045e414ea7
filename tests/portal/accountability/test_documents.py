"""Registers, retention and label: true of this code, versioned, shown and exported."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client

from pdf_text import text_of
from toile.consent.record import LIFETIME_SECONDS
from toile.edge.answers import OPTOUT_SECONDS
from toile.pool.exposures import KEPT_MS
from toile.portal.accountability import periods as told
from toile.portal.accountability.documents import VALUE, Code, origin
from toile.portal.accountability.label import STANDARD
from toile.portal.accountability.paper import to_pdf
from toile.portal.accountability.selectors import Row, standing
from toile.portal.accountability.services import write
from toile.portal.audit.models import AuditEntry
from toile.portal.campaigns.services import put_reach_cells
from toile.portal.jobs.services import _KEPT as JOBS_KEPT
from toile.wire.audience import AEA
from toile.wire.clock import MS_A_DAY
from toile.worker import erasure

LAST_OF_NOVEMBER = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)
SignIn = Callable[[str], Client]


def row(code: Code, key: str) -> Row:
    return next(one for one in standing(code).rows if one.key == key)


def rewrite(people: Any, who: str = "scare", after: int = 0, **fields: str) -> Any:
    found = row(Code.UNION_REGISTER, "pool")
    return write(
        Code.UNION_REGISTER,
        "pool",
        found.fields | fields,
        reason="Relu par le délégué",
        after=after,
        by=people.users[who],
        organisation=getattr(people, who),
    )


@pytest.mark.parametrize("code", Code)
def test_each_document_is_complete(db: None, code: Code) -> None:
    document = origin(code)
    names = {column.name for column in document.columns}
    keys = [entry.key for entry in document.entries]
    assert document.code == code
    assert len(keys) == len(set(keys))
    for one in standing(code).rows:
        assert set(one.fields) == names, one.key
        if one.entry.computed:
            assert one.fields[VALUE], one.key
            assert VALUE not in one.entry.fields, one.key


def test_what_the_worker_erases_after_is_what_is_told() -> None:
    assert told.EVENTS_DAYS * MS_A_DAY == erasure.EVENTS_NAMED_MS
    assert told.OBJECTION_DAYS * 86_400 == OPTOUT_SECONDS
    assert told.DEAD_LETTERS_DAYS * MS_A_DAY == erasure.DEAD_LETTERS_KEPT_MS


def test_the_retention_table_tells_the_periods_of_the_code(db: None) -> None:
    rows = {one.key: one.fields[VALUE] for one in standing(Code.RETENTION).rows}
    assert rows["cookie"] == f"{LIFETIME_SECONDS // 86_400} jours"
    assert rows["exposures"] == f"{KEPT_MS // MS_A_DAY} jours"
    assert rows["visits"] == "90 jours"
    assert rows["events"] == f"{told.EVENTS_DAYS} jours, puis anonymes"
    assert rows["requests"] == "5 ans après la clôture"
    assert rows["site-checks"] == "3 ans"
    assert rows["proof-exports"] == "7 jours"
    assert rows["erasure-number"] == "365 jours"
    # Mails and finished jobs, whose texts name people, go after the same month.
    assert rows["mail"] == f"{JOBS_KEPT.days} jours"


def test_a_new_wording_keeps_the_one_before_and_is_in_the_trail(people: Any) -> None:
    rewrite(people, recipients="L’opérateur seul.")
    rewrite(people, after=1, recipients="Personne.")
    found = row(Code.UNION_REGISTER, "pool")
    assert (found.number, found.fields["recipients"]) == (2, "Personne.")
    assert (
        found.fields["purpose"]
        == origin(Code.UNION_REGISTER).entries[0].fields["purpose"]
    )
    entry = AuditEntry.objects.filter(action="accountability.written").latest("id")
    assert entry.actor == people.users["scare"]
    assert entry.details["version"] == 2


def test_nobody_writes_over_what_they_did_not_read(people: Any) -> None:
    rewrite(people, recipients="L’opérateur seul.")
    with pytest.raises(ValidationError, match="entre-temps"):
        rewrite(people, recipients="Personne.")
    with pytest.raises(ValidationError, match="Rien n’a changé"):
        rewrite(people, after=1)


def test_each_writes_its_own_documents_alone(people: Any) -> None:
    with pytest.raises(PermissionDenied):
        rewrite(people, "klox", recipients="Tout le monde.")


def test_the_database_changes_no_wording(people: Any) -> None:
    rewrite(people, recipients="L’opérateur seul.")
    for statement in (
        "UPDATE accountability_entryversion SET reason = 'forged'",
        "DELETE FROM accountability_entryversion",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_paper_says_all_and_is_the_same_twice(db: None) -> None:
    found = standing(Code.RETENTION)
    pdf = to_pdf(found, LAST_OF_NOVEMBER)
    assert pdf == to_pdf(found, LAST_OF_NOVEMBER)
    for mark in (b"/StructTreeRoot", b"/Lang", b"pdfuaid:part", b"pdfaid:part"):
        assert mark in pdf, mark
    words = " ".join(text_of(pdf).split())
    assert "390 jours, puis anonymes" in words
    assert "30 novembre 2026" in words


def test_the_label_has_every_field_and_no_small_count(
    people: Any, sign_in: SignIn
) -> None:
    client = sign_in("klox")
    before = client.get("/responsabilite/etiquette.json").json()
    assert before["audience_count"] == "non publié"
    put_reach_cells(AEA, {"": 12_300}, LAST_OF_NOVEMBER)
    label = client.get("/responsabilite/etiquette.json").json()
    assert label["audience_count"] == "12300"
    assert label["sources"][0]["seed_size"] == "12300"
    assert label["standard_audience_name"] == "477"
    assert label["last_refresh"] == "2026-11-30"
    names = {name for name in STANDARD.values() if "." not in name}
    assert names < set(label)
    put_reach_cells(AEA, {"": 50}, LAST_OF_NOVEMBER)
    assert client.get("/responsabilite/etiquette.json").json()["audience_count"] == (
        "non publié"
    )


def test_the_union_writes_on_the_page_and_loses_nothing(
    people: Any, sign_in: SignIn
) -> None:
    client, url = sign_in("scare"), "/responsabilite/durees/visits/"
    given = {"where": "Ici", "end": "La fenêtre", "why": "Un texte gardé"}
    refused = client.post(url, given | {"after": "0", "reason": ""})
    assert refused.status_code == 422
    assert "Un texte gardé" in refused.content.decode()
    done = client.post(url, given | {"after": "0", "reason": "Relu"}, follow=True)
    assert "Un texte gardé" in done.content.decode()
    # The period itself is no field: what was sent for it is passed over.
    client.post(url, given | {"after": "1", "reason": "x", "why": "y", VALUE: "9"})
    assert row(Code.RETENTION, "visits").fields[VALUE] == "90 jours"
    assert "Version 2" in client.get(url).content.decode()


def test_what_the_code_tells_of_the_label_has_no_form(
    people: Any, sign_in: SignIn
) -> None:
    page = sign_in("scare").get("/responsabilite/etiquette/count/").content.decode()
    assert "Enregistrer cette version" not in page
    assert sign_in("scare").get("/responsabilite/etiquette/rien/").status_code == 404
    assert sign_in("scare").get("/responsabilite/rien/").status_code == 404
