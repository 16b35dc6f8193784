"""Readings to save: small ones by default, every field filled on demand."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from qc.records import Check, Problem, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.words import Kind, Level, Outcome, ResultState, Severity

DAY = dt.date(2026, 10, 5)
ALL = Scope("liu")
ITEMS = ("hand", "glove", "tray", "waste")


def mark(code: str, outcome: Outcome = Outcome.PASS, **fields: object) -> Result:
    """A mark that counts one."""
    passed = int(outcome is Outcome.PASS)
    given = {"cell": "C5", "item": f"条目 {code}", "raw": "√" if passed else "×", **fields}
    return Result(item_code=code, checked=1, passed=passed, outcome=outcome, **given)  # type: ignore[arg-type]


def check(
    unit: str = "治疗室",
    date: dt.date = DAY,
    items: Iterable[str] = ITEMS,
    outcome: Outcome = Outcome.PASS,
    **fields: object,
) -> Check:
    """A check of one unit on one day with a mark for each item, one below the other."""
    marks = tuple(mark(code, outcome, cell=f"C{5 + n}") for n, code in enumerate(items))
    given = {
        "kind": Kind.CHECKLIST, "sheet": "十月", "site": "本院", "indicator": "disinfection", **fields,
    }  # fmt: skip
    return Check(
        checklist="disinfection", version="2026", date=date, unit=unit,
        results=marks, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def full_check() -> Check:
    """A check in which no field is left at its default."""
    filled = mark("hand", Outcome.PARTIAL, cell="D7", level=Level.PROCESS, points=250, scored=125)
    filled = filled._replace(reading=12.5, detail={"到期": "2026-12-01", "par": 5}, raw='=1+"<b>"')
    return Check(
        sheet="评分表", kind=Kind.POINTS, indicator="documents", checklist="documents",
        version="2025.2", date=DAY, site="东院", unit="护理部", period_from=dt.date(2026, 10, 1),
        period_to=dt.date(2026, 10, 31), subject="病历 00123", inspector="李敏", round="复查",
        place="B12", results=(
            filled,
            mark("tray", state=ResultState.MISSED, cell="D8", raw=""),
            mark("waste", state=ResultState.HELD_BACK, cell="D9", raw="?")._replace(outcome=None),
        ),
    )  # fmt: skip


def problem(cell: str = "A1", sheet: str = "十月", code: str = "bad_date") -> Problem:
    return Problem(Severity.ERROR, code, sheet, cell, "32日", {"month": 10, "seen": "32"})


def workbook(
    *checks: Check, name: str = "十月.xlsx", problems: Sequence[Problem] = (), edition: str = ""
) -> tuple[WorkbookReading, bytes]:
    """A reading and the bytes it came from; another edition is another file of the same content."""
    content = repr((name, checks, problems, edition)).encode()
    sheets = tuple(
        SheetReading(c.sheet, c.kind, c.checklist, c.indicator, "items_down", (c,)) for c in checks
    )
    sha256 = hashlib.sha256(content).hexdigest()
    return WorkbookReading(name, sha256, sheets, tuple(problems)), content
