"""The report on paper: its words, its tags, nothing of a title read as markup."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from clock import FIXED_NOON
from pdf_text import text_of
from reported import fill
from toile.lab import SMALLEST_SHOWN
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.report.gather import flights_of, gather
from toile.portal.campaigns.report.paper import to_pdf
from toile.portal.campaigns.report.period import Period
from toile.portal.campaigns.report.told import Report, without_money
from toile.portal.ui.letters import KNOWN, settable

NASTY = '#panic() $x$ "q" \\ *a* _b_ @c <d> // e `f` [g] {h} ~ = 🎬🇫🇷 映画'


@pytest.fixture
def report(world: Any) -> Report:
    fill(world, noon=FIXED_NOON)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="live")
    world.campaign.refresh_from_db()
    return gather(
        world.campaign, flights_of(world.campaign), Period(), FIXED_NOON, SMALLEST_SHOWN
    )


def test_the_paper_says_the_figures_their_date_and_what_they_mean(
    report: Report,
) -> None:
    words = " ".join(text_of(to_pdf(report, FIXED_NOON)).split())
    for said in (
        "Sortie nationale",
        "Bilan du 13 novembre 2026 au 20 novembre 2026.",
        "Chiffres comptés jusqu’au 20 novembre 2026, 13:00 (heure de Paris).",
        "39 200",
        "156,80 €",
        "France Inter – Encart",
        "Var (83)",
        "double clic",
        "la campagne y est pour quelque chose",
        "Définitions",
        "Page 1 sur 2",
    ):
        assert said in words, said


def test_the_paper_is_tagged_and_kept_for_years(report: Report) -> None:
    pdf = to_pdf(report, FIXED_NOON)
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang(fr-FR)", b"/TH", b"/Alt"):
        assert mark in pdf, mark
    assert b"pdfaid:part" in pdf
    assert b"pdfuaid:part" in pdf


def test_the_same_data_make_the_same_bytes(report: Report) -> None:
    assert to_pdf(report, FIXED_NOON) == to_pdf(report, FIXED_NOON)


def test_a_title_is_never_markup(world: Any, make_image: Callable[..., bytes]) -> None:
    second = campaigns.add_creative(world.campaign, NASTY, make_image("PNG"))
    fill(world, second, FIXED_NOON)
    Campaign.objects.filter(pk=world.campaign.pk).update(name=NASTY, status="live")
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    told = gather(campaign, flights_of(campaign), Period(), FIXED_NOON, SMALLEST_SHOWN)
    words = text_of(to_pdf(told, FIXED_NOON))
    shown = '#panic() $x$ "q" \\ *a* _b_ @c <d> // e `f` [g] {h} ~ = □ □'
    assert settable(NASTY) == shown
    assert "#panic() $x$" in words
    assert "*a* _b_ @c <d> // e `f` [g] {h}" in words


def test_every_letter_that_is_let_through_can_be_set(report: Report) -> None:
    letters = "".join(
        chr(code) for first, last in KNOWN for code in range(first, last + 1)
    )
    assert settable(letters).count("□") == 1
    everything = msgspec.structs.replace(report, film=letters)
    assert to_pdf(everything, FIXED_NOON).startswith(b"%PDF")


def test_letters_that_compose_are_kept_and_lines_are_joined() -> None:
    assert settable("e\u0301te\u0301\n\tl’hiver") == "été l’hiver"
    assert settable("12\u202f480\u00a0€") == "12\u202f480\u00a0€"
    assert settable("a\u200db\u00adc\ufe0f") == "abc"


def test_without_money_the_paper_names_no_amount(report: Report) -> None:
    words = " ".join(text_of(to_pdf(without_money(report), FIXED_NOON)).split())
    assert "€" not in words
    assert "Redevance aux cinémas" not in words
    assert "39 200" in words


def test_an_empty_report_is_a_paper_too(world: Any) -> None:
    empty = gather(
        world.campaign, flights_of(world.campaign), Period(), FIXED_NOON, SMALLEST_SHOWN
    )
    assert "brouillon" in text_of(to_pdf(empty, FIXED_NOON))


def test_the_page_gives_the_paper(
    world: Any, report: Report, sign_in: Callable[[str], Client]
) -> None:
    url = reverse("campaigns:report_pdf", args=[world.campaign.id])
    answer = sign_in("condor").get(url)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF")
