"""The union's turn: its signature opens the pool, its refusal says why; scans too."""

import datetime
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from agreements.conftest import IDENTITY, Signer
from toile.portal.agreements import services as agreements
from toile.portal.agreements import signing
from toile.portal.agreements.amending import amend
from toile.portal.agreements.models import Agreement, SealCertificate
from toile.portal.agreements.sealing import judge
from toile.portal.agreements.sealing.judging import State
from toile.portal.agreements.selectors import (
    cinemas_in_force,
    member_sites,
    rate,
    waiting_count,
)
from toile.portal.agreements.signing import scans
from toile.portal.audit.models import AuditEntry
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

ONE_DAY = datetime.timedelta(days=1)


def today() -> datetime.date:
    return paris_date(now_ms())


def post(client: Client, name: str, agreement: Agreement, **given: str) -> Any:
    return client.post(reverse(f"agreements:{name}", args=[agreement.pk]), given)


def pdf(pages: int = 2) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 300)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bring(signer: Signer, content: bytes, name: str = "scan.pdf") -> Any:
    url = reverse("agreements:scan", args=[signer.key])
    return signer.client.post(url, {"scan": SimpleUploadedFile(name, content)})


def test_the_unions_signature_opens_the_pool(
    signer: Signer, sign_in: Any, world: Any
) -> None:
    made = signer.sign()
    assert waiting_count() == 1
    assert "eldorado" not in {s.name for s in member_sites(today())}
    scare = sign_in("scare_editor")
    page = scare.get(reverse("agreements:agreement", args=[made.pk])).content.decode()
    assert "Signer pour le syndicat" in page
    assert post(scare, "countersign", made).status_code == 302
    assert "eldorado" in {s.name for s in member_sites(today())}
    made.refresh_from_db()
    paper = made.papers.first()
    assert paper is not None
    assert paper.kind == "countersigned"
    verdict = judge(bytes(paper.content), [SealCertificate.objects.get().certificate])
    assert verdict.state == State.VALID
    assert len(verdict.seals) == 2
    told = Mail.objects.get(template="agreements/answered")
    assert "Elle compte à partir du" in told.text
    assert bytes(told.attachments.get().content) == bytes(paper.content)
    assert AuditEntry.objects.filter(action="agreement.countersigned").count() == 1
    # A second click, or a second person, changes nothing.
    post(scare, "countersign", made)
    post(scare, "refuse", made, reason="Trop tard")
    made.refresh_from_db()
    assert (made.stage, made.papers.count()) == ("signed", 2)


@pytest.mark.parametrize("who", ["royal", "eldorado", "klox", "scare_viewer"])
def test_nobody_else_signs_for_the_union(
    signer: Signer, sign_in: Any, people: Any, who: str
) -> None:
    made = signer.sign()
    for deed in ("countersign", "refuse"):
        assert post(sign_in(who), deed, made, reason="x").status_code == 403
    with pytest.raises(PermissionDenied):
        signing.countersign(made, people.users[who], today())
    made.refresh_from_db()
    assert made.stage == "awaiting"


def test_a_refusal_says_why_and_lets_sign_anew(signer: Signer, sign_in: Any) -> None:
    made = signer.sign()
    scare = sign_in("scare")
    assert post(scare, "refuse", made, reason=" ").status_code == 422
    assert post(scare, "refuse", made, reason="Le SIRET est celui d’un autre")
    made.refresh_from_db()
    assert made.stage == "refused"
    assert "celui d’un autre" in Mail.objects.get(template="agreements/answered").text
    page = signer.client.get(reverse("agreements:agreement", args=[made.pk]))
    assert "celui d’un autre" in page.content.decode()
    assert signer.client.get(signer.url).status_code == 200


