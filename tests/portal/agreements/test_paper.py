"""The paper: its words, its tags, its fonts, the same bytes again."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from clock import FIXED_DAY, FIXED_NOON
from toile.portal.agreements.paper import Proof, to_pdf, to_pictures
from toile.portal.agreements.signing import sheet
from toile.portal.agreements.texts import Party, contract_of

NASTY = '#panic() $x$ "q" \\ *a* @c <d> // e `f` [g] {h} ~ = 🎬 映画'


@pytest.fixture
def paper(eldorado: Party) -> bytes:
    proof = Proof([("Signataire", "Odile Marius"), ("Note", NASTY)], ["Sans IP."])
    contract = contract_of(eldorado, FIXED_DAY)
    return to_pdf(sheet(contract, "C-2026-1", proof), FIXED_NOON)


def kinds_of_tags(pdf: bytes) -> list[str]:
    """The structure types of the document, in reading order."""

    def walk(node: Any) -> Any:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                yield from walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"])
            if "/K" in node:
                yield from walk(node["/K"])

    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return list(walk(root["/StructTreeRoot"]["/K"]))


def test_it_says_text_and_proof_and_nothing_of_it_is_markup(paper: bytes) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages]
    words = " ".join(" ".join(pages).split())
    for said in (
        "Convention de mutualisation",
        "9. Durée, avenant, départ",
        "Annexe. Accord entre responsables conjoints",
        "Preuve de la signature",
        "Odile Marius",
        "#panic() $x$",
        "C-2026-1",
    ):
        assert said in words, said
    assert "Pour le signataire, sur papier" not in words


def test_it_is_read_aloud_in_order(paper: bytes) -> None:
    tags = kinds_of_tags(paper)
    for kind in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD"):
        assert kind in tags, kind
    assert tags.index("/H1") < tags.index("/H2")
    reader = PdfReader(io.BytesIO(paper))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert "Eldorado" in (reader.metadata.title or "")


def test_it_is_kept_for_years(paper: bytes) -> None:
    root: Any = PdfReader(io.BytesIO(paper)).trailer["/Root"]
    told = root["/Metadata"].get_object().get_data().decode()
    for mark in ("<pdfaid:part>2", "<pdfaid:conformance>A", "<pdfuaid:part>1"):
        assert mark in told, mark
    assert "/OutputIntents" in root


def test_its_fonts_are_inside(paper: bytes) -> None:
    seen = 0
    for page in PdfReader(io.BytesIO(paper)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner: Any = font.get_object()["/DescendantFonts"][0].get_object()
            described = inner["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)
            seen += 1
    assert seen


def test_the_same_words_make_the_same_bytes(eldorado: Party) -> None:
    contract = contract_of(eldorado, FIXED_DAY)
    first = to_pdf(sheet(contract), FIXED_NOON)
    assert to_pdf(sheet(contract), FIXED_NOON) == first
    assert to_pictures(sheet(contract), FIXED_NOON)[0].startswith(b"\x89PNG")


def test_a_draft_has_room_for_a_hand(eldorado: Party) -> None:
    pdf = to_pdf(sheet(contract_of(eldorado, FIXED_DAY)), FIXED_NOON)
    words = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages)
    assert "Pour le signataire, sur papier" in words
    assert "sans valeur tant qu’il n’est pas signé" in words
