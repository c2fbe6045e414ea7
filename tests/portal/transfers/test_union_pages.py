"""The union's pages: from the proposal to the bank's answer, each refusal in words."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bank_files import entry, statement
from toile.ledger.sepa import fingerprint
from toile.portal.keys import new_key
from toile.portal.payouts.bank import change_bank_account
from toile.portal.transfers.models import Payer, Run, Transfer
from transfers_stage import IBANS, details, payable

SignIn = Callable[[str], Client]


def text(answer: Any) -> str:
    return answer.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def press(client: Client, name: str, key: str, **given: str) -> str:
    """Press a button; the page that follows."""
    answer = client.post(reverse(f"transfers:{name}", args=[key]), given, follow=True)
    assert answer.status_code == 200
    return text(answer)


def upload(client: Client, file: bytes) -> Any:
    given = {"file": SimpleUploadedFile("reponse.xml", file, "application/xml")}
    return client.post(reverse("transfers:answer"), given, follow=True)


def test_two_people_pay_the_cinemas(members: Any, payer: Any, sign_in: SignIn) -> None:
    first, second = sign_in("scare"), sign_in("scare_editor")
    page = text(
        first.post(reverse("transfers:propose"), {"key": new_key()}, follow=True)
    )
    run = Run.objects.get()
    assert "70,00 €" in page
    assert IBANS["royal"] not in page
    assert "accord est noté" in press(first, "approve", run.id)
    assert "autre personne du syndicat" in press(first, "approve", run.id)
    press(second, "approve", run.id)
    answer = second.post(reverse("transfers:hand_over", args=[run.id]), follow=True)
    run.refresh_from_db()
    assert fingerprint(answer.content) == run.file_hash
    assert answer["Content-Disposition"].startswith("attachment")
    row = run.transfers.get(cinema=members.royal)
    page = text(upload(second, statement(entry(row.reference, "30.00"))))
    assert "La réponse de la banque est lue" in page
    assert f"{row.reference} : exécuté" in page
    other = run.transfers.get(cinema=members.eldorado)
    press(first, "settle", other.id, outcome="rejected", reason="compte clos")
    assert "terminé" in press(first, "settle", other.id, outcome="rejected")
    assert payable(members.royal) == 1_234


def test_a_held_cinema_is_shown_with_its_remedy_and_let_in(
    members: Any, payer: Any, sign_in: SignIn
) -> None:
    people, client = members.people, sign_in("scare")
    change_bank_account(
        people.royal, details("Le Royal", IBANS["scare"]), people.users["royal"]
    )
    client.post(reverse("transfers:propose"), {"key": new_key()})
    run = Run.objects.get()
    page = text(client.get(reverse("transfers:run", args=[run.id])))
    assert "compte bancaire changé récemment" in page
    assert "Appelez le cinéma" in page
    row = run.transfers.get(cinema=members.royal)
    press(client, "look", row.id)
    press(client, "check_again", run.id)
    row.refresh_from_db()
    assert row.state == Transfer.State.RESERVED


def test_a_file_that_is_none_is_refused_in_words(
    at_the_bank: Run, sign_in: SignIn
) -> None:
    client = sign_in("scare")
    for file, words in (
        (b"%PDF-1.7", "n’est pas du XML"),
        (b"<!DOCTYPE x><x/>", "DOCTYPE"),
        (b"<x/>", "pain.002"),
        (statement(entry("others", "1.00")), "aucun de nos virements"),
        (statement(entry("A", "1,00")), "rien n’a été changé"),
    ):
        answer = upload(client, file)
        assert answer.status_code == 422
        assert words in text(answer)


def test_nothing_to_pay_is_said(world: Any, sign_in: SignIn) -> None:
    client = sign_in("scare")
    page = client.post(reverse("transfers:propose"), {"key": new_key()}, follow=True)
    assert "Aucun cinéma n’a atteint son seuil" in text(page)


def test_the_unions_account_is_kept_and_shown_masked(
    world: Any, sign_in: SignIn
) -> None:
    client = sign_in("scare")
    given = {
        "holder": "SCARE",
        "iban": "DE89 3704 0044 0532 0130 00",
        "bic": "COBADEFF",
        "street": "12 rue de l’Échiquier",
        "postal_code": "75010",
        "town": "Paris",
    }
    wrong = given | {"iban": "DE89 3704 0044 0532 0130 01", "postal_code": "Paris"}
    refused = client.post(reverse("transfers:payer"), wrong)
    assert refused.status_code == 422
    assert "ne tombe pas juste" in text(refused)
    assert "12 rue de l’Échiquier" in text(refused)
    page = text(client.post(reverse("transfers:payer"), given, follow=True))
    assert "DE89 •••• •••• 3000" in page
    assert IBANS["scare"] not in page
    assert Payer.objects.get().account.iban == IBANS["scare"]


def test_a_run_that_is_not_is_404(world: Any, sign_in: SignIn) -> None:
    client = sign_in("scare")
    for name in ("run", "file"):
        assert client.get(reverse(f"transfers:{name}", args=["x"])).status_code == 404
    for name in ("approve", "cancel", "withdraw", "look", "settle"):
        url = reverse(f"transfers:{name}", args=["x"])
        assert client.post(url).status_code == 404
