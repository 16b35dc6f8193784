"""Totals of marks and of points: of each day, chart or person, and of each item."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.kinds.amounts import Amount, read_amount
from qc.ingest.kinds.scored import across, full_marks, manner_of
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.sums.stated import (
    Tally,
    compare_share,
    compare_sum,
    tally_columns,
    tally_rows,
)
from qc.ingest.values.numbers import read_fraction, read_number
from qc.records import Result
from qc.words import Outcome, ResultState

_NUMBER = r"的?(项|数|个数|条数|次数|项数|人数|人次|项目数)$"
_PASSED = re.compile(rf"^(合格|符合|达标|[√✓✔]){_NUMBER}")
_FAILED = re.compile(rf"^(不合格|不符合|未达标|不达标|缺陷|问题|[×✗✘]){_NUMBER}")
_RATE = re.compile(r"^(本日|当日|每日|本周|总|平均)?(合格|达标|符合|完好)率%?$")
_DEDUCTED = re.compile(r"扣|减分")
_SCORED = re.compile(r"得分|实得|总分|分数|成绩|评分")
_SURE_OF = 3  # of so many stated scores one may be wrong before nothing is said of them
_NOTHING, _HUNDRED = Decimal(0), Decimal(100)

Shares = Iterator[tuple[Decimal, Decimal]]


def compare_marks(known: Known, results: Sequence[Result]) -> None:
    """The stated numbers and rates of marks, of each column and of each row."""
    stated = list(_stated(known))
    outcomes = _outcomes(known, results) if stated else {}
    for cell, tally, marks in stated:
        counts = Counter(outcomes.get(mark.mark.ref, "held") for mark in marks)
        if counts["held"] == len(marks):  # nothing of the line is understood
            continue
        if _RATE.search(tally.label) and not tally.is_average:
            compare_share(known, cell, _shares(counts))
        elif _PASSED.search(tally.label):
            passed = [mark for mark in marks if outcomes.get(mark.mark.ref) == "pass"]
            others = (*_as_summed(marks), *_as_ticked(passed))
            compare_sum(known, cell, (*_between(counts, "pass"), *others))
        elif _FAILED.search(tally.label):
            compare_sum(known, cell, _between(counts, "fail"))
    _compare_scores(known, stated, outcomes)


def _outcomes(known: Known, results: Sequence[Result]) -> Mapping[str, str]:
    """What each mark says, by its cell. Marks of a day or room that cannot be are no results, but a
    stated number counts them: they say what the same mark says elsewhere in the table."""
    found = {result.cell: _named(result) for result in results}
    if len(found) == len(known.entries):  # nearly always
        return found
    sure = [e.mark for e in known.entries if found.get(e.mark.ref, "held") != "held"]
    same = {mark.value: found[mark.ref] for mark in sure if not isinstance(mark.value, float)}
    others = {e.mark.ref: same.get(e.mark.value, "held") for e in known.entries}
    return {**others, **found}


def _compare_scores(
    known: Known,
    stated: Sequence[tuple[Cell, Tally, Sequence[Entry]]],
    outcomes: Mapping[str, str],
) -> None:
    """The stated scores (得分, 合计) of marks: where most of a line are the number of passes, the others
    are pointed at. A score that is counted in another way is nothing that a reader could check."""
    lines: dict[tuple[int, bool], list[tuple[Cell, list[Decimal]]]] = defaultdict(list)
    for cell, tally, marks in stated:
        scored = _SCORED.search(tally.label) and not _DEDUCTED.search(tally.label)
        if (scored or tally.is_sum) and not (tally.is_average or tally.is_rate):
            counts = Counter(outcomes.get(mark.mark.ref, "held") for mark in marks)
            sums = [*_between(counts, "pass"), *_as_summed(marks)]
            lines[tally.at, cell.col == marks[0].mark.col].append((cell, sums))
    for line in lines.values():
        right = sum(read_number(cell.value).value in sums for cell, sums in line)
        if right * _SURE_OF >= len(line) * (_SURE_OF - 1):
            for cell, sums in line:
                compare_sum(known, cell, sums)


def compare_fractions(known: Known, results: Sequence[Result]) -> None:
    """The stated rates of counts that stand in one cell (18/20), of each column and of each row."""
    found = {result.cell: result for result in results}
    for cell, tally, marks in _stated(known):
        written = [mark.mark for mark in marks if read_fraction(mark.mark.value)]
        if written and _RATE.search(tally.label) and not tally.is_average:
            compare_share(known, cell, _of_fractions(found, written))


def _of_fractions(found: Mapping[str, Result], cells: Sequence[Cell]) -> Shares:
    """The rates that fractions may mean: of those that count, or their mean; what is held back (15/14)
    may be in the sheet's own rate as it is written."""
    counted = [r for cell in cells if (r := found.get(cell.ref)) and r.checked]
    passed, checked = sum(r.passed for r in counted), sum(r.checked for r in counted)
    yield Decimal(passed), Decimal(checked)
    yield sum((Decimal(r.passed) / r.checked for r in counted), _NOTHING), Decimal(len(counted))
    pairs = [pair for cell in cells if (pair := read_fraction(cell.value))]
    if len(counted) < len(pairs):
        first, second = (sum(part) for part in zip(*pairs, strict=True))
        yield Decimal(min(first, second)), Decimal(max(first, second))


def _named(result: Result) -> str:
    if result.state is ResultState.ACCEPTED:
        return str(result.outcome or Outcome.NA)
    return "missed" if result.state is ResultState.MISSED else "held"


