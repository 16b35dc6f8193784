"""Kind checklist: a mark passes or fails its item."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from qc.ingest.grid import Cell
from qc.ingest.kinds.beside_marks import is_value, judged_by_limit, measured_items
from qc.ingest.kinds.doubts import settle
from qc.ingest.kinds.seals import seal_outcome
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, held_back, judged_at, missed
from qc.ingest.standard import Standard
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import key, show
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.CHECKLIST

_FEWEST = 3  # rows: in fewer one mark each is no choice

_SEAL = "seal_number"


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether most of what is written can be read: a table of rates or names is no checklist, nor
    one of grades (优 良 差) in which a tick under the worst would pass."""
    labels = {key(cell.text) for col in table.axis(KIND) for cell in table.labels[col]}
    if len(labels & vocabulary().scale) > 1:
        return False
    written = [entry for entry in entries if entry.mark.value is not None]
    if _ticks_choose(entries, written):
        return False
    seal = _seal_column(table)
    said = Counter([(e.says or e.mark.value, e.mark.col == seal) for e in written])
    readable = sum(
        count
        for (mark, of_seal), count in said.items()
        if read_mark(mark, legend) is not None or (of_seal and seal_outcome(mark, legend))
    )
    return readable * 2 > len(written)


def _ticks_choose(entries: Sequence[Entry], written: Sequence[Entry]) -> bool:
    """Whether one tick a row says which column is true of it: columns of verdicts in words that
    nobody knows, in the worst of which √ would pass."""
    if any(entry.date or entry.unit or entry.says for entry in entries[:1]):
        return False
    rows = {entry.mark.row for entry in entries}
    columns = {entry.mark.col for entry in written}
    chosen = {entry.mark.row for entry in written}
    same = len({entry.mark.text for entry in written}) == 1
    return (
        len(columns) > 1
        and same
        and len(rows) >= _FEWEST
        and len(chosen) == len(written) == len(rows)
    )


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a mark: accepted, missed (blank) or held back (unknown). What √ and a blank mean is
    settled once for the table."""
    legend, blank = settle(known)
    limits = measured_items(known)

    @cache
    def of_item(item: Cell) -> Result:  # a row of marks shares it
        return blank_result(Entry(item, item), known.standard)

    checklist = known.standard.checklist
    halves = checklist is not None and checklist.partly == "half"
    sealed = _SEAL in known.table.fields(KIND)
    seal = _seal_column(known.table)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        mark = entry.mark
        error = known.error_at(mark)
        limit = limits.get(entry.item) if limits else None
        if limit is not None and not error and is_value(mark.value):
            result = of_item(entry.item)._replace(cell=mark.ref, raw=show(mark.value))
            return (judged_by_limit(known, mark, result, limit),)
        outcome = blank if mark.value is None else outcome_of(entry, legend)
        if outcome is None and mark.col == seal and mark.value is not None:
            outcome = seal_outcome(mark.value, legend)
        if error:
            outcome = None
        if outcome is not None:
            found = judged_at(of_item(entry.item), mark, outcome)
            if sealed:
                found = _of_seal(found, entry)
            return (_with_points(found, known.standard) if halves else found,)
        result = of_item(entry.item)._replace(cell=mark.ref, raw=show(mark.value))
        if error:
            known.say("error_value", mark, value=error)
            return (held_back(result, error),)
        if mark.value is None:
            known.say("missing_mark", mark)
            return (missed(result),)
        known.say("unknown_mark", mark)
        return (held_back(result),)

    return results


def outcome_of(entry: Entry, legend: Legend) -> Outcome | None:
    """What an entry says: by its column where that gives a tick its meaning, else by the mark."""
    return read_mark(entry.says, legend) if entry.says else read_mark(entry.mark.value, legend)


def _seal_column(table: Table) -> int | None:
    """The column of a daily log in which a cart's seal is looked at, by words of its own (未开启)."""
    return table.fields(Kind.STOCK).get("seal") if table.item_column is None else None


def _of_seal(result: Result, entry: Entry) -> Result:
    """The result with the number of the seal that was on the cart."""
    number = entry.cell(_SEAL)
    return result._replace(detail={_SEAL: number.written}) if number else result


def _with_points(result: Result, standard: Standard) -> Result:
    """Points in hundredths, of which a checklist grants half for 部分符合; none for 不适用."""
    if not result.checked:
        return result
    item = standard.item(result.item)
    points = int(item.points * 100) if item else 100
    share = {Outcome.PASS: points, Outcome.PARTIAL: points // 2, Outcome.FAIL: 0}
    return result._replace(points=points, scored=share[result.outcome or Outcome.FAIL])
