"""What surrounds a table says for all its rows: the time, the unit, who checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath

from qc.ingest.dates import Month, find_month, find_month_alone, read_date, read_range
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


def read_context(table: Table, file_name: str) -> Context:
    """Read the strip, the titles, the sheet's and the file's name, in this order of trust."""
    facts = table.facts
    stated = facts["date"].text if "date" in facts else ""
    month, source = _month(table, stated, file_name)
    day = facts.get("date") if read_date(stated, month).fault != "unreadable" else None
    period = read_range(stated) or next(filter(None, map(read_range, table.titles)), None)
    return Context(
        titles=(" ".join(table.titles), table.grid.sheet, PurePath(file_name).stem),
        date=day if stated and not period else None,
        period=period or _whole_month(month),
        month=month,
        month_from=source,
        unit=facts.get("unit"),
        subject=facts.get("subject"),
        inspector=facts["inspector"].written if "inspector" in facts else "",
        round=facts["round"].written if "round" in facts else "",
    )


def _month(table: Table, stated: str, file_name: str) -> tuple[Month | None, str]:
    sheet, stem = table.grid.sheet, PurePath(file_name).stem
    texts = [stated, *table.titles, sheet, stem]
    readings = [(found, text) for text in texts if (found := find_month(text))]
    for found, text in readings:
        if found.month:
            return found, text
    if not readings:
        return None, ""
    year, text = readings[0]
    alone = next(filter(None, map(find_month_alone, texts)), None)
    return Month(year.year, alone), text


def _whole_month(month: Month | None) -> tuple[dt.date, dt.date] | None:
    if month is None:
        return None
    if month.month is None:
        return dt.date(month.year, 1, 1), dt.date(month.year, 12, 31)
    first = dt.date(month.year, month.month, 1)
    after = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)