def _shares(counts: Mapping[str, int]) -> Shares:
    """The rates that marks may mean: 部分符合 as a fail, a half or a pass; missed and unclear marks in
    the denominator or not; 不适用 as passed, as some clinics have it."""
    passed, judged = counts["pass"], counts["pass"] + counts["fail"] + counts["partial"]
    half = Decimal(counts["partial"]) / 2
    for more in (Decimal(0), half, half * 2):
        for unclear in {0, counts["held"]}:
            for missed in {0, counts["missed"]}:
                yield passed + more, Decimal(judged + missed + unclear)
                yield passed + more + unclear, Decimal(judged + missed + unclear)
                yield (
                    passed + more + counts["na"],
                    Decimal(judged + missed + unclear + counts["na"]),
                )


def _between(counts: Mapping[str, int], outcome: str) -> Iterator[Decimal]:
    """A number of marks, with or without those that are partly or unclear or do not apply."""
    sure = counts[outcome]
    doubtful = counts["partial"] + counts["held"] + counts["missed"]
    doubtful += counts["na"] if outcome == "pass" else 0
    return (Decimal(number) for number in range(sure, sure + doubtful + 1))


def _as_summed(marks: Sequence[Entry]) -> Iterator[Decimal]:
    """What a sheet's own formula makes of 1 and 0: the sum of numbers, not of those kept as text."""
    numbers = [mark.mark.value for mark in marks if isinstance(mark.mark.value, float)]
    if numbers:
        yield Decimal(str(sum(numbers)))


def _as_ticked(passed: Sequence[Entry]) -> Iterator[Decimal]:
    """What is counted by the mark alone: the ticks of a line in which somebody wrote 良好 once."""
    written = Counter(mark.mark.text for mark in passed)
    yield from (Decimal(number) for _, number in written.most_common(1))


def _stated(known: Known) -> Iterator[tuple[Cell, Tally, list[Entry]]]:
    """Every stated figure that is about several marks, with these marks."""
    table = known.table
    below, beside = tally_rows(table), tally_columns(table)
    columns = _lines(known, lambda e: e.mark.col) if below else {}
    rows = _lines(known, lambda e: e.mark.row) if beside else {}
    for tally in below:
        for col, marks in columns.items():
            cell = table.grid.own(tally.at, col)
            if cell.value is not None and len(marks) > 1:
                yield cell, tally, marks
    for tally in beside:
        for row, marks in rows.items():
            cell = table.grid.own(row, tally.at)
            if cell.value is not None and len(marks) > 1:
                yield cell, tally, marks


def _lines(known: Known, place: Callable[[Entry], int]) -> dict[int, list[Entry]]:
    lines: dict[int, list[Entry]] = defaultdict(list)
    for entry in known.entries:
        lines[place(entry)].append(entry)
    return lines


class _Sum(NamedTuple):
    """The points of one line: full marks, and what the numbers say of them."""

    full: Decimal
    value: Decimal


def compare_points(known: Known, good: frozenset[str]) -> None:
    """The stated deductions and scores of each chart or person."""
    down = across(known.table, known.entries)
    sizes = {entry.mark.ref: _size(entry) for entry in known.entries}
    obtained = manner_of(known).obtained
    taken: dict[int, Decimal] = {}  # what the sheet says was deducted from each check
    checks = set(_lines(known, lambda e: e.mark.col if down else e.mark.row))
    for cell, tally, marks in _stated(known):
        if (cell.col if down else cell.row) not in checks or tally.is_average:
            continue
        if (cell.row if down else cell.col) != tally.at:
            continue
        block = [m for m in marks if tally.start <= (m.mark.row if down else m.mark.col) < tally.at]
        parts = [
            _sum([sizes[entry.mark.ref] for entry in part if not only or entry.mark.ref in good])
            for part in (marks, block)
            if part
            for only in (False, True)
        ]
        deducted, scored = [], []
        for part in parts:
            other = part.full - part.value
            scored.append(part.value if obtained else other)
            deducted.append(other if obtained else part.value)
        fulls = {part.full for part in parts} | {_HUNDRED}
        # What a part leaves of another's full marks is nobody's score, unless it has none itself.
        whole = [
            *deducted[:2],
            *(d for part, d in zip(parts, deducted, strict=True) if not part.full),
        ]
        scored += [full - value for full in fulls for value in whole]
        scored += [
            value * _HUNDRED / full for full in fulls if full for value in scored[: len(parts)]
        ]
        line = cell.col if down else cell.row
        if line in taken:  # a wrong sum of deductions is pointed at once, not again in its score
            scored += [full - taken[line] for full in fulls]
        if _DEDUCTED.search(tally.label):
            compare_sum(known, cell, deducted)
            if (number := read_number(cell.value).value) is not None:
                taken[line] = abs(number)
        elif tally.label.endswith("率"):
            compare_share(known, cell, ((value, full) for value in scored for full in fulls))
        elif _SCORED.search(tally.label):
            compare_sum(known, cell, scored)
        elif tally.is_sum:
            compare_sum(known, cell, [*(scored if obtained else deducted), *scored, *deducted])


def _size(entry: Entry) -> _Sum:
    """Full marks and number of one item; nothing of one that does not apply."""
    amount = Amount() if entry.mark.value is None else read_amount(entry.mark.value)
    if amount.na:
        return _Sum(_NOTHING, _NOTHING)
    return _Sum(full_marks(entry) or _NOTHING, amount.value or _NOTHING)


def _sum(sizes: Sequence[_Sum]) -> _Sum:
    """Those of a line together."""
    return _Sum(
        sum((size.full for size in sizes), _NOTHING), sum((size.value for size in sizes), _NOTHING)
    )
