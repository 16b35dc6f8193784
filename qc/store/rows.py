"""Records to table rows, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from qc.records import Check, Problem, Result, WorkbookReading
from qc.store.schema import without_nul
from qc.words import Severity

Row = dict[str, Any]


class Item(NamedTuple):
    """A line of a checklist as it was worded; level "" where there is none."""

    code: str
    text: str
    level: str


def check_row(check: Check, import_id: int) -> Row:
    """A check without its results."""
    return {
        "import_id": import_id,
        "check_id": check.check_id,
        "sheet": check.sheet,
        "kind": check.kind.value,
        "indicator": check.indicator,
        "checklist": check.checklist,
        "version": check.version,
        "date": check.date.isoformat(),
        "period_from": _iso(check.period_from),
        "period_to": _iso(check.period_to),
        "site": check.site,
        "unit": check.unit,
        "subject": check.subject,
        "inspector": check.inspector,
        "round": check.round,
        "place": check.place,
    }


def item_of(result: Result) -> Item:
    """The line of the checklist that a result is about."""
    level = "" if result.level is None else result.level.value
    return Item(without_nul(result.item_code), without_nul(result.item), level)


def result_row(result: Result, check_key: int, item_key: int) -> Row:
    """A result of a check and of an item that have their keys already."""
    return {
        "check_key": check_key,
        "item_key": item_key,
        "state": result.state.value,
        "cell": result.cell,
        "checked": result.checked,
        "passed": result.passed,
        "points": result.points,
        "scored": result.scored,
        "reading": result.reading,
        "detail": None if result.detail is None else _json(result.detail),
        "raw": result.raw,
        "outcome": None if result.outcome is None else result.outcome.value,
    }


def problem_row(problem: Problem, import_id: int, check_key: int | None) -> Row:
    """A problem, with the key of the check whose mark it is about, where there is one."""
    return {
        "import_id": import_id,
        "check_key": check_key,
        "severity": problem.severity.value,
        "code": problem.code,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "value": problem.value,
        "filling": _json(problem.values),
    }


def problem(severity: str, code: str, sheet: str, cell: str, value: str, filling: str) -> Problem:
    """A problem from its row. What JSON does not know (a date, a decimal) comes back as text."""
    return Problem(Severity(severity), code, sheet, cell, value, json.loads(filling))


def printable(file_name: str) -> str:
    """A name from the disk as text: bytes of another encoding become "�", which can be kept."""
    return file_name.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def checks_of(reading: WorkbookReading) -> list[Check]:
    """All checks of a workbook, in the order of its sheets."""
    return [check for sheet in reading.sheets for check in sheet.checks]


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True, default=str)
