"""Kind timing: a time keeps its limit or not. The limit stands beside it, in the header, the title
or a note; else it is the standard's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import is_closed
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
_NO_WAIT = frozenset(
    map(key, ("无等候", "未等候", "无等待", "未等待", "无需等候", "无需等待", "不用等", "不用等候", "随到随诊", "即到即诊"))
)  # fmt: skip
_MINUTE = Decimal(1)
_EVENING, _MORNING = Decimal(20 * 60), Decimal(4 * 60)  # who comes and is seen between them waits


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
    marks = [
        entry.mark
        for entry in entries
        if not is_closed(entry.mark.value) and read_mark(entry.mark.value, {}) is not Outcome.NA
    ]
    readable = sum(map(_is_time, marks))
    return bool(marks) and readable * 2 > len(marks)


def _is_time(mark: Cell) -> bool:
    """Whether a cell holds a length, a time of day, or says that nobody waited."""
    length = read_minutes(mark.value) is not None or key(mark.text) in _NO_WAIT
    return length or read_moment(mark.value).minutes is not None


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
        result = blank_result(entry, known.standard)
        if entry.mark.value is not None and is_closed(entry.mark.value):
            return ()
        if any(read_mark(cell.value, {}) is Outcome.NA for cell in _times(entry)):
            return (judged(result, Outcome.NA),)
        label = labels.get(entry.mark.col, "")
        limit = _limit(known, entry, label, labels)
        minutes = _waited(known, entry, _unit(label, limit or general))
        if minutes is None:
            unwritten = entry.mark.value is None and known.error_at(entry.mark) is None
            return (missed(result) if unwritten else held_back(result),)
        if limit is None and _own_limit(entry):  # its own cannot be read
            return (held_back(result),)
        return (_judged(known, entry, result, minutes, limit or general),)

    return results


def _times(entry: Entry) -> Iterable[Cell]:
    """The cells of a time that hold something: its length, else where it starts and ends."""
    own = [entry.mark] if "waited" in entry.beside else [entry.beside.get("start"), entry.mark]
    return [cell for cell in own if cell is not None and cell.value is not None]


def _general(known: Known) -> Limit | None:
    """The limit that the title, else the notes name, if they name only one; else the rule's."""
    for texts in (known.context.titles, [cell.text for cell in known.table.texts]):
        found = limits_in(texts)
        if len(found) == 1:
            return found[0]
    if known.standard.rule.limit is not None:
        return Limit(known.standard.rule.limit, _MINUTE)
    return None


def _limit(known: Known, entry: Entry, label: str, labels: Mapping[int, str]) -> Limit | None:
    """The limit of this time alone: in its row, its header, its item's text, or its item's own.
    None, too, where its row's cannot be read, which is said."""
    cell = _own_limit(entry)
    if cell:
        text = _LEADING.sub("", clean(cell.text)) if isinstance(cell.value, str) else cell.value
        named = named_unit(labels.get(cell.col, ""))
        text = re.sub(r"(?:之|以)?内$", "", text) if isinstance(text, str) else text
        if (minutes := read_minutes(text, named or _MINUTE)) is not None:
            return Limit(minutes, named or _MINUTE)
        known.say("text_in_number", cell)
        return None
    for text in (label, entry.item.text):
        if found := limits_in([text]):
            return found[0]
        if bare := _BARE_MOST.search(clean(text)):
            unit = named_unit(text) or _MINUTE
            return Limit(Decimal(bare[1]) * unit, unit)
    item = known.standard.item(entry.item.written)
    return Limit(item.limit, _MINUTE) if item and item.limit is not None else None


def _own_limit(entry: Entry) -> Cell | None:
    """The cell of the limit that stands in the row; / stands for none."""
    cell = entry.cell("limit")
    return None if cell and read_mark(cell.value, {}) is Outcome.NA else cell


def named_unit(text: str) -> Decimal | None:
    """The unit that a header names in brackets: 等待(小时)."""
    found = _IN_BRACKETS.search(clean(text))
    return read_minutes(f"1{found[1]}") if found else None


