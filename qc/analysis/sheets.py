"""What one sheet comes to before it is kept: the line of a preview and of `qc import`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from qc.analysis.counting import checks_of
from qc.catalogue.model import Catalogue
from qc.records import Check, Result, SheetReading
from qc.words import ResultState


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """`results` are those that count; `checked` and `passed` are in the indicator's own counting
    unit. `start` to `end` are the days that the checks cover, None without checks."""

    checks: int
    results: int
    checked: int
    passed: int
    held_back: int
    missed: int
    start: dt.date | None
    end: dt.date | None
    units: tuple[str, ...]

    @property
    def rate(self) -> float | None:
        """The share that passed; None where nothing was counted."""
        return self.passed / self.checked if self.checked else None


def sheet_summary(sheet: SheetReading, catalogue: Catalogue) -> SheetSummary:
    """The figures of a sheet as it was read, counted as the scorecard will count them."""
    counted = _counted(sheet, catalogue)
    states = [result.state for check in sheet.checks for result in check.results]
    return SheetSummary(
        checks=len(sheet.checks),
        results=states.count(ResultState.ACCEPTED),
        checked=counted[0],
        passed=counted[1],
        held_back=states.count(ResultState.HELD_BACK),
        missed=states.count(ResultState.MISSED),
        start=min((check.period_from or check.date for check in sheet.checks), default=None),
        end=max((check.period_to or check.date for check in sheet.checks), default=None),
        units=tuple(dict.fromkeys(check.unit for check in sheet.checks)),
    )


def _counted(sheet: SheetReading, catalogue: Catalogue) -> tuple[int, int]:
    """Checked and passed in the indicator's own counting unit."""
    rows = [
        row
        for check in sheet.checks
        for row in _rows(check, check.check_id, check.date.isoformat())
    ]
    if not rows:
        return 0, 0
    checks = checks_of(pd.DataFrame(rows), catalogue)
    return int(checks["checked"].sum()), int(checks["passed"].sum())


def _rows(check: Check, check_id: str, date: str) -> list[dict[str, object]]:
    """A check's results as the store's frame has them."""
    about = {
        "check_id": check_id,
        "version": check.version,
        "indicator": check.indicator,
        "checklist": check.checklist,
        "kind": check.kind,
        "date": date,
        "site": check.site,
        "unit": check.unit,
        "subject": check.subject,
        "inspector": check.inspector,
        "round": check.round,
    }
    return [about | _figures(result) for result in check.results]


def _figures(result: Result) -> dict[str, object]:
    return {
        "item_code": result.item_code,
        "checked": result.checked,
        "passed": result.passed,
        "points": result.points,
        "scored": result.scored,
        "state": result.state,
    }
