"""Answers that come counted: so many 非常满意, so many 满意; or forms returned and satisfied."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.kinds.counts import compare_rate, whole_number
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, counted, detail, held_back
from qc.ingest.values.numbers import read_number
from qc.ingest.values.satisfaction import Scale
from qc.records import Result

_ALL = ("valid", "returned", "asked")  # what came back, the most exact word first
_NEAR = Decimal("0.0055")  # a stated rate may be rounded to whole percent


def read_tally(known: Known, entry: Entry, scale: Scale) -> Result | None:
    """One result a question: all answers, and the satisfied ones; None for a row without figures."""
    cells = {name.partition(" ")[2]: cell for name, cell in entry.beside.items() if " " in name}
    if not any(cell.value is not None or known.error_at(cell) for cell in cells.values()):
        return None
    satisfied = [word for word in cells if word in scale.satisfied]
    deciding = cells[satisfied[0]] if satisfied else next(iter(cells.values()))
    result = blank_result(entry, known.standard, deciding)
    numbers = {word: whole_number(known, cell) for word, cell in cells.items()}
    if any(numbers[word] is None and _is_written(known, cell) for word, cell in cells.items()):
        return held_back(result)
    passed = sum(numbers[word] or 0 for word in satisfied)
    answers = sum(number or 0 for number in numbers.values())
    forms = _forms(known, entry)
    if len(satisfied) == len(cells):  # only the satisfied ones are told
        answers = forms if forms is not None else answers
    if forms is not None and max(answers, passed) > forms:
        known.say("answers_gt_forms", deciding, answers=max(answers, passed), forms=forms)
        return held_back(result)
    return _settled(known, entry, result, answers, passed)


def read_forms(known: Known, entry: Entry) -> Result | None:
    """One result a unit or month: the forms that came back, and the satisfied ones among them."""
    cells = dict(entry.beside)
    good = next((cell for name, cell in cells.items() if name.startswith("answer ")), None)
    deciding = cells.get("satisfied") or good or cells.get("rate")
    needed = [cell for cell in (deciding, *map(cells.get, _ALL)) if cell is not None]
    if deciding is None or not any(_is_written(known, cell) for cell in needed):
        return None
    result = blank_result(entry, known.standard, deciding)
    forms = _forms(known, entry)
    counted_cell = cells.get("satisfied") or good
    passed = whole_number(known, counted_cell)
    if passed is None and forms and not (counted_cell and _is_written(known, counted_cell)):
        passed = _by_rate(entry, forms)
    if forms is None or passed is None:
        return _incomplete(known, entry, result, deciding, forms)
    if passed > forms:
        known.say("passed_gt_checked", deciding, checked=forms)
        return held_back(result)
    return _settled(known, entry, result, forms, passed)


def _settled(known: Known, entry: Entry, result: Result, checked: int, passed: int) -> Result:
    """The result, its stated rate compared and kept beside it."""
    stated = entry.beside.get("rate")
    if stated and (stated.value is not None or known.error_at(stated)):
        if not _is_mean(stated):
            compare_rate(known, stated, checked, passed)
        said: Mapping[str, object] = detail(stated_rate=stated.text)
        result = result._replace(detail=said or None)
    return counted(result, checked, passed)


def _is_mean(cell: Cell) -> bool:
    """满意度 4.6 is a mean score, another figure."""
    number = read_number(cell.value)
    return number.value is not None and number.unit != "%" and 1 < number.value <= 5


def _forms(known: Known, entry: Entry) -> int | None:
    """How many forms came back; more than were handed out is said."""
    cell = next((cell for field in _ALL if (cell := entry.cell(field))), None)
    number = whole_number(known, cell)
    sent = entry.cell("sent")
    if cell is None and sent is not None and not {*_ALL} & entry.beside.keys():
        return whole_number(known, sent)
    given = read_number(sent.value).whole if sent else None
    if cell and number is not None and given is not None and number > given:
        known.say("forms_gt_sent", cell, sent=given)
    return number


def _by_rate(entry: Entry, forms: int) -> int | None:
    cell = entry.cell("rate")
    share = read_number(cell.value).share if cell else None
    if share is None:
        return None
    whole = round(share * forms)
    return whole if abs(share * forms - whole) <= forms * _NEAR and whole <= forms else None


def _incomplete(
    known: Known, entry: Entry, result: Result, deciding: Cell, forms: int | None
) -> Result:
    """A figure is missing or cannot be read; the latter was said where it was read."""
    blank = (
        [entry.beside[field] for field in _ALL if field in entry.beside] if forms is None else []
    )
    cell = next(iter(blank), deciding)
    if not _is_written(known, cell):
        known.say("missing_number", cell)
    elif cell == entry.beside.get("rate"):
        known.say("rate_of_no_count", cell)
    return held_back(result)


def _is_written(known: Known, cell: Cell) -> bool:
    return cell.value is not None or known.error_at(cell) is not None
