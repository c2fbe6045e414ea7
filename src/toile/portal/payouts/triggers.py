"""Triggers that hold the sums of the ledger, for migrations; whoever writes.

A posting seals its entries: they are there before it, two or more, and sum to zero; no
entry comes after it; nothing is dated into a month that is closed. Foreign keys are
checked at the end of a transaction, so that entries without their posting stay out.

Frozen, as ``audit.append_only`` is: migrations call it.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def sealed_postings() -> RunPython:
    """Refuse postings that do not add up, and entries of those that are sealed."""
    return _run(_SQLITE, _POSTGRESQL, _SQLITE_DROP, _POSTGRESQL_DROP)


def closed_periods() -> RunPython:
    """Refuse postings of a month that is closed."""
    return _run(_SQLITE_CLOSED, _POSTGRESQL_CLOSED, _SQLITE_OPEN, _POSTGRESQL_OPEN)


def _run(
    sqlite: Sequence[str],
    postgresql: Sequence[str],
    sqlite_drop: Sequence[str],
    postgresql_drop: Sequence[str],
) -> RunPython:
    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        lite = editor.connection.vendor == "sqlite"
        for statement in sqlite if lite else postgresql:
            editor.execute(statement)

    def backwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        lite = editor.connection.vendor == "sqlite"
        for statement in sqlite_drop if lite else postgresql_drop:
            editor.execute(statement)

    return RunPython(forwards, backwards)


_SQLITE = (
    """
    CREATE TRIGGER payouts_posting_seals BEFORE INSERT ON payouts_posting
    WHEN (
        SELECT COUNT(*) < 2 OR SUM(amount_micros) <> 0
        FROM payouts_entry WHERE posting_id = NEW.id
    )
    BEGIN
        SELECT RAISE(
            ABORT, 'the entries of a posting must be two or more and sum to zero'
        );
    END
    """,
    """
    CREATE TRIGGER payouts_entry_sealed BEFORE INSERT ON payouts_entry
    WHEN EXISTS (SELECT 1 FROM payouts_posting WHERE id = NEW.posting_id)
    BEGIN
        SELECT RAISE(ABORT, 'the posting is sealed: reverse it');
    END
    """,
)
_SQLITE_DROP = (
    "DROP TRIGGER payouts_posting_seals",
    "DROP TRIGGER payouts_entry_sealed",
)

# The rows of a statement are judged together, which COPY of many needs. Who adds an
# entry while another transaction seals its posting is found out at the end of his own.
_POSTGRESQL = (
    """
    CREATE FUNCTION payouts_posting_seals() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM sealing
            LEFT JOIN payouts_entry ON payouts_entry.posting_id = sealing.id
            GROUP BY sealing.id
            HAVING COUNT(payouts_entry.id) < 2 OR SUM(amount_micros) <> 0
        ) THEN
            RAISE EXCEPTION
                'the entries of a posting must be two or more and sum to zero'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER payouts_posting_seals AFTER INSERT ON payouts_posting
    REFERENCING NEW TABLE AS sealing
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_posting_seals()
    """,
    """
    CREATE FUNCTION payouts_entry_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM adding JOIN payouts_posting
            ON payouts_posting.id = adding.posting_id
        ) THEN
            RAISE EXCEPTION 'the posting is sealed: reverse it'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER payouts_entry_sealed AFTER INSERT ON payouts_entry
    REFERENCING NEW TABLE AS adding
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_entry_sealed()
    """,
    """
    CREATE FUNCTION payouts_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (
            SELECT SUM(amount_micros) FROM payouts_entry
            WHERE posting_id = NEW.posting_id
        ) <> 0 THEN
            RAISE EXCEPTION 'the entries of a posting must sum to zero'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER payouts_entry_balances AFTER INSERT ON payouts_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payouts_entry_balances()
    """,
)
_POSTGRESQL_DROP = (
    "DROP TRIGGER payouts_posting_seals ON payouts_posting",
    "DROP FUNCTION payouts_posting_seals()",
    "DROP TRIGGER payouts_entry_sealed ON payouts_entry",
    "DROP FUNCTION payouts_entry_sealed()",
    "DROP TRIGGER payouts_entry_balances ON payouts_entry",
    "DROP FUNCTION payouts_entry_balances()",
)

_SQLITE_CLOSED = (
    """
    CREATE TRIGGER payouts_posting_open BEFORE INSERT ON payouts_posting
    WHEN NEW.at < (SELECT MAX(ends_at) FROM payouts_closedperiod)
    BEGIN
        SELECT RAISE(ABORT, 'the month of this posting is closed');
    END
    """,
)
_SQLITE_OPEN = ("DROP TRIGGER payouts_posting_open",)
_POSTGRESQL_CLOSED = (
    """
    CREATE FUNCTION payouts_posting_open() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM dated
            WHERE at < (SELECT MAX(ends_at) FROM payouts_closedperiod)
        ) THEN
            RAISE EXCEPTION 'the month of this posting is closed'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER payouts_posting_open AFTER INSERT ON payouts_posting
    REFERENCING NEW TABLE AS dated
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_posting_open()
    """,
)
_POSTGRESQL_OPEN = (
    "DROP TRIGGER payouts_posting_open ON payouts_posting",
    "DROP FUNCTION payouts_posting_open()",
)
