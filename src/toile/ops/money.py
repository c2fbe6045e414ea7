"""``toile money``: the books, the papers and the bank, compared; their bench."""

import datetime
from typing import Annotated, Literal, Optional

import msgspec
import typer

from toile.ops.opening import set_up_django
from toile.settings import load
from toile.wire.errors import ToileError

money_app = typer.Typer(help="The money: what the books say, compared.")


@money_app.callback()
def money() -> None:
    """Keep ``check`` a command of its own name."""


@money_app.command()
def check(
    month: Annotated[
        Optional[str],  # noqa: UP045 - typer reads Optional, not "| None"
        typer.Option(help="A month, 2026-11; everything if not given."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Compare clicks, spend, balances and transfers; code 1 if anything is wrong."""
    first = _month(month)
    set_up_django()
    from django.utils import timezone, translation

    from toile.portal.reconciliation.services import check as compare
    from toile.portal.reconciliation.telling import told

    report = compare(load().journal, first, timezone.now(), _nothing)
    if as_json:
        print(msgspec.json.encode(report).decode())
    else:
        with translation.override("en"):
            print(told(report))
    if report.wrong:
        raise typer.Exit(1)


def bench_money(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    clicks: Annotated[int, typer.Option(help="Clicks to post.")] = 1_000_000,
    batch: Annotated[int, typer.Option(help="Clicks a transaction.")] = 20_000,
    cinemas: Annotated[int, typer.Option(help="Member cinemas.")] = 400,
    database: Annotated[
        Literal["both", "sqlite", "postgresql"],
        typer.Option(help="Which database; PostgreSQL is started for the purpose."),
    ] = "both",
) -> None:
    """Measure the books on one core: clicks posted, sums, a month closed."""
    from toile.ops.bench.money.compare import bench

    if not bench(database, clicks, batch, cinemas, as_json=as_json):
        raise typer.Exit(1)


def _nothing(_done: int, _total: int, _message: str) -> None:
    """Nobody watches how far it is."""


def _month(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise ToileError(
            "--month", f"{text!r} is no month", "Write it as 2026-11."
        ) from error
