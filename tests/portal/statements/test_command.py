"""``toile statements``: drawn by hand, traced and proven; the sample of the docs."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import typer
from django.db import connection

from statements_stage import MONTH, click, close, noon_of
from toile.ops.statements import UntoldStatementError, draw, trail
from toile.portal.statements.models import Statement
from toile.portal.statements.paper import Press
from toile.portal.statements.sheets import encoded, fingerprint
from toile.portal.statements.tabular import to_csv
from toile.wire.calendar import write_month

ROOT = Path(__file__).parents[3]
TEXT = write_month(MONTH)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOILE_SECRET_KEY", "of the tests")


def test_what_waits_is_drawn_and_then_nothing_waits(
    world: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    click(world, noon_of(MONTH, 3), world.royal)
    close(MONTH)
    draw(None)
    draw(TEXT)
    draw(None)
    said = capsys.readouterr().out.splitlines()
    assert said == [
        *(2 * [f"{TEXT}: 1 statements"]),
        "every closed month has its statements",
    ]
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("cinema", ["6001234", "le royal"])
def test_the_trail_of_a_month_is_written_and_proven(
    world: Any, capsys: pytest.CaptureFixture[str], cinema: str
) -> None:
    key = click(world, noon_of(MONTH, 3), world.royal, world.eldorado)
    close(MONTH)
    draw(TEXT)
    capsys.readouterr()
    trail(cinema, TEXT)
    written = capsys.readouterr()
    (row,) = [line for line in written.out.splitlines() if f";{key};" in line]
    assert f";click;{world.campaign.id};200;1;" in row
    assert written.err == "statement 1: agrees with the ledger\n"


def test_a_statement_that_was_forged_ends_with_1(world: Any) -> None:
    click(world, noon_of(MONTH, 3), world.royal)
    close(MONTH)
    draw(TEXT)
    with connection.cursor() as raw:
        raw.execute("DROP TRIGGER statements_statement_no_update")
        raw.execute("UPDATE statements_statement SET sha256 = 'forged'")
    with pytest.raises(typer.Exit):
        trail(world.royal.id, TEXT)


@pytest.mark.parametrize(
    ("cinema", "month", "words"),
    [
        ("Nulle part", "2026-10", "no cinema bears it"),
        ("Le Royal", "octobre", "is no month"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(
    world: Any, cinema: str, month: str, words: str
) -> None:
    with pytest.raises(UntoldStatementError, match=words):
        trail(cinema, month)


def test_a_month_that_is_not_closed_is_refused_in_one_sentence(world: Any) -> None:
    click(world, noon_of(MONTH, 3), world.royal)
    with pytest.raises(UntoldStatementError, match="not closed"):
        draw(TEXT)


def test_the_sample_is_what_its_script_draws() -> None:
    path = ROOT / "scripts/statement_sample.py"
    spec = importlib.util.spec_from_file_location("statement_sample", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made, folder = script.sheet(), ROOT / "docs/samples"
    pdf = Press().to_pdf(made, fingerprint(encoded(made)))
    assert pdf == (folder / "releve.pdf").read_bytes()
    assert to_csv(made) == (folder / "releve.csv").read_bytes()
