"""``toile statements``: drawn up by hand, and the postings behind one, traced."""

import datetime
import sys
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from toile.ops.opening import open_django
from toile.wire.errors import ToileError

if TYPE_CHECKING:
    from toile.portal.cinemas.models import Cinema

statements_app = typer.Typer(help="The monthly statements of the cinemas.")

_MONTH = "A month of Paris: 2026-11."
_REMEDY = "Months are closed on the fourth of the next one (docs/explain/books.md)"


class UntoldStatementError(ToileError):
    """A month or a cinema that is not there, or a statement that is refused."""


@statements_app.command()
def draw(
    month: Annotated[
        Optional[str],  # noqa: UP045 - typer reads Optional, not "| None"
        typer.Argument(help="A closed month; all that wait if not given."),
    ] = None,
) -> None:
    """Draw up what the clock has not yet; again, it changes nothing."""
    open_django()
    from toile.portal.statements.refusals import RefusedError
    from toile.portal.statements.services import draw_up, months_to_draw

    wanted = months_to_draw() if month is None else [_month(month)]
    if not wanted:
        print("every closed month has its statements")
    for one in wanted:
        try:
            drawn = draw_up(one)
        except RefusedError as error:
            raise UntoldStatementError(f"{one:%Y-%m}", error.told, _REMEDY) from error
        print(f"{one:%Y-%m}: {drawn.statements} statements")


@statements_app.command()
def trail(
    cinema: Annotated[str, typer.Argument(help="Its id, CNC number or whole name.")],
    month: Annotated[str, typer.Argument(help=_MONTH)],
) -> None:
    """Write the postings behind a statement as CSV; say whether it still agrees."""
    open_django()
    from toile.portal.statements.figures import Figure
    from toile.portal.statements.proving import proven, trail_lines

    found, first = _cinema(cinema), _month(month)
    for line in trail_lines(found.id, first, Figure()):
        print(line)
    proof = proven(found, first)
    print(proof.words, file=sys.stderr)
    if not proof.holds:
        raise typer.Exit(1)


def _month(text: str) -> datetime.date:
    from toile.wire.calendar import read_month

    found = read_month(text)
    if found is None:
        raise UntoldStatementError("MONTH", f"{text!r} is no month", "Give 2026-11")
    return found


def _cinema(text: str) -> "Cinema":
    from django.db.models import Q

    from toile.portal.cinemas.models import Cinema

    named = Q(id=text) | Q(name__iexact=text)
    if text.isdigit():
        named |= Q(cnc_number=text)
    found = list(Cinema.objects.filter(named)[:2])
    if len(found) != 1:
        why = "several cinemas bear it" if found else "no cinema bears it"
        raise UntoldStatementError(f"CINEMA {text!r}", why, "Give its id")
    return found[0]
