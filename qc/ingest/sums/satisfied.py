"""The rates of satisfaction in a survey's row of totals (总满意率), against the answers above it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from qc.ingest.known import Known
from qc.ingest.layouts.answer_columns import Group, groups
from qc.ingest.sums.stated import Tally, compare_share, tally_rows
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.vocabulary import fields_of
from qc.records import Result
from qc.words import Kind, ResultState

_ALL = ("valid", "returned", "asked")  # what came back, the most exact word first


def compare_satisfied(known: Known, results: Sequence[Result]) -> None:
    """Say which rates disagree: those below the column of rates, and those below a question."""
    table = known.table
    rates = _columns_of_rates(known)
    placed = _placed(known, results)
    for tally in tally_rows(table):
        if tally.is_average:
            continue
        for col in table.columns:
            cell = table.grid.own(tally.at, col)
            group = rates.get(col)
            columns = group.columns if group else (col,) if tally.is_rate else ()
            if cell.value is not None and columns:
                shares = _shares(known, tally, placed, columns)
                compare_share(known, cell, [*shares, *_of_sums(table, tally, group)])


def _columns_of_rates(known: Known) -> dict[int, Group]:
    """The columns of rates with the group of answers that each is about."""
    of_group = {g.forms["rate"]: g for g in groups(known.table) if "rate" in g.forms}
    return {col: group for col, group in of_group.items() if _is_rate(known, col)}


def _of_sums(table: Table, tally: Tally, group: Group | None) -> Iterator[tuple[Decimal, Decimal]]:
    """By the sums of forms in the same row, in which what was held back may be."""
    if group is None:
        return
    one = next(iter(group.answers.values())) if len(group.answers) == 1 else None
    passed = group.forms.get("satisfied", one)
    every = next((group.forms[field] for field in _ALL if field in group.forms), None)
    if passed is not None and every is not None:
        sums = [read_number(table.grid.own(tally.at, col).value).value for col in (passed, every)]
        yield sums[0] or Decimal(0), sums[1] or Decimal(0)


def _is_rate(known: Known, col: int) -> bool:
    """Whether a column holds rates: 满意度 4.6 is a mean score."""
    labels = known.table.labels[col]
    return fields_of(labels[-1].text).get(Kind.SURVEY) == "rate" and "率" in labels[-1].text


Placed = Sequence[tuple[int, int, Result]]


def _placed(known: Known, results: Sequence[Result]) -> Placed:
    """The results with row and column of their cells."""
    places = {
        cell.ref: (cell.row, cell.col)
        for entry in known.entries
        for cell in (entry.mark, *entry.beside.values())
    }
    return [(*places[result.cell], result) for result in results if result.cell in places]


def _shares(
    known: Known, tally: Tally, placed: Placed, columns: Collection[int]
) -> Iterator[tuple[Decimal, Decimal]]:
    """Of all rows, of the block above, of the rows so far; and the mean of the rows' own rates."""
    every = [(row, r) for row, col, r in placed if col in columns]
    blocks = (
        every,
        [(row, r) for row, r in every if tally.start <= row < tally.at],
        [(row, r) for row, r in every if row < tally.at],
    )
    rate = next((col for col in columns if _is_rate(known, col)), None)
    for block in blocks:
        counted = [r for _, r in block if r.state is ResultState.ACCEPTED]
        yield Decimal(sum(r.passed for r in counted)), Decimal(sum(r.checked for r in counted))
        if rate is not None:
            cells = (known.table.grid.own(row, rate) for row, _ in block)
            rates = [s for cell in cells if (s := read_number(cell.value).share) is not None]
            yield sum(rates, Decimal(0)), Decimal(len(rates))
