"""What holds the sums of the ledger on PostgreSQL, asked by the batch, not by the row.

The promises are those of ``payouts.triggers``; three questions a row (the sum, and both
foreign keys) took two thirds of the time of posting. Now each statement asks once of
all its rows, and only the first entry of a posting waits for the transaction's end.
Who writes entries or postings waits for who does already, raw SQL as well: two that
write at once cannot miss each other. That needs READ COMMITTED, where a trigger sees
what was committed while it waited.

SQLite, which has one writer and no server between, keeps its triggers and foreign keys.

Frozen, as ``audit.append_only`` is: migrations call it.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

# By nested loops whatever the planner knew of the tables when it first planned: they
# grow a thousandfold under plans that a connection keeps.
_BY_INDEX = (
    "SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off"
)

# The number of ``payouts.services.posting.lock_ledger``.
_ALONE = """
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            RAISE EXCEPTION 'the ledger is written in READ COMMITTED transactions'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        PERFORM pg_advisory_xact_lock(119182731994482);
"""

_FORWARDS = (
    "DROP TRIGGER payouts_entry_balances ON payouts_entry",
    "DROP FUNCTION payouts_entry_balances()",
    f"""
    CREATE OR REPLACE FUNCTION payouts_entry_sealed() RETURNS trigger
    LANGUAGE plpgsql {_BY_INDEX} AS $$
    DECLARE is_sealed boolean; is_odd boolean;
    BEGIN
        {_ALONE}
        SELECT BOOL_OR(payouts_posting.id IS NOT NULL), BOOL_OR(lowest > 0)
        INTO is_sealed, is_odd FROM (
            SELECT posting_id, MIN(position) AS lowest FROM adding GROUP BY posting_id
        ) AS own LEFT JOIN payouts_posting ON payouts_posting.id = own.posting_id;
        IF is_sealed THEN
            RAISE EXCEPTION 'the posting is sealed: reverse it'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF is_odd AND EXISTS (
            SELECT 1 FROM (
                SELECT posting_id FROM adding GROUP BY posting_id
                HAVING MIN(position) > 0
            ) AS own LEFT JOIN payouts_entry AS first
            ON first.posting_id = own.posting_id AND first.position = 0
            WHERE first.id IS NULL
        ) THEN
            RAISE EXCEPTION 'the entries of a posting are counted from 0'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF EXISTS (
            SELECT 1 FROM (SELECT DISTINCT account_id FROM adding) AS own
            LEFT JOIN payouts_account ON payouts_account.id = own.account_id
            WHERE payouts_account.id IS NULL
        ) THEN
            RAISE EXCEPTION 'an entry names an account that is not there'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$
    """,  # noqa: S608 - words of this file
    f"""
    CREATE OR REPLACE FUNCTION payouts_posting_seals() RETURNS trigger
    LANGUAGE plpgsql {_BY_INDEX} AS $$
    BEGIN
        {_ALONE}
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
    """,  # noqa: S608 - words of this file
    """
    CREATE FUNCTION payouts_entry_posted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM payouts_posting WHERE id = NEW.posting_id
        ) THEN
            RAISE EXCEPTION 'entries are left without their posting'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER payouts_entry_posted AFTER INSERT ON payouts_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.position = 0) EXECUTE FUNCTION payouts_entry_posted()
    """,
    f"""
    CREATE FUNCTION payouts_account_used() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {_ALONE}
        IF EXISTS (SELECT 1 FROM payouts_entry WHERE account_id = OLD.id) THEN
            RAISE EXCEPTION 'the account has entries'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608 - words of this file
    """
    CREATE TRIGGER payouts_account_used BEFORE DELETE OR UPDATE OF id ON payouts_account
    FOR EACH ROW EXECUTE FUNCTION payouts_account_used()
    """,
    """
    CREATE FUNCTION payouts_account_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM payouts_entry) THEN
            RAISE EXCEPTION 'accounts have entries'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER payouts_account_kept BEFORE TRUNCATE ON payouts_account
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_account_kept()
    """,
)


def by_the_batch() -> RunPython:
    """Ask by the batch on PostgreSQL, with no way back; SQLite stays as it is."""

    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "postgresql":
            return
        with editor.connection.cursor() as cursor:
            found = editor.connection.introspection.get_constraints(
                cursor, "payouts_entry"
            )
        for name, constraint in found.items():
            if constraint["foreign_key"]:
                quoted = editor.quote_name(name)
                editor.execute(f"ALTER TABLE payouts_entry DROP CONSTRAINT {quoted}")
        for statement in _FORWARDS:
            editor.execute(statement)

    return RunPython(forwards)
