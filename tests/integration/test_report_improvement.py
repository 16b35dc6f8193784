"""The sheets of the improvement in the month's workbook: what the journal, the cycles and the calendar
say, read back from the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.analysis import Period
from qc.improve.acting import findings
from qc.improve.calendar.acting import excuse
from qc.improve.calendar.reading import calendar
from qc.improve.calendar.states import DueState
from qc.improve.cycles.acting import cycle
from qc.improve.cycles.page import share, target
from qc.locale import translator
from qc.reports import write_report
from qc.reports.sheets import cycles as cycle_sheet
from qc.reports.sheets import findings as finding_sheet
from qc.reports.sheets import kept as kept_sheet
from qc.workspace import Workspace
from tests.cycles import before, checking, do, save_month
from tests.rectifying import STERILE, act, check, on, put_right, save, the

OCTOBER = Period.parse("2026-10")
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
ZH = translator("zh")


def lines(path: Path, name: str) -> tuple[str, str, list[tuple[Any, ...]]]:
    """First line, caption and rows of a sheet."""
    sheet = load_workbook(path, data_only=True)[ZH(name)]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    return sheet["A1"].value, sheet["A2"].value, rows


def written(workspace: Workspace, name: str, folder: Path) -> tuple[str, str, list[tuple[Any, ...]]]:  # fmt: skip
    return lines(write_report(workspace, OCTOBER, folder / "report.xlsx"), name)


def test_the_findings_are_those_of_the_journal_and_what_waits_comes_first(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A director would praise a unit whose problems are overdue, or ask for one that is closed."""
    save(workspace, "a.xlsx", check("2026-10-05"), check("2026-10-06", STERILE, text="=1+1"))
    save(workspace, "old.xlsx", check("2026-09-07"))
    put_right(workspace, the(workspace, "2026-10-05"), "2026-10-12", "2026-10-09", "2026-10-10")
    sentence, caption, rows = written(workspace, finding_sheet.NAME, tmp_path)
    late, done = rows
    assert [row[0].date() for row in rows] == [dt.date(2026, 10, 6), dt.date(2026, 10, 5)]
    assert (late[2], late[3], late[4], late[6]) == ("=1+1", 1, 1, 1)
    assert late[9] is None and late[11] == ZH("overdue") and late[12] is None
    assert done[6] == 2  # after September's
    assert done[7:10] == ("料 · 备货不足", "每周一补货", "李*")
    assert done[10].date() == dt.date(2026, 10, 12)
    assert (done[11], done[13]) == (ZH("put right in time"), ZH("in order"))
    assert done[12].date() == dt.date(2026, 10, 10)
    assert "2" in sentence and ZH("overdue") + " 1" in sentence
    assert str(workspace.today) in caption
    assert not any("孙检" in str(cell) or "顾客甲" in str(cell) for row in rows for cell in row)


def test_what_is_not_followed_is_left_out_and_said(workspace: Workspace, tmp_path: Path) -> None:
    """The sheet would look complete, or answers told in numbers would wait for a person in charge."""
    (workspace.folder / "improvement.toml").write_text(
        'follow_from = 2026-10-10\nstatistics = ["checklist"]\n', encoding="utf-8"
    )
    save(workspace, "a.xlsx", check("2026-10-05"), check("2026-10-20"))
    assert {each.statistic for each in findings(workspace)} == {True}
    sentence, caption, rows = written(workspace, finding_sheet.NAME, tmp_path)
    assert sentence == ZH("No problem of this month is followed.")
    assert ZH("told in numbers only {n}", n=2) in caption
    assert all(cell is None for row in rows for cell in row)
    act(workspace, the(workspace, "2026-10-20"), "2026-10-21", "note", note="请科室看一下")
    _, caption, (row,) = written(workspace, finding_sheet.NAME, tmp_path)
    assert row[0].date() == dt.date(2026, 10, 20) and ZH("told in numbers only {n}", n=1) in caption
    (workspace.folder / "improvement.toml").write_text("follow_from = 2026-10-10\n")
    _, caption, (row,) = written(workspace, finding_sheet.NAME, tmp_path)
    assert ZH("before the clinic began to follow {n}", n=1) in caption


