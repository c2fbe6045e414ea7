"""Why a statement is not drawn up, each reason with its words."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class StatementRefusal(StrEnum):
    """The coded noes; sources: docs/explain/statements.md, books.md."""

    FUTURE = "future"
    """The month has not begun: there is nothing to tell of it."""

    NOT_CLOSED = "not_closed"
    """The month is not closed, so that its figures may still change (books.md)."""

    BEFORE_BOOKS = "before_books"
    """The ledger holds nothing of this month or of any before it."""

    NO_UNION = "no_union"
    """Nobody is there in whose name the statement is drawn up."""


_WORDS = {
    StatementRefusal.FUTURE: _("Ce mois n’a pas commencé : attendez qu’il soit clos."),
    StatementRefusal.NOT_CLOSED: _(
        "Ce mois n’est pas clos : son relevé est provisoire et n’a pas de numéro."
    ),
    StatementRefusal.BEFORE_BOOKS: _("Le grand livre ne tient rien de ce mois."),
    StatementRefusal.NO_UNION: _("Aucun syndicat n’est inscrit : inscrivez-le."),
}


_TOLD = {
    StatementRefusal.FUTURE: "the month has not begun",
    StatementRefusal.NOT_CLOSED: "the month is not closed: its hold goes on",
    StatementRefusal.BEFORE_BOOKS: "the ledger holds nothing of it",
    StatementRefusal.NO_UNION: "no union is there",
}


class RefusedError(Exception):
    """A statement that is not drawn up; its text says why."""

    def __init__(self, refusal: StatementRefusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)

    @property
    def told(self) -> str:
        """Say it in English, for who runs the command line."""
        return _TOLD[self.refusal]

    def __str__(self) -> str:
        return str(_WORDS[self.refusal])