def test_a_renewal_counts_from_tomorrow_and_the_old_one_until_tonight(
    world: Any, sign_in: Any, people: Any, eldorado: Any
) -> None:
    later = amend(
        world.agreement, today() + 9 * ONE_DAY, today(), people.users["scare"]
    )
    royal = Signer(sign_in("royal"), world.royal.pk)
    assert "L’identité légale de ce cinéma manque" in royal.ask().content.decode()
    agreements.set_identity(people.royal, **IDENTITY)
    made = royal.sign()
    assert cinemas_in_force(today())[world.royal.pk] == world.agreement
    signing.countersign(made, people.users["scare"], today())
    for day, counts in (
        (today(), world.agreement),
        (today() + ONE_DAY, made),
        (today() + 20 * ONE_DAY, made),
    ):
        assert cinemas_in_force(day)[world.royal.pk] == counts
    later.refresh_from_db()
    assert later.last_day < later.starts_on
    page = royal.client.get(reverse("agreements:agreement", args=[made.pk]))
    assert f"Ce qui change depuis {world.agreement.reference}" in page.content.decode()


def test_an_amendment_has_its_paper_sealed_by_the_union(
    world: Any, people: Any, sign_in: Any
) -> None:
    day = today() + 9 * ONE_DAY
    later = amend(world.agreement, day, today(), people.users["scare"], fee_micros=500)
    url = reverse("agreements:paper", args=[later.pk])
    content = sign_in("royal").get(url).content
    assert sign_in("scare").get(url).content == content
    assert later.papers.count() == 1
    verdict = judge(content, [SealCertificate.objects.get().certificate])
    assert verdict.state == State.VALID
    words = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
    told = " ".join(words.replace("\xa0", " ").split())
    assert "Redevance : 0,40 € pour 1000 clics" in told
    assert "puis 0,50 € pour 1000 clics" in told
    assert f"modifie la convention {world.agreement.reference}" in told


def test_the_operators_contract_sets_the_fee_once_both_signed(
    people: Any, sign_in: Any
) -> None:
    made = Signer(sign_in("klox"), "operateur").sign()
    assert rate(today()) is None
    signing.countersign(made, people.users["scare"], today())
    paid_by = rate(today())
    assert paid_by is not None
    assert paid_by.fee_micros == 400


def test_a_signed_scan_waits_for_the_union_and_is_kept_as_it_came(
    signer: Signer, people: Any
) -> None:
    content = pdf()
    answer = bring(signer, content)
    made = Agreement.objects.get(stage="awaiting")
    assert answer.url == reverse("agreements:agreement", args=[made.pk])
    page = signer.client.get(answer.url).content.decode()
    assert "signée sur papier, numérisée" in page
    file = signer.client.get(reverse("agreements:paper", args=[made.pk]))
    assert file.content == content
    assert file["Content-Security-Policy"].startswith("sandbox")
    assert "attachment" in file["Content-Disposition"]
    signing.countersign(made, people.users["scare"], today())
    assert made.cinema_id in cinemas_in_force(today())
    assert made.papers.count() == 1


def with_script() -> bytes:
    writer = PdfWriter(io.BytesIO(pdf()))
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_password() -> bytes:
    writer = PdfWriter(io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"bonjour", "n’est pas un PDF"),
        (b"<html>%PDF-1.7", "n’est pas un PDF"),
        (b"%PDF-1.7\n", "abîmé"),
        (pdf()[:-200], ""),
        (pdf(61), "61 pages"),
        (with_script(), "un programme"),
        (with_password(), "protégé"),
        (b"%PDF-" + b"0" * scans.MOST_BYTES, "8 Mo"),
    ],
    # Their bytes would name them otherwise, and a password's are drawn each time.
    ids=[
        "text",
        "html",
        "begun",
        "cut off",
        "too many pages",
        "script",
        "password",
        "too large",
    ],
)
def test_a_scan_that_will_not_do_is_refused_in_words(
    signer: Signer, content: bytes, said: str
) -> None:
    page = bring(signer, content)
    if not said:
        assert page.status_code in {302, 422}
        return
    assert page.status_code == 422
    assert said in page.content.decode().replace("\xa0", " ")
    assert "Recevoir le code" in page.content.decode()
    assert not Agreement.objects.filter(stage="awaiting").exists()


def test_no_file_at_all_is_said_too(signer: Signer) -> None:
    url = reverse("agreements:scan", args=[signer.key])
    assert signer.client.post(url).status_code == 422


def test_while_one_waits_no_scan_is_taken(signer: Signer, eldorado: Any) -> None:
    signer.sign()
    owner = eldorado.organisation.memberships.get(role="owner").user
    with pytest.raises(ValidationError, match="déjà signée"):
        signing.bring_scan(eldorado, owner, pdf(), today())
