"""A value where row and column meet: persons, places, devices or days down; across what was measured
or counted of them, or the days on which it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.axis import Axis, read_axis
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, is_blank_check, row_entry
from qc.ingest.tables.labels import MOST, Hints, share
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_date, read_month
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import Role, fields_of, role_of, vocabulary
from qc.words import Kind

NAME = "values across"

_HALF = 0.5
_HEADS: tuple[Role, ...] = ("date", "unit", "inspector")


class Heading(NamedTuple):
    """What a column says of its values: whose or which day's they are, else of what they speak."""

    whose: dict[str, Cell]
    item: Cell | None
    group: str


def recognises(table: Table, kind: Kind) -> bool:
    """A table with columns of the kind's values, or with columns of numbers that are nothing else."""
    return bool(_columns(table, kind))


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a cell. A row or a day without any value is none, nor is a column of other texts."""
    headings = _headings(table, _columns(table, kind), hints)
    columns = [col for col in headings if not _is_closed(table, kind, col)]
    units = _places_are_units(table, kind, hints)
    by_day = any("date" in heading.whose for heading in headings.values())
    filled = not by_day and _are_filled(table, kind, columns)
    for row, identity in identified_rows(table):
        marks = [table.grid.cell(row, col) for col in columns]
        if _is_read(row, marks, identity):
            continue
        if is_blank_check(table, kind, marks, named=False) and not (filled and _is_named(identity)):
            continue
        first = next((mark for mark in marks if mark.value is not None), marks[0])
        whole = _placed(row_entry(table, kind, row, first, identity), units=units)
        for col, mark in zip(columns, marks, strict=True):
            yield _at(table, whole, headings[col], mark)


def _is_read(row: int, marks: Sequence[Cell], identity: Mapping[Role, Cell]) -> bool:
    """Whether all values of a row are merged with those of the row above, and so is what identifies it."""
    return all(mark.row < row for mark in marks) and all(
        cell.row < row for cell in identity.values() if cell.value is not None
    )


def possible_values(table: Table, kind: Kind) -> Collection[object]:
    """What stands in the columns from which entries could be, each value once."""
    named = (*value_columns(table, kind), *hours_columns(table, kind))
    return table.values({*named, *table.axis(kind)})


def value_columns(table: Table, kind: Kind) -> tuple[int, ...]:
    """The columns whose label names a value of the kind (菌落数, 理论成绩, 治疗人次)."""
    return _columns_of(table, kind, "value")


def hours_columns(table: Table, kind: Kind) -> tuple[int, ...]:
    """The columns of hours of use: measured values where no other stand beside them."""
    return _columns_of(table, kind, "hours")


def _columns_of(table: Table, kind: Kind, field: str) -> tuple[int, ...]:
    return tuple(
        col for col in table.columns_of(kind, field, heads=True) if not _sums_up(table, kind, col)
    )


def _sums_up(table: Table, kind: Kind, col: int) -> bool:
    """Whether a column below a label over several (考核成绩) only sums up the others there (平均分)."""
    *over, own = table.labels[col]
    if role_of(own.text) != "tally" or kind in fields_of(own.text):
        return False
    beside = (labels for other, labels in table.labels.items() if other != col and labels)
    return any(
        cell in labels and role_of(labels[-1].text) != "tally" for labels in beside for cell in over
    )


def _columns(table: Table, kind: Kind) -> tuple[int, ...]:
    named = value_columns(table, kind) or hours_columns(table, kind)
    other = (
        col for col in table.axis(kind) if _names_day(table, col) or _is_of_numbers(table, col)
    )
    return tuple(sorted({*named, *other}))


def _is_of_numbers(table: Table, col: int) -> bool:
    written = [cell for row in table.data_rows if (cell := table.grid.cell(row, col)).text]
    return share(written, lambda cell: read_number(cell.value).value is not None) >= _HALF


def _names_day(table: Table, col: int) -> bool:
    return any(_is_day(cell) for cell in table.labels[col])


def _is_day(cell: Cell) -> bool:
    return _names_any_day(cell.value)


@lru_cache(maxsize=4_096, typed=True)
def _names_any_day(value: object) -> bool:
    return bool(read_month(value, ANY_MONTH) or read_date(value, ANY_MONTH).date)


def _headings(table: Table, columns: Sequence[int], hints: Hints) -> dict[int, Heading]:
    """What each column says; beside days, columns that name none are left out (累计)."""
    axis = read_axis(table, columns, hints)
    if "date" in axis and share(list(axis["date"].values()), _is_day) >= MOST:
        columns = [col for col in columns if _is_day(axis["date"][col])]
    return {col: _heading(table, axis, col, len(columns)) for col in columns}


def _heading(table: Table, axis: Axis, col: int, wide: int) -> Heading:
    whose: dict[str, Cell] = {
        role: axis[role][col]
        for role in _HEADS
        if role in axis and (role == "date" or not _is_figure(axis[role][col]))
    }
    said = [cell[:2] for role, cell in whose.items() if role != "inspector"]
    items = []
    for label in table.labels[col]:
        width = table.grid.span(label.row, label.col)[1] - label.col + 1
        if key(label.text) in vocabulary().shifts:
            whose["round"] = label
        elif (
            label[:2] not in said
            and not ("date" in whose and _is_day(label))
            and width < max(wide, 2)
        ):
            items.append(label)
    return Heading(whose, items[-1] if items else None, items[0].text if len(items) > 1 else "")


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a bare number, which names no room and no person."""
    return isinstance(cell.value, float) or cell.text.isdigit()


