"""How well a cadence is kept: what was done of what was due, counted plainly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from qc.improve.calendar.dues import Due
from qc.improve.calendar.states import DueState


@dataclass(frozen=True, slots=True)
class Adherence:
    """Times owed in the periods that have ended: `owed` = `in_time` + `late` + `open` (may still be
    made up for) + `excused` (a reason was given) + `missed`. `rate` is exact: done ÷ owed, where late
    is done and a reason is not; None where nothing has ended."""

    code: str
    name: str
    owed: int
    in_time: int
    late: int
    open: int
    excused: int
    missed: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.in_time + self.late, self.owed) if self.owed else None


def adherence_of(
    dues: Iterable[Due], start: dt.date, end: dt.date, today: dt.date
) -> list[Adherence]:
    """A line a cadence, over the periods that ended from `start` to `end` and before today."""
    by_code: dict[str, list[Due]] = {}
    for due in dues:
        by_code.setdefault(due.code, []).append(due)
    return [
        _line([due for due in mine if start <= due.span.end <= end and due.span.end < today], mine)
        for mine in by_code.values()
    ]


def _line(ended: list[Due], every: list[Due]) -> Adherence:
    in_time = sum(min(due.times, len(due.in_time)) for due in ended)
    done = sum(due.done for due in ended)
    lacking = {
        state: sum(due.times - due.done for due in ended if due.state is state)
        for state in (DueState.OVERDUE, DueState.EXCUSED, DueState.MISSED)
    }
    return Adherence(
        every[0].code, every[0].name, sum(due.times for due in ended), in_time, done - in_time,
        *lacking.values(),
    )  # fmt: skip
