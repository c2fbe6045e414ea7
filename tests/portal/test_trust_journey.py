"""An inspection: from the menu to a file of proofs, and to the documents as PDF."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys import Journey, fits
from pdf_text import text_of
from toile.wire.clock import now_ms
from toile.worker.proof_deeds import ProofDeeds
from toile.worker.stores import open_stores

pytestmark = pytest.mark.slow


def go(page: Page, heading: str, link: str) -> None:
    """Open a heading of the menu by the keyboard, and follow one of its links."""
    menu = page.get_by_role("navigation", name="Menu principal")
    opener = menu.locator("summary", has_text=heading)
    opener.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name=link)).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name=link)).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    menu.get_by_role("link", name=link).click()
    expect(page.get_by_role("heading", level=1, name=link)).to_be_visible()
    fits(page)


def test_proofs_and_documents_are_at_hand_for_an_inspection(
    journey: Journey, world: Any, tmp_path: Path
) -> None:
    page = journey.page("scare")
    page.goto("/accords/")
    go(page, "Confiance", "Preuves du consentement")
    page.get_by_role("link", name="leroyal").click()
    expect(
        page.get_by_role("heading", name="Exporter pour un contrôle")
    ).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Préparer le fichier").click()
    expect(page.get_by_text("Le fichier se prépare")).to_be_visible()
    stores = open_stores(f"lmdb:{tmp_path}/profiles")
    try:
        ProofDeeds(stores.pool, now_ms).write_export()
    finally:
        stores.close()
    page.reload()
    name, content = journey.download(page.get_by_role("link", name="Télécharger"))
    assert name.startswith("preuves-")
    assert any(
        n.endswith(".json") for n in zipfile.ZipFile(io.BytesIO(content)).namelist()
    )

    go(page, "Confiance", "Responsabilité")
    page.get_by_role("link", name="Durées de conservation", exact=True).click()
    expect(page.get_by_role("link", name="Télécharger le PDF")).to_be_visible()
    fits(page)
    name, content = journey.download(
        page.get_by_role("link", name="Télécharger le PDF")
    )
    assert name.endswith(".pdf")
    assert "Demandes par courrier" in text_of(content)
