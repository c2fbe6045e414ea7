"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

Past defaults and signals of models; triggers and constraints of the database hold as
for any other change.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of a model's fields: keys, texts, whole numbers, aware times."""
    table, by_name = _table(model)
    columns = ", ".join(by_name[name] for name in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join("%s" for _ in fields)
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of models
        cursor.executemany(statement, _adapted(rows))


def add(
    model: type[models.Model], field: str, amounts: Iterable[tuple[Any, int]]
) -> None:
    """Add amounts to a number of the rows with these primary keys, in this order."""
    table, by_name = _table(model)
    key = by_name[model._meta.pk.name]  # noqa: SLF001 - documented
    column = by_name[field]
    statement = f"UPDATE {table} SET {column} = {column} + %s WHERE {key} = %s"  # noqa: S608 - names of models
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(amount, one) for one, amount in amounts])


def _table(model: type[models.Model]) -> tuple[str, dict[str, str]]:
    options, quote = model._meta, connection.ops.quote_name  # noqa: SLF001 - documented
    columns = {
        each.name: quote(each.column) for each in options.concrete_fields if each.column
    }
    return quote(options.db_table), columns


def _adapted(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    # Looked up once: the connection is found anew by its thread each time.
    adapt = connection.ops.adapt_datetimefield_value
    return [
        [
            adapt(value) if isinstance(value, datetime.datetime) else value
            for value in row
        ]
        for row in rows
    ]
