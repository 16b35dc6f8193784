"""Kind maintenance: a device is in order when its service or calibration is not overdue; a service that
was planned for a day is in order when it was done by then."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import Month, days_of, read_date, read_month
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import clean, key
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.MAINTENANCE

_DATES = ("last", "next")
_ALSO = {"next": "planned", "last": "done"}  # what a date is where no other is written
_YEAR = 12
_IN_ORDER = (
    "完好",
    "正常",
    "良好",
    "在用",
    "使用中",
    "运行正常",
    "可用",
    "备用",
    "合格",
    "性能良好",
    "工作正常",
    "启用",
)
_BROKEN = (
    "故障",
    "损坏",
    "维修中",
    "待修",
    "维修",
    "异常",
    "停机待修",
    "不能使用",
    "不正常",
    "不完好",
    "带病运行",
    "送修",
    "在修",
    "不合格",
)
_OUT_OF_USE = (
    "停用",
    "封存",
    "报废",
    "闲置",
    "已停用",
    "已封存",
    "已报废",
    "待报废",
    "未启用",
    "备用封存",
    "暂停使用",
    "调出",
    "退役",
)
_STATUS = {
    key(word): outcome
    for outcome, words in (
        (Outcome.PASS, _IN_ORDER), (Outcome.FAIL, _BROKEN), (Outcome.NA, _OUT_OF_USE),
    )
    for word in words
}  # fmt: skip
_NUMERALS = {sign: n for n, sign in enumerate("一二三四五六七八九十", start=1)} | {
    "半": 0.5,
    "两": 2,
}
_CYCLES = {
    "每日": (0, 1), "每天": (0, 1), "日": (0, 1), "每周": (0, 7), "周": (0, 7), "每月": (1, 0), "月": (1, 0),
    "月度": (1, 0), "每季": (3, 0), "每季度": (3, 0), "季": (3, 0), "季度": (3, 0), "半年": (6, 0), "每半年": (6, 0),
    "半年度": (6, 0), "每年": (12, 0), "年": (12, 0), "年度": (12, 0), "双月": (2, 0), "每两月": (2, 0), "隔月": (2, 0),
}  # fmt: skip
_EVERY = re.compile(
    r"每?(?:隔)?(\d+(?:\.\d+)?|[一二两三四五六七八九十半])\s*个?\s*(年|季度?|月|周|星期|天|日)(?:度)?(?:/?(?:次|一次|1次))?"
)
_TIMES = re.compile(r"[每一]?\s*(年|季度?|月|周)\s*(\d|[一二两三四五六])次|(\d)次/(年|季度?|月|周)")
_ONCE = re.compile(r"(?:一次|1次|/次|一?次)$")


class Cycle(NamedTuple):
    """How long a service lasts."""

    months: int
    days: int

    def after(self, day: dt.date) -> dt.date:
        """The day on which the next one is due."""
        months = day.month - 1 + self.months
        year, month = day.year + months // _YEAR, months % _YEAR + 1
        last = monthrange(year, month)[1]
        return dt.date(year, month, min(day.day, last)) + dt.timedelta(days=self.days)


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether devices have dates of service beside them, or the state that they are in."""
    fields = {*table.fields(KIND)}
    fields |= {field for field, other in _ALSO.items() if other in fields}
    if not {"device", "cycle", "last"} & fields or table.has_fields(Kind.STOCK):
        return False
    entries = [*map(_as_usual, entries)]
    dates = [cell for entry in entries for field in _DATES if (cell := entry.cell(field))]
    if dates:
        readable = sum(_day(cell, context.month) is not None for cell in dates)
        return bool({"last", "cycle", "next"} & fields) and readable * 2 > len(dates)
    states = [cell for entry in entries if (cell := entry.cell("status"))]
    return sum(_STATUS.get(key(cell.text)) is not None for cell in states) * 2 > len(states)


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a device, at the date on which its next service is due: passed while that has not
    gone by. Without it the last service and the cycle tell; without any date the device's state.
    Where services are planned and done, one result for each, and one for its verdict."""
    filled = sum(_as_usual(entry).cell("next") is not None for entry in known.entries)
    due_written = filled * 2 > len(known.entries)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:
        if {"planned", "done"} <= entry.beside.keys():
            return (*_in_time(known, entry, day), *_verdict(known, entry))
        entry = _as_usual(entry)
        cell = _deciding(entry, due_written=due_written)
        result = blank_result(entry, known.standard, cell)
        if error := known.error_at(cell):
            known.say("error_value", cell, value=error)
            return (held_back(result, error),)
        status = entry.cell("status")
        state = _STATUS.get(key(status.text)) if status else None
        said = result._replace(detail=detail(status=status.text if status else "") or None)
        if state is Outcome.NA:
            return (judged(said, Outcome.NA),)
        if cell is status:
            return (_of_state(known, said, cell, state),)
        return (_of_dates(known, entry, said, cell, day or known.today),)

    return results


def _as_usual(entry: Entry) -> Entry:
    """The entry with what is planned as its next date, what was done as its last, where no column of
    their own says these."""
    also = {field: entry.beside[o] for field, o in _ALSO.items() if o in entry.beside}
    return entry._replace(beside={**also, **entry.beside})


def _in_time(known: Known, entry: Entry, day: dt.date | None) -> Iterator[Result]:
    """Whether a service was done by the day for which it was planned; nothing of one that is not due
    yet, of a device out of use, or where either day is wrong (that of the service has been said)."""
    planned, cell, status = entry.beside["planned"], entry.beside["done"], entry.cell("status")
    result = blank_result(entry, known.standard, cell)
    if errors := [each for each in (planned, cell) if known.error_at(each)]:
        known.say("error_value", errors[0], value=known.error_at(errors[0]))
        yield held_back(result)
        return
    if day is None or planned.value is None:
        return
    if status and _STATUS.get(key(status.text)) is Outcome.NA:
        yield judged(result, Outcome.NA)
    elif (due := _day(planned, known.context.month)) is None:
        known.say(_fault(planned, known.context.month), planned)
        yield held_back(result)
    elif cell.value is not None or due < day:
        in_time = cell.value is not None and day <= due
        yield judged(result, passes(in_time), detail=detail(due=str(due)))


def _verdict(known: Known, entry: Entry) -> Iterator[Result]:
    """What the service found (校验结论), where a column says it."""
    cell = entry.beside.get("verdict")
    if cell is None or (cell.value is None and not known.error_at(cell)):
        return
    label = known.table.labels[cell.col][-1].text
    item = Cell(cell.row, cell.col, f"{entry.item.text} {label}".strip())
    result = blank_result(entry._replace(item=item), known.standard, cell)
    outcome = read_mark(cell.value, known.legend)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        yield held_back(result, error)
    elif outcome is None:
        known.say("unknown_mark", cell)
        yield held_back(result)
    else:
        yield judged(result, outcome)


def _deciding(entry: Entry, *, due_written: bool) -> Cell:
    """The cell that decides: the next date where the sheet writes it, else the last one, else the
    state."""
    fields = ("next", "last", "status") if due_written else ("last", "next", "status")
    if due_written and "next" in entry.beside:
        return entry.beside["next"]
    return next((cell for field in fields if (cell := entry.cell(field))), entry.mark)


def _of_state(known: Known, result: Result, cell: Cell, state: Outcome | None) -> Result:
    outcome = state or read_mark(cell.value, known.legend)
    if outcome is None:
        known.say("unknown_mark", cell)
        return held_back(result)
    return judged(result, outcome)


def _of_dates(known: Known, entry: Entry, result: Result, cell: Cell, day: dt.date) -> Result:
    """Judged by the day on which the next service is due."""
    last = entry.cell("last")
    if cell.value is None:
        known.say("missing_mark", cell)
        return missed(result)
    if (fault := _fault(cell)) or (last and (fault := _fault(last))):
        at = cell if _fault(cell) else last
        known.say(fault, at)
        return held_back(result)
    done = _day(last) if last else None
    if done and done > day and done > known.today:
        known.say("future_date", last, today=str(known.today))
        return held_back(result)
    due = _due(entry, done)
    if due is None:
        known.say("cycle_unknown", entry.beside.get("cycle", cell))
        return held_back(result)
    if done and due < done:
        known.say("due_before_last", cell, last=str(done))
        return held_back(result)
    return _judge(known, entry, result, due, day)


def _judge(known: Known, entry: Entry, result: Result, due: dt.date, day: dt.date) -> Result:
    verdict = entry.cell("verdict")
    found = read_mark(verdict.value, known.legend) if verdict else None
    said = detail(**(result.detail or {}), due=str(due), verdict=verdict.text if verdict else "")
    in_order = due >= day and found is not Outcome.FAIL
    return judged(result._replace(detail=said), passes(in_order))


def _due(entry: Entry, done: dt.date | None) -> dt.date | None:
    """When the next service is due: as written, else the cycle after the last one."""
    if written := entry.cell("next"):
        return _day(written)
    cell = entry.cell("cycle")
    cycle = read_cycle(cell.text) if cell else None
    return cycle.after(done) if cycle and done else None


def _fault(cell: Cell, month: Month | None = None) -> str:
    """The code of what is wrong with a date, "" where nothing is."""
    if read_month(cell.value, None):
        return ""
    fault = read_date(cell.value, month).fault
    return f"{fault}_date" if fault else ""


def _day(cell: Cell, month: Month | None = None) -> dt.date | None:
    """The day that a cell names, `month` filling in what it leaves out; of a month alone its end."""
    if named := read_month(cell.value, None):
        return days_of(named)[1]
    return read_date(cell.value, month).date


def read_cycle(text: str) -> Cycle | None:
    """How often something is due: 每月, 季度, 6个月, 每半年, 1次/年, 一年两次."""
    written = clean(text).replace(" ", "")
    plain = _ONCE.sub("", written).rstrip("/一1")
    if plain in _CYCLES:
        return Cycle(*_CYCLES[plain])
    if found := _TIMES.fullmatch(written):
        times = (
            float(found[2] or found[3]) if (found[2] or found[3]).isdigit() else _NUMERALS[found[2]]
        )
        return _cycle(1 / times, (found[1] or found[4])[0])
    if found := _EVERY.fullmatch(written):
        number = float(_NUMERALS[found[1]] if found[1] in _NUMERALS else found[1])
        return _cycle(number, found[2][0])
    return None


def _cycle(number: float, unit: str) -> Cycle:
    months = {"年": 12, "季": 3, "月": 1}
    if unit in months:
        whole = number * months[unit]
        return Cycle(int(whole), round((whole - int(whole)) * 30))
    return Cycle(0, round(number * (7 if unit in "周星" else 1)))
