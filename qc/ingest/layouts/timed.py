"""Waiting times: a length in a column of its own, or between a start and an end, one visit a row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.places import places
from qc.ingest.layouts.rows import Identity, identified_rows, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.durations import Moment, read_moment
from qc.ingest.values.text import clean, key, tidy
from qc.words import Kind

NAME = "times a row"

_CLOCK_WORDS = ("时间", "时刻")
_CLOCK = re.compile(r"\d\s*[:：点]")
_FIRST_HOUR = 6 * 60  # minutes: the day begins


class Span(NamedTuple):
    """Columns of one time: its length (`waited`), or where it starts and ends."""

    waited: int | None
    start: int | None = None
    end: int | None = None


def recognises(table: Table, kind: Kind) -> bool:
    """A table with a column of lengths, or with one of starts and one of ends."""
    return kind is Kind.TIMING and bool(_spans(table))


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a time: its mark is the length or the end. Rows without any are none."""
    spans = _spans(table)
    rows = [(row, _dated(table, row, who, spans)) for row, who in identified_rows(table)]
    place_of = places(table, rows, copies=False)
    for row, identity in rows:
        for span in spans:
            cells = _cells(table, row, span)
            if all(not _is_written(table, cell) for cell in cells.values()):
                continue
            mark = cells.get("waited") or cells["end"]
            entry = row_entry(table, kind, row, mark, identity)
            beside = {
                name: entry.beside[name] for name in ("limit", "verdict") if name in entry.beside
            }
            yield entry._replace(
                item=entry.item if entry.item.text else _label(table, span),
                beside={**beside, **cells},
                place=place_of[row],
                group=_label(table, span).text
                if entry.item.text and len(spans) > 1
                else entry.group,
            )


def _spans(table: Table) -> Sequence[Span]:
    """The times that a row holds; each end goes with the nearest start before it. Where lengths
    are written, starts and ends only say how they came about."""
    named = table.columns_of(Kind.TIMING, "waited")
    waited = [col for col in named if not _holds_times_of_day(table, col)]
    starts = table.columns_of(Kind.TIMING, "start")
    ends = sorted({*table.columns_of(Kind.TIMING, "end"), *named} - {*waited})
    pairs = [
        Span(None, max(before), end) for end in ends if (before := [s for s in starts if s < end])
    ]
    if len(waited) == 1 and len(pairs) == 1:
        return [pairs[0]._replace(waited=waited[0])]
    return [Span(col) for col in waited] or pairs


def _holds_times_of_day(table: Table, col: int) -> bool:
    """Whether a column that is called by what was waited for (咨询师到位) says when that was: most of
    it are hours of the day, at which nobody's wait is that long."""
    values = [value for row in table.data_rows if (value := table.grid.cell(row, col).value)]
    moments = [moment.minutes for value in values if _is_clock(value, moment := read_moment(value))]
    late = sum(minutes is not None and minutes >= _FIRST_HOUR for minutes in moments)
    return late * 2 > len(values)


def _is_clock(value: object, moment: Moment) -> bool:
    """Whether a value is written as a time of day (9:13, 9点), not as a figure or a length."""
    written = isinstance(value, dt.time | dt.datetime) or (
        isinstance(value, str) and bool(_CLOCK.search(value))
    )
    return written and moment.minutes is not None


def _cells(table: Table, row: int, span: Span) -> dict[str, Cell]:
    columns = span._asdict().items()
    return {name: table.grid.cell(row, col) for name, col in columns if col is not None}


def _is_written(table: Table, cell: Cell) -> bool:
    return cell.value is not None or (cell.row, cell.col) in table.grid.errors


def _dated(table: Table, row: int, identity: Identity, spans: Sequence[Span]) -> Identity:
    """The row's day, taken from its start or end where no column of days stands before them."""
    if "date" in identity:
        return identity
    for span in spans:
        for col in (span.start, span.end):
            cell = table.grid.cell(row, col) if col is not None else None
            if cell and read_moment(cell.value).day:
                return {**identity, "date": cell}
    return identity


def _label(table: Table, span: Span) -> Cell:
    """What the time is called: its column without the limit, or 签到至接诊."""
    if span.waited is not None:
        cell = table.labels[span.waited][-1]
        return Cell(cell.row, cell.col, tidy(key(cell.text)))
    start, end = (table.labels[col or 0][-1] for col in (span.start, span.end))
    return Cell(end.row, end.col, f"{_short(start)}至{_short(end)}")


def _short(cell: Cell) -> str:
    text = key(clean(cell.text))
    for word in _CLOCK_WORDS:
        text = text.removesuffix(word)
    return text or cell.text


def labels_of(table: Table) -> Mapping[int, str]:
    """The labels of a table's columns as they are written, all rows of the header."""
    return {col: " ".join(cell.text for cell in said) for col, said in table.labels.items()}