def test_a_withdrawn_finding_is_counted_and_not_listed(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A unit would still stand there for a mark that was corrected."""
    save(workspace, "a.xlsx", check("2026-10-05"))
    act(workspace, the(workspace, "2026-10-05"), "2026-10-06", "note", note="看错了")
    save(workspace, "a.xlsx", check("2026-10-05", passed=True), edition="corrected")
    _, caption, rows = written(workspace, finding_sheet.NAME, tmp_path)
    assert rows == [] and ZH("record corrected since {n}", n=1) in caption


def test_cycles_carry_the_figures_of_their_pages_and_an_override_its_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The figures before the director would differ from the page, or an override read as a success."""
    before(workspace)
    name = checking(on(workspace, "2026-06-30"))
    for month in ("07", "08", "09", "10"):
        save_month(workspace, f"2026-{month}", 15, 25)
    do(workspace, name, "override", name="院长赵敏", reason="样本不具代表性")
    sentence, _, (row,) = written(workspace, cycle_sheet.NAME, tmp_path)
    shown = cycle(workspace, name)
    known, effect = shown.cycle, shown.effect
    assert effect is not None
    assert row[:4] == ("2026-01", known.title, "换药室", "李*")
    assert (row[6], row[7]) == (share(known.baseline.figures.total, known), target(known))
    assert row[8] == share(effect.figures.total, known)
    assert row[11] == f"{ZH('figures set aside by a person')} (院*)"  # names only when asked for
    assert row[12]
    assert ZH("figures set aside by a person") + " 1" in sentence


def test_a_cycle_stands_in_the_months_it_was_under_way(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A cycle that was cancelled would vanish from its last month, or stay in every report after it."""
    before(workspace)
    for month in ("2026-10", "2026-11", "2026-12"):
        save_month(workspace, month, 1, 1)
    name = checking(on(workspace, "2026-06-30"))
    do(on(workspace, "2026-11-02"), name, "cancel", note="设备停用")
    later, path = replace(workspace, today=dt.date(2026, 12, 20)), tmp_path / "report.xlsx"
    stands = {}
    for month in ("2026-05", "2026-06", "2026-10", "2026-11", "2026-12"):
        made = write_report(later, Period.parse(month), path)
        told, _, rows = lines(made, cycle_sheet.NAME)
        stands[month] = [(row[0], row[11]) for row in rows]
        assert (told == ZH("No PDCA cycle was under way in this month.")) is (rows == [])
    under_way = [(name, ZH("cancelled"))]
    assert stands == {
        "2026-05": [], "2026-06": under_way, "2026-10": under_way, "2026-11": under_way,
        "2026-12": [],
    }  # fmt: skip


def test_the_calendar_says_what_was_not_done_and_why(workspace: Workspace, tmp_path: Path) -> None:
    """Nobody could ask why it was left undone, or a reason would count as done."""
    (workspace.folder / "improvement.toml").write_text(
        '[calendar.cadences.drill]\nname = "=消防巡视"\nevery = "week"\nvalid_from = 2026-09-28\n',
        encoding="utf-8",
    )
    save(workspace, "a.xlsx", check("2026-10-05"))
    due = next(each for each in calendar(workspace, OCTOBER).dues if each.state is DueState.MISSED)
    excuse(workspace, due, "=停电")
    sentence, _, rows = written(workspace, kept_sheet.NAME, tmp_path)
    known = {each.name: each for each in calendar(workspace, OCTOBER).adherence}
    told = {row[0]: row for row in rows[: len(known)]}
    assert set(told) == set(known)
    drill = known["=消防巡视"]
    assert drill.rate == 0 and drill.excused == 1 and drill.missed >= 2
    for name, each in known.items():
        counts = (each.owed, each.in_time, each.late, each.open, each.excused, each.missed)
        assert told[name][2:8] == counts
        assert told[name][1] == ("—" if each.rate is None else pytest.approx(float(each.rate)))
    lacking = [row for row in rows[len(known) :] if row[0] == "=消防巡视"]
    assert sum(row[2] for row in lacking) == drill.missed + drill.excused + drill.open
    assert lacking[-1][5].endswith("\n=停电") and lacking[-1][2] == 1
    assert lacking[0][5].endswith(ZH("no reason given"))
    assert f"{ZH('not done')} {drill.missed}" in sentence


def test_a_clinic_without_any_of_it_is_told_so(workspace: Workspace, tmp_path: Path) -> None:
    """Empty sheets would look like a fault of the program."""
    save(workspace, "a.xlsx", check("2026-10-05", passed=True))
    path = write_report(workspace, OCTOBER, tmp_path / "report.xlsx")
    said = [lines(path, sheet.NAME)[0] for sheet in (finding_sheet, cycle_sheet, kept_sheet)]
    assert said[:2] == [
        ZH("No problem of this month is followed."),
        ZH("No PDCA cycle was under way in this month."),
    ]
    assert said[2]
