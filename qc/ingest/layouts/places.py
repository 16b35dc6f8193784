"""Telling apart rows that share day and unit: two visitors of one day are two checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qc.ingest.grid import Cell
from qc.ingest.layouts.rows import Identity
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_date


def places(
    table: Table, rows: Iterable[tuple[int, Identity]], *, copies: bool, sheet: str = ""
) -> Mapping[int, str]:
    """A place for each row: the nth of its day and subject in the sheet, so that a correction does
    not move the others. An exact copy of a row has the place of the first one where rows cannot be
    alike by chance: in registers (`copies`), or when they name a subject or the time of day."""
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, ...], str] = {}
    found: dict[int, str] = {}
    for row, identity in rows:
        subject = identity["subject"].text if "subject" in identity else ""
        day = _day(identity.get("date"))
        content = _content(table, row)
        alike = copies or bool(subject) or _is_timed(identity.get("date"))
        if alike and content in first:
            found[row] = first[content]
            continue
        seen[day, subject] += 1
        number = seen[day, subject]
        first[content] = found[row] = f"{sheet} {number}".strip() if number > 1 or sheet else ""
    return found


def _day(cell: Cell | None) -> str:
    """The day as far as it can be read here: the year may stand elsewhere."""
    if cell is None:
        return ""
    reading = read_date(cell.value, ANY_MONTH)
    return f"{reading.date:%m-%d}" if reading.date else cell.text


def _is_timed(cell: Cell | None) -> bool:
    """Whether a day is written with its time."""
    return cell is not None and ":" in cell.text


def _content(table: Table, row: int) -> tuple[str, ...]:
    """What a row says, without its number."""
    number = table.column("number")
    return tuple(table.grid.cell(row, col).text for col in table.columns if col != number)
