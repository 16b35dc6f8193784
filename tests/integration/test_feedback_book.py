"""The feedback book from a real workspace: what it says, how it prints, and that it never counts twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.errors import UsageError
from qc.improve.acting import findings
from qc.ingest.importer import import_paths
from qc.reports import feedback_book as room
from qc.reports.feedback_book.content import FeedbackBook, feedback_book
from qc.reports.feedback_book.sheet import COLUMNS, render
from qc.workspace import Workspace
from tests.rectifying import GIVEN, HANDS, STERILE, act, check, on, put_right, save, the
from tests.workbooks import days_across

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31), "2026-10")


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    """A dressing room in which an item failed twice and another once, and a treatment room."""
    save(
        workspace, "a.xlsx", check("2026-10-05"), check("2026-10-12"), check("2026-10-12", STERILE)
    )
    save(workspace, "b.xlsx", check("2026-10-06", unit="治疗室"))
    return workspace


def book(workspace: Workspace, **how: Any) -> FeedbackBook:
    return feedback_book(workspace, *OCTOBER, **how)


def written(workspace: Workspace, tmp_path: Path, **how: Any) -> Any:
    path = room.write_feedback_book(workspace, *OCTOBER, tmp_path / "book.xlsx", **how)
    return load_workbook(path)


def test_every_step_stands_in_its_column_with_the_day_of_its_act(house: Workspace) -> None:
    """Whoever signs the book signs these days: they are those of the journal, not of the printing."""
    put_right(house, the(house, "2026-10-05"), "2026-10-12", "2026-10-09", "2026-10-10")
    entry = book(house, names=True).pages[0].entries[0]
    assert (entry.day, entry.cases) == (dt.date(2026, 10, 5), "1/1")
    assert "2026-10-06" in entry.feedback
    assert (entry.cause, entry.measure, entry.person) == ("料 · 备货不足", "每周一补货", "李敏")
    assert (entry.due, entry.overdue) == (dt.date(2026, 10, 12), False)
    assert entry.put_right.endswith("2026-10-09")
    assert (entry.rechecked_on, entry.recheck, entry.rechecked_by) == (
        dt.date(2026, 10, 10), "合格", "孙检",
    )  # fmt: skip


def test_what_is_grave_comes_again_or_is_late_is_seen(house: Workspace) -> None:
    critical, again = book(house).pages[0].entries[2], book(house).pages[0].entries[1]
    assert "严重" in critical.feedback and critical.overdue
    assert "2" in again.feedback  # the second time
    assert (again.put_right, again.rechecked_on, again.recheck) == ("待整改", None, "")


def test_a_recheck_that_failed_and_one_opened_again(house: Workspace) -> None:
    """The last word holds: what came undone is not shown as put right."""
    found = the(house, "2026-10-05")
    act(house, found, "2026-10-06", "put_right", **GIVEN)
    act(house, found, "2026-10-07", "recheck_failed", note="仍缺")
    entry = book(house).pages[0].entries[0]
    assert entry.put_right == "待整改" and "仍缺" in entry.recheck
    act(house, found, "2026-10-08", "fix_at_once")
    assert book(house).pages[0].entries[0].put_right.endswith("2026-10-08")
    act(house, found, "2026-10-09", "reopen", note="又缺")
    assert book(house).pages[0].entries[0].put_right.endswith("2026-10-09")


def test_only_whoever_must_act_is_named(house: Workspace, tmp_path: Path) -> None:
    """The book hangs in a corridor: it names who puts things right, whoever re-checked only when asked
    for, and nobody who was inspected."""
    found = the(house, "2026-10-05")
    act(house, found, "2026-10-06", "assign", due="2026-10-20", **GIVEN | {"person": "李敏、王婷"})
    act(house, found, "2026-10-07", "put_right")
    act(house, found, "2026-10-08", "recheck_passed", actor="孙检")
    shown = str([cell.value for sheet in written(house, tmp_path) for row in sheet for cell in row])
    assert "李敏、王婷" in shown and "孙*" in shown
    assert not any(name in shown for name in ("孙检", "顾客甲"))
    entry = book(house, names=True).pages[0].entries[0]
    assert (entry.person, entry.rechecked_by) == ("李敏、王婷", "孙检")


HOSTILE = '=HYPERLINK("http://x","看")'


def test_no_text_becomes_a_formula_and_every_unit_has_its_sheet(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Text of a sheet that is opened in Excel must not run, whatever it begins with, nor break the file."""
    units = ("+1室", "A/B", "A:B", "历" * 40, "History")
    save(workspace, "a.xlsx", *(check("2026-10-05", "", unit, text=HOSTILE) for unit in units))
    found = the(workspace, "2026-10-05", HOSTILE, "+1室")
    given = {"cause": "-2+3", "measure": "@SUM(A1)", "person": "=A1", "due": "2026-10-09"}
    act(workspace, found, "2026-10-06", "assign", **given)
    opened = written(workspace, tmp_path, names=True)
    cells = [cell for sheet in opened for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    shown = {cell.value for cell in cells}
    assert {HOSTILE, "-2+3", "@SUM(A1)", "=A1", *units} <= shown
    assert len(opened.sheetnames) == 5 and all(len(n) <= 31 for n in opened.sheetnames)


def test_it_is_ready_to_be_printed_and_signed(house: Workspace, tmp_path: Path) -> None:
    sheet = written(house, tmp_path)["换药室"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and setup.fitToWidth in (None, 1)
    assert sheet.freeze_panes == "A5" and sheet.print_title_rows == "$4:$4"
    assert sheet.print_area.endswith("$A$1:$M$9")
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text
    assert [cell.value for cell in sheet[4]] == [house.t(name) for name in COLUMNS]
    assert sum("____" in str(cell.value) for cell in sheet[9]) == 3


def test_one_unit_alone_or_a_slip_in_its_name(house: Workspace, tmp_path: Path) -> None:
    assert written(house, tmp_path, unit="治疗室").sheetnames == ["治疗室"]
    with pytest.raises(UsageError, match="no checks of a unit"):
        book(house, unit="火星")
    with pytest.raises(UsageError, match=r"Let the name end in .xlsx|no name for an Excel"):
        room.write_feedback_book(house, *OCTOBER, tmp_path / "book.pdf")


def test_without_a_place_it_goes_to_the_reports(house: Workspace) -> None:
    path = room.write_feedback_book(house, *OCTOBER, unit="换药室")
    assert path == house.folder / "reports" / "督查反馈本_2026-10_换药室.xlsx"
    content = book(house)
    assert render(content, house.t) == render(content, house.t)  # no clock in it


def test_a_good_month_has_a_page_and_an_unknown_one_is_told(workspace: Workspace) -> None:
    """Nothing failed is something to file; nothing checked is not the same."""
    save(workspace, "a.xlsx", check("2026-10-05", passed=True))
    (page,) = book(workspace).pages
    assert page.entries == () and len(render(book(workspace), workspace.t)) > 1000
    with pytest.raises(UsageError, match="no data for 2026-09"):
        feedback_book(workspace, dt.date(2026, 9, 1), dt.date(2026, 9, 30), "2026-09")


def test_withdrawn_and_old_ones(house: Workspace) -> None:
    """A slip of the pen is nobody's fault, but that somebody worked on it is told; what nobody was to
    follow has no day by which."""
    act(house, the(house, "2026-10-06", unit="治疗室"), "2026-10-07", "note", note="已电话")
    save(house, "b.xlsx", check("2026-10-06", unit="治疗室", passed=True), edition="2")
    assert (len(book(house).pages), book(house).withdrawn) == (1, 1)
    assert render(book(house), house.t)
    (house.folder / "improvement.toml").write_text("follow_from = 2026-11-01\n", "utf-8")
    assert {entry.due for entry in book(house).pages[0].entries} == {None}


def test_our_own_book_is_known_again_and_counts_nothing_twice(
    house: Workspace, tmp_path: Path
) -> None:
    """Saved by another program, put into the folder with the month's sheets: its failures were counted
    when the checks came in."""
    before = findings(house)
    opened = written(house, tmp_path)
    opened["换药室"]["L5"] = "未整改"  # filled in by hand
    opened.save(tmp_path / "反馈本 填写.xlsx")
    outcomes = import_paths(house, sorted(tmp_path.glob("*.xlsx")))
    assert [outcome.status for outcome in outcomes] == ["rejected", "rejected"]
    assert {p.code for o in outcomes if o.reading for p in o.reading.problems} == {"own_book"}
    assert findings(house) == before


def test_a_check_sheet_that_somebody_added_to_it_is_read(house: Workspace, tmp_path: Path) -> None:
    """Only the book's own sheets are passed over."""
    opened = written(house, tmp_path)
    added = opened.create_sheet("消毒隔离检查表2026年10月")
    for row in days_across([["√", "×"], ["√", "√"]], unit="激光室"):
        added.append(row)
    opened.save(tmp_path / "book.xlsx")
    (outcome,) = import_paths(on(house, "2026-11-02"), [tmp_path / "book.xlsx"])
    assert outcome.reading is not None
    assert {c.unit for sheet in outcome.reading.sheets for c in sheet.checks} == {"激光室"}
    assert [f.item_code for f in findings(house)].count(HANDS) == 3
