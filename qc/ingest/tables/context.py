"""What surrounds a table says for all its rows: the time, the unit, who checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from qc.ingest.grid import Cell
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import (
    Month,
    days_of,
    find_day,
    find_month,
    find_month_alone,
    read_date,
    read_range,
)
from qc.ingest.values.vocabulary import Role, unit_in


@dataclass(frozen=True)
class Context:
    """`titles` name the table from the nearest to the farthest: its own, the sheet's, the file's;
    `date` is a day written in the strip; `period` a range or the month that a title names, `within`
    whether it was written as a range;
    `month` fills in what dates leave out, `month_from` says where it was read, and
    `month_written` that the strip holds it as a date: then nothing is assumed."""

    titles: tuple[str, ...]
    date: Cell | None
    period: tuple[dt.date, dt.date] | None
    within: bool
    month: Month | None
    month_from: str
    month_written: bool
    unit: Cell | None
    named_unit: tuple[str, str] | None
    subject: Cell | None
    inspector: str
    round: str


def read_context(
    table: Table, file_name: str, today: dt.date, neighbours: Sequence[Table] = ()
) -> Context:
    """Read the strip, the titles, the sheet's and the file's name, in this order of trust. A date
    or unit whose label was left blank is missing where the sheet's other tables, its `neighbours`,
    have one."""
    forgotten = _forgotten(table, neighbours)
    facts = {**_inherited(table, neighbours), **forgotten, **table.facts}
    stated = facts["date"].text if "date" in facts else ""
    month, source = _month(table, stated, file_name, today, neighbours)
    day = facts.get("date") if read_date(stated, month).fault != "unreadable" else None
    period = read_range(stated)
    if not stated:
        period = next(filter(None, map(read_range, table.titles)), None)
        period = period or _period_above(table, neighbours)
        day = None if period else _day_of_titles(table, file_name)
    around = next(filter(None, map(read_range, table.titles)), None)
    titles = table.titles or next((t.titles for t in neighbours if t.titles), ())
    return Context(
        titles=(" ".join(titles), table.grid.sheet, PurePath(file_name).stem),
        date=forgotten.get("date") or (day if not period else None),
        period=period or around or (days_of(month) if month else None),
        within=period is not None or around is not None,
        month=month,
        month_from=source,
        month_written="date" in facts and isinstance(facts["date"].value, dt.date),
        unit=facts.get("unit"),
        named_unit=_named_unit([*titles, table.grid.sheet, PurePath(file_name).stem]),
        subject=facts.get("subject"),
        inspector=facts["inspector"].written if "inspector" in facts else "",
        round=facts["round"].written if "round" in facts else "",
    )


def _named_unit(titles: Sequence[str]) -> tuple[str, str] | None:
    """The unit that a title begins with, and that title."""
    return next(((unit, title) for title in titles if (unit := unit_in(title))), None)


def _inherited(table: Table, neighbours: Sequence[Table]) -> dict[Role, Cell]:
    """What the strip at the head of the sheet, or the foot below its last block, says for a block
    that has no strip of its own."""
    found: dict[Role, Cell] = {}
    above = [other for other in neighbours if other.top < table.top]
    for other in (*reversed(above), *(o for o in neighbours if o.top > table.top)):
        for role in ("date", "unit", "inspector"):
            said = other.facts.get(role)
            if said and (other in above or said.row in other.body) and role not in found:
                found[role] = said
    if any(unit_in(title) for title in table.titles):
        found.pop("unit", None)
    return found


def _period_above(table: Table, neighbours: Sequence[Table]) -> tuple[dt.date, dt.date] | None:
    """The quarter that the title over the first block names, for a block whose own titles name no time
    (二、按科室统计); none where the blocks above differ."""
    if any(map(find_month, table.titles)) or any(map(find_month_alone, table.titles)):
        return None
    above = [title for other in neighbours if other.top < table.top for title in other.titles]
    said = {found for title in above if (found := read_range(title))}
    others = any((named := find_month(t)) and named.month and not read_range(t) for t in above)
    return said.pop() if len(said) == 1 and not others else None


def _forgotten(table: Table, neighbours: Sequence[Table]) -> dict[Role, Cell]:
    return {
        role: cell
        for role, cell in table.blanks.items()
        if role in ("date", "unit")
        and role not in table.facts
        and any(role in other.facts for other in neighbours)
    }


def _year_of_neighbours(table: Table) -> tuple[Month | None, str]:
    """The year that all full dates of the date column, or of the row of dates at the foot, have: for
    those that leave it out."""
    column, foot = table.column("date"), table.foot_rows().get("date")
    if column is not None:
        cells = [table.grid.cell(row, column) for row in table.data_rows]
    elif foot is not None:
        cells = [table.grid.cell(foot, col) for col in table.columns]
    else:
        return None, ""
    dates = {cell.text: date for cell in cells if (date := read_date(cell.value).date)}
    years = {date.year for date in dates.values()}
    return (Month(years.pop()), next(iter(dates))) if len(years) == 1 else (None, "")


def _day_of_titles(table: Table, file_name: str) -> Cell | None:
    """A whole day that only a title, the sheet's or the file's name gives (… 2024年5月16日)."""
    for cell in table.title_cells:
        if found := find_day(cell.text):
            return Cell(cell.row, cell.col, found)
    for text in (table.grid.sheet, PurePath(file_name).stem):
        if found := find_day(text):
            return Cell(table.top, table.columns[0], found)
    return None


def _year_of_titles(table: Table, around: Sequence[str]) -> tuple[Month, str] | None:
    """The year that a title names alone, where the sheet was filled in after its end: the months of
    2023 that were put together in January 2024."""
    filled = {found.year for text in around if (found := find_month(text)) and found.month}
    for title in table.titles:
        named = find_month(title)
        if named and named.month is None and filled == {named.year + 1}:
            return named, title
    return None


def _month(
    table: Table, stated: str, file_name: str, today: dt.date, neighbours: Sequence[Table]
) -> tuple[Month | None, str]:
    """The nearest month with a year; a month alone is the last one of its name."""
    sheet, stem = table.grid.sheet, PurePath(file_name).stem
    strip = [cell.text for cell in table.texts if cell.row in table.strip]
    above = [title for other in neighbours if other.top < table.top for title in other.titles]
    texts = [stated, *table.titles, *strip, *above, sheet, stem]
    readings = [(found, text) for text in texts if (found := find_month(text))]
    if whole_year := _year_of_titles(table, [stated, *strip]):
        return whole_year
    if whole := next((reading for reading in readings if reading[0].month), None):
        return whole
    alone = [(named, text) for text in texts if (named := find_month_alone(text))]
    if readings:
        return Month(readings[0][0].year, alone[0][0] if alone else None), readings[0][1]
    if not alone:
        return _year_of_neighbours(table)
    named, text = alone[0]
    return Month(today.year - (named > today.month), named), text