def _is_closed(table: Table, kind: Kind, col: int) -> bool:
    marks = [table.grid.cell(row, col) for row in table.data_rows]
    return is_blank_check(table, kind, marks, named=False)


def _are_filled(table: Table, kind: Kind, columns: Sequence[int]) -> bool:
    """Whether most rows hold values: then one without is missing, not printed ahead."""
    rows = [[table.grid.cell(row, col) for col in columns] for row in table.data_rows]
    blank = sum(is_blank_check(table, kind, marks, named=False) for marks in rows)
    return blank * 2 < len(rows)


def _is_named(identity: Mapping[Role, Cell]) -> bool:
    """Whether a row says whose it is, and is not one of days, of which some are closed."""
    whose = (identity.get("unit"), identity.get("subject"))
    return "date" not in identity and any(cell and cell.value is not None for cell in whose)


def _places_are_units(table: Table, kind: Kind, hints: Hints) -> bool:
    """Whether the places of measurement are rooms, in a table that has no other column for them."""
    fields = table.fields(kind)
    column = fields.get("place", fields.get("object"))
    if column is None or table.column("unit") is not None:
        return False
    texts = [text for row in table.data_rows if (text := table.grid.cell(row, column).text)]
    return share(texts, hints.is_unit) >= MOST


def _placed(entry: Entry, *, units: bool) -> Entry:
    """The entry of a row with the place where it was measured."""
    place, sample = entry.cell("place"), entry.cell("object")
    place, sample = (place, sample) if place else (sample, None)
    if place is None:
        return entry
    if units:
        entry = _whose(entry, unit=place)
    elif entry.whose.subject is None:
        entry = _whose(entry, subject=place)
    else:
        entry = entry._replace(place=place.text)
    if sample is None:
        return entry
    if entry.whose.subject is None:
        return _whose(entry, subject=sample)
    return entry._replace(place=" ".join(filter(None, (entry.place, sample.text))))


def _at(table: Table, row: Entry, heading: Heading, mark: Cell) -> Entry:
    """The entry of one cell: its row's, with what its column says. A row that only its first text
    tells from others (上午; 温度) is of that part of the day, or about that."""
    row = _whose(row, **heading.whose)
    label = heading.item or mark
    beside = {**row.beside, "label": label} if heading.item else row.beside
    row = row._replace(mark=mark, beside=beside, group=row.group or heading.group)
    if row.item.value is not None:
        several = heading.item is not None and not heading.group
        return row._replace(group=f"{row.group}/{label.text}") if several else row
    if heading.item is not None:
        return row._replace(item=heading.item)
    nobody = row.whose.unit is None and row.whose.subject is None
    if nobody and (first := _first_text(table, mark.row)):
        if key(first.text) in vocabulary().shifts:
            return _whose(row, round=row.whose.round or first)
        return row._replace(item=first)
    return row


def _whose(entry: Entry, **said: Cell) -> Entry:
    return entry._replace(whose=entry.whose.but(said))


def _first_text(table: Table, row: int) -> Cell | None:
    cells = (table.grid.cell(row, col) for col in table.columns)
    return next((cell for cell in cells if isinstance(cell.value, str)), None)
