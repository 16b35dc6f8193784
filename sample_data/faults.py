"""The deliberate faults: a few sheets as they come on a bad day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_data.audits import Audit
from sample_data.marks import Fault, Outcome
from sample_data.sheets import CheckList, Matrix

_LIST = "2026-02 服务安全制度检查明细.xlsx"
_DAILY = "2026-09 消毒隔离每日自查表.xlsx"


def spoil(audit: Audit) -> tuple[Audit, list[Fault]]:
    """The audit with its faults, and what they are; most audits have none."""
    if audit.file == _LIST:
        return _spoil_list(audit)
    if audit.file == _DAILY:
        return audit, _spoil_daily(audit)
    return audit, []


def _spoil_list(audit: Audit) -> tuple[Audit, list[Fault]]:
    (indicator, sheet), *others = audit.sheets
    assert isinstance(sheet, CheckList)
    marks, dates = [replace(mark) for mark in sheet.marks], list(sheet.dates)
    faults = []

    def fault(row: int, column: str, code: str) -> None:
        marks[row].counts = False
        faults.append(Fault(sheet.name, f"{column}{row + 4}", code))

    for row, written, code in (
        (2, "2026-02-30", "impossible_date"),
        (7, None, "missing_date"),
        (12, "2062-2-12", "future_date"),
    ):
        dates[row] = written
        fault(row, "B", code)
    marks[16].raw = "基本合格"
    fault(16, "E", "unknown_mark")
    marks[18].outcome, marks[18].raw = "pass", "合格。"  # read all the same
    opposite: Outcome = "fail" if marks[22].outcome == "pass" else "pass"
    twice = replace(marks[20])
    against = replace(marks[22], outcome=opposite)
    marks[22].outcome = "pass" if opposite == "fail" else "fail"
    marks[22].counts = False
    for double, like, code in (
        (twice, 20, "duplicate_check"),
        (against, 22, "conflicting_duplicate"),
    ):
        marks.append(double)
        dates.append(dt.datetime(double.date.year, double.date.month, double.date.day))  # noqa: DTZ001
        marks[-1].unit = marks[like].unit
        fault(len(marks) - 1, "E", code)
    # The doubles stand below the last unit: give them a block of their own there.
    return Audit(
        audit.file, [(indicator, replace(sheet, marks=marks, dates=dates)), *others]
    ), faults


def _spoil_daily(audit: Audit) -> list[Fault]:
    sheet = audit.sheets[1][1]
    assert isinstance(sheet, Matrix)
    texts = [text for _, text in sheet.items]
    filled = [column for column in sheet.columns if column.marks]
    column, row = 3 + sheet.columns.index(filled[5]), 5
    missed, unknown = filled[5].marks[texts[4]], filled[5].marks[texts[8]]
    missed.outcome, missed.counts = None, False
    unknown.raw, unknown.counts = "?", False
    letter = _letter(column)
    return [
        Fault(sheet.name, f"{letter}{row + 4}", "missing_mark"),
        Fault(sheet.name, f"{letter}{row + 8}", "unknown_mark"),
    ]


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else "A" + chr(65 + column - 26)
