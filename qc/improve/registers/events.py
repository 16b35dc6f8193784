"""The month's adverse events: how severe, reported how soon, handled, discussed, how often per treatment."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd

from qc.improve.registers.cases import Case
from qc.improve.registers.figures import number, share, spread
from qc.improve.registers.gaps import gaps_of
from qc.improve.registers.model import Figure, Outside
from qc.improve.registers.parts import Cases, closed, counted_by, passed, told, vital_few
from qc.improve.registers.rate import by_unit, per_100
from qc.improve.registers.severity import CLASSES, severity_of
from qc.improve.rules import External, Registers


def severity(rules: Registers) -> Callable[[Case], str]:
    """The class of a case, "" where none is told."""

    @cache
    def named(text: str) -> str:
        return severity_of(text, rules.severity)

    return lambda case: named(case.text("severity"))


def figures_of(now: Cases, before: Cases, all_so_far: Cases, rules: Registers, as_of: dt.date) -> tuple[Figure, ...]:  # fmt: skip
    """The figures of a month beside the month before; gaps are over all events so far."""
    class_of = severity(rules)
    return (
        number("cases", len(now), len(before)),
        share("reported_in_time", passed(now, "reported_in_time"), passed(before, "reported_in_time")),
        *spread("report_hours", "hours", _hours(now), _hours(before)),
        share("closed", closed(now), closed(before), settled=False),
        share("by_rules", passed(now, "process"), passed(before, "process")),
        share("fed_back", passed(now, "fed_back"), passed(before, "fed_back"), settled=False),
        share("discussed", told(now, "discussed"), told(before, "discussed"), settled=False),
        *counted_by("severity", class_of, now, before, known=CLASSES),
        *vital_few(counted_by("category", lambda case: case.text("category"), now, before)),
        *counted_by("unit", lambda case: case.unit, now, before),
        *_gaps(all_so_far, class_of, as_of),
    )  # fmt: skip


def _hours(cases: Cases) -> list[float]:
    return [hours for case in cases if (hours := case.hours_to_report) is not None]


def _gaps(cases: Cases, class_of: Callable[[Case], str], as_of: dt.date) -> Iterator[Figure]:
    for name in CLASSES:
        dates = [case.date for case in cases if class_of(case) == name and case.date <= as_of]
        yield from gaps_of(dates, as_of, name)


def rates_of(
    now: Cases, before: Cases, treatments: pd.DataFrame, treatments_before: pd.DataFrame
) -> tuple[Figure, ...]:
    """Events per 100 treatments, of the whole and of each unit that has treatments."""
    here, earlier = by_unit(treatments), by_unit(treatments_before)
    events, events_before = Counter(c.unit for c in now), Counter(c.unit for c in before)
    whole = per_100(len(now), sum(here.values()), len(before), sum(earlier.values()))
    return whole, *(
        per_100(events[unit], n, events_before[unit], earlier.get(unit, 0), by="unit", key=unit)
        for unit, n in sorted(here.items())
        if n
    )


def outside_of(cases: Cases, rules: Registers, as_of: dt.date) -> tuple[Outside, ...]:
    """The cases that are to be reported outside."""
    return tuple(
        _outside(case, limit.days, as_of)
        for case in cases
        if (limit := _limit(case, rules)) is not None
    )


def _limit(case: Case, rules: Registers) -> External | None:
    harm = case.text("harm")
    device = case.about.get("device")
    if device is None:
        device = any(word in case.text("category") for word in rules.device_words)
    fits = (
        limit
        for limit in rules.external
        if any(word in harm for word in limit.harm) and (bool(device) or not limit.device)
    )
    return next(fits, None)


def _outside(case: Case, days: int, as_of: dt.date) -> Outside:
    due, reported = case.date + dt.timedelta(days=days), case.day("external")
    if reported is None:
        state = "overdue" if as_of > due else "waiting"
    else:
        state = "in_time" if reported <= due else "late"
    return Outside(
        case.check_id, case.number, case.date, case.text("harm"), days, due, reported, state
    )
