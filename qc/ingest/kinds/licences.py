"""Kind scores, for licences: a certificate is in order while it is valid (执业证有效期, 到期日期)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from qc.ingest.grid import Cell
from qc.ingest.kinds.lines import say_if_passed
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.expiry import Expiry, is_lost_label, read_expiry
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import fields_of
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.SCORES

_FOR_EVER = frozenset(
    map(key, ("长期", "长期有效", "永久", "永久有效", "终身", "终身有效", "无期限", "无固定期限"))
)
_NOT_HELD = frozenset(map(key, ("不适用", "不需要", "无需", "未取得", "非护理岗")))


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether persons or certificates have last days beside them, and no scores or par levels."""
    fields = table.fields(KIND)
    if table.has_fields(Kind.STOCK) or {"value", "resit"} & fields.keys():
        return False
    cells = [
        cell for entry in entries for cell in _last_days(table, entry) if cell.value is not None
    ]
    readable = sum(_read(table, cell).fault == "" for cell in cells)
    return readable * 2 > len(cells)


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a certificate, at its last day: valid on the day of the check, else expired."""

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:
        cells = _last_days(known.table, entry)
        return tuple(
            _judge(known, _named(known, entry, cell), day or known.today) for cell in cells
        )

    return results


def _last_days(table: Table, entry: Entry) -> tuple[Cell, ...]:
    """The cells of a row that say how long a certificate is valid; of several kinds of certificate
    each has its own column, and a blank one is one that is not held."""
    columns = [
        col
        for col in table.columns
        if any(
            fields_of(label.text).get(KIND) in ("licence", "expiry") for label in table.labels[col]
        )
    ]
    cells = [table.grid.cell(entry.mark.row, col) for col in columns]
    return tuple(cell for cell in cells if cell.value is not None or len(columns) == 1)


def _named(known: Known, entry: Entry, cell: Cell) -> Entry:
    """The entry with the certificate as its item: from its own column, else the label of its day."""
    certificate = entry.cell("certificate")
    named = certificate is not None and not any(sign.isdigit() for sign in certificate.text)
    if certificate is None or not named:
        certificate = known.table.label_of(cell)
    return entry._replace(mark=cell, item=certificate if entry.item.value is None else entry.item)


def _judge(known: Known, entry: Entry, day: dt.date) -> Result:
    cell = entry.mark
    result = blank_result(entry, known.standard, cell)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return held_back(result, error)
    if cell.value is None:
        known.say("missing_mark", cell)
        return missed(result)
    if key(cell.text) in _NOT_HELD or read_mark(cell.value, {}) is Outcome.NA:
        return judged(result, Outcome.NA)
    expiry = _read(known.table, cell)
    if expiry.fault:
        known.say("unreadable_expiry", cell)
        return held_back(result)
    near = known.standard.rule.near_days
    status = expiry.status(day, near)
    if status == "expired":
        known.say("expired_licence", cell, last=str(expiry.last), day=str(day))
        say_if_passed(known, entry, str(expiry.last))
    elif status == "near":
        known.say("licence_near_expiry", cell, last=str(expiry.last), days=near)
    said = detail(expiry=str(expiry.last) if expiry.last else "", status=status)
    return judged(result._replace(detail=said), passes(status != "expired"))


def _read(table: Table, cell: Cell) -> Expiry:
    if key(cell.text) in _FOR_EVER:
        return Expiry(None)
    label = table.label_of(cell).text
    return read_expiry(cell.value, lost=is_lost_label(label))
