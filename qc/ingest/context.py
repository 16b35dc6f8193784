"""What surrounds a table says for all its rows: the time, the unit, who checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath

from qc.ingest.dates import Month, days_of, find_month, find_month_alone, read_date, read_range
from qc.ingest.grid import Cell
from qc.ingest.tables import Table


@dataclass(frozen=True)
class Context:
    """`titles` name the table from the nearest to the farthest: its own, the sheet's, the file's;
    `date` is a day written in the strip; `period` a range or the month that a title names;
    `month` fills in what dates leave out, and `month_from` says where it was read."""

    titles: tuple[str, ...]
    date: Cell | None
    period: tuple[dt.date, dt.date] | None
    month: Month | None
    month_from: str
    unit: Cell | None
    subject: Cell | None
    inspector: str
    round: str


def read_context(table: Table, file_name: str, today: dt.date) -> Context:
    """Read the strip, the titles, the sheet's and the file's name, in this order of trust."""
    facts = table.facts
    stated = facts["date"].text if "date" in facts else ""
    month, source = _month(table, stated, file_name, today)
    day = facts.get("date") if read_date(stated, month).fault != "unreadable" else None
    period = read_range(stated) or next(filter(None, map(read_range, table.titles)), None)
    return Context(
        titles=(" ".join(table.titles), table.grid.sheet, PurePath(file_name).stem),
        date=day if stated and not period else None,
        period=period or (days_of(month) if month else None),
        month=month,
        month_from=source,
        unit=facts.get("unit"),
        subject=facts.get("subject"),
        inspector=facts["inspector"].written if "inspector" in facts else "",
        round=facts["round"].written if "round" in facts else "",
    )


def _month(table: Table, stated: str, file_name: str, today: dt.date) -> tuple[Month | None, str]:
    """The nearest month with a year; a month alone is the last one of its name."""
    sheet, stem = table.grid.sheet, PurePath(file_name).stem
    texts = [stated, *table.titles, sheet, stem]
    readings = [(found, text) for text in texts if (found := find_month(text))]
    if whole := next((reading for reading in readings if reading[0].month), None):
        return whole
    alone = [(named, text) for text in texts if (named := find_month_alone(text))]
    if readings:
        return Month(readings[0][0].year, alone[0][0] if alone else None), readings[0][1]
    if not alone:
        return None, ""
    named, text = alone[0]
    return Month(today.year - (named > today.month), named), text
