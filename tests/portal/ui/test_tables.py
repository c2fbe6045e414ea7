"""Tables sort, filter, page and export; a wrong address is passed over."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client, RequestFactory

from toile.portal.accounts.models import Organisation
from toile.portal.ui.tables import (
    Count,
    Filters,
    State,
    Table,
    Text,
    list_rows,
    search,
)
from toile.portal.ui.templatetags import states


class Names(Table):
    name = Text(verbose_name="Nom")
    total = Count(verbose_name="Nombre")


class OrganisationFilters(Filters):
    mots = search("name", "slug")

    class Meta:
        model = Organisation
        fields = ("kind",)


ROWS = [{"name": f"Salle {at:03}", "total": at * 1000} for at in range(60)]


def listing(query: str = "", rows: Any = ROWS, **given: Any) -> Any:
    return list_rows(RequestFactory().get(f"/?{query}"), Names, rows, **given)


def shown(found: Any) -> list[str]:
    return [row.get_cell_value("name") for row in found.table.paginated_rows]


def test_rows_are_paged_and_sorted() -> None:
    assert shown(listing())[0] == "Salle 000"
    assert len(shown(listing())) == 25
    assert shown(listing("sort=-total"))[0] == "Salle 059"
    assert shown(listing("page=3")) == [f"Salle {at:03}" for at in range(50, 60)]


@pytest.mark.parametrize("query", ["page=99", "page=x", "sort=nothing", "export=exe"])
def test_a_wrong_address_is_passed_over(query: str) -> None:
    found = listing(query)
    assert found.total == 60
    assert shown(found)
    assert found.file is None


def test_two_tables_of_a_page_do_not_meet() -> None:
    found = listing("autre-page=2&page=3&autre-export=csv", key="autre")
    assert shown(found)[0] == "Salle 025"
    assert found.file is not None


def test_a_filter_narrows_by_every_word(people: Any) -> None:
    rows = Organisation.objects.order_by("name")
    found = listing("mots=le+royal&kind=cinema", rows, filters=OrganisationFilters)
    assert (found.total, found.chosen) == (1, True)
    assert (
        listing("kind=wrong", rows, filters=OrganisationFilters).total == rows.count()
    )


def test_csv_opens_rightly_in_a_french_spreadsheet() -> None:
    rows = [{"name": "=HYPERLINK(1)", "total": 1500}, {"name": "Été", "total": None}]
    answer = listing("export=csv", rows, name="salles").file
    assert answer["Content-Disposition"].startswith('attachment; filename="salles-')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert read == [["Nom", "Nombre"], ["'=HYPERLINK(1)", "1500"], ["Été", ""]]


def test_xlsx_keeps_numbers_as_numbers_and_exports_every_page() -> None:
    answer = listing("export=xlsx&page=2").file
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row == 61
    assert sheet.cell(3, 2).value == 1000


def test_the_style_page_gives_its_table_as_a_file() -> None:
    answer = Client().get("/style/?export=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "513,6" in answer.content.decode()


class Kinds(Table):
    kind = State(label="get_kind_display")


def test_a_state_has_the_colour_of_its_code_and_its_words(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(states._TONES, "success", {"union"})
    rows = Organisation.objects.filter(kind="union")
    found = list_rows(RequestFactory().get("/"), Kinds, rows)
    (row,) = found.table.paginated_rows
    shown = str(row.get_cell("kind"))
    assert "badge-success" in shown
    assert "syndicat" in shown
