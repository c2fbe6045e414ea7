"""Signing by code: who may, with which code, which text; what goes wrong says so."""

import datetime
import hashlib
from typing import Any

import msgspec
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from agreements.conftest import SAID, Signer, code
from toile.portal.agreements.models import (
    Agreement,
    Evidence,
    Paper,
    SealCertificate,
    Signature,
    SigningCode,
)
from toile.portal.agreements.sealing import judge
from toile.portal.agreements.sealing.judging import State
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.agreements.signing import deeds, send_code, sign_by_code
from toile.portal.agreements.texts import Party, contract_of
from toile.portal.audit.models import AuditEntry
from toile.portal.charter.services import write_rules
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date


def today() -> datetime.date:
    return paris_date(now_ms())


def actions() -> list[str]:
    return list(
        AuditEntry.objects.filter(action__startswith="agreement.")
        .order_by("pk")
        .values_list("action", flat=True)
    )


def rest() -> None:
    """Let the minute between two codes be over."""
    earlier = timezone.now() - datetime.timedelta(minutes=2)
    SigningCode.objects.update(sent_at=earlier)


def test_a_representative_signs_with_the_mailed_code(
    signer: Signer, eldorado: Party
) -> None:
    contract = contract_of(eldorado, today())
    assert signer.ask().url == signer.url
    assert "Un code est parti à eldorado@toile.test" in (
        signer.client.get(signer.url).content.decode()
    )
    digits = code()
    assert signer.give(f" {digits[:3]} {digits[3:]} ").status_code == 302
    made = Agreement.objects.get(cinema=eldorado.cinema)
    assert (made.stage, made.sites) == ("awaiting", ["https://eldorado.example"])
    signature = made.signature
    assert (signature.text, signature.text_hash) == (contract.text, contract.text_hash)
    assert (signature.signer_name, signature.signer_function) == (
        "Odile Marius",
        "gérante",
    )
    assert signature.evidence.sent_to == "eldorado@toile.test"
    assert signature.evidence.authority == "legal"
    assert "consens à la signer par voie électronique" in signature.evidence.agreed_to
    paper = made.papers.get()
    verdict = judge(bytes(paper.content), [SealCertificate.objects.get().certificate])
    assert verdict.state == State.VALID
    assert verdict.seals[0].name == "Odile Marius"
    assert paper.sha256 == hashlib.sha256(paper.content).hexdigest()
    assert actions()[-2:] == ["agreement.code_sent", "agreement.signed"]
    told = Mail.objects.get(
        template="agreements/signed", recipient="eldorado@toile.test"
    )
    assert bytes(told.attachments.get().content) == bytes(paper.content)
    # Both must sign: until the union has, nothing is opened.
    assert eldorado.cinema is not None
    assert eldorado.cinema.pk not in cinemas_in_force(today())


def test_the_code_is_nowhere_but_in_the_letter_and_that_is_emptied(
    signer: Signer,
) -> None:
    signer.ask()
    digits, kept = code(), SigningCode.objects.get()
    assert digits not in str(vars(kept))
    assert kept.code_hash != hashlib.sha256(digits.encode()).hexdigest()
    letter = Mail.objects.get(template="agreements/code")
    assert digits[:3] not in letter.subject
    signer.give(digits)
    letter.refresh_from_db()
    assert (letter.text, letter.html) == ("", "")
    assert not any(digits in str(e.details) for e in AuditEntry.objects.all())


def test_a_wrong_code_is_counted_and_five_are_the_end(signer: Signer) -> None:
    signer.ask()
    right = code()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for left in range(4, 0, -1):
        page = signer.give(wrong)
        assert page.status_code == 422
        assert f"encore {left} essai(s)" in page.content.decode()
    assert "Trop d’essais" in signer.give(wrong).content.decode()
    page = signer.give(right)
    assert page.status_code == 422
    assert "Ce code ne vaut plus" in page.content.decode()
    # What was written stands there for the next code.
    assert 'value="Odile Marius"' in page.content.decode()
    assert not Signature.objects.exists()
    assert actions().count("agreement.code_refused") == 5


def test_a_code_does_not_last_nor_serve_twice(signer: Signer) -> None:
    signer.ask()
    old = code()
    late = timezone.now() - datetime.timedelta(minutes=16)
    SigningCode.objects.update(sent_at=late)
    assert "Ce code ne vaut plus" in signer.give(old).content.decode()
    signer.ask()
    first = code()
    rest()
    signer.ask()
    second = code()
    if first != second:
        assert "Ce n’est pas le code" in signer.give(first).content.decode()
    assert signer.give(second).status_code == 302
    assert Agreement.objects.filter(stage="awaiting").count() == 1


def test_codes_are_not_sent_in_a_flood(signer: Signer) -> None:
    assert signer.ask().status_code == 302
    page = signer.ask(function="gérante adjointe")
    assert page.status_code == 422
    assert "attendez une minute" in page.content.decode()
    assert 'value="gérante adjointe"' in page.content.decode()
    for _again in range(4):
        rest()
        assert signer.ask().status_code == 302
    rest()
    assert "réessayez dans une heure" in signer.ask().content.decode()
    assert Mail.objects.filter(template="agreements/code").count() == 5


