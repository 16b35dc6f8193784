"""Kind timing: a time keeps its limit or not. The limit stands beside it, in the header, the title
or a note; else it is the standard's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.timed import labels_of
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.durations import DAY, Moment, read_minutes, read_moment
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.TIMING

_UNIT = r"(个?工作日|天|日|小时|h|hours?|分钟?|min(?:utes?)?|秒)"
_AMOUNT = r"(\d+(?:\.\d+)?)"
_AT_MOST = re.compile(
    rf"(?:[≤≦<]=?|不超过|不大于|不多于|小于|少于|低于|限时?|控制在|时限[:为是]?|标准[:为是]?)\s*{_AMOUNT}\s*{_UNIT}",
    re.I,
)
_WITHIN = re.compile(rf"{_AMOUNT}\s*{_UNIT}\s*(?:之|以)?内", re.I)
_BARE_MOST = re.compile(rf"(?:[≤≦<]=?|不超过|限)\s*{_AMOUNT}(?!\d|\s*{_UNIT})")
_IN_BRACKETS = re.compile(rf"[(\[【]\s*(?:单位[:]?)?\s*{_UNIT}[^)\]】]*[)\]】]", re.I)
_LEADING = re.compile(r"^(?:[≤≦<]=?|不超过|小于|限)\s*")
_LATE = ("超时", "逾期", "超期")
_NOT_LATE = ("未超时", "不超时", "没有超时", "未逾期", "未超期", "无超时")
_PAST_MIDNIGHT = ("次日", "跨夜", "过零点", "过夜", "跨日")
_MINUTE = Decimal(1)


class Limit(NamedTuple):
    """The longest time allowed, in minutes, and the length of the unit that it was written in."""

    minutes: Decimal
    unit: Decimal


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether the sheet speaks of waiting, and most of what stands there is a time."""
    labels = [
        *labels_of(table).values(),
        *(cell.text for cell in map(table.item_cell, table.data_rows)),
    ]
    said = key("".join([*context.titles, *labels]))
    if not any(word in said for word in vocabulary().waiting) and not any(
        limits_in([text]) for text in [*labels, context.titles[0]]
    ):
        return False
    marks = [entry.mark for entry in entries if entry.mark.value is not None]
    readable = sum(
        read_minutes(mark.value) is not None or read_moment(mark.value).minutes is not None
        for mark in marks
    )
    return bool(marks) and readable * 2 > len(marks)


def limits_in(texts: Iterable[str]) -> list[Limit]:
    """The limits that texts name: ≤5分钟, 8分钟内, 不超过2小时; each once."""
    found: dict[Decimal, Limit] = {}
    for text in map(clean, texts):
        for pattern in (_AT_MOST, _WITHIN):
            for amount, unit in pattern.findall(text):
                size = read_minutes(f"1{unit}") or _MINUTE
                found.setdefault(Decimal(amount) * size, Limit(Decimal(amount) * size, size))
    return list(found.values())


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a time: accepted with its minutes, missed (no end written) or held back."""
    labels = labels_of(known.table)
    general = _general(known)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        label = labels.get(entry.mark.col, "")
        limit = _limit(known, entry, label, labels) or general
        result = blank_result(entry, known.standard)
        minutes = _waited(known, entry, _unit(label, limit))
        if minutes is None:
            unwritten = entry.mark.value is None and known.error_at(entry.mark) is None
            return (missed(result) if unwritten else held_back(result),)
        return (_judged(known, entry, result, minutes, limit),)

    return results


def _general(known: Known) -> Limit | None:
    """The limit that the title, else the notes name, if they name only one; else the rule's."""
    for texts in (known.context.titles, [cell.text for cell in known.table.texts]):
        found = limits_in(texts)
        if len(found) == 1:
            return found[0]
    if known.standard.rule.limit is not None:
        return Limit(known.standard.rule.limit, _MINUTE)
    return None


