"""Leaving nothing behind after a test that a browser took part in."""

from django.core.management import call_command
from django.db import connection


def empty_the_database() -> None:
    """Empty what the tests' own way cannot: tables that only ever grow."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
            "AND sql LIKE '%is append-only%'"
        )
        guards = cursor.fetchall()
        for name, _made in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        call_command("flush", verbosity=0, interactive=False)
        for _name, made in guards:
            cursor.execute(made)
