"""A cinema reads and contests its invoices; the union answers, packs and issues."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from clock import TODAY
from invoices_stage import at_the_bank, blank_pdf, paid, settle
from toile.ledger.bank_answers import Outcome
from toile.portal.agreements.models import LegalIdentity
from toile.portal.invoices import services
from toile.portal.invoices.models import Contest, Invoice, Mandate
from toile.portal.mail.models import Mail
from transfers_stage import identify

SignIn = Callable[[str], Client]
SIGNER = {"name": "Odile Marin", "function": "gérante", "agreed": "on"}


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"invoices:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, page_: str, *args: object, **given: object) -> Any:
    return client.post(reverse(f"invoices:{page_}", args=args), given, follow=True)


def test_a_cinema_reads_its_invoices_and_its_credit_notes(
    world: Any, sign_in: SignIn
) -> None:
    found = paid(world)
    settle(found.transfer, Outcome.RETURNED, world)
    shown = page(sign_in("royal_viewer"), "cinema", world.royal.id)
    assert "TOILE-6001234-0001" in shown
    assert "annulée par TOILE-6001234-0002" in shown
    assert "avoir sur TOILE-6001234-0001" in shown
    answer = sign_in("royal").get(reverse("invoices:pdf", args=[found.id]))
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="TOILE-6001234-0001.pdf"' in answer["Content-Disposition"]


def test_an_invoice_is_contested_in_time_once_and_answered(
    world: Any, sign_in: SignIn
) -> None:
    found = paid(world)
    royal, scare = sign_in("royal"), sign_in("scare")
    empty = send(royal, "contest", found.id, reason=" ")
    assert empty.status_code == 422
    send(royal, "contest", found.id, reason="Le nom est faux.")
    send(royal, "contest", found.id, reason="Encore.")
    contest = Contest.objects.get()
    assert contest.reason == "Le nom est faux."
    assert "Le nom est faux." in page(scare, "union")
    mail = Mail.objects.get(recipient="scare@toile.test", template="invoices/contested")
    assert "Le nom est faux." in mail.text
    identify(world.people.royal, legal_name="SAS Le Royal")
    send(scare, "answer", contest.id, words="Corrigé.", accepted="yes")
    told = Mail.objects.get(recipient="royal@toile.test", template="invoices/answered")
    assert "Corrigé." in told.text
    assert Invoice.objects.count() == 3
    assert "Corrigé." in page(royal, "cinema", world.royal.id)


def test_an_answer_that_cannot_be_given_keeps_what_was_typed(
    world: Any, sign_in: SignIn
) -> None:
    found = paid(world)
    contest = services.contest(found, "TVA", world.people.users["royal"])
    identify(world.people.royal, vat_regime="normal", vat_number="FR44732829320")
    answer = send(
        sign_in("scare"), "answer", contest.id, words="Voilà.", accepted="yes"
    )
    assert answer.status_code == 422
    assert "n’est pas celle du régime" in answer.content.decode()
    assert "Voilà." in answer.content.decode()


def test_the_mandate_is_signed_and_taken_back_on_the_page(
    world: Any, sign_in: SignIn
) -> None:
    royal = sign_in("royal")
    assert "Aucun mandat" in page(royal, "cinema", world.royal.id)
    refused = send(royal, "sign", world.royal.id, name="Odile", function="gérante")
    assert refused.status_code == 422
    assert "Cochez cette case" in refused.content.decode()
    assert "Odile" in refused.content.decode()
    shown = send(royal, "sign", world.royal.id, **SIGNER).content.decode()
    assert "Mandat signé par Odile Marin" in shown
    row = Mandate.objects.get()
    text = royal.get(reverse("invoices:mandate", args=[row.id])).content.decode()
    assert "289 I-2" in text
    shown = send(royal, "revoke", world.royal.id, **SIGNER).content.decode()
    assert "Mandat révoqué par Odile Marin" in shown


@pytest.mark.parametrize(
    ("scan", "words"), [(b"x", "pas un PDF"), (b"%PDF-1.7", "abîmé"), (b"", "vide")]
)
def test_a_scan_that_is_none_is_refused_in_words(
    world: Any, sign_in: SignIn, scan: bytes, words: str
) -> None:
    given = {"name": "Odile", "function": "gérante", "signed_on": TODAY.isoformat()}
    file = SimpleUploadedFile("mandat.pdf", scan)
    answer = send(sign_in("scare"), "bring", world.royal.id, scan=file, **given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Mandate.objects.exists()


def test_a_scan_is_given_back_as_it_was_brought(world: Any, sign_in: SignIn) -> None:
    given = {"name": "Odile", "function": "gérante", "signed_on": TODAY.isoformat()}
    file = SimpleUploadedFile("mandat.pdf", blank_pdf())
    send(sign_in("scare"), "bring", world.royal.id, scan=file, **given)
    url = reverse("invoices:mandate", args=[Mandate.objects.get().id])
    assert sign_in("royal").get(url).content == blank_pdf()


def test_the_union_has_a_month_in_one_file(world: Any, sign_in: SignIn) -> None:
    paid(world)
    paid(world, 41_000_000)
    scare = sign_in("scare")
    url = reverse("invoices:archive")
    files = [scare.get(url, {"mois": f"{TODAY:%Y-%m}"}).content for _ in range(2)]
    assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["TOILE-6001234-0001.pdf", "TOILE-6001234-0002.pdf"]
        assert packed.read(packed.namelist()[0]).startswith(b"%PDF-")
    assert "TOILE-6001234-0002" in page(scare, "union")


def test_a_month_without_invoices_has_no_archive(world: Any, sign_in: SignIn) -> None:
    page(sign_in("scare"), "archive", status=404)


def test_a_payment_without_invoice_is_listed_with_what_to_do(
    world: Any, sign_in: SignIn
) -> None:
    row = at_the_bank(world)
    owner = world.people.users["royal"]
    services.revoke(world.royal, "Odile", "gérante", owner)
    settle(row, Outcome.EXECUTED, world)
    scare = sign_in("scare")
    assert row.reference in page(scare, "union")
    assert "Aucun mandat" in send(scare, "issue", row.id).content.decode()
    services.sign(world.royal, "Odile", "gérante", owner)
    shown = send(scare, "issue", row.id).content.decode()
    assert "Facture TOILE-6001234-0001 établie" in shown


def test_the_union_says_who_it_is(world: Any, sign_in: SignIn) -> None:
    scare = sign_in("scare")
    assert "L’identité légale du syndicat manque" in page(scare, "union")
    given = {
        "legal_name": "Syndicat SCARE",
        "siret": "404 833 048 00023",
        "street": "1 rue X",
        "postal_code": "75010",
        "town": "Paris",
        "vat_regime": "normal",
        "vat_number": "",
        "contact_name": "Zoé",
    }
    refused = send(scare, "identity", **given)
    assert refused.status_code == 422
    assert "Syndicat SCARE" in refused.content.decode()
    right = {"siret": "404 833 048 00022", "vat_number": "FR83404833048"}
    send(scare, "identity", **(given | right))
    row = LegalIdentity.objects.get(organisation=world.people.scare)
    assert (row.siret, row.vat_number) == ("40483304800022", "FR83404833048")
    assert "manque" not in page(scare, "union")


def test_a_contest_comes_too_late(
    world: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = paid(world)
    monkeypatch.setattr(
        "toile.portal.invoices.services.contesting.CONTEST_DAYS", -1, raising=True
    )
    royal = sign_in("royal")
    assert "Contester cette facture" not in page(royal, "cinema", world.royal.id)
    shown = send(royal, "contest", found.id, reason="trop tard").content.decode()
    assert "délai" in shown
    assert not Contest.objects.exists()
