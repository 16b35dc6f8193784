"""Whether the numbers of a sheet of points are what was deducted or what was obtained.

Its words tell (扣分, 得分) or how they are written (-2), else its own totals, else how large they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.kinds.amounts import read_amount
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.questions import POINTS
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import role_of
from qc.words import Kind

_DEDUCTED = re.compile(r"扣|减分")
_OBTAINED = re.compile(r"得分|实得|打分")
_GIVEN = re.compile(r"评分$")  # mostly scores, but written over deductions too
_BOTH = re.compile(
    r"(?<!不)得分?.?[扣减]|[扣减]分?.{0,2}得|(?<![附增])加分?.?[扣减]分|[扣减]分?.?加分"
)
_LABEL = 10  # signs: a longer text is no label
_TITLE_OBTAINED = re.compile(r"得分|实得")
_FULL_IN_LABEL = re.compile(r"[(\[【]?\s*(?:满分|分值)?\s*(\d+(?:\.\d+)?)\s*分\s*[)\]】]?\s*$")
_FULL_BEFORE = re.compile(r"[(\[【]\s*(\d+(?:\.\d+)?)\s*[)\]】]\s*$")


class Manner(NamedTuple):
    """`obtained`: the numbers are scores; else they are deductions. `assumed`: nothing told;
    `outright`: a heading says so, against which no answer counts."""

    obtained: bool
    assumed: bool = False
    outright: bool = False


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


def says_full_marks(label: str) -> bool:
    """Whether a label ends with the full marks of what it names (眉栏填写（5分）)."""
    return _in_label(clean(label)) is not None


def bare_label(label: str) -> str:
    """An item's label without the full marks behind it."""
    found = _in_label(clean(label))
    return clean(label)[: found.start()].strip() if found else label


def _in_label(label: str) -> re.Match[str] | None:
    found = _FULL_IN_LABEL.search(label) or _FULL_BEFORE.search(label)
    return found if found and found.start() else None


def manner_of(known: Known) -> Manner:
    """How the numbers of entries in an axis are meant: as their heading says, else as was answered
    for the layout, else as all else tells."""
    headings = [t for t in _headings(known.table, known.entries) if not _says_both(t)]
    if any(_DEDUCTED.search(text) for text in headings):
        return Manner(obtained=False, outright=True)
    if any(_OBTAINED.search(text) for text in headings):
        return Manner(obtained=True, outright=True)
    if answer := known.answer(POINTS):
        return Manner(obtained=answer == "obtained")
    return _manner_told(known, given=any(_GIVEN.search(text) for text in headings))


def _manner_told(known: Known, *, given: bool) -> Manner:
    """How numbers are meant whose heading does not say it outright; under 评分 (`given`) they are
    scores unless they show themselves to be deductions."""
    table, entries = known.table, known.entries
    written = [read_amount(e.mark.value) for e in entries if e.mark.value is not None]
    if any(amount.signed and amount.value for amount in written):
        return Manner(obtained=False)
    lines = [*_lines(table, entries)]
    if votes := [vote for line in lines if (vote := _vote(line)) is not None]:
        return Manner(obtained=sum(votes) * 2 > len(votes))
    if given:
        return Manner(obtained=True, assumed=not _are_large(_amounts_of(entries)))
    if _says_deducted(table, known.context):
        return Manner(obtained=False)
    titles = known.context.titles
    if any(_TITLE_OBTAINED.search(title) and not _says_both(title) for title in titles):
        return Manner(obtained=True)
    return Manner(obtained=_are_large(_amounts_of(entries)), assumed=True)


def manner_of_records(known: Known) -> Manner:
    """How figures in columns of their own names are meant: deductions decide where there are any, else
    the scores beside them. Small numbers under 评分 beside their full marks may be either."""
    deducted = any(entry.cell("deducted") for entry in known.entries)
    scored = any(entry.cell("scored") or entry.cell("total") for entry in known.entries)
    if deducted or not scored or not _may_be_either(known):
        return Manner(obtained=scored and not deducted, outright=True)
    if answer := known.answer(POINTS):
        return Manner(obtained=answer == "obtained")
    cells = [(entry.beside["scored"].value, full_marks(entry)) for entry in known.entries]
    return Manner(obtained=True, assumed=not _are_large(cells))


def _may_be_either(known: Known) -> bool:
    """Whether the only column of figures beside the full marks is called 评分."""
    fields = known.table.fields(Kind.POINTS)
    alone = "points" in fields and not {"deducted", "total"} & fields.keys()
    if not alone or "scored" not in fields:
        return False
    return _is_given(known.table.labels[fields["scored"]][-1].text)


def _is_given(label: str) -> bool:
    """Whether a label (评分) speaks of points without saying that they were obtained."""
    text = clean(label)
    return bool(_GIVEN.search(text)) and not _OBTAINED.search(text)


def _says_both(label: str) -> bool:
    """Whether a label names both ways and so tells none: 得扣分, 得分/扣分, 加减分."""
    text = clean(label)
    return len(text) <= _LABEL and bool(_BOTH.search(text))


def speaks_of_deducting(label: str) -> bool:
    """Whether a label tells of deductions alone (扣分项目), not of scores beside them (得扣分)."""
    return bool(_DEDUCTED.search(label)) and not _says_both(label)


def speaks_of_deductions(table: Table, context: Context) -> bool:
    """Whether title, notes, totals or header speak of deductions, be it beside scores (得扣分)."""
    return any(_DEDUCTED.search(text) for text in _texts(table, context))


def _says_deducted(table: Table, context: Context) -> bool:
    """Whether title, notes, totals or the heading over the axis tell of deductions."""
    return any(_DEDUCTED.search(t) and not _says_both(t) for t in _texts(table, context))


def _texts(table: Table, context: Context) -> Iterator[str]:
    texts = [context.titles[0], *(cell.text for cell in table.texts)]
    texts += [table.row_label(row) for row in table.other_rows]
    texts += [cell.text for col in table.columns for cell in _header(table, col)]
    return (text for text in texts if role_of(text) != "remark")


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


def _amounts_of(entries: Sequence[Entry]) -> Iterator[tuple[object, Decimal | None]]:
    """What stands at the marks of entries, and their full marks."""
    return ((entry.mark.value, full_marks(entry)) for entry in entries)


def _are_large(written: Iterable[tuple[object, Decimal | None]]) -> bool:
    """Scores fill the sheet and lie near the full marks; deductions are few and small."""
    pairs = [(read_amount(value).value, full) for value, full in written]
    known = [(value, full) for value, full in pairs if value is not None and full]
    large = sum(value * 2 > full for value, full in known)
    return large * 2 > len(pairs)
