"""A year of a small clinic, saved as an import would: regular enough to be counted by hand."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

from qc.catalogue.model import Checklist
from qc.records import Check, Problem, Result, SheetReading, WorkbookReading
from qc.words import Kind, Outcome, ResultState, Severity
from qc.workspace import Workspace, open_workspace

TODAY = dt.date(2026, 11, 2)
UNITS = ("治疗室", "换药室", "+激光室")
STRANGE_ITEM = "=2+3 这一条不在标准里"


def clinic(folder: Path) -> Workspace:
    """A workspace with twelve files, one a month; the newest has a bad mark and a blank one."""
    workspace = open_workspace(
        folder, today=TODAY, language="zh", clock=lambda: dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)
    )  # fmt: skip
    for back in range(11, -1, -1):
        year, month = divmod(2026 * 12 + 9 - back, 12)
        save_month(workspace, dt.date(year, month + 1, 1), back)
    return workspace


def save_month(workspace: Workspace, first: dt.date, back: int, edition: str = "") -> None:
    """One month's file; another edition of a month corrects it."""
    content = f"workbook of {first:%Y-%m}{edition}".encode()
    checklists = workspace.catalogue.checklists
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    sheets = [
        _sheet(checklists["disinfection"], first, back),
        _sheet(checklists["documents"], last, back),
    ]
    if back != 4:  # in one month nobody looked at the emergency drugs
        sheets.append(_sheet(checklists["emergency"], first, back))
    name = f"={first:%Y-%m} 检查表.xlsx"
    digest = hashlib.sha256(content).hexdigest()
    problems = _problems() if back == 0 else ()
    workspace.store.save(
        workspace.scope, WorkbookReading(name, digest, tuple(sheets), problems), content
    )


def _sheet(checklist: Checklist, day: dt.date, back: int) -> SheetReading:
    checks = tuple(_checks(checklist, day, back))
    kind = Kind.CHECKLIST
    return SheetReading(
        checklist.code, kind, checklist.code, checklist.indicator, "items_down", checks
    )


def _checks(checklist: Checklist, day: dt.date, back: int) -> Iterator[Check]:
    subjects = [f"病历{n}" for n in range(20)] if checklist.code == "documents" else [""]
    for place, unit in enumerate(UNITS):
        for subject in subjects:
            yield Check(
                sheet=checklist.code, kind=Kind.CHECKLIST, indicator=checklist.indicator,
                checklist=checklist.code, version=checklist.version, date=day, site="示例诊所",
                unit=unit, subject=subject, inspector="张三",
                results=tuple(_results(checklist, place, subject, back)),
            )  # fmt: skip


def _results(checklist: Checklist, place: int, subject: str, back: int) -> Iterator[Result]:
    """The dressing room fails what its number and the month's add up to; drugs fail in spring."""
    for number, item in enumerate(checklist.items):
        bad = {
            "disinfection": place == 1 and (number + back) % 7 == 0,
            "documents": subject == f"病历{back % 5}" and number == place,
            "emergency": back in (5, 6) and number == 3,
        }[checklist.code]
        yield _mark(number, item.code, item.text.zh, bad)
    if checklist.code == "disinfection" and place == 0:
        yield _mark(90, "", STRANGE_ITEM, bad=True)
        if back == 0:
            yield Result("C97", "", "看不清的标记", 0, 0, None, "?", state=ResultState.HELD_BACK)
            yield Result("C98", "", "没有填的条目", 0, 0, None, "", state=ResultState.MISSED)


def _mark(number: int, code: str, text: str, bad: bool) -> Result:
    outcome = Outcome.FAIL if bad else Outcome.PASS
    return Result(f"C{number + 4}", code, text, 1, 0 if bad else 1, outcome, "×" if bad else "√")


def _problems() -> tuple[Problem, ...]:
    return (
        Problem(Severity.ERROR, "unknown_mark", "disinfection", "C97", "=1+1"),
        Problem(Severity.WARNING, "missing_mark", "disinfection", "C98", ""),
        Problem(Severity.INFO, "unit_assumed", "disinfection", "", "", {"site": "示例诊所"}),
    )


def save_one_held_back(workspace: Workspace, day: dt.date) -> None:
    """A file of which nothing can be counted yet."""
    checklist = workspace.catalogue.checklists["disinfection"]
    mark = Result("C4", "", "看不清的标记", 0, 0, None, "?", state=ResultState.HELD_BACK)
    check = Check(
        sheet="治疗室", kind=Kind.CHECKLIST, indicator=checklist.indicator, checklist=checklist.code,
        version=checklist.version, date=day, site="示例诊所", unit="治疗室", results=(mark,),
    )  # fmt: skip
    sheet = SheetReading(
        "治疗室", Kind.CHECKLIST, checklist.code, checklist.indicator, "items_down", (check,)
    )
    problem = Problem(Severity.ERROR, "unknown_mark", "治疗室", "C4", "?")
    content = b"held back"
    digest = hashlib.sha256(content).hexdigest()
    reading = WorkbookReading("检查表.xlsx", digest, (sheet,), (problem,))
    workspace.store.save(workspace.scope, reading, content)
