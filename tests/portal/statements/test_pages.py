"""Pages, files and trails: each figure opens the postings that it adds up."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clock import NOON, TODAY
from pdf_text import text_of
from statements_stage import MONTH, click, close, drawn, noon_of
from toile.ledger.entries import CLICK, REVERSAL
from toile.portal.films.models import Film
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import Link
from toile.portal.payouts.services import take_out
from toile.portal.statements.composing import compose
from toile.portal.statements.figures import Figure, read_figure
from toile.portal.statements.models import Statement
from toile.portal.statements.proving import proven, trail_lines
from toile.portal.statements.services import count_refused_clicks, draw_up
from toile.portal.statements.sheets import decoded
from toile.portal.statements.told import sections_of
from toile.portal.statements.trail import trail
from toile.portal.webhooks.models import Endpoint, Event, Message
from toile.wire.calendar import month_after, write_month

SignIn = Callable[[str], Client]
MONTH_TEXT = write_month(MONTH)


@pytest.fixture
def statement(world: Any) -> Statement:
    """A month of the Royal: whole clicks and shared, one taken back, some refused."""
    click(world, noon_of(MONTH, 3), world.royal)
    for day in (4, 9):
        click(world, noon_of(MONTH, day), world.royal, world.eldorado)
    wrong = click(world, noon_of(MONTH, 20), world.royal)
    take_out([wrong], "bot", noon_of(MONTH, 21))
    count_refused_clicks({(world.royal.id, MONTH, "double_click"): 5})
    close(MONTH)
    draw_up(MONTH)
    found: Statement = Statement.objects.get(cinema=world.royal)
    return found


def test_each_figure_is_the_sum_of_the_postings_that_it_opens(
    statement: Statement,
) -> None:
    opened = 0
    for section in sections_of(decoded(statement.content)):
        for row in [*section.rows, *([section.total] if section.total else [])]:
            for (label, _look), cell in zip(section.columns, row, strict=True):
                if cell.figure is None or section.key == "solde":
                    continue
                behind = list(trail(statement.cinema_id, MONTH, cell.figure))
                if cell.look == "count":
                    assert cell.value == len(behind), (section.key, label)
                else:
                    owed = sum(one.owed_micros for one in behind)
                    assert abs(owed) == abs(int(cell.value or 0)), (section.key, label)
                opened += 1
    assert opened > 15


def test_what_moved_on_an_account_is_the_sum_of_its_postings(
    statement: Statement,
) -> None:
    for one in decoded(statement.content).statement.movements:
        rows = list(trail(statement.cinema_id, MONTH, Figure(one.kind)))
        by_account = {"cinema_pending": 0, "cinema_payable": 0}
        for row in rows:
            by_account[row.account.kind] += row.owed_micros
        assert by_account == {
            "cinema_pending": one.pending,
            "cinema_payable": one.payable,
        }


def test_a_trail_names_each_click_its_share_and_its_link(statement: Statement) -> None:
    rows = list(trail(statement.cinema_id, MONTH, Figure(CLICK, others=1)))
    assert [(row.owed_micros, row.others) for row in rows] == [(200, 1), (200, 1)]
    assert {row.link_hash for row in rows} <= set(
        Link.objects.values_list("hash", flat=True)
    )
    (back,) = trail(statement.cinema_id, MONTH, Figure(REVERSAL, reason="bot"))
    assert back.owed_micros == -400


def test_the_page_shows_the_figures_and_leads_to_their_postings(
    statement: Statement, sign_in: SignIn
) -> None:
    client = sign_in("royal")
    page = client.get(reverse("statements:statement", args=[statement.id]))
    text = page.content.decode()
    assert "Relevé n° 1" in text
    assert "L&#x27;Ombre de Staline" in text
    assert "double clic" in text
    links = set(re.findall(r'href="(/cinemas/[^"]+/ecritures/[^"]*)"', text))
    assert len(links) > 4
    for link in links:
        answer = client.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "Aucune écriture" not in answer.content.decode()


def test_who_renames_a_film_changes_no_statement(
    statement: Statement, sign_in: SignIn
) -> None:
    Film.objects.update(title="Autre titre")
    page = sign_in("royal").get(reverse("statements:statement", args=[statement.id]))
    assert "L&#x27;Ombre de Staline" in page.content.decode()


def test_the_pdf_is_the_kept_one_and_says_the_same(
    statement: Statement, sign_in: SignIn
) -> None:
    answer = sign_in("royal").get(reverse("statements:pdf", args=[statement.id]))
    assert answer.content == bytes(statement.paper.pdf)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="releve-le-royal-toulon-{MONTH_TEXT}-001.pdf"'
    )
    said = re.sub(r"\s+", " ", text_of(answer.content))
    for words in ("État du nombre de clics", "Relevé n° 1", "SCARE", "double clic"):
        assert words in said
    for tag in (b"/Lang(fr-FR)", b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid"):
        assert tag in answer.content


def test_the_csv_opens_in_a_spreadsheet_and_holds_no_formula(
    statement: Statement, sign_in: SignIn
) -> None:
    url = reverse("statements:csv", args=[statement.id])
    content = sign_in("royal").get(url).content
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert head[0] == "Rubrique"
    told = [
        row
        for row in rows
        if row[0] == "Clics par film et campagne" and row[3] == "Net"
    ]
    assert told[-1][5] == "0,0008"


def test_a_title_that_is_a_formula_stays_a_text(world: Any, sign_in: SignIn) -> None:
    Film.objects.update(title='=HYPERLINK("http://evil.example")')
    made = drawn(world)
    url = reverse("statements:csv", args=[made.id])
    content = sign_in("royal").get(url).content.decode("utf-8-sig")
    cells = [
        cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith("=")]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_the_union_takes_a_month_in_one_file(
    statement: Statement, sign_in: SignIn
) -> None:
    url = reverse("statements:archive", args=[MONTH_TEXT])
    client = sign_in("scare")
    first = client.get(url).content
    assert first == client.get(url).content
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert len(names) == 2 * Statement.objects.count() == 4
    assert f"releve-le-royal-toulon-{MONTH_TEXT}-001.pdf" in names
    page = client.get(reverse("statements:month")).content.decode()
    assert "Eldorado, Dijon" in page


def test_a_month_that_goes_on_is_provisional_and_has_no_number(
    world: Any, sign_in: SignIn
) -> None:
    click(world, NOON, world.royal)
    url = reverse("statements:provisional", args=[world.royal.id, write_month(TODAY)])
    text = sign_in("royal").get(url).content.decode()
    assert "Provisoire" in text
    assert "Relevé n°" not in text
    assert not Statement.objects.exists()


@pytest.mark.parametrize("month", ["future", "2026-13", "abc", "2026-1"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(
    world: Any, sign_in: SignIn, month: str
) -> None:
    asked = write_month(month_after(TODAY)) if month == "future" else month
    url = reverse("statements:provisional", args=[world.royal.id, asked])
    assert sign_in("royal").get(url).status_code == 404


@pytest.mark.parametrize("wrong", ["autres=-1", "autres=x", "genre=%00", "motif="])
def test_an_address_that_asks_for_nonsense_gets_a_page(
    statement: Statement, sign_in: SignIn, wrong: str
) -> None:
    url = reverse("statements:trail", args=[statement.cinema_id, MONTH_TEXT])
    assert sign_in("royal").get(f"{url}?{wrong}").status_code == 200


def test_a_figure_is_read_as_it_was_written() -> None:
    for one in (Figure(), Figure("click", "A", None, 0), Figure("reversal", reason="")):
        asked = dict(part.split("=", 1) for part in one.query.split("&") if "=" in part)
        assert read_figure(asked) == one


def test_people_and_programs_are_told_once(world: Any, people: Any) -> None:
    for name in ("royal", "scare"):
        Endpoint.objects.create(
            organisation=getattr(people, name),
            url=f"https://{name}.example/toile",
            events=[Event.STATEMENT_ISSUED],
            secret="whsec_none",
            made_at=NOON,
        )
    made = drawn(world)
    draw_up(MONTH)
    (letter,) = Mail.objects.filter(template="statements/issued")
    assert letter.recipient == "royal@toile.test"
    assert reverse("statements:statement", args=[made.id]) in letter.text
    messages = Message.objects.filter(event=Event.STATEMENT_ISSUED)
    assert messages.count() == 2
    assert f'"id":"{made.id}"' in messages[0].body


def test_a_kept_statement_is_proven_by_the_ledger(statement: Statement) -> None:
    proof = proven(statement.cinema, MONTH)
    assert (proof.number, proof.faults) == (1, ())
    head, *lines = trail_lines(statement.cinema_id, MONTH, Figure(CLICK))
    assert len(lines) == statement.clicks
    assert head.startswith("at;posting")


def test_a_forged_statement_is_found_out(statement: Statement) -> None:
    sheet = statement.content.replace('"clicks":1', '"clicks":9')
    assert sheet != statement.content
    with connection.cursor() as raw:
        if connection.vendor == "sqlite":
            raw.execute("DROP TRIGGER statements_statement_no_update")
        else:
            raw.execute(
                "DROP TRIGGER statements_statement_append_only ON statements_statement"
            )
        raw.execute("UPDATE statements_statement SET content = %s", [sheet])
    proof = proven(statement.cinema, MONTH)
    assert proof.faults == ("its content changed", "its figures changed")


def test_composing_asks_as_much_for_many_cinemas_as_for_one(world: Any) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            compose(MONTH, (0, ""), 1_700_000_000_000)
        return len(queries)

    click(world, noon_of(MONTH, 3), world.royal)
    one = asked()
    click(world, noon_of(MONTH, 4), world.royal, world.eldorado)
    assert asked() == one
