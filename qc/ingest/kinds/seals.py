"""A sealed cart: while its seal is whole, its lines need no count. A day's seal is one result."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, held_back, judged, missed
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import clean, key
from qc.records import Result
from qc.words import Kind, Outcome

_SEAL = re.compile(r"封条|封签|封锁|锁扣|一次性锁")
_WHOLE = frozenset(
    map(key, ("完整", "未开启", "未开封", "未启封", "完好无损", "已封", "已封存", "封存", "良好"))
)
_BROKEN = frozenset(
    map(key, ("破损", "开启", "已开启", "打开", "已打开", "拆封", "已拆", "启封", "断裂", "脱落"))
)
_NUMBER = re.compile(r"(?:No\.?\s*)?[A-Za-z]{0,4}-?\d{2,}", re.IGNORECASE)

ReadEntry = Callable[[Entry, dt.date | None], Sequence[Result]]


def seal_column(table: Table) -> str | None:
    """The field that says whether the seal was whole, in a daily log of seals; None in a list of
    drugs."""
    fields = table.fields(Kind.STOCK)
    if fields.keys() & {"par", "actual", "expiry"}:
        return None
    return next((field for field in ("seal", "seal_number") if field in fields), None)


def ticks_more(table: Table, legend: Legend) -> bool:
    """Whether the log holds marks of other things than the seal (除颤仪备用)."""
    own = set(table.fields(Kind.STOCK).values())
    others = [col for col in table.axis(Kind.CHECKLIST) if col not in own]
    return any(_is_of_marks(table, col, legend) for col in others)


def _is_of_marks(table: Table, col: int, legend: Legend) -> bool:
    written = [
        value for row in table.data_rows if (value := table.grid.own(row, col).value) is not None
    ]
    marks = sum(read_mark(value, legend) is not None for value in written)
    return marks > 0 and marks * 2 >= len(written)


def read_seals(known: Known, field: str) -> ReadEntry:
    """One result a row of the log; a row that nobody filled in is none."""
    label = known.table.labels[known.table.fields(Kind.STOCK)[field]][-1]
    others = [name for name in ("seal_number", "opened", "resealed") if name != field]

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        cell = entry.beside[field]
        result = blank_result(entry._replace(item=label), known.standard, cell)
        if cell.value is None and known.error_at(cell) is None:
            inspector = entry.whose.inspector
            signed = inspector is not None and inspector.value is not None
            if not (signed or any(map(entry.cell, others))):
                return ()
        if field == "seal_number" and cell.value is not None:
            known.say("seal_number_assumed", None)
        return of_seal(known, result, cell)

    return results


def of_seal(known: Known, result: Result, cell: Cell) -> Sequence[Result]:
    """The result of a seal's cell: whole, opened, left blank or unclear."""
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return (held_back(result, error),)
    if cell.value is None:
        known.say("missing_mark", cell)
        return (missed(result),)
    outcome = seal_outcome(cell.value, known.legend)
    if outcome is None:
        known.say("unknown_mark", cell)
        return (held_back(result),)
    return (judged(result, outcome),)


def seal_outcome(value: object, legend: Legend) -> Outcome | None:
    """What a seal's cell says; its number stands for a whole seal."""
    text = key(clean(str(value)))
    if text in _WHOLE:
        return Outcome.PASS
    if text in _BROKEN:
        return Outcome.FAIL
    if isinstance(value, float) and value > 1:
        return Outcome.PASS
    if outcome := read_mark(value, legend):
        return outcome
    return Outcome.PASS if _NUMBER.fullmatch(clean(str(value))) else None


def is_seal(item: Cell) -> bool:
    """Whether an item of a list of drugs is the cart's seal."""
    return bool(_SEAL.search(item.text))


def sealed_columns(known: Known) -> frozenset[int]:
    """The columns (days) of a list in which the cart's seal was whole."""
    return frozenset(
        entry.mark.col
        for entry in known.entries
        if is_seal(entry.item)
        and entry.mark.value is not None
        and seal_outcome(entry.mark.value, known.legend) is Outcome.PASS
    )
