"""Counts that stand in one cell: 18/20, so many in order of so many that were checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, counted, held_back
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_date
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_fraction
from qc.ingest.values.text import clean
from qc.ingest.values.vocabulary import fields_of
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.COUNTS

_ORDER = re.compile(r"([^\s:,;=()/÷]{2,8})\s*[/÷]\s*([^\s:,;=()/÷]{2,8})")  # 合格份数/抽查份数
_PARTS = ("passed", "failed")
_WHOLES = ("checked", "heads")
_FEWEST = 3  # fractions from which a table is told


class Order(NamedTuple):
    """What stands before and behind the stroke, as fields of counts."""

    first: str
    second: str


_USUAL = Order("passed", "checked")


def may_be(table: Table, context: Context) -> bool:  # noqa: ARG001
    """Whether any of the cells right of the items could be a fraction."""
    return any(read_fraction(value) for value in table.values(table.axis(KIND)))


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether most of what is written are fractions of what was checked. Where nothing says what
    stands behind the stroke, they must not be days (5/20) nor more than their whole (120/80)."""
    written = [e.mark.value for e in entries if e.mark.value is not None and not _is_none(e.mark)]
    found = [pair for value in written if (pair := read_fraction(value))]
    if len(found) < _FEWEST or len(found) * 2 <= len(written):
        return False
    if _order_said(table):
        return True
    small = sum(part <= whole for part, whole in found)
    return small * 2 > len(found) and not all(
        read_date(value, ANY_MONTH).date for value in written if read_fraction(value)
    )


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a cell; of a blank one, or of one with /, there was nothing to be checked."""
    order = _order_said(known.table) or _USUAL

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        mark = entry.mark
        result = blank_result(entry, known.standard)
        if error := known.error_at(mark):
            known.say("error_value", mark, value=error)
            return (held_back(result, error),)
        if mark.value is None or _is_none(mark):
            return ()
        if (pair := read_fraction(mark.value)) is None:
            known.say("text_in_number", mark)
            return (held_back(result),)
        return (_of_pair(known, mark, result, dict(zip(order, pair, strict=True))),)

    return results


def _of_pair(known: Known, mark: Cell, result: Result, amounts: dict[str, int]) -> Result:
    checked = amounts["checked"]
    if "failed" in amounts and amounts["failed"] > checked:
        known.say("failed_gt_checked", mark, checked=checked)
        return held_back(result)
    passed = amounts["passed"] if "passed" in amounts else checked - amounts["failed"]
    if passed > checked:
        known.say("passed_gt_checked", mark, checked=checked)
        return held_back(result)
    return counted(result, checked, passed)


def _order_said(table: Table) -> Order | None:
    """What the sheet says of its fractions (填写：合格份数/抽查份数)."""
    labels = (cell.text for said in table.labels.values() for cell in said)
    return next(filter(None, map(_order_in, _texts(table, labels))), None)


def _texts(table: Table, labels: Iterable[str]) -> Iterable[str]:
    return (*(clean(cell.text) for cell in table.texts), *map(clean, labels))


def _order_in(text: str) -> Order | None:
    for first, second in _ORDER.findall(text):
        fields = [fields_of(part).get(KIND, "") for part in (first, second)]
        fields = ["checked" if field in _WHOLES else field for field in fields]
        if sorted(field in _PARTS for field in fields) == [False, True] and "checked" in fields:
            return Order(*fields)
    return None


def _is_none(mark: Cell) -> bool:
    """Whether a cell says that there was nothing of the kind to be checked."""
    return isinstance(mark.value, str) and read_mark(mark.value, {}) is Outcome.NA
