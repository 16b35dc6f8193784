"""Rectification notices there and back: printed, filled in by a unit, imported, and what became of each line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.notices import Arrived, import_each
from qc.improve.rectified import Rectified, rectified
from qc.improve.states import FindingState
from qc.ingest.annotated import annotated_copy
from qc.ingest.notices import HEADS
from qc.reports.notices import notices_file, write_notices
from qc.store import Scope
from qc.words import ALL_RIGHTS, Right
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.rectifying import GIVEN, HANDS, STERILE, act, check, on, save, the

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
FULL = {"cause": "备货不足", "measure": "每周一补货", "person": "李敏"}
HEAD = 4


@pytest.fixture
def house(workspace: Workspace) -> Workspace:
    """A dressing room with three problems, one of them critical, and a treatment room with one."""
    save(
        workspace, "a.xlsx", check("2026-10-05"), check("2026-10-12"), check("2026-10-12", STERILE)
    )
    save(workspace, "b.xlsx", check("2026-10-06", unit="治疗室"))
    return workspace


Fill = Callable[[Worksheet], object]


def printed(workspace: Workspace, tmp_path: Path, unit: str = "换药室") -> Path:
    made = write_notices(workspace, FIRST, LAST, "2026-10", tmp_path / "out", unit=unit)
    (path,) = made.paths
    return path


def column(sheet: Worksheet, field: str, head: int = HEAD) -> int:
    from qc.locale import translator

    names = {translator("zh")(HEADS[field]), HEADS[field]}
    return next(cell.column for cell in sheet[head] if cell.value in names)


def put(sheet: Worksheet, row: int, **values: Any) -> None:
    for field, value in values.items():
        sheet.cell(row, column(sheet, field)).value = value


def filled(path: Path, *fills: Fill) -> Path:
    book = load_workbook(path)
    for fill in fills:
        fill(book.worksheets[0])
    target = path.with_name(f"回 {path.name}")
    book.save(target)
    return target


def line(row: int, **values: Any) -> Fill:
    return lambda sheet: put(sheet, row, **values)


def arrived(workspace: Workspace, path: Path, **how: Any) -> Arrived:
    (outcome,) = import_each(workspace, [path], **how)
    return outcome


def said(outcome: Arrived) -> set[tuple[str, str]]:
    """The problems that came of the notice itself, with their cells."""
    assert outcome.reading
    return {(p.code, p.cell) for p in outcome.reading.problems if p.code != "notice"}


def counts(outcome: Arrived) -> dict[str, int]:
    assert outcome.taken
    return {name: n for name, n in outcome.taken.counts.items() if n}


def acts_of(workspace: Workspace) -> int:
    return sum(len(found.acts) for found in findings(workspace))


def test_what_the_unit_filled_in_stands_with_its_findings(house: Workspace, tmp_path: Path) -> None:
    """The head nurse must not type again what the unit has typed; whence it came stands with it."""
    back = filled(printed(house, tmp_path), line(5, **FULL, due="2026.11.5"))
    outcome = arrived(on(house, "2026-11-02"), back)
    assert (outcome.status, counts(outcome)) == ("imported", {"taken": 1, "blank": 2})
    found = the(house, "2026-10-05")
    assert found.state is FindingState.IN_HAND and found.due == dt.date(2026, 11, 5)
    assert {name: found.told[name] for name in FULL} == FULL
    (one,) = found.acts
    assert back.name in one.fields["source"] and one.fields["source"].endswith("L5")
    assert the(house, "2026-10-12").acts == ()


def test_the_same_file_twice_changes_nothing(house: Workspace, tmp_path: Path) -> None:
    """Whoever is not sure whether a file went in may drop it again."""
    back = filled(printed(house, tmp_path), line(5, **FULL, done="10月9日"))
    arrived(house, back)
    before = acts_of(house)
    again = arrived(house, back)
    assert (again.status, counts(again)) == ("duplicate", {"known": 1, "blank": 2})
    assert acts_of(house) == before


def test_filled_in_by_and_by(house: Workspace, tmp_path: Path) -> None:
    """First who and by when, a week later that it is done: one paper, two imports."""
    path = printed(house, tmp_path)
    arrived(house, filled(path, line(5, **FULL)))
    arrived(house, filled(path, line(5, **FULL | {"measure": "每天补货"})))
    outcome = arrived(
        house, filled(path, line(5, **FULL | {"measure": "每天补货"}, done="10月9日"))
    )
    assert counts(outcome) == {"taken": 1, "blank": 2}
    found = the(house, "2026-10-05")
    assert (found.told["measure"], found.state) == ("每天补货", FindingState.RECHECK)
    arrived(house, filled(path, line(5, **FULL)))  # the first copy once more, by mistake
    assert the(house, "2026-10-05").told["measure"] == "每天补货"


def test_a_filled_copy_closes_nothing(house: Workspace, tmp_path: Path) -> None:
    """What is written on a paper is no evidence: a person looks again, whatever stands in the last columns."""
    back = filled(printed(house, tmp_path), line(5, **FULL, done="2026-10-09", recheck="合格"))
    arrived(house, back)
    found = the(house, "2026-10-05")
    assert found.state is FindingState.RECHECK and rectified(found, TODAY) is Rectified.RECHECK
    act(house, found, "2026-11-10", "recheck_passed")
    assert (
        rectified(the(house, "2026-10-05"), dt.date(2026, 11, 10)) is Rectified.IN_TIME
    )  # by the day told


def test_a_re_check_that_failed_is_not_undone_by_the_old_paper(
    house: Workspace, tmp_path: Path
) -> None:
    path = printed(house, tmp_path)
    back = filled(path, line(5, **FULL, done="2026-10-09"))
    arrived(house, back)
    act(house, the(house, "2026-10-05"), "2026-10-20", "recheck_failed", note="仍缺")
    assert counts(arrived(house, back)) == {"known": 1, "blank": 2}
    earlier = filled(path, line(5, **FULL, done="2026-10-15"))
    assert ("notice_undone", "J5") in said(arrived(house, earlier))
    assert the(house, "2026-10-05").state is FindingState.OPEN
    later = filled(path, line(5, **FULL, done="2026-10-25"))
    assert counts(arrived(house, later)) == {"taken": 1, "blank": 2}
    assert the(house, "2026-10-05").state is FindingState.RECHECK


@pytest.mark.parametrize(
    "written",
    [
        "2026.11.5",
        "11月5日",
        "2026年11月5日",
        "2026/11/5",
        46331,
        dt.date(2026, 11, 5),
        "20261105",
    ],
)
def test_a_day_is_read_however_it_was_typed(
    house: Workspace, tmp_path: Path, written: object
) -> None:
    outcome = arrived(house, filled(printed(house, tmp_path), line(5, **FULL, due=written)))
    assert outcome.status == "imported"
    assert the(house, "2026-10-05").due == dt.date(2026, 11, 5)


def test_a_day_without_its_year_is_the_next_one(workspace: Workspace, tmp_path: Path) -> None:
    """A December check that is to be put right by 1月5日: nobody means the January before."""
    save(workspace, "d.xlsx", check("2025-12-28"))
    made = write_notices(
        workspace, dt.date(2025, 12, 1), dt.date(2025, 12, 31), "2025-12", tmp_path
    )
    outcome = arrived(workspace, filled(made.paths[0], line(5, **FULL, due="1月5日")))
    assert said(outcome) == {("notice_year", "I5")}
    assert the(workspace, "2025-12-28").due == dt.date(2026, 1, 5)


def test_rows_moved_deleted_and_put_between_keep_their_problems(
    house: Workspace, tmp_path: Path
) -> None:
    """A unit sorts, deletes and writes notes between: each word must land with its own problem."""

    def shuffled(sheet: Worksheet) -> None:
        put(sheet, 5, **FULL, done="2026-10-09")
        put(sheet, 7, **FULL | {"cause": "灭菌包过期"})
        sheet.delete_rows(6)
        sheet.insert_rows(5)
        sheet.insert_cols(2)
        sheet.cell(5, 5).value = "以下由李敏填写"

    outcome = arrived(house, filled(printed(house, tmp_path), shuffled))
    assert counts(outcome) == {"taken": 2}
    assert the(house, "2026-10-05").told["cause"] == "备货不足"
    on_the_12th = [the(house, "2026-10-12", code) for code in (HANDS, STERILE)]
    assert {found.told.get("cause") for found in on_the_12th} == {"灭菌包过期", None}


def test_what_somebody_wrote_meanwhile_is_not_overwritten(house: Workspace, tmp_path: Path) -> None:
    path = printed(house, tmp_path)
    found = the(house, "2026-10-05")
    act(
        house,
        found,
        "2026-11-01",
        "assign",
        actor="王丽",
        due="2026-11-09",
        **GIVEN | {"person": "王婷"},
    )
    outcome = arrived(on(house, "2026-11-02", "孙检"), filled(path, line(5, **FULL)))
    assert outcome.status == "rejected" and said(outcome) == {("notice_changed", "H5")}
    assert the(house, "2026-10-05").told["person"] == "王婷"
    (fault,) = (p for p in outcome.reading.problems if p.code == "notice_changed")  # type: ignore[union-attr]
    assert (fault.values["who"], fault.values["now"], fault.value) == ("王丽", "王婷", "李敏")


def test_what_was_printed_and_left_so_overwrites_nothing(house: Workspace, tmp_path: Path) -> None:
    """The cause on the paper is the old one; the unit only wrote the day: the new cause stays."""
    found = the(house, "2026-10-05")
    act(house, found, "2026-10-06", "assign", due="2026-10-20", **GIVEN)
    path = printed(house, tmp_path)
    act(house, found, "2026-10-07", "assign", due="2026-10-21", cause="没有人负责")
    outcome = arrived(house, filled(path, line(5, done="2026-10-09")))
    assert counts(outcome) == {"taken": 1, "blank": 2}
    now = the(house, "2026-10-05")
    assert (now.told["cause"], now.due) == ("没有人负责", dt.date(2026, 10, 21))


def test_a_closed_problem_stays_as_it_was_closed(house: Workspace, tmp_path: Path) -> None:
    path = printed(house, tmp_path)
    act(house, the(house, "2026-10-05"), "2026-10-30", "fix_at_once", **GIVEN)
    outcome = arrived(house, filled(path, line(5, **FULL | {"cause": "别的原因"})))
    assert said(outcome) == {("notice_closed", "C5")}
    assert the(house, "2026-10-05").state is FindingState.CLOSED


def test_each_line_goes_in_whole_or_not_at_all(house: Workspace, tmp_path: Path) -> None:
    """A slip in one line keeps out that line, names its cell, and no other line."""
    fills = (
        line(5, **FULL, due="尽快"),
        line(6, person="李敏", cause="备货不足"),
        line(7, **FULL, done="2026-10-01"),
    )
    outcome = arrived(house, filled(printed(house, tmp_path), *fills))
    assert outcome.status == "rejected" and acts_of(house) == 0
    assert said(outcome) == {
        ("unreadable_date", "I5"), ("notice_no_measure", "G6"), ("notice_early", "J7"),
    }  # fmt: skip
    one = filled(
        printed(house, tmp_path / "b"),
        *fills[:1],
        line(6, **FULL, done="2026-11-30"),
        line(7, **FULL),
    )
    outcome = arrived(house, one)
    assert (outcome.status, counts(outcome)) == ("partly", {"taken": 1, "refused": 2})
    assert ("future_date", "J6") in said(outcome)


def test_a_formula_counts_by_what_it_gives_and_never_by_an_error(
    house: Workspace, tmp_path: Path
) -> None:
    fills = (line(5, **FULL | {"person": "#REF!"}), lambda s: setattr(s["H5"], "data_type", "e"))
    outcome = arrived(house, filled(printed(house, tmp_path), *fills))
    assert ("notice_error", "H5") in said(outcome) and acts_of(house) == 0


def test_merged_cells_say_the_same_for_each_of_their_lines(
    house: Workspace, tmp_path: Path
) -> None:
    """One cause for two problems, merged as people do."""

    def merged(sheet: Worksheet) -> None:
        put(sheet, 5, **FULL)
        for name in "FGH":
            sheet.merge_cells(f"{name}5:{name}6")

    assert counts(arrived(house, filled(printed(house, tmp_path), merged)))["taken"] == 2
    assert the(house, "2026-10-12", STERILE).told == the(house, "2026-10-12", STERILE).told
    causes = [found.told.get("cause") for found in findings(house) if found.unit == "换药室"]
    assert causes.count("备货不足") == 2


def test_an_id_that_was_not_printed_here_is_refused(house: Workspace, tmp_path: Path) -> None:
    path = printed(house, tmp_path)
    sheet = load_workbook(path).worksheets[0]
    first, second = (sheet.cell(row, column(sheet, "id")).value for row in (5, 6))
    forged = f"{first[:16]}-7-{first.split('-', 2)[2]}"
    for value, fault in (
        (forged, "notice_id"),
        ("编号", "notice_id"),
        (f"{'0' * 16}-0-7-{'0' * 8}", "notice_id"),
    ):
        outcome = arrived(house, filled(path, line(5, **FULL, id=value)))
        assert said(outcome) == {(fault, "L5")}, value
    twice = filled(
        path, line(5, **FULL), line(6, **FULL | {"cause": "另一个"}, id=first, problem=None)
    )
    assert ("notice_twice", "L6") in said(arrived(house, twice))
    swapped = filled(path, line(5, **FULL, id=second), line(6, id=first))
    codes = {code for code, _ in said(arrived(house, swapped))}
    assert codes <= {"notice_other_problem"} and acts_of(house) == 0


def test_a_new_problem_written_under_the_others_is_named(house: Workspace, tmp_path: Path) -> None:
    """It is not lost in silence: no check found it, so that no id stands with it."""
    outcome = arrived(
        house,
        filled(printed(house, tmp_path), line(5, **FULL), line(8, problem="新问题", person="李敏")),
    )
    assert said(outcome) == {("notice_stray", "L8")} and counts(outcome)["taken"] == 1


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "elsewhere", today=TODAY, actor="王丽")
    save(opened, "a.xlsx", check("2026-10-05"))
    yield opened
    opened.store.close()


def test_a_notice_of_another_workspace_is_refused(
    house: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    """The same room, item and day exist in both: it would be put right in the wrong clinic."""
    back = filled(printed(elsewhere, tmp_path), line(5, **FULL))
    outcome = arrived(house, back)
    assert {code for code, _ in said(outcome)} == {"notice_foreign"} and acts_of(house) == 0

    def cut(sheet: Worksheet) -> None:
        sheet["A2"].value = None

    assert said(arrived(house, filled(back, cut))) == {("notice_id", "L5")}


def test_only_who_may_writes_and_only_of_their_units(house: Workspace, tmp_path: Path) -> None:
    back = filled(printed(house, tmp_path), line(5, **FULL))
    looker = replace(house, scope=Scope("院长", rights=ALL_RIGHTS - {Right.RECORD}))
    assert {code for code, _ in said(arrived(looker, back))} == {"notice_no_right"}
    nurse = replace(house, scope=Scope("赵倩", units=frozenset({"治疗室"})))
    outcome = arrived(nurse, back)
    assert {code for code, _ in said(outcome)} == {"notice_gone"} and acts_of(house) == 0


def test_a_look_changes_nothing(house: Workspace, tmp_path: Path) -> None:
    outcome = arrived(house, filled(printed(house, tmp_path), line(5, **FULL)), dry_run=True)
    assert (outcome.status, counts(outcome)["taken"], acts_of(house)) == ("imported", 1, 0)


def test_nothing_filled_in_is_no_fault(house: Workspace, tmp_path: Path) -> None:
    outcome = arrived(house, printed(house, tmp_path))
    assert said(outcome) == {("notice_blank", "")} and outcome.status == "rejected"


def test_a_head_that_is_gone_is_told(house: Workspace, tmp_path: Path) -> None:
    outcome = arrived(house, filled(printed(house, tmp_path), lambda s: s.delete_rows(HEAD)))
    assert said(outcome) == {("notice_head", "")}


def test_the_annotated_copy_put_right_comes_back(house: Workspace, tmp_path: Path) -> None:
    """The unit gets its own paper with the cell marked, mends it and sends it in."""
    back = filled(
        printed(house, tmp_path), line(5, **FULL, due="尽快"), line(6, id="改掉了", person="李敏")
    )
    outcome = arrived(house, back)
    assert outcome.reading
    name, content = annotated_copy(back.name, back.read_bytes(), outcome.reading.problems, house.t)
    copy = tmp_path / name
    copy.write_bytes(content)
    book = load_workbook(copy)
    book["整改通知单"]["I5"].value = "2026-11-05"
    book.save(copy)
    assert counts(arrived(house, copy)) == {"taken": 1, "blank": 1, "refused": 1}
    assert the(house, "2026-10-05").due == dt.date(2026, 11, 5)


def test_checks_and_a_notice_in_one_file(house: Workspace, tmp_path: Path) -> None:
    """A notice never counts in a rate, and keeps no check out of it."""
    from tests.workbooks import days_across

    path = printed(house, tmp_path)
    book = load_workbook(path)
    put(book.worksheets[0], 5, **FULL)
    sheet = book.create_sheet("自查")
    for row in days_across([["√", "×"]]):
        sheet.append(row)
    book.save(path)
    outcome = arrived(house, path)
    assert outcome.reading and sum(len(s.checks) for s in outcome.reading.sheets) == 2
    assert outcome.status == "imported" and the(house, "2026-10-05").told["person"] == "李敏"


HOSTILE = '=HYPERLINK("http://x","看")'


def test_it_prints_on_one_a4_page_and_holds_no_formula(
    workspace: Workspace, tmp_path: Path
) -> None:
    save(workspace, "a.xlsx", check("2026-10-05", "", "+1室\x07", text=HOSTILE + "\x07"))
    (path,) = write_notices(workspace, FIRST, LAST, "2026-10", tmp_path).paths
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert sheet["C5"].value.startswith("=HYPERLINK")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToHeight in (None, 1)  # Excel leaves the usual out
    signs = [str(cell.value) for cell in cells if "____" in str(cell.value)]
    assert len(signs) == 4 and all(sign.count("____") >= 2 for sign in signs)  # each with a day
    outcome = arrived(workspace, filled(path, line(5, **FULL)))
    assert outcome.status == "imported"


def test_a_notice_a_unit_or_a_unit_and_day(house: Workspace, tmp_path: Path) -> None:
    each = write_notices(house, FIRST, LAST, "2026-10", tmp_path, each_day=True)
    assert [path.name for path in each.paths] == [
        "整改通知单_2026-10-05_换药室.xlsx", "整改通知单_2026-10-12_换药室.xlsx",
        "整改通知单_2026-10-06_治疗室.xlsx",
    ]  # fmt: skip
    lines = load_workbook(each.paths[1]).worksheets[0]
    assert [lines.cell(row, 1).value for row in (5, 6, 7)] == [1, 2, None]
    with pytest.raises(UsageError, match="no data"):
        write_notices(house, dt.date(2026, 9, 1), dt.date(2026, 9, 30), "2026-09", tmp_path)
    with pytest.raises(UsageError, match="no checks of a unit"):
        write_notices(house, FIRST, LAST, "2026-10", tmp_path, unit="火星")


def test_what_is_put_right_already_is_asked_of_nobody(house: Workspace, tmp_path: Path) -> None:
    act(house, the(house, "2026-10-06", HANDS, "治疗室"), "2026-10-06", "fix_at_once", **GIVEN)
    names = [path.name for path in write_notices(house, FIRST, LAST, "2026-10", tmp_path).paths]
    assert not any("治疗室" in name for name in names)
    assert notices_file(house, FIRST, LAST, "2026-10", "治疗室") is None
    closed = write_notices(house, FIRST, LAST, "2026-10", tmp_path / "b", closed=True).paths
    assert any("治疗室" in path.name for path in closed)


def test_one_that_was_filled_in_is_never_written_over(house: Workspace, tmp_path: Path) -> None:
    """Who prints the month again must not lose what the units have typed."""
    path = printed(house, tmp_path)
    assert write_notices(house, FIRST, LAST, "2026-10", path.parent, unit="换药室").paths == (path,)
    book = load_workbook(path)
    put(book.worksheets[0], 5, **FULL)
    book.save(path)
    typed = path.read_bytes()
    made = write_notices(house, FIRST, LAST, "2026-10", path.parent)
    assert made.left == (path,) and path.read_bytes() == typed
    assert [other.name for other in made.paths] == ["整改通知单_2026-10-06_治疗室.xlsx"]


def test_the_same_notices_are_the_same_bytes(house: Workspace) -> None:
    one, two = (notices_file(house, FIRST, LAST, "2026-10") for _ in "ab")
    assert one == two and one and one[0] == "整改通知单_2026-10.zip"


def test_a_sheet_of_somebody_else_is_no_notice(house: Workspace, tmp_path: Path) -> None:
    """A list with our headings but without our ids is read as any other sheet is."""
    book = Workbook()
    book.active.append(["日期", "存在问题", "原因分析", "整改措施", "责任人", "期限"])
    book.save(tmp_path / "x.xlsx")
    outcome = arrived(house, tmp_path / "x.xlsx")
    assert outcome.reading and outcome.reading.notices == () and outcome.taken is None
