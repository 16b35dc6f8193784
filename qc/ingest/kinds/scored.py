"""Whether the numbers of a sheet of points are what was deducted or what was obtained.

Its words tell (扣分, 得分) or how they are written (-2), else its own totals, else how large they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.kinds.amounts import read_amount
from qc.ingest.layouts.entry import Entry
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import role_of
from qc.words import Kind

_DEDUCTED = re.compile(r"扣|减分")
_OBTAINED = re.compile(r"得分|实得|评分$|打分")
_TITLE_OBTAINED = re.compile(r"得分|实得")
_FULL_IN_LABEL = re.compile(r"[(\[【]?\s*(?:满分|分值)?\s*(\d+(?:\.\d+)?)\s*分\s*[)\]】]?\s*$")
_FULL_BEFORE = re.compile(r"[(\[【]\s*(\d+(?:\.\d+)?)\s*[)\]】]\s*$")


class Manner(NamedTuple):
    """`obtained`: the numbers are scores; else they are deductions. `assumed`: nothing told."""

    obtained: bool
    assumed: bool = False


class Line(NamedTuple):
    """The numbers of one chart or person, the full marks that they belong to, and what the sheet
    itself states of it, with the label of each total."""

    values: tuple[Decimal, ...]
    full: Decimal
    stated: tuple[tuple[str, Decimal], ...]


def full_marks(entry: Entry) -> Decimal | None:
    """The full marks of an entry's item: beside it, or in its label (眉栏填写（5分）)."""
    if cell := entry.cell("points"):
        return read_number(cell.value).value
    found = _in_label(entry.item.text)
    return Decimal(found[1]) if found else None


def bare_label(label: str) -> str:
    """An item's label without the full marks behind it."""
    found = _in_label(clean(label))
    return clean(label)[: found.start()].strip() if found else label


def _in_label(label: str) -> re.Match[str] | None:
    found = _FULL_IN_LABEL.search(label) or _FULL_BEFORE.search(label)
    return found if found and found.start() else None


def manner_of(table: Table, context: Context, entries: Sequence[Entry]) -> Manner:
    """How the numbers of entries in an axis are meant."""
    headings = [*_headings(table, entries)]
    if any(_DEDUCTED.search(text) for text in headings):
        return Manner(obtained=False)
    if any(_OBTAINED.search(text) for text in headings):
        return Manner(obtained=True)
    written = [read_amount(e.mark.value) for e in entries if e.mark.value is not None]
    if any(amount.signed and amount.value for amount in written):
        return Manner(obtained=False)
    lines = [*_lines(table, entries)]
    if votes := [vote for line in lines if (vote := _vote(line)) is not None]:
        return Manner(obtained=sum(votes) * 2 > len(votes))
    if says_deducted(table, context):
        return Manner(obtained=False)
    if any(_TITLE_OBTAINED.search(title) for title in context.titles):
        return Manner(obtained=True)
    return Manner(obtained=_are_large(entries), assumed=True)


def says_deducted(table: Table, context: Context) -> bool:
    """Whether title, notes, totals or the heading over the axis speak of deductions."""
    texts = [context.titles[0], *(cell.text for cell in table.texts)]
    texts += [table.row_label(row) for row in table.other_rows]
    texts += [cell.text for col in table.columns for cell in _header(table, col)]
    said = (text for text in texts if role_of(text) != "remark")
    return any(_DEDUCTED.search(text) for text in said)


def _headings(table: Table, entries: Sequence[Entry]) -> Iterator[str]:
    """The labels over the whole axis: 各科实得分 above the units, 扣分 above the charts."""
    for col in sorted({entry.mark.col for entry in entries}):
        for cell in _header(table, col):
            if table.grid.span(cell.row, cell.col)[1] > cell.col:
                yield cell.text


def _header(table: Table, col: int) -> Iterator[Cell]:
    return (table.grid.cell(row, col) for row in range(table.top, table.bottom + 1))


def tally_columns(table: Table) -> dict[int, str]:
    """The columns that sum up their rows, with their labels."""
    return {col: table.labels[col][-1].text for col, r in table.roles.items() if r == "tally"}


def tally_rows(table: Table) -> dict[int, str]:
    """The rows that sum up their columns, with their labels."""
    labels = {row: table.row_label(row) for row in table.other_rows}
    return {row: label for row, label in labels.items() if role_of(label) == "tally"}


def across(table: Table, entries: Sequence[Entry]) -> bool:
    """Whether a check is a column of the table, its items in the rows."""
    return table.item_column is not None and any(
        entry.mark.col not in table.fields(Kind.POINTS).values() for entry in entries
    )


def _lines(table: Table, entries: Sequence[Entry]) -> Iterator[Line]:
    down = across(table, entries)
    places = {entry.mark.col if down else entry.mark.row for entry in entries}
    tallies = tally_rows(table) if down else tally_columns(table)
    for place in sorted(places):
        marks = [e for e in entries if (e.mark.col if down else e.mark.row) == place]
        cells = {
            at: table.grid.cell(at, place) if down else table.grid.cell(place, at) for at in tallies
        }
        stated = tuple(
            (tallies[at], value)
            for at, cell in cells.items()
            if (value := read_number(cell.value).value) is not None
        )
        amounts = [read_amount(entry.mark.value).value or Decimal(0) for entry in marks]
        full = sum((full_marks(entry) or Decimal(0) for entry in marks), Decimal(0))
        yield Line(tuple(amounts), full, stated)


def _vote(line: Line) -> bool | None:
    """True for scores, False for deductions, None where the totals do not tell."""
    total = sum(line.values, Decimal(0))
    if total == line.full - total:
        return None
    for label, stated in line.stated:
        if _DEDUCTED.search(key(label)):
            if abs(stated) == total:
                return False
        elif stated == total and total:
            return True
        elif stated == line.full - total:
            return False
    return None


def _are_large(entries: Sequence[Entry]) -> bool:
    """Scores fill the sheet and lie near the full marks; deductions are few and small."""
    pairs = [(read_amount(e.mark.value).value, full_marks(e)) for e in entries]
    known = [(value, full) for value, full in pairs if value is not None and full]
    large = sum(value * 2 > full for value, full in known)
    return large * 2 > len(entries)
