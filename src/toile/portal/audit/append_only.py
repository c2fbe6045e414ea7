"""Triggers that make a table append-only, for migrations of SQLite and PostgreSQL.

Frozen: migrations call it, so its effect must never change. SQLite rebuilds a table
(and drops its triggers) when a later migration alters it: such a migration must call
both functions again; ``tests/portal`` proves by raw SQL that the triggers stand.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def append_only(table: str) -> RunPython:
    """Refuse UPDATE and DELETE (and TRUNCATE) on the table, whoever asks."""

    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _create(table, editor.connection.vendor):
            editor.execute(statement)

    def backwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _drop(table, editor.connection.vendor):
            editor.execute(statement)

    return RunPython(forwards, backwards)


def insert_once(table: str, *keys: tuple[str, ...]) -> RunPython:
    """Refuse INSERT OR REPLACE on SQLite, which deletes without a delete trigger.

    ``keys`` are all that is unique in the table. PostgreSQL has no such statement: its
    ON CONFLICT DO UPDATE is an update, which ``append_only`` refuses.
    """

    def forwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(_once(table, keys))

    def backwards(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {table}_no_replace")

    return RunPython(forwards, backwards)


def _once(table: str, keys: Sequence[tuple[str, ...]]) -> str:
    taken = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")"
        for key in keys
    )
    there = f"SELECT 1 FROM {table} WHERE {taken}"  # noqa: S608 - names of migrations
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS ({there}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _create(table: str, vendor: str) -> Sequence[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for deed in ("update", "delete")
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{table} is append-only' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_append_only "
        f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


def _drop(table: str, vendor: str) -> Sequence[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_{deed}" for deed in ("update", "delete")]
    return [
        f"DROP TRIGGER {table}_append_only ON {table}",
        f"DROP FUNCTION {table}_refuse()",
    ]
