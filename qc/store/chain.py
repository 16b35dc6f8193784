"""The chain that holds a table of entries together: each carries the SHA-256 over the hash of the one
before it and its own content. Who changes, removes, swaps or inserts an entry breaks it there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from qc.store.bulk import insert_rows
from qc.store.schema import without_nul

BEGINNING = "0" * 64
"""What the first entry is chained to."""

SHORT = 16
"""So many signs of a hash are printed, and enough to find it again."""

_AT_ONCE = 5_000

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What going through a chain came to: how many entries fit, the last one's number and hash, the
    first one that does not fit (None: all do), and which of the heads asked for were met."""

    entries: int
    last: int
    head: str
    broken: Mapping[str, Any] | None
    met: frozenset[str]

    @property
    def short(self) -> str:
        """As much of the last hash as people note down."""
        return self.head[:SHORT]


def link(previous: str, values: Sequence[Any]) -> str:
    """The hash of an entry of these values behind that of another."""
    content = json.dumps([previous, *values], separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def append(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row]
) -> None:
    """Write entries behind the last one; the caller's transaction holds the write lock, so that no
    two can follow the same one."""
    if not rows:
        return
    last, previous = _newest(connection, table)
    chained = []
    for number, row in enumerate(rows, last + 1):
        values = (number, *(without_nul(v) if type(v) is str else v for v in row))
        previous = link(previous, values)
        chained.append((*values, previous))
    insert_rows(connection, table, ("id", *columns, "hash"), chained)


def _newest(connection: Connection, table: Table) -> tuple[int, str]:
    """Number and hash of the newest entry."""
    query = f"SELECT id, hash FROM {table.name} ORDER BY id DESC LIMIT 1"  # noqa: S608
    found = connection.exec_driver_sql(query).first()
    return (found[0], found[1]) if found else (0, BEGINNING)


def verify(
    connection: Connection, table: Table, columns: tuple[str, ...], heads: Sequence[str] = ()
) -> Verified:
    """Go through a whole chain, entry by entry, up to the first that does not fit. `heads`: beginnings
    of hashes that must be met. No more than a few thousand entries are in memory at a time."""
    previous, last, count = BEGINNING, 0, 0
    met: set[str] = set()
    for row in _rows(connection, table, columns):
        *values, kept = row
        if link(previous, values) != kept:
            told = dict(zip(("id", *columns), values, strict=True))
            return Verified(count, last, previous, told, frozenset(met))
        previous, last, count = kept, values[0], count + 1
        met.update(asked for asked in heads if kept.startswith(asked))
    return Verified(count, last, previous, None, frozenset(met))


def _rows(connection: Connection, table: Table, columns: tuple[str, ...]) -> Iterator[Row]:
    """Page by page: a driver may otherwise fetch all at once."""
    after: int | None = None
    wanted = select(table.c.id, *(table.c[name] for name in (*columns, "hash")))
    while True:
        page = wanted if after is None else wanted.where(table.c.id > after)
        rows = connection.execute(page.order_by(table.c.id).limit(_AT_ONCE)).all()
        yield from (tuple(row) for row in rows)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]
