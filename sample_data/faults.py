"""The deliberate faults: three workbooks as they come on a bad day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_data.audits import Audit
from sample_data.marks import Fault, Mark, Outcome
from sample_data.sheets import CheckList, Matrix

_LIST = "2026-02 服务安全制度检查明细.xlsx"
_DAILY = "2026-09 消毒隔离每日自查表.xlsx"
_CARE = ("2026-04 护理专项检查.xlsx", "care-injection")
_OPPOSITE: dict[Outcome | None, Outcome] = {"pass": "fail", "fail": "pass", "na": "fail"}


def spoil(audit: Audit) -> tuple[Audit, list[Fault]]:
    """The audit with its faults, and what they are; most audits have none."""
    (indicator, sheet), *others = audit.sheets
    if audit.file == _LIST and isinstance(sheet, CheckList):
        spoilt, faults = _spoil_list(sheet)
        return Audit(audit.file, [(indicator, spoilt), *others]), faults
    if audit.file == _DAILY:
        dressing_room = others[0][1]
        assert isinstance(dressing_room, Matrix)
        return audit, _spoil_check(dressing_room, 5)
    if audit.file == _CARE[0]:
        injection = next(sheet for _, sheet in audit.sheets if sheet.standard == _CARE[1])
        assert isinstance(injection, Matrix)
        return audit, _spoil_check(injection, 1, missed=3, unknown=6)
    return audit, []


def _spoil_list(sheet: CheckList) -> tuple[CheckList, list[Fault]]:
    """Dates that cannot be right, an unknown mark, two doubles; beside them two harmless slips, a
    full-width date and a mark with a full stop, that are read all the same."""
    marks, dates = [replace(mark) for mark in sheet.marks], list(sheet.dates)
    faults = []

    def fault(row: int, label: str, code: str) -> None:
        marks[row].counts = False
        faults.append(Fault(sheet.name, spoilt.cell(row, label), code))

    like = (31, 45)  # the rows that are typed a second time: as they were, and the other way round
    against = replace(marks[like[1]], outcome=_OPPOSITE[marks[like[1]].outcome])
    added = [replace(marks[like[0]]), against]
    spoilt = replace(
        sheet,
        marks=[*marks, *added],
        dates=[*dates, *(_typed(mark) for mark in added)],
        units=[*sheet.units, *(sheet.units[row] for row in like)],
        remarks=[*sheet.remarks, *(None for _ in added)],
    )
    marks, dates = list(spoilt.marks), list(spoilt.dates)
    for row, written, code in (
        (2, "2026-02-30", "impossible_date"),
        (9, None, "missing_date"),
        (16, "2062-2-12", "future_date"),
    ):
        dates[row] = written
        fault(row, "检查日期", code)
    dates[5] = f"{marks[5].date:%Y-%m-%d}".translate(_FULL_WIDTH)
    marks[23].raw = "基本合格"
    fault(23, "检查结果", "unknown_mark")
    marks[25].outcome, marks[25].raw = "pass", "合格。"
    fault(len(marks) - 2, "检查结果", "duplicate_check")
    fault(len(marks) - 1, "检查结果", "conflicting_duplicate")
    marks[like[1]].counts = False  # of two that contradict each other neither counts
    return replace(spoilt, marks=marks, dates=dates), faults


_FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def _typed(mark: Mark) -> object:
    return dt.datetime(mark.date.year, mark.date.month, mark.date.day)  # noqa: DTZ001


def _spoil_check(sheet: Matrix, nth: int, missed: int = 4, unknown: int = 8) -> list[Fault]:
    """In the nth of the filled columns one item left blank and one that nobody can read."""
    number, column = [(n, column) for n, column in enumerate(sheet.columns) if column.marks][nth]
    blank, unclear = (column.marks[sheet.items[row][1]] for row in (missed, unknown))
    blank.outcome, blank.counts = None, False
    unclear.raw, unclear.counts = "?", False
    return [
        Fault(sheet.name, sheet.cell(missed, number), "missing_mark", "warning"),
        Fault(sheet.name, sheet.cell(unknown, number), "unknown_mark"),
    ]
