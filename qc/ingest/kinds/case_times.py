"""Whether a case was reported and closed in time: by its days, by a length that is written, else by
what the sheet says of itself (是否及时, 是否超时)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.kinds.case_dates import (
    Days,
    days_between,
    hours_between,
    label_at,
    length_at,
)
from qc.ingest.kinds.case_status import NOT_REPORTED, NOTHING, is_told, status_of
from qc.ingest.kinds.case_steps import Found
from qc.ingest.kinds.timing import limits_in, named_unit, stated_outcome
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import passes
from qc.ingest.values.durations import DAY, Moment, read_minutes
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import clean, key
from qc.text import normal_form
from qc.words import Outcome

REPORTED, CLOSED, ANSWERED = "reported_in_time", "handled_in_time", "answered_in_time"

_HOUR = Decimal(60)
_LIMIT = re.compile(
    r"(?:限|≤|<|不超过)\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:小时|h)\s*(?:之|以)?内", re.I
)
_AROUND = re.compile(r"^(?:[≤<]=?|不超过)\s*|(?:之|以)?内$")
_IN_HOURS = re.compile(r"小时|钟头|\dh|分", re.I)
_NOT_TIMELY = frozenset({"未及时", "未按时", "未按期", "延迟", "延误", "迟报", "漏报", "瞒报"})
_MOST = 0.5  # of the events have a report's day: then a blank one is missing


def closed_in_time(known: Known, entry: Entry, start: Moment, days: Days) -> Iterator[Found]:
    """Whether a case was closed within its limit."""
    cell = entry.beside.get("closed")
    if cell is None or not is_told(known, cell):
        took = entry.beside.get("took")
        if took and is_told(known, took):
            yield from _judged(known, entry, took, _length(known, took))
        elif cell is not None and status_of(entry.cell("handled")) == "pass":
            known.say("missing_mark", cell)
            yield Found(CLOSED, cell, None, missing=True)
    elif "closed" not in days:
        yield Found(CLOSED, cell, None)
    elif start.day:
        yield from _judged(known, entry, cell, _took(known, entry, cell, start, days["closed"]))


def _judged(known: Known, entry: Entry, cell: Cell, took: Decimal | None) -> Iterator[Found]:
    """The days that a case took by its limit; held back where either cannot be read, and nothing
    where no limit is known."""
    stated = entry.cell("limit")
    if stated and status_of(stated) == NOTHING:  # /: none of its own
        stated = None
    limit = _days_allowed(known, stated, cell)
    if took is None or (limit is None and stated is not None):
        yield Found(CLOSED, cell, None)
    elif limit is not None:
        outcome = passes(took <= limit)
        _compare_stated(known, entry, CLOSED, outcome, f"{_plain(took)}/{_plain(limit)}")
        yield Found(CLOSED, cell, outcome, float(round(took, 2)))


def _took(known: Known, entry: Entry, cell: Cell, start: Moment, end: Moment) -> Decimal:
    """The days from the beginning to the end; by the clock where the limit counts hours."""
    length = length_at(known, cell)
    if length is not None:
        return length / DAY
    limit = entry.cell("limit")
    said = f"{limit.text} {label_at(known, limit)}" if limit else label_at(known, cell)
    hours = hours_between(start, end) if _IN_HOURS.search(said) else None
    return Decimal(days_between(start, end)) if hours is None else hours / 24


def _length(known: Known, cell: Cell) -> Decimal | None:
    """The days that are written as a number: 2, 3天, 5小时."""
    minutes = read_minutes(cell.value, named_unit(label_at(known, cell)) or DAY)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
    elif minutes is None:
        known.say("text_in_number", cell)
    elif minutes < 0:
        known.say("negative_number", cell)
    else:
        return minutes / DAY
    return None


def _days_allowed(known: Known, stated: Cell | None, closed: Cell) -> Decimal | None:
    """The limit of a case in days: its own, else its column's, else the standard's. None where its
    own cannot be read, which is said."""
    if stated is None:
        named = limits_in([label_at(known, closed)])
        return named[0].minutes / DAY if named else known.standard.rule.limit
    text = _AROUND.sub("", stated.text) if isinstance(stated.value, str) else stated.value
    minutes = read_minutes(text, named_unit(label_at(known, stated)) or DAY)
    if minutes is None:
        known.say("text_in_number", stated)
        return None
    return minutes / DAY


def reported_in_time(known: Known, entry: Entry, start: Moment, days: Days) -> Iterator[Found]:
    """Whether an event was reported within the hours that the standard allows. A column of the
    report's own (24小时内上报) is where the sheet says it, and the days check that."""
    delay, cell, stated = (
        entry.beside.get("delay"),
        entry.beside.get("reported"),
        _stated(known, entry),
    )
    if delay is not None:
        yield from _reported_after(known, entry, delay)
    elif cell is None or "occurred" not in entry.beside:
        return
    elif stated and (said := _said(known, stated, REPORTED)):
        yield _checked(known, entry, said, start, days)
    elif key(cell.text) in NOT_REPORTED:
        yield Found(REPORTED, cell, Outcome.FAIL)
    elif not is_told(known, cell):
        if cell.value is None and _most_reported(known):
            known.say("missing_mark", cell)
            yield Found(REPORTED, cell, None, missing=True)
    elif "reported" not in days:
        yield Found(REPORTED, cell, None)
    elif start.day and (limit := _hours_allowed(known, entry, "")) is not None:
        yield _reported(known, entry, cell, limit, (start, days["reported"]))


