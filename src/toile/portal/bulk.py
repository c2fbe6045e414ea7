"""Many rows at once: COPY on PostgreSQL, statements of many rows on SQLite.

Past defaults and signals of models; triggers and constraints of the database hold as
for any other change.
"""

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models

Row = Sequence[Any]

# As many as there are. Each statement is undone alone when a trigger refuses it, and
# preparing for that costs SQLite about as much as a row does.
_ROWS_A_STATEMENT = (2_000, 200, 1)
# SQLite's own limit of parameters since 3.32, https://sqlite.org/limits.html.
_MOST_PARAMETERS = 32_766

# Key by key through the index: LIMIT keeps the planner from reading the whole table,
# by several processes, as it does for "= ANY" of twenty thousand keys.
_KNOWN_POSTGRESQL = """
    SELECT known.key FROM unnest(%s::text[]) AS given (key) CROSS JOIN LATERAL (
        SELECT {key} AS key FROM {table} WHERE {key} = given.key LIMIT 1
    ) AS known
"""
_KNOWN_SQLITE = """
    SELECT {key} FROM {table} WHERE {key} IN (SELECT value FROM json_each(%s))
"""


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]
) -> None:
    """Insert rows of a model's fields: keys, texts, whole numbers, aware times."""
    table, by_name = _table(model)
    columns = ", ".join(by_name[name] for name in fields)
    held = list(rows)
    if not held:
        return
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({columns}) FROM STDIN", held)
    else:
        times = [at for at, name in enumerate(fields) if _is_time(model, name)]
        statement = f"INSERT INTO {table} ({columns}) VALUES "  # noqa: S608 - names of models
        _insert(statement, _adapted(held, times))


def known(model: type[models.Model], keys: Collection[str]) -> set[str]:
    """Tell which of these are primary keys, texts, of the model's rows (1 query)."""
    table, by_name = _table(model)
    key = by_name[model._meta.pk.name]  # noqa: SLF001 - documented
    given: list[str] | str = list(keys)
    statement = _KNOWN_POSTGRESQL
    if connection.vendor == "sqlite":
        given, statement = json.dumps(given), _KNOWN_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, key=key), [given])
        return {row[0] for row in cursor.fetchall()}


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


def look_anew(*tables: type[models.Model]) -> None:
    """Let PostgreSQL look at tables before it is asked about many of their rows.

    After a restore or a large load it knows nothing of them for a minute, and may plan
    to read a whole table for each row. SQLite goes by the indexes there are.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(_table(one)[0] for one in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def _table(model: type[models.Model]) -> tuple[str, dict[str, str]]:
    options, quote = model._meta, connection.ops.quote_name  # noqa: SLF001 - documented
    columns = {
        each.name: quote(each.column) for each in options.concrete_fields if each.column
    }
    return quote(options.db_table), columns


def _copy(statement: str, rows: Sequence[Row]) -> None:
    line = "\t".join(["%s"] * len(rows[0]))
    text = "\n".join([line % tuple(row) for row in rows])
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        # One text at once is four times as fast as row by row; it is what it seems
        # where nothing in it needs to be escaped (PostgreSQL, COPY, text format).
        if _is_plain(text, rows):
            copy.write(text)
        else:
            for row in rows:
                copy.write_row(row)


def _is_plain(text: str, rows: Sequence[Row]) -> bool:
    return (
        text.count("\n") == len(rows) - 1
        and text.count("\t") == len(rows) * (len(rows[0]) - 1)
        and not ("\\" in text or "\r" in text or "\0" in text)
        and ("None" not in text or not any(None in row for row in rows))
    )


def _insert(head: str, rows: Sequence[Row]) -> None:
    places = f"({', '.join('%s' for _ in rows[0])})"
    begin = 0
    with connection.cursor() as cursor:
        for rows_each in _ROWS_A_STATEMENT:
            turn = min(rows_each, _MOST_PARAMETERS // len(rows[0]))
            end = begin + (len(rows) - begin) // turn * turn
            many = [
                list(chain.from_iterable(rows[at : at + turn]))
                for at in range(begin, end, turn)
            ]
            if many:
                cursor.executemany(head + ", ".join([places] * turn), many)
            begin = end


def _is_time(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.DateTimeField)  # noqa: SLF001 - documented


def _adapted(rows: Sequence[Row], times: Sequence[int]) -> Sequence[Row]:
    if not times:
        return rows
    adapt = _adapting()
    adapted = [list(row) for row in rows]
    for row in adapted:
        for at in times:
            row[at] = adapt(row[at])
    return adapted


def _adapting() -> Callable[[datetime.datetime | None], str | None]:
    """Write times as Django does on SQLite; those in UTC without asking it."""
    # Looked up once: the connection is found anew by its thread each time.
    django, utc = connection.ops.adapt_datetimefield_value, datetime.UTC

    def adapt(value: datetime.datetime | None) -> str | None:
        if value is not None and value.tzinfo is utc:
            return str(value.replace(tzinfo=None))
        return django(value)

    return adapt
