"""What counts today, as numbers: every mark by the keys of its check and item, and what they are called.

The facts of a whole workspace are read in this way: a result is seven whole numbers, and every text
stands once. Read in parts, so that three million results need no more memory than they are kept in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from qc.store.keys import keys_of
from qc.store.names import opened_column, sees_names
from qc.store.schema import checks, items, results
from qc.store.scope import Scope
from qc.store.trail import revision
from qc.store.visible import check_visible
from qc.words import ResultState

ABOUT = (
    "check_id", "indicator", "checklist", "version", "kind", "date", "site", "unit", "subject",
    "inspector", "round",
)  # fmt: skip
"""What is told of a check."""

NUMBERS = ("check", "item", "state", "checked", "passed", "points", "scored")
"""What is told of a mark: the keys of its check and its item, its state (its place in
`ResultState`), its counts and hundredths of points."""

STATES = tuple(state.value for state in ResultState)
NO_POINTS = -(2**53)
AT_ONCE = 50_000

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """`revision`: of the store when it was read. `live`: the keys of all checks that count, in their
    order. `keys` and `about`: of those read here, by the names of ABOUT. `numbers`: of their results,
    in the order in which they came in, a row for each of NUMBERS. `items`: code, text and level by key.
    """

    revision: int
    live: Whole
    keys: Whole
    about: Mapping[str, Sequence[str]]
    numbers: Whole
    items: Mapping[int, tuple[str, str, str]]


def marks(connection: Connection, scope: Scope, after: int = 0) -> Marks:
    """The live checks that the scope sees whose key is above `after`, with their results."""
    mine = (checks.c.superseded_at.is_(None), check_visible(scope))
    newer = (*mine, checks.c.id > after)
    keys = connection.execute(select(checks.c.id).where(*mine).order_by(checks.c.id))
    live = np.array([row[0] for row in keys], dtype=np.int64)
    named = select(checks.c.id, *(checks.c[name] for name in ABOUT)).where(*newer)
    told = [tuple(row) for row in connection.execute(named.order_by(checks.c.id))]
    columns = [*zip(*told, strict=True)] if told else [()] * (len(ABOUT) + 1)
    seals, names = keys_of(connection), sees_names(scope)
    return Marks(
        revision(connection, scope),
        live,
        np.array(columns[0], dtype=np.int64),
        {
            name: opened_column(seals, name, column, names=names)
            for name, column in zip(ABOUT, columns[1:], strict=True)
        },
        _numbers(connection, newer) if told else np.zeros((len(NUMBERS), 0), dtype=np.int64),
        {row.id: (row.code, row.text, row.level) for row in connection.execute(select(items))},
    )


def _numbers(connection: Connection, which: Sequence[ColumnElement[bool]]) -> Whole:
    """A row for each of NUMBERS. Parts are turned into numbers as they come: the driver's own rows
    take ten times the room."""
    parts = [np.array(some, dtype=np.int64).T for some in _parts(connection, _query(which))]
    return np.concatenate(parts, axis=1) if parts else np.zeros((len(NUMBERS), 0), dtype=np.int64)


def _query(which: Sequence[ColumnElement[bool]]) -> Select[Any]:
    places = {state: place for place, state in enumerate(STATES)}
    return (
        select(
            results.c.check_key,
            results.c.item_key,
            case(places, value=results.c.state),
            results.c.checked,
            results.c.passed,
            func.coalesce(results.c.points, NO_POINTS),
            func.coalesce(results.c.scored, NO_POINTS),
        )
        .join_from(results, checks, checks.c.id == results.c.check_key)
        .where(*which)
        .order_by(results.c.id)
    )


def _parts(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    cursor = connection.execute(query).cursor
    while some := cursor.fetchmany(AT_ONCE):
        yield some