def test_a_text_that_changed_between_code_and_signature_is_read_again(
    signer: Signer, world: Any
) -> None:
    signer.ask()
    digits, seen = code(), signer.text_hash()
    world.eldorado.name = "Eldorado 2"
    world.eldorado.save()
    page = signer.give(digits, text_hash=seen)
    assert page.status_code == 422
    assert "Le texte a changé" in page.content.decode()
    assert 'value="gérante"' in page.content.decode()
    # Not even by a page that claims to have shown the new one.
    assert "Le texte a changé" in signer.give(digits).content.decode()
    assert not Signature.objects.exists()
    rest()
    assert signer.ask().status_code == 302
    assert signer.give(code()).status_code == 302


@pytest.mark.parametrize("who", ["royal", "condor", "scare", "klox", "nobody"])
def test_whoever_does_not_represent_the_cinema_is_not_let_in(
    eldorado: Party, people: Any, sign_in: Any, who: str
) -> None:
    assert eldorado.cinema is not None
    stranger = Signer(sign_in(who), eldorado.cinema.pk)
    assert stranger.client.get(stranger.url).status_code in {403, 404}
    assert stranger.client.post(stranger.url, SAID).status_code in {403, 404}
    contract = contract_of(eldorado, today())
    with pytest.raises(PermissionDenied):
        send_code(
            eldorado,
            people.users[who],
            name="X",
            function="Y",
            authority="legal",
            text_hash=contract.text_hash,
            today=today(),
        )
    with pytest.raises(PermissionDenied):
        sign_by_code(eldorado, people.users[who], "000000", contract.text_hash, today())
    assert not Mail.objects.filter(template="agreements/code").exists()


def test_editors_look_but_do_not_sign(world: Any, sign_in: Any) -> None:
    for who in ("royal_editor", "royal_viewer"):
        signer = Signer(sign_in(who), world.royal.pk)
        assert signer.client.get(signer.url).status_code == 403


def test_another_persons_code_signs_nothing(
    signer: Signer, eldorado: Party, people: Any
) -> None:
    signer.ask()
    other = people.users["nobody"]
    eldorado.organisation.memberships.create(user=other, role="owner")
    client = Client()
    client.force_login(other, "django.contrib.auth.backends.ModelBackend")
    page = Signer(client, signer.key).give(code())
    assert "Demandez d’abord un code" in page.content.decode()
    assert not Signature.objects.exists()


def test_of_two_who_sign_at_once_one_signs_and_one_is_told(
    signer: Signer, eldorado: Party, people: Any
) -> None:
    signer.ask()
    mine = code()
    other = people.users["nobody"]
    eldorado.organisation.memberships.create(user=other, role="owner")
    text_hash = contract_of(eldorado, today()).text_hash
    given = {"function": "gérant", "authority": "legal", "text_hash": text_hash}
    send_code(eldorado, other, name="Marius", today=today(), **given)
    theirs = code()
    assert signer.give(mine).status_code == 302
    with pytest.raises(ValidationError, match="déjà signée par Odile Marius"):
        sign_by_code(eldorado, other, theirs, text_hash, today())
    assert Agreement.objects.filter(cinema=eldorado.cinema).count() == 1
    page = signer.client.get(signer.url, follow=True).content.decode()
    assert "Elle n’ouvre rien" in page


def test_one_code_spent_in_between_signs_once(
    signer: Signer, eldorado: Party, people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer.ask()
    seal_as = deeds.seal_as

    def meanwhile(*given: Any, **named: Any) -> Any:
        SigningCode.objects.update(spent_at=timezone.now())
        return seal_as(*given, **named)

    monkeypatch.setattr(deeds, "seal_as", meanwhile)
    assert "vient de servir" in signer.give(code()).content.decode()
    assert not Signature.objects.exists()


def test_without_a_seal_nothing_is_signed_and_nothing_lost(
    signer: Signer, settings: Settings, tmp_path: Any
) -> None:
    signer.ask()
    whole = settings.TOILE
    settings.TOILE = msgspec.structs.replace(whole, seal=tmp_path / "none.p12")
    page = signer.give(code())
    assert page.status_code == 422
    assert "n’est pas installé" in page.content.decode()
    assert not Agreement.objects.filter(stage="awaiting").exists()
    settings.TOILE = whole
    assert signer.give(code()).status_code == 302


def test_what_is_missing_is_told_beside_its_field(signer: Signer) -> None:
    page = signer.ask(name="🎬", function="", agreed="").content.decode()
    assert "au moins une lettre" in page
    assert "Cochez cette case" in page
    assert "obligatoire" in page
    assert not SigningCode.objects.exists()


def test_rules_to_come_do_not_change_the_text_of_today(
    signer: Signer, people: Any, eldorado: Party
) -> None:
    before = signer.text_hash()
    terms = contract_of(eldorado, today()).terms.columns
    del terms["sites"], terms["retention_days"]
    soon = today() + datetime.timedelta(days=3)
    write_rules(
        soon, today(), people.users["scare"], reason="x", **{**terms, "fee_micros": 500}
    )
    assert signer.text_hash() == before


def test_proofs_and_papers_refuse_to_be_changed(signer: Signer) -> None:
    signer.sign()
    for model in (Signature, Evidence, Paper, SealCertificate):
        table = model._meta.db_table
        for statement in (f"UPDATE {table} SET id = 'x'", f"DELETE FROM {table}"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_the_operator_signs_its_own_contract(people: Any, sign_in: Any) -> None:
    klox = Signer(sign_in("klox"), "operateur")
    made = klox.sign()
    assert (made.kind, made.cinema) == ("operator_union", None)
    assert made.reference.startswith("O-")
    page = klox.client.get("/conventions/la-notre/", follow=True)
    assert made.reference in page.content.decode()
