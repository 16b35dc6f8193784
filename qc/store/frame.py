"""The results as a frame, read column by column and without a mapper: it must be quick.

What repeats is fetched once: a check's columns once a check, an item's once an item; they are
spread over the results here, in less than half the time of one wide join.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from qc.records import RESULT_COLUMNS
from qc.store.keys import keys_of
from qc.store.names import opened_column
from qc.store.schema import checks, imports, items, results
from qc.store.scope import Scope
from qc.store.visible import check_visible

FRAME_COLUMNS = (*RESULT_COLUMNS, "state", "file", "sha256", "import_id")

Columns = Mapping[str, ColumnElement[Any]]
Arrays = dict[str, Any]

_OF_ITEM: Columns = {
    "item_code": items.c.code,
    "item": items.c.text,
    "level": func.nullif(items.c.level, ""),
}
_OF_RESULT: Columns = {name: results.c[name] for name in FRAME_COLUMNS if name in results.c}
_OF_CHECK: Columns = {
    **{name: checks.c[name] for name in FRAME_COLUMNS if name in checks.c},
    "file": imports.c.file_name,
    "sha256": imports.c.sha256,
}
_KEYS = ("id", "check_key", "item_key")
_TYPES = {
    "import_id": "int64",
    "checked": "int64",
    "passed": "int64",
    "points": "Int64",
    "scored": "Int64",
    "reading": "float64",
}


def wanted(
    scope: Scope,
    start: dt.date | None = None,
    end: dt.date | None = None,
    indicator: str | None = None,
    unit: str | None = None,
    import_id: int | None = None,
) -> list[ColumnElement[bool]]:
    """The live checks that the scope sees, narrowed where asked; both days are included."""
    conditions = [checks.c.superseded_at.is_(None), check_visible(scope)]
    conditions += [] if start is None else [checks.c.date >= start.isoformat()]
    conditions += [] if end is None else [checks.c.date <= end.isoformat()]
    conditions += [] if indicator is None else [checks.c.indicator == indicator]
    conditions += [] if unit is None else [checks.c.unit == unit]
    conditions += [] if import_id is None else [checks.c.import_id == import_id]
    return conditions


def results_frame(
    connection: Connection,
    conditions: Sequence[ColumnElement[bool]],
    columns: Sequence[str] = FRAME_COLUMNS,
    *,
    names: bool = True,
) -> pd.DataFrame:
    """The results of the wanted checks, in the order in which they came in; without `names`, persons and
    what cells say of them are masked.

    Dates are ISO text, points and scored hundredths of a point (`Int64`), `detail` JSON text; what
    is absent is missing (NaN or NA). `state` tells accepted results from missed and held-back ones.
    Fewer `columns` are quicker.
    """
    of_result, of_check, of_item = (
        {name: source[name] for name in columns if name in source}
        for source in (_OF_RESULT, _OF_CHECK, _OF_ITEM)
    )
    with_checks = results.join(checks, checks.c.id == results.c.check_key)
    with_imports = checks.join(imports, imports.c.id == checks.c.import_id)
    keys = {"check_key": results.c.check_key, "item_key": results.c.item_key}
    arrays = _fetch(
        connection, with_checks, {**keys, **of_result}, results.c.id, conditions, names=names
    )
    if of_check:
        of_check = {"id": checks.c.id, **of_check}
        found = _fetch(connection, with_imports, of_check, checks.c.id, conditions, names=names)
        arrays |= _spread(found, arrays["check_key"])
    if of_item:
        found = _fetch(connection, items, {"id": items.c.id, **of_item}, items.c.id)
        arrays |= _spread(found, arrays["item_key"])
    return pd.DataFrame({name: arrays[name] for name in columns}, copy=False)


def _fetch(
    connection: Connection,
    source: FromClause,
    columns: Columns,
    order: ColumnElement[int],
    conditions: Iterable[ColumnElement[bool]] = (),
    *,
    names: bool = True,
) -> Arrays:
    """Column arrays straight from the driver's cursor, past SQLAlchemy's rows; what is sealed opened."""
    query = select(*columns.values()).select_from(source).where(*conditions).order_by(order)
    rows = connection.execute(query).cursor.fetchall()
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    keys = keys_of(connection)
    return {
        name: _array(name, opened_column(keys, name, column, names=names))
        for name, column in zip(columns, values, strict=True)
    }


def _array(name: str, values: Sequence[Any]) -> Any:
    if name in _KEYS:
        return np.array(values, dtype="int64")
    return pd.array(list(values), dtype=_TYPES.get(name, "str"))


def _spread(found: Arrays, keys: Any) -> Arrays:
    """Each array of a table brought to the results by their keys; the table is in order of `id`."""
    places = np.searchsorted(found.pop("id"), keys)
    return {name: array.take(places) for name, array in found.items()}
