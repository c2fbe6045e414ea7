"""Joining in five steps: the whole way, back and forth, and all that goes wrong."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.conftest import IDENTITY
from toile.portal.accounts.models import Membership, User
from toile.portal.agreements.models import Agreement, LegalIdentity, Signature
from toile.portal.agreements.selectors import member_sites
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.audit.models import AuditEntry
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.mail.models import Mail
from toile.portal.members.models import Join
from toile.portal.payouts.models import BankAccount
from toile.wire.clock import now_ms, paris_date


def test_a_manager_joins_in_five_steps(joiner: Any, people: Any) -> None:
    assert joiner.begin().url == reverse("members:sent")
    assert not User.objects.filter(email="odile@lepagnol.test").exists()
    page = joiner.client.get(joiner.link())
    assert page.status_code == 200
    answer = joiner.confirm()
    assert answer.url == joiner.url("identity")
    assert get_user(joiner.client).email == "odile@lepagnol.test"
    assert joiner.identify().url == joiner.url("agreement")
    assert joiner.sign().url == joiner.url("bank")
    assert not Approval.objects.exists()
    assert joiner.bank().url == joiner.url("pixel")
    cinema = Cinema.objects.get()
    assert (cinema.cnc_number, cinema.category, cinema.screens) == ("123", "B", 2)
    facts = dict(Approval.objects.get(subject_id=cinema.id).facts)
    assert facts["SIRET"] == "73282932000074"
    assert facts["Compte bancaire"] == "donné, au nom de SARL Pagnol"
    assert facts["Liste du CNC"].startswith("LE PAGNOL, Toulon")
    today = paris_date(now_ms())
    assert member_sites(today) == []
    approvals.approve(Approval.objects.get().id, people.users["scare"])
    assert [site.origins for site in member_sites(today)] == [
        ["https://www.lepagnol.example", "https://lepagnol.example"]
    ]


def test_it_can_be_left_and_taken_up_again_at_each_step(joiner: Any) -> None:
    joiner.confirm()
    away = Client()
    go_on = joiner.url("go_on")
    assert away.get(go_on).url.startswith("/connexion/")
    for step, deed in (
        ("identity", joiner.identify),
        ("agreement", joiner.sign),
        ("bank", joiner.bank),
    ):
        assert joiner.client.get(go_on).url == joiner.url(step)
        assert joiner.client.get(joiner.url("pixel")).url == joiner.url(step)
        deed()
    assert joiner.client.get(go_on).url == joiner.url("pixel")
    page = joiner.client.get(reverse("members:join")).content.decode()
    assert "Reprendre" in page


def test_what_was_signed_is_kept_as_it_was_read(joiner: Any) -> None:
    joiner.confirm()
    joiner.identify()
    joiner.sign()
    signature = Signature.objects.get()
    for said in ("SARL Pagnol", "0,40 €", "90 jours", "25,00 €", "Autofacturation"):
        assert said.lower() in signature.text.lower().replace("\xa0", " ")
    for statement in (
        "UPDATE agreements_signature SET signer_name = 'x'",
        "DELETE FROM agreements_signature",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_text_that_changed_meanwhile_must_be_read_again(joiner: Any) -> None:
    joiner.confirm()
    joiner.identify()
    answer = joiner.sign(text_hash="0" * 64, function="gérante 🎬")
    assert answer.status_code == 422
    assert "Le texte a changé" in answer.content.decode()
    assert "gérante 🎬" in answer.content.decode()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("step", ["identity", "agreement", "bank"])
def test_a_form_sent_twice_does_it_once(joiner: Any, step: str) -> None:
    joiner.confirm()
    joiner.identify()
    if step != "identity":
        joiner.sign()
    if step == "bank":
        joiner.bank()
    url = joiner.url(step)
    again = {"identity": joiner.identify, "bank": joiner.bank}.get(
        step, lambda: joiner.client.post(url, {"name": "x", "function": "y"})
    )
    assert again().status_code in {200, 302}
    assert Cinema.objects.count() == Site.objects.count() == 1
    assert LegalIdentity.objects.count() == 1
    assert Agreement.objects.count() <= 1
    assert BankAccount.objects.count() <= 1
    assert Approval.objects.count() <= 1


WRONG_IDENTITY = [
    ("siret", "73282932000075", "ne tombe pas juste"),
    ("siret", "7328293200007", "celui-ci en a 13"),
    ("siret", "SIRET inconnu🎬", "Un SIRET"),
    ("vat_number", "", "Assujetti à la TVA"),
    ("vat_number", "FR45732829320", "ne tombe pas juste"),
    ("vat_number", "FR83404833048", "n’est pas celui de ce SIRET"),
    ("legal_name", "🎬🎬", "au moins une lettre"),
    ("legal_name", "x" * 161, "160 caractères"),
    ("postal_code", "99999", "cinq chiffres"),
    ("origins", "http://lepagnol.example", "n’est pas chiffrée"),
    ("origins", "notre site", "n’est pas une origine"),
    ("vat_regime", "micro", "micro"),
    ("contact_email", "odile", "adresse"),
]


@pytest.mark.parametrize(("field", "value", "said"), WRONG_IDENTITY)
def test_a_wrong_identity_is_told_beside_its_field(
    joiner: Any, field: str, value: str, said: str
) -> None:
    joiner.confirm()
    answer = joiner.identify(**{field: value})
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 422
    assert said in page
    assert 'value="1, quai du Port"' in page
    assert not Cinema.objects.exists()


WRONG_RIB = [
    ("iban", "FR76 3000 6000 0112 3456 7890 188", "ne tombe pas juste"),
    ("iban", "FR76", "IBAN"),
    ("iban", "BR1800360305000010009795493C1", "zone SEPA"),
    ("bic", "AGRI", "8 ou 11 caractères"),
    ("bic", "DEUTDEFF", "pas du pays"),
    ("holder", "", "obligatoire"),
    ("holder", "x" * 71, "70 caractères"),
]


@pytest.mark.parametrize(("field", "value", "said"), WRONG_RIB)
def test_a_wrong_rib_is_told_and_changes_nothing(
    joiner: Any, field: str, value: str, said: str
) -> None:
    joiner.confirm()
    joiner.identify()
    joiner.sign()
    answer = joiner.bank(**{field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\xa0", " ")
    assert not BankAccount.objects.exists()
    assert not Approval.objects.exists()


def test_whoever_lost_the_right_meanwhile_goes_no_further(joiner: Any) -> None:
    joiner.confirm()
    joiner.identify()
    Membership.objects.filter(user__email="odile@lepagnol.test").delete()
    assert joiner.client.get(joiner.url("agreement")).status_code == 403
    assert joiner.client.post(joiner.url("bank"), {}).status_code == 403
    assert not Agreement.objects.exists()


def test_a_link_opens_one_account_once_and_not_for_ever(joiner: Any) -> None:
    joiner.begin()
    link = joiner.link()
    assert Client().get("/rejoindre/confirmer/x/").status_code == 410
    Join.objects.update(asked_at=timezone.now() - datetime.timedelta(days=3))
    assert Client().get(link).status_code == 410
    Join.objects.update(asked_at=timezone.now())
    given = {"name": "Odile", "password": "court"}
    assert Client().post(link, given).status_code == 422
    given["password"] = "une phrase de passe bien longue"
    assert Client().post(link, given).status_code == 302
    assert Client().post(link, given).status_code == 410
    assert User.objects.filter(email="odile@lepagnol.test").count() == 1


def test_a_letter_box_is_not_flooded(joiner: Any) -> None:
    for _again in range(3):
        assert joiner.begin().status_code == 302
    assert Mail.objects.count() == 1
    assert Join.objects.count() == 1


def test_an_address_with_an_account_is_not_told_on_the_page(
    joiner: Any, people: Any
) -> None:
    url = reverse("members:listed", args=["123"])
    answer = joiner.client.post(url, {"email": "condor@toile.test"})
    assert answer.url == reverse("members:sent")
    (mail,) = Mail.objects.all()
    assert mail.template == "members/known_address"
    assert "/confirmer/" not in mail.text


def test_two_who_join_as_the_same_cinema_meet(joiner: Any, people: Any) -> None:
    joiner.confirm()
    other = Client()
    other.force_login(
        people.users["nobody"], "django.contrib.auth.backends.ModelBackend"
    )
    other.post(reverse("members:listed", args=["123"]))
    theirs = Join.objects.get(user=people.users["nobody"])
    identity = Join.objects.get(email="odile@lepagnol.test")
    for client, join, status in (
        (joiner.client, identity, 302),
        (other, theirs, 422),
    ):
        url = reverse("members:identity", args=[join.id])
        assert client.post(url, IDENTITY).status_code == status
    assert Cinema.objects.filter(cnc_number="123").count() == 1
    page = other.get(reverse("members:listed", args=["123"])).content.decode()
    assert "Odile Marius" in page


def test_a_cinema_outside_the_list_joins_by_hand(listed: None, client: Client) -> None:
    url = reverse("members:by_hand")
    given = {"name": "Le Mobile", "postal_code": "974 00", "commune": "Saint-Denis"}
    wrong = client.post(url, {**given, "screens": "0", "email": "x"})
    assert wrong.status_code == 422
    assert 'value="Le Mobile"' in wrong.content.decode()
    right = {**given, "screens": "1", "email": "odile@lepagnol.test"}
    assert client.post(url, right).status_code == 302
    assert Join.objects.get().postal_code == "97400"


def test_a_further_cinema_joins_its_house(joiner: Any) -> None:
    joiner.confirm()
    joiner.identify()
    joiner.sign()
    joiner.bank()
    first = Cinema.objects.get()
    given = {"name": "L'Autre", "postal_code": "83000", "commune": "Hyères"}
    joiner.client.post(reverse("members:by_hand"), {**given, "screens": "1"})
    join = Join.objects.get(name="L'Autre")
    joiner.client.post(
        reverse("members:identity", args=[join.id]),
        {**IDENTITY, "cinema_name": "L'Autre", "belongs_to": first.organisation_id},
    )
    other = Cinema.objects.get(name="L'Autre")
    assert other.organisation == first.organisation
    page = joiner.client.get(reverse("payouts:cinemas")).content.decode()
    assert "Le Pagnol" in page
    assert "L&#x27;Autre" in page


def test_the_bank_account_is_masked_everywhere_but_kept(joiner: Any) -> None:
    joiner.confirm()
    joiner.identify()
    joiner.sign()
    joiner.bank()
    cinema = Cinema.objects.get()
    url = reverse("members:bank_account", args=[cinema.id])
    other = "FR14 2004 1010 0505 0001 3M02 606"
    changed = {"holder": "SARL Pagnol", "iban": other, "bic": "PSSTFRPPXXX"}
    assert joiner.client.post(url, changed).status_code == 302
    page = joiner.client.get(url).content.decode()
    assert "FR14 •••• •••• 2606" in page
    assert "20041010" not in page.replace(" ", "")
    assert BankAccount.objects.count() == 2
    told = Mail.objects.filter(template="members/bank_account")
    assert told.count() == 2
    trail = AuditEntry.objects.filter(action="bank_account.changed")
    for place in (*(mail.text for mail in told), *(str(e.details) for e in trail)):
        assert "20041010" not in place.replace(" ", "")
        assert "30006000" not in place.replace(" ", "")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE payouts_bankaccount SET iban = 'x'")


def test_no_proof_and_no_account_is_replaced(joiner: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's own")
    joiner.confirm()
    joiner.identify()
    joiner.sign()
    joiner.bank()
    for table in ("agreements_signature", "payouts_bankaccount"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
