"""Records to table rows, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from qc.records import Check, Problem, WorkbookReading
from qc.store.keys import Keys
from qc.store.schema import without_nul
from qc.store.sealing import (
    MARK,
    masked_values,
    sealed_detail,
    sealed_identity,
    sealed_raw,
    sealed_subject,
)
from qc.words import Level, Outcome, ResultState, Severity

Row = tuple[Any, ...]

CHECK_COLUMNS = (
    "id", "import_id", "check_id", "sheet", "kind", "indicator", "checklist", "version", "date",
    "period_from", "period_to", "site", "unit", "subject", "inspector", "round", "place", "marks",
)  # fmt: skip
MARK_COLUMNS = (
    "id", "check_key", "item_key", "state", "cell", "checked", "passed", "raw", "outcome",
)  # fmt: skip
MEASURED_COLUMNS = (*MARK_COLUMNS, "points", "scored", "reading", "detail")
PROBLEM_COLUMNS = (
    "import_id", "check_key", "severity", "code", "sheet", "cell", "value", "filling",
)  # fmt: skip

# the plain words of our enums: an enum's own `value` takes longer than all the rest of a row
_STATES = {state: state.value for state in ResultState}
_OUTCOMES: dict[Outcome | None, str | None] = {
    None: None,
    **{outcome: outcome.value for outcome in Outcome},
}
_LEVELS: dict[Level | None, str] = {None: "", **{level: level.value for level in Level}}


class Item(NamedTuple):
    """A line of a checklist as it was worded; level "" where there is none."""

    code: str
    text: str
    level: str


Line = tuple[str, str, Level | None]
"""A line of a checklist as a result carries it."""


def check_row(keys: Keys, check: Check, key: int, import_id: int) -> Row:
    """A check without its results, in the order of `CHECK_COLUMNS`."""
    subject = sealed_subject(keys, check.kind, check.subject)
    return (
        key, import_id, sealed_identity(keys, subject, check.check_id), check.sheet,
        check.kind.value, check.indicator, check.checklist, check.version, check.date.isoformat(),
        _iso(check.period_from), _iso(check.period_to), check.site, check.unit, subject,
        check.inspector, check.round, check.place, len(check.results),
    )  # fmt: skip


def item_of(line: Line) -> Item:
    """The line as it is kept: two that differ in what cannot be kept are one."""
    code, text, level = line
    return Item(without_nul(code), without_nul(text), _LEVELS[level])


def result_rows(
    keys: Keys, checks: Iterable[tuple[Check, int]], items: Mapping[Line, int], first: int
) -> tuple[list[Row], list[Row]]:
    """The results of checks that have their keys, with keys of their own from `first` on: mere marks
    in the order of `MARK_COLUMNS` and what carries more in that of `MEASURED_COLUMNS`.

    The one loop over every mark of a workbook is written for speed, as is the short row: it takes
    two thirds of the time of the long one.
    """
    marks: list[Row] = []
    measured: list[Row] = []
    id_, held_back = first, ResultState.HELD_BACK
    for check, key in checks:
        for (cell, code, text, checked, passed, outcome, raw, level, points, scored, reading,
             detail, state) in check.results:  # fmt: skip
            row = (
                id_, key, items[code, text, level], _STATES[state], cell, checked, passed,
                raw if len(raw) <= MARK and state is not held_back else sealed_raw(keys, state, raw),
                _OUTCOMES[outcome],
            )  # fmt: skip
            id_ += 1
            if points is None and scored is None and reading is None and detail is None:
                marks.append(row)
            else:
                kept = None if detail is None else sealed_detail(keys, check.kind, _json(detail))
                measured.append((*row, points, scored, reading, kept))
    return marks, measured


def problem_row(keys: Keys, problem: Problem, import_id: int, check_key: int | None) -> Row:
    """A problem, with the key of the check whose mark it is about, where there is one; in the order
    of `PROBLEM_COLUMNS`."""
    return (
        import_id, check_key, problem.severity.value, problem.code, problem.sheet, problem.cell,
        keys.sealed(problem.value), keys.sealed(_json(problem.values)),
    )  # fmt: skip


def problem(keys: Keys, row: Sequence[str], *, names: bool = True) -> Problem:
    """A problem from its row. What JSON does not know (a date, a decimal) comes back as text. What the
    cell held is masked for who may not see names."""
    severity, code, sheet, cell, value, filling = row
    values = json.loads(keys.opened(filling))
    if not names:
        return Problem(
            Severity(severity), code, sheet, cell, keys.masked(value), masked_values(values)
        )
    return Problem(Severity(severity), code, sheet, cell, keys.opened(value), values)


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
