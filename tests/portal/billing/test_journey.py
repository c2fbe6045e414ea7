"""The month's basis of invoices, looked at and taken along as files."""

import csv
import datetime
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from billing.test_month import NOVEMBER, click
from journeys import Journey, fits
from toile.portal.campaigns import services as campaigns
from toile.wire.clock import PARIS

pytestmark = pytest.mark.slow


def test_a_month_is_chosen_and_its_files_are_what_the_page_shows(
    journey: Journey, world: Any
) -> None:
    for hour in (9, 10):
        click(world, datetime.datetime(2026, 11, 3, hour, tzinfo=PARIS))
    campaigns.put_line_figures(
        world.line.id,
        world.creative.id,
        world.placement.id,
        NOVEMBER,
        impressions=1_000,
        views=600,
        spend_micros=4_000_000,
        clicks=5,
        billable_clicks=2,
    )
    page = journey.page("klox")
    page.goto("/facturation/")
    page.get_by_label("Mois").select_option("2026-11")
    page.get_by_role("button", name="Voir ce mois").click()
    total = page.locator(".figure", has_text="À facturer, hors taxes").locator("dd")
    expect(total).to_have_text("4,0008 €")
    expect(page.get_by_role("row", name="Condor")).to_contain_text("Sortie nationale")
    fits(page)
    name, content = journey.download(page.get_by_role("link", name="CSV"))
    assert re.fullmatch(r"facturation-2026-11-[\d-]{10}\.csv", name)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert (row["Distributeur"], row["Campagne"]) == ("Condor", "Sortie nationale")
    assert (row["Impressions"], row["Clics rémunérés"]) == ("1000", "2")
    assert row["À facturer, hors taxes"] == "4,0008"
    name, content = journey.download(page.get_by_role("link", name="XLSX"))
    assert name.endswith(".xlsx")
    head, line = load_workbook(io.BytesIO(content)).active.values
    told = dict(zip(head, line, strict=True))
    assert told["Redevance aux cinémas"] == pytest.approx(0.0008)
    assert told["À facturer, hors taxes"] == pytest.approx(4.0008)
