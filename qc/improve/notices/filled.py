"""What a line of a notice says, read as people write it: texts, and days however they were typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qc.ingest.notices import FILLED
from qc.ingest.problems import problem
from qc.ingest.values.dates import Month, read_date
from qc.ingest.values.text import key, show, tidy
from qc.records import NoticeLine, Problem, Said
from qc.text import printable

DAYS = frozenset({"due", "done"})
_NOTHING = frozenset({"", "/", "\\", "-", "—", "——"})
_FAULTS = {"impossible": "impossible_date", "unreadable": "unreadable_date"}


@dataclass(frozen=True)
class Filled:
    """What is filled in, by field: texts tidied, days as 2026-11-05; and what is wrong with the rest."""

    told: Mapping[str, str]
    problems: tuple[Problem, ...]


def filled(line: NoticeLine, checked_on: dt.date, today: dt.date) -> Filled:
    """What a line says of a finding of that day. A blank says nothing."""
    told: dict[str, str] = {}
    problems: list[Problem] = []
    for name in FILLED:
        said = line.said.get(name)
        if said is None:
            continue
        if said.error:
            problems.append(at(line, name, "notice_error"))
        elif name in DAYS:
            text, faults = _day(line, name, said, checked_on, today)
            told[name] = text
            problems += faults
        else:
            told[name] = _text(said)
    return Filled({name: text for name, text in told.items() if text}, tuple(problems))


def _text(said: Said) -> str:
    text = tidy(printable(show(said.value)))
    return "" if key(text) in _NOTHING else text


def _day(
    line: NoticeLine, name: str, said: Said, checked_on: dt.date, today: dt.date
) -> tuple[str, list[Problem]]:
    if not _text(said):
        return "", []
    read = read_date(said.value, Month(checked_on.year))
    if read.date is None:
        return "", [at(line, name, _FAULTS[read.fault or "unreadable"])]
    day = _after(read.date, checked_on) if read.assumed else read.date
    faults = list(_doubts(line, name, day, checked_on, today, assumed=read.assumed))
    return day.isoformat(), faults


def _after(day: dt.date, checked_on: dt.date) -> dt.date:
    """A day without its year is the next one of its name: 1月5日 of a check in December."""
    if day >= checked_on or (day.month, day.day) == (2, 29):
        return day
    return day.replace(year=day.year + 1)


def _doubts(
    line: NoticeLine, name: str, day: dt.date, checked_on: dt.date, today: dt.date, *, assumed: bool
) -> Iterator[Problem]:
    if day < checked_on:
        yield at(line, name, "notice_early", day=checked_on)
    elif name == "done" and day > today:
        yield at(line, name, "future_date", today=today)
    elif assumed:
        yield at(line, name, "notice_year", day=day)


def at(line: NoticeLine, name: str, code: str, **values: object) -> Problem:
    """A problem at a line's cell of a field; at its id where it has no such column."""
    said = line.said.get(name) or Said(line.cell, line.id)
    shown = said.error or show(said.value)
    found = problem(code, line.sheet, None, value=shown, **values)
    return found._replace(cell=said.cell)
