"""What a review says, as data: pages, reports and the command line put it into words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from qc.analysis.periods import Period
from qc.locale import N_


class Which(StrEnum):
    """The registers that are reviewed."""

    ADVERSE_EVENTS = "adverse-events"
    COMPLAINTS = "complaints"
    FOLLOW_UPS = "follow-ups"

    @property
    def label(self) -> str:
        return {
            "adverse-events": N_("Adverse events"),
            "complaints": N_("Complaints"),
            "follow-ups": N_("Follow-ups"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the month.

    `unit`: cases, share (0..1), hours, days or per_100. `count` of `of` where it is a quotient; `lower` and
    `upper` its 95 % interval; None where there is nothing to say. `by` and `key`: of which part
    (severity, category, unit, priority, contact); "" of the whole. `previous` is the month before. `change`: more |
    fewer | same for what is not judged, improved | worse | unchanged | target_reached | no_data for what is;
    `certainty`: clear | not_clear | few_checks | none. `verdict` met | missed where there is a `target`. `judged` is False where more is
    not worse: such a figure never wears a colour. `vital`: among the few that make 80 %.
    """

    code: str
    unit: str
    value: float | None
    count: int | None = None
    of: float | None = None
    lower: float | None = None
    upper: float | None = None
    previous: float | None = None
    previous_count: int | None = None
    previous_of: float | None = None
    change: str = "no_data"
    certainty: str = "none"
    target: float | None = None
    verdict: str = "none"
    judged: bool = False
    by: str = ""
    key: str = ""
    vital: bool = False


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is not closed yet: `days` since it began; `due` by its limit, None without one. `number` is the
    case's own where it has one; file, sheet and cell lead to its row."""

    check_id: str
    number: str
    since: dt.date
    days: int
    due: dt.date | None
    overdue: bool
    unit: str
    severity: str
    category: str
    priority: bool
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A case to be reported outside within `limit` days: in_time, late, waiting (not yet due) or overdue."""

    check_id: str
    number: str
    date: dt.date
    harm: str
    limit: int
    due: dt.date
    reported: dt.date | None
    state: str


@dataclass(frozen=True)
class Review:
    """The review of a month as of a day. `limits_to_confirm`: limits whose source gives no number, as
    (register's step, class, days). `cases_before` is None where nothing came in up to then. `undecided`: cases with something held back. `counted`: what the denominator
    of the rate is made of, (line of the workload sheet, number); empty when none came in."""

    which: Which
    month: Period
    as_of: dt.date
    cases: int
    cases_before: int | None
    figures: tuple[Figure, ...]
    open: tuple[OpenCase, ...] = ()
    outside: tuple[Outside, ...] = ()
    undecided: int = 0
    counted: tuple[tuple[str, float], ...] = ()
    limits_to_confirm: tuple[tuple[str, str, int], ...] = ()

    def figure(self, code: str, by: str = "", key: str = "") -> Figure:
        """The figure of that name. KeyError where the review has none."""
        for figure in self.figures:
            if (figure.code, figure.by, figure.key) == (code, by, key):
                return figure
        raise KeyError((code, by, key))

    def figures_by(self, by: str, code: str = "") -> tuple[Figure, ...]:
        """The figures of all parts of one sort, in their order."""
        return tuple(f for f in self.figures if f.by == by and code in ("", f.code))
