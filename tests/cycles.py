"""A year of checks and a cycle on its way, for the tests of PDCA."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qc.improve.acting import findings
from qc.improve.cycles.acting import act_on_cycle, cycle, open_cycle
from qc.improve.cycles.effect import Shown
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.words import Kind, Outcome
from qc.workspace import Workspace

HANDS = "hand_hygiene_supplies"
PLAN = {"title": "换药室手卫生用品不全", "owner": "李敏", "due": "2026-12-31"}
CAUSE = {"category": "料", "cause": "无人负责补货"}
TRUE = {"number": "1", "true": "yes", "how": "查对两个月的领物单", "by": "王丽"}
MEASURE = {
    "what": "每周一补货", "why": "备货不足", "who": "张三", "where": "换药室",
    "from": "2026-07-01", "to": "2026-07-10", "how": "按基数表清点",
}  # fmt: skip
STANDARD = {"kind": "process", "link": "换药室补货流程 2026-09"}


def mark(passed: bool, code: str = HANDS, cell: str = "C5") -> Result:
    outcome = Outcome.PASS if passed else Outcome.FAIL
    return Result(cell, code, f"条目{code}", 1, int(passed), outcome, "√" if passed else "×")


def check(day: str | dt.date, *passed: bool, unit: str = "换药室") -> list[Check]:
    """A check for each mark, on one day."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return [
        Check(
            sheet="巡查", kind=Kind.CHECKLIST, indicator="disinfection", checklist="disinfection",
            version="1", date=day, site="本院", unit=unit, subject=f"{n}",
            results=(mark(good, cell=f"C{n}"),),
        )
        for n, good in enumerate(passed)
    ]  # fmt: skip


def save(workspace: Workspace, name: str, *checks: Check, edition: str = "") -> None:
    content = f"{name} {edition}".encode()
    sheet = SheetReading("巡查", Kind.CHECKLIST, "disinfection", "disinfection", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(workspace.scope, WorkbookReading(name, digest, (sheet,), ()), content)


def save_month(workspace: Workspace, month: str, passed: int, checked: int, **how: str) -> None:
    """`checked` marks of a month, a day each from its first, those that failed at its beginning."""
    marks = [n >= checked - passed for n in range(checked)]
    checks = [each for n, good in enumerate(marks, 1) for each in check(f"{month}-{n:02d}", good)]
    save(workspace, f"{month}.xlsx", *checks, **how)


def at(workspace: Workspace, day: str) -> Workspace:
    return replace(workspace, today=dt.date.fromisoformat(day))


def before(workspace: Workspace) -> None:
    """April to June: 4, 5 and 4 of 20 failed."""
    for month, failed in (("2026-04", 4), ("2026-05", 5), ("2026-06", 4)):
        save_month(workspace, month, 20 - failed, 20)


def opened(workspace: Workspace, **given: str) -> str:
    """A cycle about what failed until the end of June; its name."""
    there = at(workspace, "2026-06-30")
    about = [found.id for found in findings(there) if found.date <= there.today]
    return open_cycle(there, about, PLAN | given).subject.partition(":")[2]


def do(workspace: Workspace, cycle_id: str, act: str, /, **given: str) -> Shown:
    """Act on a cycle as it stands, and look at it again."""
    act_on_cycle(workspace, cycle(workspace, cycle_id), act, given)
    return cycle(workspace, cycle_id)


def planned(workspace: Workspace, name: str, least: str = "20", target: str = "95%") -> None:
    steps: list[tuple[str, Mapping[str, str]]] = [
        ("plan", {"least": least}),
        ("add_cause", CAUSE),
        ("verify_cause", TRUE),
        ("set_target", {"target": target}),
        ("add_measure", MEASURE),
        ("start", {}),
    ]
    for what, given in steps:
        do(workspace, name, what, **given)


def checking(workspace: Workspace, to: str = "2026-09-30", **given: str) -> str:
    """A cycle whose measure was done on 10 July, its period of checking July 11 to `to`."""
    name = opened(workspace)
    planned(workspace, name, **given)
    there = at(workspace, "2026-07-10")
    do(there, name, "measure_done", number="1", on="2026-07-10", by="张三")
    do(there, name, "to_check", **{"from": "2026-07-11", "to": to})
    return name


def figures(shown: Shown) -> tuple[Any, ...]:
    assert shown.effect is not None
    return shown.effect.figures.total.passed, shown.effect.figures.total.checked