def _stated(known: Known, entry: Entry) -> Cell | None:
    """The cell that says outright whether the report was in time: 24小时内上报, 是否及时上报."""
    cell = entry.cell("timely")
    return cell if cell and _about(known, entry, cell) == REPORTED else None


def _checked(known: Known, entry: Entry, said: Found, start: Moment, days: Days) -> Found:
    """What the sheet says, by the days where they tell: 是 beside three days is said to disagree."""
    limit = _hours_allowed(known, entry, label_at(known, said.cell))
    if said.outcome is None or "reported" not in days or start.day is None or limit is None:
        return said
    return _reported(known, entry, said.cell, limit, (start, days["reported"]))


def _reported(
    known: Known, entry: Entry, cell: Cell, limit: Decimal, between: tuple[Moment, Moment]
) -> Found:
    """By the hours where both times of day are known, else by the days."""
    length = length_at(known, entry.beside["reported"])
    hours = hours_between(*between) if length is None else length / _HOUR
    late = days_between(*between)
    outcome = passes(late <= limit // 24 if hours is None else hours <= limit)
    passed = Decimal(late * 24) if hours is None else hours
    _compare_stated(known, entry, REPORTED, outcome, f"{_plain(passed)}/{_plain(limit)}")
    return Found(REPORTED, cell, outcome, float(round(passed, 2)))


def _most_reported(known: Known) -> bool:
    cells = [entry.cell("reported") for entry in known.entries]
    return sum(cell is not None for cell in cells) >= len(cells) * _MOST


def _reported_after(known: Known, entry: Entry, cell: Cell) -> Iterator[Found]:
    """The hours that passed, written as a number: 3, 30小时, 12h."""
    if not is_told(known, cell):
        return
    label = label_at(known, cell)
    unit = Decimal(1) if "分" in label else DAY if "天" in label else _HOUR
    minutes = read_minutes(cell.value, unit)
    limit = _hours_allowed(known, entry, label)
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
    elif minutes is None:
        known.say("text_in_number", cell)
    elif minutes < 0:
        known.say("negative_number", cell)
    elif limit is None:
        return
    else:
        hours = minutes / _HOUR
        outcome = passes(hours <= limit)
        _compare_stated(known, entry, REPORTED, outcome, f"{_plain(hours)}/{_plain(limit)}")
        yield Found(REPORTED, cell, outcome, float(round(hours, 2)))
        return
    yield Found(REPORTED, cell, None)


def _hours_allowed(known: Known, entry: Entry, label: str) -> Decimal | None:
    """The hours in which an event is to be reported: by its header, by how severe it is (an item of
    the standard that has this severity among its aliases), or by the rule."""
    if found := _LIMIT.search(clean(label)):
        return Decimal(found[1] or found[2])
    severity = entry.cell("severity")
    standard = known.standard.checklist
    for item in standard.items if standard and severity else ():
        names = {normal_form(alias) for alias in item.aliases}
        if item.limit is not None and severity and normal_form(severity.text) in names:
            return item.limit
    return known.standard.rule.report_within


def _compare_stated(known: Known, entry: Entry, code: str, outcome: Outcome, computed: str) -> None:
    """Say so where 是否超时 disagrees with the days of the step that it is about."""
    for field in ("overdue", "timely"):
        cell = entry.cell(field)
        if cell is None or _about(known, entry, cell) != code:
            continue
        if (stated := stated_outcome(known, cell)) and stated is not outcome:
            known.say("stated_result_mismatch", cell, computed=computed)


def said_in_time(
    known: Known, entry: Entry, found: Sequence[Found], *, is_open: bool
) -> Iterator[Found]:
    """是否及时上报, 是否超时: what the sheet says, where neither days nor a length tell; and 一日内回复, which
    is a step of its own. A case that is still open can be late, but is not handled in time yet."""
    known_steps = {step.code for step in found}
    for field in ("overdue", "timely", "answered"):
        cell = entry.beside.get(field)
        if cell is None or (code := _step_of(known, entry, field, cell)) in known_steps:
            continue
        step = _said(known, cell, code)
        if step and not (is_open and code == CLOSED and step.outcome is Outcome.PASS):
            known_steps.add(code)
            yield step


def _step_of(known: Known, entry: Entry, field: str, cell: Cell) -> str:
    return ANSWERED if field == "answered" else _about(known, entry, cell)


def _said(known: Known, cell: Cell, code: str) -> Found | None:
    """What a cell 是否及时 says; nothing of a blank one or one that does not apply."""
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return Found(code, cell, None)
    status = status_of(cell)
    if status == NOTHING:
        return None
    outcome = stated_outcome(known, cell)
    if outcome is None and read_mark(cell.value, known.legend) is None:
        late = key(cell.text) in _NOT_TIMELY
        outcome = Outcome.FAIL if late else _OF_STATUS.get(status or "")
    if outcome is None:
        known.say("unknown_mark", cell)
    return Found(code, cell, outcome)


_OF_STATUS = {"pass": Outcome.PASS, "fail": Outcome.FAIL}


def _about(known: Known, entry: Entry, cell: Cell) -> str:
    """Whether 是否及时 is about the report of an event or about what was done."""
    label = label_at(known, cell)
    if "报" in label:
        return REPORTED
    of_event = entry.beside.keys() & {"occurred", "event"} and not (
        entry.beside.keys() & {"opened", "complaint", "closed"}
    )
    return REPORTED if of_event and not re.search("处理|办结|解决|整改", label) else CLOSED


def _plain(number: Decimal) -> str:
    return format(round(number, 2).normalize(), "f")
