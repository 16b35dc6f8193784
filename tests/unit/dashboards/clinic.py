"""A small clinic's year in a real workspace: saved as records, so that no workbook has to be read."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from qc.analysis.periods import Period
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.words import Kind, Outcome, ResultState
from qc.workspace import Workspace, open_workspace

TODAY = dt.date(2026, 10, 31)
UNITS = ("换药室", "治疗室", "注射室")
EVIL = "<img src=x onerror=alert(1)>"
ITEMS = ("无菌包在有效期内", "手卫生用品齐全", "锐器盒不超过四分之三")
MARKS = {Outcome.PASS: "√", Outcome.FAIL: "×"}


def a_year(folder: Path, *, clinic_item: str = EVIL, units: tuple[str, ...] = UNITS) -> Workspace:
    """Twelve months to October 2026, each unit checked on the 5th, 12th and 19th. The first unit
    fails `clinic_item` on the 12th and 19th, and a nurse is in order but on the 19th of odd months."""
    workspace = open_workspace(folder, today=TODAY, language="zh", actor="test")
    for back in range(11, -1, -1):
        month = Period.of(TODAY).shift(-back)
        checks = tuple(
            check
            for unit in units
            for day in (5, 12, 19)
            for check in _checks(month.start.replace(day=day), unit, unit == units[0], clinic_item)
        )
        save(workspace, f"{month}检查.xlsx", checks)
    return workspace


def save(workspace: Workspace, file_name: str, checks: tuple[Check, ...]) -> str:
    """Keep checks as if read from a workbook; returns its SHA-256."""
    content = f"{workspace.folder.name}/{file_name}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    sheet = SheetReading("检查", Kind.CHECKLIST, "disinfection", "disinfection", "across", checks)
    workspace.store.save(workspace.scope, WorkbookReading(file_name, sha256, (sheet,), ()), content)
    return sha256


def _checks(date: dt.date, unit: str, worse: bool, clinic_item: str) -> list[Check]:
    column = "CDE"[date.day // 7]
    failing = {clinic_item} if worse and date.day > 5 else set()
    rows = enumerate((*ITEMS, clinic_item), 4)
    marks = tuple(_result(f"{column}{row}", name, name not in failing) for row, name in rows)
    tidy = _result(f"{column}20", "工作服整洁", date.day != 19 or date.month % 2 == 0)
    seldom = [
        check_of(indicator, date, unit, (_result(f"{column}30", "制度齐全", True),))
        for indicator in ("safety", "service", "management_system", "coverage", "adverse_events")
        if date.day == 5
    ]
    return [
        check_of("disinfection", date, unit, marks),
        check_of("appearance", date, unit, (tidy,), subject="王小明"),
        *seldom,
    ]


def check_of(
    indicator: str, date: dt.date, unit: str, results: tuple[Result, ...], subject: str = ""
) -> Check:
    return Check(
        sheet=unit, kind=Kind.CHECKLIST, indicator=indicator, checklist=indicator, version="1",
        date=date, site="本院", unit=unit, results=results, subject=subject, inspector="李敏",
    )  # fmt: skip


def _result(cell: str, item: str, passed: bool) -> Result:
    outcome = Outcome.PASS if passed else Outcome.FAIL
    code = hashlib.sha256(item.encode()).hexdigest()[:8]
    return Result(cell, f"x{code}", item, 1, int(passed), outcome, MARKS[outcome])


def blank(cell: str, item: str, state: ResultState) -> Result:
    """A line left blank, or held back: in no figure."""
    return Result(cell, "x0", item, 0, 0, None, "", state=state)