def _limit(known: Known, entry: Entry, label: str, labels: dict[int, str] | object) -> Limit | None:
    """The limit of this time alone: in its row, its header, its item's text, or its item's own."""
    cell = entry.cell("limit")
    if cell and isinstance(labels, dict):
        text = _LEADING.sub("", clean(cell.text)) if isinstance(cell.value, str) else cell.value
        named = _named_unit(labels.get(cell.col, ""))
        text = re.sub(r"(?:之|以)?内$", "", text) if isinstance(text, str) else text
        if (minutes := read_minutes(text, named or _MINUTE)) is not None:
            return Limit(minutes, named or _MINUTE)
        known.say("text_in_number", cell)
    for text in (label, entry.item.text):
        if found := limits_in([text]):
            return found[0]
        if bare := _BARE_MOST.search(clean(text)):
            unit = _named_unit(text) or _MINUTE
            return Limit(Decimal(bare[1]) * unit, unit)
    item = known.standard.item(entry.item.written)
    return Limit(item.limit, _MINUTE) if item and item.limit is not None else None


def _named_unit(text: str) -> Decimal | None:
    """The unit that a header names in brackets: 等待(小时)."""
    found = _IN_BRACKETS.search(clean(text))
    return read_minutes(f"1{found[1]}") if found else None


def _unit(label: str, limit: Limit | None) -> Decimal:
    """What a bare number counts: as its header says, else as the header's own limit."""
    if named := _named_unit(label):
        return named
    return limit.unit if limit and (limits_in([label])) else _MINUTE


def _waited(known: Known, entry: Entry, unit: Decimal) -> Decimal | None:
    """The minutes of a time; None where they cannot be known, which is said."""
    mark = entry.mark
    if error := known.error_at(mark):
        known.say("error_value", mark, value=error)
        return None
    if mark.value is None:
        known.say("missing_mark", mark)
        return None
    if "waited" not in entry.beside and {"start", "end"} <= entry.beside.keys():
        return _between(known, entry.beside["start"], mark)
    minutes = read_minutes(mark.value, unit)
    if minutes is None:
        known.say("text_in_number", mark)
    elif minutes < 0:
        known.say("negative_number", mark)
    else:
        return minutes
    return None


def _between(known: Known, start: Cell, end: Cell) -> Decimal | None:
    """The minutes from start to end; an end before its start is past midnight where that is said."""
    moments = [_moment(known, start), _moment(known, end)]
    if None in moments:
        return None
    began, ended = (moment for moment in moments if moment)
    days = (ended.day - began.day).days if began.day and ended.day else 0
    minutes = days * DAY + (ended.minutes or 0) - (began.minutes or 0)
    if minutes < 0 and not days and any(word in end.text for word in _PAST_MIDNIGHT):
        minutes += DAY
    if minutes < 0:
        known.say("end_before_start", end, start=start.text)
        return None
    return minutes


def _moment(known: Known, cell: Cell) -> Moment | None:
    """A time of day, with its day where one is written; None where there is none, which is said."""
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return None
    if cell.value is None:
        known.say("missing_mark", cell)
        return None
    value = cell.value
    if isinstance(value, str):
        for word in _PAST_MIDNIGHT:
            value = value.replace(word, "")
    moment = read_moment(
        value.strip("()（） ") if isinstance(value, str) else value, known.context.month
    )
    if moment.minutes is not None:
        return moment
    known.say("impossible_time" if moment.fault == "impossible" else "unreadable_time", cell)
    return None


def _judged(
    known: Known, entry: Entry, result: Result, minutes: Decimal, limit: Limit | None
) -> Result:
    """The result by its limit; without one only the minutes are kept."""
    result = result._replace(reading=float(round(minutes, 2)))
    if limit is None:
        known.say("limit_unknown", None)
        return result
    outcome = passes(minutes <= limit.minutes)
    stated = entry.cell("verdict")
    if stated and (said := stated_outcome(known, stated)) and said is not outcome:
        known.say("stated_result_mismatch", stated, computed=f"{minutes:f}/{limit.minutes:f}")
    return judged(result, outcome, detail=detail(limit=float(limit.minutes)))


def stated_outcome(known: Known, cell: Cell) -> Outcome | None:
    """What a column 是否达标 or 是否超时 says; None for other texts."""
    label = labels_of(known.table).get(cell.col, "")
    text = key(cell.text)
    if text in _NOT_LATE:
        return Outcome.PASS
    if text in _LATE:
        return Outcome.FAIL
    outcome = read_mark(cell.value, known.legend)
    if any(word in label for word in _LATE):
        return {Outcome.PASS: Outcome.FAIL, Outcome.FAIL: Outcome.PASS}.get(outcome or Outcome.NA)
    return outcome if outcome in (Outcome.PASS, Outcome.FAIL) else None