def _unit(label: str, limit: Limit | None) -> Decimal:
    """What a bare number counts: as its header says, else as the header's own limit."""
    if named := named_unit(label):
        return named
    return limit.unit if limit and (limits_in([label])) else _MINUTE


def _waited(known: Known, entry: Entry, unit: Decimal) -> Decimal | None:
    """The minutes of a time; None where they cannot be known, which is said."""
    mark = entry.mark
    both = [entry.cell("start"), entry.cell("end")]
    if error := known.error_at(mark):
        known.say("error_value", mark, value=error)
        return None
    if "waited" not in entry.beside and {"start", "end"} <= entry.beside.keys():
        return _from_to(known, entry)
    if mark.value is None:
        if all(both):
            return _from_to(known, entry)
        known.say("missing_mark", mark)
        return None
    if key(mark.text) in _NO_WAIT:
        return Decimal(0)
    minutes = read_minutes(mark.value, unit)
    if minutes is None:
        known.say("text_in_number", mark)
    elif minutes < 0:
        known.say("negative_number", mark)
    elif _compare_length(known, entry, minutes):
        return minutes
    return None


def _from_to(known: Known, entry: Entry) -> Decimal | None:
    """The minutes from an entry's start to its end; a blank end is missing."""
    start, end = entry.beside["start"], entry.beside["end"]
    if end.value is None and known.error_at(end) is None:
        known.say("missing_mark", end)
        return None
    return _between(known, start, end)


def _compare_length(known: Known, entry: Entry, minutes: Decimal) -> bool:
    """Say so where a length is not what lies between the start and the end beside it; whether it can
    be all the same: not where the end comes first."""
    start, end = entry.cell("start"), entry.cell("end")
    if start is None or end is None:
        return True
    began, ended = (_read_moment(known, cell) for cell in (start, end))
    if began.minutes is None or ended.minutes is None:
        return True
    between = _minutes_between(began, ended, end.text)
    if between < 0 and not _is_overnight(began, ended):
        known.say("end_before_start", end, start=start.text)
        return False
    if min(abs(between - minutes), abs(between + DAY - minutes)) > _MINUTE:
        known.say("length_mismatch", entry.mark, start=start.text, end=end.text)
    return True


def _between(known: Known, start: Cell, end: Cell) -> Decimal | None:
    """The minutes from start to end; an end before its start is past midnight where that is said,
    or where late in the evening and early in the morning leave no other reading."""
    moments = [_moment(known, start), _moment(known, end)]
    if None in moments:
        return None
    began, ended = (moment for moment in moments if moment)
    minutes = _minutes_between(began, ended, end.text)
    if minutes >= 0:
        return minutes
    if _is_overnight(began, ended):
        known.say("past_midnight_assumed", end, start=start.text)
        return minutes + DAY
    known.say("end_before_start", end, start=start.text)
    return None


def _minutes_between(began: Moment, ended: Moment, said: str) -> Decimal:
    """The minutes from one moment to the other; negative where the end comes first."""
    days = (ended.day - began.day).days if began.day and ended.day else 0
    minutes = days * DAY + (ended.minutes or 0) - (began.minutes or 0)
    past = minutes < 0 and not days and any(word in said for word in _PAST_MIDNIGHT)
    return minutes + DAY if past else minutes


def _is_overnight(began: Moment, ended: Moment) -> bool:
    """Whether 23:50 to 0:05 can only be past midnight: no two days are written that say otherwise."""
    if (began.day and ended.day) or began.minutes is None or ended.minutes is None:
        return False
    return began.minutes >= _EVENING and ended.minutes <= _MORNING


def _moment(known: Known, cell: Cell) -> Moment | None:
    """A time of day, with its day where one is written; None where there is none, which is said."""
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return None
    if cell.value is None:
        known.say("missing_mark", cell)
        return None
    moment = _read_moment(known, cell)
    if moment.minutes is not None:
        return moment
    known.say("impossible_time" if moment.fault == "impossible" else "unreadable_time", cell)
    return None


def _read_moment(known: Known, cell: Cell) -> Moment:
    value = cell.value
    if isinstance(value, str):
        for word in _PAST_MIDNIGHT:
            value = value.replace(word, "")
        value = value.strip("()（） ")
    return read_moment(value, known.context.month)


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
