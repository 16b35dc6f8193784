"""A standard as the values of a row, and a row as the table that its model is made from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from qc.catalogue.model import Catalogue, Checklist, Indicator, Item
from qc.standards.columns import Column, Sheet, layout
from qc.standards.values import Value, default_of, plain, said_of, tidy

Row = Mapping[str, Value]
_CADENCE = ("cadence.every", "cadence.times", "cadence.irregular", "cadence.each")
_STAMP_LENGTH = 8


def indicator_row(indicator: Indicator, day: dt.date) -> Row:
    """An indicator with the target that holds on a day."""
    begun = [target.valid_from for target in indicator.targets if target.valid_from <= day]
    since = max(begun, default=min((t.valid_from for t in indicator.targets), default=None))
    target = indicator.target_on(day)
    told = {"target": target, "target_from": None if target is None else since}
    row = {**_values(layout().sheets["indicators"], indicator), **told}
    return {**row, "stamp": stamp(row)}


def checklist_row(checklist: Checklist) -> Row:
    """A checklist, its items left out but for the stamp."""
    row = settled(_values(layout().sheets["checklists"], checklist))
    return {**row, "stamp": stamp(row, item_rows(checklist))}


def item_rows(checklist: Checklist) -> list[Row]:
    """The items of a checklist in their order."""
    return [item_row(item, checklist) for item in checklist.items]


def item_row(item: Item, checklist: Checklist) -> Row:
    of = {"checklist": checklist.code, "called": tidy(checklist.name.zh)}
    return {**_values(layout().sheets["items"], item), **of}


def stamp(row: Row, items: Sequence[Row] = ()) -> str:
    """A short sum of all that a standard's rows say, the same in both languages; where an item's line
    says the checklist's name is of no account."""
    own = [
        _plain({**row, "stamp": ""}),
        *(_plain({**i, "called": "", "checklist": ""}) for i in items),
    ]
    text = json.dumps(own, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_STAMP_LENGTH]


def _plain(row: Row) -> dict[str, Any]:
    """Unequal values differ in it, equal ones do not: 1.0 is 1."""
    return {
        key: plain(value) if isinstance(value, Decimal) else str(value)
        for key, value in row.items()
        if value is not False and value not in (None, "", ())
    }


def settled(row: Row) -> Row:
    """The row with what a cadence leaves out filled in; without one nothing of it is said."""
    every, times, irregular, each = (row[key] for key in _CADENCE)
    if every is None:
        return row
    full = (every, times or Decimal(1), irregular, each or "site")
    return {**row, **dict(zip(_CADENCE, full, strict=True))}


def table_of(sheet: Sheet, row: Row) -> dict[str, Any]:
    """What TOML would hold of a row: nothing where a value is the default, inner tables as such."""
    table: dict[str, Any] = {}
    for column in sheet.columns:
        value = row[column.key]
        if value in (None, "", ()) or (not column.needed and value == default_of(column)):
            continue
        outer, _, inner = column.key.rpartition(".")
        (table.setdefault(outer, {}) if outer else table)[inner] = _kept(value)
    return table


def _kept(value: Value) -> Any:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def named_of(column: Column, value: Value, catalogue: Catalogue, language: str) -> str:
    """A value in words: indicators and groups by their names."""
    code = str(value)
    if column.sort == "indicator" and code in catalogue.indicators:
        return catalogue.indicators[code].name.of(language)
    if column.sort == "group" and code in catalogue.groups:
        return catalogue.groups[code].name.of(language)
    return said_of(column, value, language)


def _values(sheet: Sheet, model: BaseModel) -> dict[str, Value]:
    return {column.key: _value(column, model) for column in sheet.columns}


def _value(column: Column, model: object) -> Value:
    """The model's value in the form of the workbook; a key that the model has not is blank."""
    found: Any = model
    for step in column.key.split("."):
        found = getattr(found, step, None)
    if found is None:
        return default_of(column) if column.sort in ("words", "yes_no") else None
    return _in_form(found)


def _in_form(found: Any) -> Value:
    if isinstance(found, bool | Decimal | dt.date):
        return found
    if isinstance(found, int):
        return Decimal(found)
    if isinstance(found, tuple):
        return tuple(filter(None, map(tidy, found)))
    return tidy(str(found.value if isinstance(found, Enum) else found))
