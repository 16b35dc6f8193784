"""Kind counts: so many were checked, so many of them in order (抽查份数, 合格份数, 合格率)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, counted, detail, held_back
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.vocabulary import fields_of
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.COUNTS

_AMOUNTS = ("checked", "passed", "failed")
_DECIDING = ("passed", "failed", "rate", "checked")
_NEAR = Decimal("0.0055")  # a stated rate may be rounded to whole percent


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether numbers stand in the columns, and no marks beside them that they only sum up. Where
    nothing of the kind exists (/), nothing had to be counted."""
    cells = [first for entry in entries if (first := _first(entry))]
    figures = [cell for cell in cells if not _is_none_of_it(cell)]
    numbers = sum(read_number(cell.value).value is not None for cell in figures)
    own = {col for col, said in table.labels.items() if said and KIND in fields_of(said[-1].text)}
    if len(set(table.axis(Kind.CHECKLIST)) - own) > 1:
        return False
    nothing = bool(table.caption and cells) and not figures
    return nothing or numbers * 2 > len(entries) - (len(cells) - len(figures))


def _first(entry: Entry) -> Cell | None:
    return next(filter(None, map(entry.cell, _AMOUNTS)), None)


def _is_none_of_it(cell: Cell) -> bool:
    """Whether a cell says that there was nothing of the kind to be checked."""
    return isinstance(cell.value, str) and read_mark(cell.value, {}) is Outcome.NA


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a row: checked and passed; one of them may be given by what failed or by the rate.
    A row without any number, or of which there was nothing to check (/), is none."""

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        entry = _named(entry)
        amounts = {field: whole_number(known, entry.beside.get(field)) for field in _AMOUNTS}
        deciding = next(entry.beside[field] for field in _DECIDING if field in entry.beside)
        result = blank_result(entry, known.standard, deciding)
        if not any(map(entry.cell, _AMOUNTS)):
            return ()
        if (pair := _pair(known, entry, amounts)) is None:
            return (held_back(result),)
        checked, passed = pair
        if not 0 <= passed <= checked:
            code = "failed_gt_checked" if passed < 0 else "passed_gt_checked"
            known.say(code, deciding, checked=checked)
            return (held_back(result),)
        _compare_failed(known, entry, amounts)
        stated = entry.cell("rate")
        if stated:
            compare_rate(known, stated, checked, passed)
        elif "rate" in entry.beside and (error := known.error_at(entry.beside["rate"])):
            known.say("error_beside", entry.beside["rate"], value=error)
        said = detail(stated_rate=stated.text if stated else None)
        return (counted(result, checked, passed)._replace(detail=said or None),)

    return results


def _named(entry: Entry) -> Entry:
    """The entry with what was checked under its name, though its label only says 人次, and with
    cells that say that there was nothing (/) as blank ones."""
    beside = dict(entry.beside)
    if "heads" in beside:
        beside.setdefault("checked", beside.pop("heads"))
    blank = {
        field: cell._replace(value=None)
        for field, cell in beside.items()
        if _is_none_of_it(cell) and not (field == "passed" and _holds_number(beside, "checked"))
    }
    return entry._replace(beside={**beside, **blank})


def _holds_number(beside: Mapping[str, Cell], field: str) -> bool:
    return field in beside and bool(read_number(beside[field].value).value)


def _compare_failed(known: Known, entry: Entry, amounts: Mapping[str, int | None]) -> None:
    """Say so where what was checked, passed and failed are all stated and contradict each other."""
    checked, passed, failed = (amounts[field] for field in _AMOUNTS)
    if checked is None or passed is None or failed is None or passed + failed == checked:
        return
    known.say("stated_total_mismatch", entry.beside["failed"], computed=checked - passed)


def whole_number(known: Known, cell: Cell | None) -> int | None:
    """The whole number of a cell; what else stands there is said, nothing of a blank one."""
    if cell is None:
        return None
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return None
    if cell.value is None:
        return None
    number = read_number(cell.value)
    if number.whole is None:
        known.say("text_in_number", cell)
    elif number.note:
        known.say(number.note, cell, number=number.whole)
    return number.whole


def compare_rate(known: Known, stated: Cell, checked: int, passed: int) -> None:
    """Say so where a stated rate disagrees with its own figures."""
    if error := known.error_at(stated):
        known.say("error_beside", stated, value=error)
        return
    rate = read_number(stated.value).share
    if rate is None or not checked:
        return
    if abs(rate - Decimal(passed) / checked) > _NEAR:
        known.say("stated_rate_mismatch", stated, computed=f"{passed}/{checked}")


def _pair(known: Known, entry: Entry, amounts: dict[str, int | None]) -> tuple[int, int] | None:
    """Checked and passed; None where one of them cannot be known, which is said."""
    checked, passed, failed = (amounts[field] for field in _AMOUNTS)
    unread = [field for field in _AMOUNTS if entry.cell(field) and amounts[field] is None]
    if unread or any(_is_error(known, entry, field) for field in _AMOUNTS):
        return None
    if checked is not None and passed is not None:
        return checked, passed
    if checked is not None and failed is not None:
        return checked, checked - failed
    if passed is not None and failed is not None:
        return passed + failed, passed
    if checked is not None and (rate := _rate(entry)) is not None:
        by_rate = rate * checked
        if abs(by_rate - round(by_rate)) <= checked * _NEAR:
            return checked, round(by_rate)
    blank = next(f for f in ("checked", "passed", "failed") if amounts[f] is None)
    known.say("missing_number", entry.beside.get(blank, entry.mark))
    return None


def _is_error(known: Known, entry: Entry, field: str) -> bool:
    return field in entry.beside and known.error_at(entry.beside[field]) is not None


def _rate(entry: Entry) -> Decimal | None:
    cell = entry.cell("rate")
    return read_number(cell.value).share if cell else None
