"""Which cases are still open, since when, and past which limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from qc.catalogue.model import Catalogue
from qc.improve.registers.cases import Case
from qc.improve.registers.model import OpenCase

Limit = Callable[[Case], float | None]
"""The days in which a case is to be closed, None without a limit."""


def checklist_limit(catalogue: Catalogue) -> Limit:
    """By the checklist that a case came with, in the version of its day."""

    def limit(case: Case) -> float | None:
        if case.checklist not in catalogue.checklists:
            return None
        own = catalogue.version_on(case.checklist, case.date).rule.limit
        return None if own is None else float(own)

    return limit


def open_cases(
    cases: Iterable[Case],
    as_of: dt.date,
    limit: Limit,
    severity: Callable[[Case], str] = lambda _: "",
    priority: Callable[[Case], bool] = lambda _: False,
) -> tuple[OpenCase, ...]:
    """The open ones, longest first."""
    return tuple(
        _open(case, as_of, limit(case), severity(case), priority=priority(case))
        for case in cases
        if case.is_open
    )


def _open(
    case: Case, as_of: dt.date, limit: float | None, severity: str, *, priority: bool
) -> OpenCase:
    due = None if limit is None else case.date + dt.timedelta(days=int(limit))
    return OpenCase(
        check_id=case.check_id,
        number=case.number,
        since=case.date,
        days=(as_of - case.date).days,
        due=due,
        overdue=due is not None and as_of > due,
        unit=case.unit,
        severity=severity,
        category=case.text("category"),
        priority=priority,
        file=case.file,
        sheet=case.sheet,
        cell=case.cell,
    )
