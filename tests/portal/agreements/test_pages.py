"""Pages about agreements: reading, comparing, checking; foreign ones are 404."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.conftest import Signer
from toile.portal.agreements import signing
from toile.portal.agreements.models import Paper
from toile.wire.clock import now_ms, paris_date


def verify(content: bytes) -> Any:
    url = reverse("agreements:verify")
    file = SimpleUploadedFile("papier.pdf", content, "application/pdf")
    return Client().post(url, {"paper": file})


def test_a_paper_is_recognised_by_anybody_and_an_altered_one_is_not(
    signer: Signer, people: Any
) -> None:
    made = signer.sign()
    first = bytes(made.papers.get().content)
    page = verify(first).content.decode()
    assert f"Authentique : convention {made.reference}" in page
    assert "Le syndicat ne l’a pas signée" in page
    signing.countersign(made, people.users["scare"], paris_date(now_ms()))
    assert "une copie plus récente" in verify(first).content.decode()
    both = bytes(Paper.objects.get(kind="countersigned").content)
    assert "Elle est en vigueur aujourd’hui" in verify(both).content.decode()
    changed = bytearray(both)
    changed[len(both) // 3] ^= 1
    for content in (both + b" ", bytes(changed), b"rien", b"%PDF-1.4"):
        assert "Authentique" not in verify(content).content.decode()


def test_no_file_is_a_fault_and_no_error() -> None:
    assert Client().post(reverse("agreements:verify")).status_code == 422


def test_spectators_find_the_arrangement_from_their_data(
    db: None, client: Client
) -> None:
    url = reverse("agreements:joint")
    assert url in client.get(reverse("spectators:my_data")).content.decode()
    page = client.get(url).content.decode()
    assert "<h3>Annexe. Accord entre responsables conjoints (article 26" in page
    assert "Il est le point de contact des personnes" in page


def test_versions_are_compared_on_the_page(world: Any, sign_in: Any) -> None:
    page = sign_in("royal").get(reverse("agreements:versions")).content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    url = reverse("agreements:versions")
    wrong = {"genre": "x", "avant": "1", "apres": "🎬"}
    assert sign_in("scare").get(url, wrong).status_code == 200


def test_the_text_is_read_as_a_text(signer: Signer, sign_in: Any) -> None:
    page = signer.client.get(signer.url).content.decode()
    assert "<h3>1. Objet</h3>" in page
    made = signer.sign()
    for url in (
        reverse("agreements:agreement", args=[made.pk]),
        reverse("members:contract", args=[signer.key]),
    ):
        assert "<h3>1. Objet</h3>" in signer.client.get(url).content.decode()


def test_a_draft_is_a_pdf(signer: Signer) -> None:
    answer = signer.client.get(reverse("agreements:draft", args=[signer.key]))
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("who", ["eldorado", "klox"])
def test_a_foreign_agreement_is_not_there(world: Any, sign_in: Any, who: str) -> None:
    for name in ("agreement", "paper"):
        url = reverse(f"agreements:{name}", args=[world.agreement.pk])
        assert sign_in(who).get(url).status_code == 404


def test_an_agreement_without_a_paper_says_so(world: Any, sign_in: Any) -> None:
    client = sign_in("royal")
    url = reverse("agreements:agreement", args=[world.agreement.pk])
    assert "qui en garde l’original" in client.get(url).content.decode()
    paper = reverse("agreements:paper", args=[world.agreement.pk])
    assert client.get(paper).status_code == 404
    assert client.get(paper, {"document": "x"}).status_code == 404


def test_the_union_lists_what_waits_first(signer: Signer, sign_in: Any) -> None:
    made = signer.sign()
    page = sign_in("scare").get(reverse("agreements:list")).content.decode()
    assert page.index(made.reference) < page.index("SCARE-2026-001")
    assert "attend la signature du syndicat" in page
    found = sign_in("scare").get(reverse("agreements:list"), {"q": "Dijon"})
    assert "SCARE-2026-001" not in found.content.decode()


def test_the_archive_takes_the_papers_along(signer: Signer) -> None:
    made = signer.sign()
    answer = signer.client.get(reverse("members:export", args=[signer.key]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        name = f"convention-{made.reference}-signed.pdf"
        assert file.read(name) == bytes(made.papers.get().content)
