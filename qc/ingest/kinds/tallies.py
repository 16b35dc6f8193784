"""Answers that come counted: so many 非常满意, so many 满意; or forms returned and satisfied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.kinds.counts import compare_rate, whole_number
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, counted, detail, held_back
from qc.ingest.values.numbers import read_number
from qc.ingest.values.satisfaction import Scale
from qc.ingest.values.text import clean
from qc.records import Result

_ALL = ("valid", "returned", "asked")  # what came back, the most exact word first
_NEAR = Decimal("0.0055")  # a stated rate may be rounded to whole percent
_WITH_SHARE = re.compile(r"(\d+)\s*[人份票例]?\s*[(/]\s*\d+(?:\.\d+)?\s*%\s*\)?")


def read_tally(known: Known, entry: Entry, scale: Scale, *, shares: bool) -> Result | None:
    """One result a question: all answers, and the satisfied ones; None for a row without figures. It
    stands where the sheet writes the satisfied ones, else at their first answer.
    `shares`: the table tells them in percent or in parts of one."""
    cells = _answers(entry)
    if not any(_is_written(known, cell) for cell in cells.values()):
        return None
    satisfied = [word for word in cells if word in scale.satisfied]
    stated = entry.cell("satisfied")
    deciding = stated or (cells[satisfied[0]] if satisfied else next(iter(cells.values())))
    result = blank_result(entry, known.standard, deciding)
    forms = _forms(known, entry)
    numbers = _numbers(known, cells, forms, deciding if shares else None)
    if numbers is None:
        return held_back(result)
    passed = sum(numbers.get(word, 0) for word in satisfied)
    answers = sum(numbers.values())
    if len(satisfied) == len(cells):  # only the satisfied ones are told
        answers = forms if forms is not None else answers
    if forms is not None and max(answers, passed) > forms:
        known.say("answers_gt_forms", deciding, answers=max(answers, passed), forms=forms)
        return held_back(result)
    if stated and not _agrees(known, stated, passed, answers):
        return held_back(result)
    return _settled(known, entry, result, answers, passed)


def _agrees(known: Known, stated: Cell, passed: int, answers: int) -> bool:
    """Whether the satisfied ones that a sheet writes can be: no more than answers. What is not the sum
    of its answers is only said."""
    number = read_number(stated.value).whole
    if number is not None and number > answers:
        known.say("passed_gt_checked", stated, checked=answers)
        return False
    if number not in (None, passed):
        known.say("stated_total_mismatch", stated, computed=passed)
    return True


def told_in_shares(entries: Iterable[Entry]) -> bool:
    """Whether answers are told in shares of all (60%, 0.6), not by their number."""
    return any(_are_shares(_answers(entry).values()) for entry in entries)


def _answers(entry: Entry) -> Mapping[str, Cell]:
    return {name.partition(" ")[2]: cell for name, cell in entry.beside.items() if " " in name}


def _are_shares(cells: Iterable[Cell]) -> bool:
    """Whether a row of answers is in percent, or in parts of one of which some are no whole."""
    numbers = [read_number(cell.value) for cell in cells if cell.value is not None]
    if any(number.unit == "%" for number in numbers):
        return all(number.unit == "%" or number.value == 0 for number in numbers)
    values = [number.value for number in numbers if number.value is not None]
    parts = any(value != value.to_integral_value() for value in values)
    return parts and len(values) == len(numbers) and all(0 <= value <= 1 for value in values)


def _numbers(
    known: Known, cells: Mapping[str, Cell], forms: int | None, of_shares: Cell | None
) -> Mapping[str, int] | None:
    """How many gave each answer, blank ones left out; None where one cannot be known, which is said.
    Shares, said at the cell `of_shares`, give numbers only with the number of `forms`."""
    written = {word: cell for word, cell in cells.items() if _is_written(known, cell)}
    if of_shares:
        shares = {word: read_number(cell.value).share for word, cell in written.items()}
        found = {word: _of_forms(share, forms) for word, share in shares.items()}
        if None in found.values():
            known.say("rate_of_no_count", of_shares)
    else:
        found = {word: count_of(known, cell) for word, cell in written.items()}
    counts = {word: number for word, number in found.items() if number is not None}
    return counts if len(counts) == len(found) else None


def _of_forms(share: Decimal | None, forms: int | None) -> int | None:
    """The whole number that a share is of the forms, if it is one."""
    if share is None or forms is None:
        return None
    whole = round(share * forms)
    return whole if abs(share * forms - whole) <= forms * _NEAR and whole <= forms else None


def count_of(known: Known, cell: Cell) -> int | None:
    """`whole_number`; of 16（40%） the number before its share."""
    if found := _WITH_SHARE.fullmatch(clean(cell.text)):
        return int(found[1])
    return whole_number(known, cell)


def is_count(value: object) -> bool:
    """Whether a cell holds the number of answers, with its share behind it or without."""
    counted_one = isinstance(value, str) and _WITH_SHARE.fullmatch(clean(value))
    return bool(counted_one) or read_number(value).value is not None


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
    return _of_forms(read_number(cell.value).share, forms) if cell else None


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
