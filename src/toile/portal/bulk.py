"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of a model's fields, past its defaults and signals.

    Triggers and constraints of the database hold as for any other insert.
    """
    by_name = {each.name: each for each in model._meta.concrete_fields}  # noqa: SLF001 - documented
    named = [by_name[name] for name in fields]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - documented
    columns = ", ".join(quote(each.column) for each in named if each.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join("%s" for _ in named)
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - names of models
            [
                [
                    each.get_db_prep_save(value, connection)
                    for each, value in zip(named, row, strict=True)
                ]
                for row in rows
            ],
        )
