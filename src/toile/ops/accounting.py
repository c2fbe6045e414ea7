"""``toile money fec``: the accountant's file of a year; a check of any such file."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from toile.ops.opening import open_django
from toile.wire.errors import ToileError


class NoFileError(ToileError):
    """There is no file of entries to write; the message says what to do first."""


def fec(
    until: Annotated[str, typer.Argument(help="The last month, closed, as YYYY-MM.")],
    since: Annotated[
        str, typer.Option(help="The first month of the year; January if not given.")
    ] = "",
    folder: Annotated[
        Path, typer.Option(help="Where to write it; its name is the law's.")
    ] = Path(),
) -> None:
    """Write the file of accounting entries (FEC) and check its format."""
    last = _month(until)
    first = _month(since) if since else last.replace(month=1)
    open_django()
    from toile.ledger.fec_check import faults_of
    from toile.portal.invoices.accounting import export
    from toile.portal.transfers.refusals import RefusedError

    try:
        made = export(first, last)
    except RefusedError as error:
        raise NoFileError(
            "the file of entries", str(error), "Then try again."
        ) from None
    faults = faults_of(made.content, made.name)
    for fault in faults:
        print(f"line {fault.line}: {fault.refusal} {fault.found}")
    if faults:
        raise typer.Exit(1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / made.name).write_bytes(made.content)
    print(f"{folder / made.name}: {made.entries} entries, format right")


def fec_check(
    file: Annotated[Path, typer.Argument(help="A file of entries, named by the law.")],
) -> None:
    """Check the format of a file of accounting entries, ours or another's."""
    from toile.ledger.fec_check import faults_of

    if not file.is_file():
        raise NoFileError(str(file), "it is no file", "Give the file's whole name.")
    faults = faults_of(file.read_bytes(), file.name)
    for fault in faults:
        print(f"line {fault.line}: {fault.refusal} {fault.found}")
    if faults:
        raise typer.Exit(1)
    print(f"{file.name}: format right")


def _month(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NoFileError(text, "it is no month", "Write it as 2026-11.") from None
