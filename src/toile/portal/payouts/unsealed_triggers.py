"""Who writes entries without their posting is told at the end, once a transaction.

The promise is that of ``payouts.batch_triggers``, whose question a posting took a tenth
of posting on PostgreSQL. Now each statement counts: what entries begin a posting, what
postings seal some. The count, a row of its own while a transaction lasts, must be zero
when it ends; savepoints and who writes at once see it as they see the entries. That it
counts each posting once is held by those triggers: entries are counted from 0, and a
posting that has none is refused.

SQLite keeps its foreign keys. Frozen, as ``audit.append_only`` is: migrations call it.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

_FORWARDS = (
    "DROP TRIGGER payouts_entry_posted ON payouts_entry",
    "DROP FUNCTION payouts_entry_posted()",
    "CREATE TABLE payouts_unsealed (postings bigint NOT NULL)",
    """
    CREATE FUNCTION payouts_unsealed_none() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM payouts_unsealed WHERE postings = 0;
        IF EXISTS (SELECT 1 FROM payouts_unsealed) THEN
            RAISE EXCEPTION 'entries are left without their posting'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER payouts_unsealed_none AFTER INSERT ON payouts_unsealed
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payouts_unsealed_none()
    """,
    # The number of ``payouts.services.posting.lock_ledger``: there is one row at most.
    """
    CREATE FUNCTION payouts_entry_begins() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE begun bigint;
    BEGIN
        SELECT COUNT(*) INTO begun FROM adding WHERE position = 0;
        PERFORM pg_advisory_xact_lock(119182731994482);
        UPDATE payouts_unsealed SET postings = postings + begun;
        IF NOT FOUND THEN
            INSERT INTO payouts_unsealed (postings) VALUES (begun);
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER payouts_entry_begins AFTER INSERT ON payouts_entry
    REFERENCING NEW TABLE AS adding
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_entry_begins()
    """,
    """
    CREATE FUNCTION payouts_posting_ends() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE ended bigint;
    BEGIN
        SELECT COUNT(*) INTO ended FROM sealing;
        UPDATE payouts_unsealed SET postings = postings - ended;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER payouts_posting_ends AFTER INSERT ON payouts_posting
    REFERENCING NEW TABLE AS sealing
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_posting_ends()
    """,
)


def by_the_transaction() -> RunPython:
    """Count on PostgreSQL, with no way back; SQLite stays as it is."""

    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in _FORWARDS:
                editor.execute(statement)

    return RunPython(forwards)
