"""Kind checklist: a mark passes or fails its item."""

from __future__ import annotations

from qc.catalogue.model import Item
from qc.ingest.grid import Grid
from qc.ingest.layouts.entry import Entry
from qc.ingest.marks import Legend, read_mark
from qc.ingest.problems import problem
from qc.ingest.standard import Standard, own_item_code
from qc.ingest.text import show
from qc.records import Problem, Result
from qc.words import Kind, Outcome, ResultState

KIND = Kind.CHECKLIST


def read_result(
    grid: Grid, entry: Entry, standard: Standard, legend: Legend
) -> tuple[Result, Problem | None]:
    """One mark as a result: accepted, missed (blank) or held back (unknown)."""
    item = standard.item(entry.item.written)
    error = grid.errors.get((entry.mark.row, entry.mark.col))
    if error:
        return _uncounted(entry, item, ResultState.HELD_BACK, error), problem(
            "error_value", grid.sheet, entry.mark, value=error
        )
    if entry.mark.value is None:
        return _uncounted(entry, item, ResultState.MISSED, ""), problem(
            "missing_mark", grid.sheet, entry.mark
        )
    outcome = outcome_of(entry, legend)
    if outcome is None:
        return _uncounted(entry, item, ResultState.HELD_BACK, show(entry.mark.value)), problem(
            "unknown_mark", grid.sheet, entry.mark
        )
    return _counted(entry, item, standard, outcome), None


def outcome_of(entry: Entry, legend: Legend) -> Outcome | None:
    """What an entry says: by its column where that gives a tick its meaning, else by the mark."""
    return read_mark(entry.says, legend) if entry.says else read_mark(entry.mark.value, legend)


def _counted(entry: Entry, item: Item | None, standard: Standard, outcome: Outcome) -> Result:
    points, scored = _points(item, standard, outcome)
    return Result(
        cell=entry.mark.ref,
        item_code=item.code if item else own_item_code(entry.item.written),
        item=entry.item.written,
        level=item.level if item else None,
        checked=int(outcome is not Outcome.NA),
        passed=int(outcome is Outcome.PASS),
        points=points,
        scored=scored,
        outcome=outcome,
        raw=show(entry.mark.value),
    )


def _points(
    item: Item | None, standard: Standard, outcome: Outcome
) -> tuple[int | None, int | None]:
    """Points in hundredths where a checklist grants half of them for 部分符合; else none."""
    if not standard.checklist or standard.checklist.partly != "half" or outcome is Outcome.NA:
        return None, None
    points = int(item.points * 100) if item else 100
    share = {Outcome.PASS: points, Outcome.PARTIAL: points // 2, Outcome.FAIL: 0}[outcome]
    return points, share


def _uncounted(entry: Entry, item: Item | None, state: ResultState, raw: str) -> Result:
    return Result(
        cell=entry.mark.ref,
        item_code=item.code if item else own_item_code(entry.item.written),
        item=entry.item.written,
        level=item.level if item else None,
        checked=0,
        passed=0,
        outcome=None,
        raw=raw,
        state=state,
    )
