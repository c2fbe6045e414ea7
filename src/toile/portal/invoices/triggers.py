"""The trigger that keeps numbers of invoices without gaps, for migrations.

The next number of a series, and no earlier day: whoever writes, also two at once and
also by raw SQL. A transaction that fails takes its number back, for it is the rows
themselves that are counted. Frozen, as ``audit.append_only`` is: migrations call it.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def numbers_without_gaps() -> RunPython:
    """Refuse an invoice whose number or day is not the next of its series."""

    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        lite = editor.connection.vendor == "sqlite"
        for statement in _SQLITE if lite else _POSTGRESQL:
            editor.execute(statement)

    def backwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        lite = editor.connection.vendor == "sqlite"
        for statement in _SQLITE_DROP if lite else _POSTGRESQL_DROP:
            editor.execute(statement)

    return RunPython(forwards, backwards)


_SQLITE: Sequence[str] = (
    """
    CREATE TRIGGER invoices_invoice_next BEFORE INSERT ON invoices_invoice
    WHEN NEW.sequence <> 1 + COALESCE(
        (SELECT MAX(sequence) FROM invoices_invoice WHERE series_id = NEW.series_id), 0
    ) OR EXISTS (
        SELECT 1 FROM invoices_invoice
        WHERE series_id = NEW.series_id AND issued_on > NEW.issued_on
    )
    BEGIN
        SELECT RAISE(ABORT, 'the number or the day is not the next of its series');
    END
    """,
)
_SQLITE_DROP: Sequence[str] = ("DROP TRIGGER invoices_invoice_next",)

# The series is locked first: who comes second sees what the first has written.
_POSTGRESQL: Sequence[str] = (
    """
    CREATE FUNCTION invoices_invoice_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM invoices_series WHERE id = NEW.series_id FOR UPDATE;
        IF NEW.sequence <> 1 + COALESCE((
            SELECT MAX(sequence) FROM invoices_invoice
            WHERE series_id = NEW.series_id
        ), 0) OR EXISTS (
            SELECT 1 FROM invoices_invoice
            WHERE series_id = NEW.series_id AND issued_on > NEW.issued_on
        ) THEN
            RAISE EXCEPTION 'the number or the day is not the next of its series'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER invoices_invoice_next BEFORE INSERT ON invoices_invoice
    FOR EACH ROW EXECUTE FUNCTION invoices_invoice_next()
    """,
)
_POSTGRESQL_DROP: Sequence[str] = (
    "DROP TRIGGER invoices_invoice_next ON invoices_invoice",
    "DROP FUNCTION invoices_invoice_next()",
)
