"""Kind checklist: a mark passes or fails its item."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter

from qc.ingest.grid import Cell
from qc.ingest.kinds.beside_marks import is_value, judged_by_limit, measured_items
from qc.ingest.kinds.doubts import settle
from qc.ingest.kinds.seals import seal_outcome
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import is_closed
from qc.ingest.results import at, blank_result, held_back, judged, missed
from qc.ingest.standard import Standard
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import clean, key, show
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
    if _ticks_choose(entries):
        return False
    seal = _seal_column(table)
    said = Counter(map(attrgetter("says", "mark.value", "mark.col"), entries))
    written = [
        (says or mark, col, n) for (says, mark, col), n in said.items() if not is_closed(mark)
    ]
    readable = sum(
        count
        for mark, col, count in written
        if read_mark(mark, legend) is not None or (col == seal and seal_outcome(mark, legend))
    )
    return readable * 2 > sum(count for _, _, count in written)


def _ticks_choose(entries: Sequence[Entry]) -> bool:
    """Whether one tick a row says which column is true of it: columns of verdicts in words that
    nobody knows, in the worst of which √ would pass."""
    if any(entry.whose.date or entry.whose.unit or entry.says for entry in entries[:1]):
        return False
    rows = {entry.mark.row for entry in entries}
    written = [entry.mark for entry in entries if entry.mark.value is not None]
    columns = {mark.col for mark in written}
    chosen = {mark.row for mark in written}
    same = len({clean(show(value)) for value in {mark.value for mark in written}}) == 1
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
    checklist = known.standard.checklist
    halves = checklist is not None and checklist.partly == "half"
    sealed = _SEAL in known.table.fields(KIND)
    seal = _seal_column(known.table)
    errors = known.table.grid.errors

    @lru_cache(maxsize=None, typed=True)  # a table has many marks, and few that differ
    def usual(item: Cell, value: object, says: str, of_seal: bool) -> Result | None:
        """The result of a mark that can be read, without its place."""
        if value is None:
            outcome = blank
        elif item in limits and is_value(value):
            return None
        else:  # what the column says where it gives a tick its meaning
            outcome = read_mark(says or value, legend)
            if outcome is None and of_seal:
                outcome = seal_outcome(value, legend)
            if outcome is None and item.value is None and is_closed(value):
                outcome = Outcome.NA  # 休, where each cell is a check of somebody
        if outcome is None:
            return None
        result = judged(blank_result(Entry(Cell(*item[:2], value), item), known.standard), outcome)
        return _with_points(result, known.standard) if halves else result

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        mark, item = entry.mark, entry.item
        if errors and (error := known.error_at(mark)):
            known.say("error_value", mark, value=error)
            return (held_back(blank_result(entry, known.standard), error),)
        if found := usual(item, mark.value, entry.says, mark.col == seal):
            found = at(found, mark)
            return (_of_seal(found, entry) if sealed else found,)
        result = blank_result(entry, known.standard)
        if mark.value is None:
            known.say("missing_mark", mark)
            return (missed(result),)
        if item in limits and is_value(mark.value):
            return (judged_by_limit(known, mark, result, limits[item]),)
        known.say("unknown_mark", mark)
        return (held_back(result),)

    return results


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
