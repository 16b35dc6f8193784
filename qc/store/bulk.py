"""Many rows at once, straight to the driver: a workbook is hundreds of rows, and building a statement
or a dictionary for each takes longer than writing them.

Keys are given here, counted on from the highest one: whoever writes holds the write lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from qc.store.schema import without_nul

Rows = Sequence[tuple[Any, ...]]


def insert_rows(connection: Connection, table: Table, columns: tuple[str, ...], rows: Rows) -> None:
    """Write rows whose values are plain and stand in the order of the columns."""
    if not rows:
        return
    postgres = connection.dialect.name == "postgresql"
    statement = _insert(table.name, columns, "%s" if postgres else "?")
    connection.exec_driver_sql(statement, [*map(_shown, rows)] if postgres else [*rows])


def next_id(connection: Connection, table: Table) -> int:
    """The first free key of a table; ours until the end of this writing."""
    statement = f"SELECT coalesce(max(id), 0) + 1 FROM {table.name}"  # noqa: S608
    first: int = connection.exec_driver_sql(statement).scalar_one()
    return first


def placeholders(connection: Connection, count: int) -> str:
    """So many places for values, as the driver writes them."""
    return ", ".join(["%s" if connection.dialect.name == "postgresql" else "?"] * count)


@cache
def _insert(table: str, columns: tuple[str, ...], place: str) -> str:
    places = ", ".join([place] * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608


def _shown(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """PostgreSQL's texts cannot hold a NUL; it becomes visible, as in `qc.store.schema`."""
    return tuple(without_nul(value) if type(value) is str else value for value in row)
