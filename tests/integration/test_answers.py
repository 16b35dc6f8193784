"""What a sheet leaves open is asked once: an answer changes the reading, is remembered, can be changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from qc.cli import cli
from qc.errors import UsageError
from qc.ingest.importer import import_content
from qc.ingest.reading import read_workbook
from qc.ingest.remembered import LAYOUTS, Layout, answers_of, given_layouts, read_layouts, remember
from qc.records import SheetReading
from qc.workspace import Workspace
from tests.workbooks import book, days_across

ROWS = days_across([["√", "×"], ["√", "√"]])
OPEN: list[list[object]] = [  # no legend, and one sign among blanks
    ["激光室 “自查” 表"],
    ["科室：激光室", None, "日期：2026年10月"],
    ["序号", "检查内容", 1, 2, 3],
    [1, "开机自检", "√", None, None],
    [2, "护目镜", None, "√", None],
    [3, "台面", None, None, "√"],
]


def sheet_of(workspace: Workspace, rows: list[list[object]] = ROWS) -> SheetReading:
    (sheet,) = read_workbook(workspace, "十月.xlsx", book(rows)).sheets
    return sheet


def test_the_same_form_next_month_has_the_same_fingerprint(workspace: Workspace) -> None:
    """Asked again every month, a question would be clicked away unread."""
    other = [list(row) for row in ROWS]
    other[0] = [str(other[0][0]).replace("10", "9")]
    assert sheet_of(workspace, other).fingerprint == sheet_of(workspace).fingerprint


def test_an_answer_is_used_and_remembered(workspace: Workspace) -> None:
    """A checklist named once by the head nurse decides the indicator from then on."""
    before = sheet_of(workspace)
    remember(
        workspace.folder / LAYOUTS,
        Layout(
            fingerprint=before.fingerprint, name='自查 "表"', answers={"checklist": "documents"}
        ),
    )
    after = sheet_of(workspace)
    assert (before.checklist, after.checklist) == ("disinfection", "documents")
    outcome = import_content(workspace, "十月.xlsx", book(ROWS))
    assert outcome.reading and {s.checklist for s in outcome.reading.sheets} == {"documents"}


def test_answers_can_be_listed_changed_and_forgotten(tmp_path: Path) -> None:
    place = tmp_path / LAYOUTS
    assert read_layouts(place) == ()
    one = Layout(fingerprint="a" * 16, name="甲\n乙", answers={"blanks_are": "missed"})
    two = Layout(fingerprint="b" * 16, name="丙", answers={"ticks_are": "problem"})
    for layout in (one, two):
        remember(place, layout)
    assert read_layouts(place) == (one, two)
    remember(place, one.model_copy(update={"answers": {}}))
    assert read_layouts(place) == (two,)
    assert answers_of(read_layouts(place)) == {"b" * 16: {"ticks_are": "problem"}}


def test_a_file_of_answers_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        given_layouts(tmp_path / "nothing.toml")


def qc(folder: Path, *arguments: object) -> str:
    """`qc import ...` in English in a workspace of its own."""
    words = ["import", *map(str, arguments), "--workspace", str(folder / "w"), "--lang", "en"]
    said = CliRunner().invoke(cli, [*words, "--today", "2026-11-02"], catch_exceptions=False)
    return said.output


def test_a_dry_run_asks_and_its_lines_are_the_answer(tmp_path: Path) -> None:
    """Without a dashboard nobody could answer, or would have to guess how the file is written."""
    path, mapping = tmp_path / "十月.xlsx", tmp_path / "answers.toml"
    path.write_bytes(book(OPEN))
    asked = qc(tmp_path, path, "--dry-run")
    assert "What does √ mean on this sheet? (cell C4)" in asked
    lines = asked[asked.index("[[layouts]]") :]
    mapping.write_text(lines.replace('"in_order"', '"problem"'), encoding="utf-8")
    (given,) = given_layouts(mapping)
    assert given.answers == {"ticks_are": "problem", "blanks_are": "missed"}
    (file,) = json.loads(qc(tmp_path, path, "--map", mapping, "--json"))["files"]
    (sheet,) = file["sheets"]
    assert (sheet["fingerprint"], sheet["rate"]) == (given.fingerprint, 0)
    assert [one["assumed"] for one in sheet["questions"] if one["code"] != "checklist"] == [
        False
    ] * 2
    assert read_layouts(tmp_path / "w" / LAYOUTS) == (given,)


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    """Who is asked anew every month stops reading the questions."""
    path, mapping = tmp_path / "十月.xlsx", tmp_path / "answers.toml"
    path.write_bytes(book(OPEN))
    asked = qc(tmp_path, path, "--dry-run")
    lines = [
        line for line in asked[asked.index("[[layouts]]") :].splitlines() if "blanks" not in line
    ]
    mapping.write_text("\n".join(lines), encoding="utf-8")
    again = qc(tmp_path, path, "--dry-run", "--map", mapping)
    assert 'blanks_are = "missed"' in again
    assert "ticks_are" not in again


def test_json_says_what_is_open_and_what_may_be_answered(tmp_path: Path) -> None:
    """Scripts that import for a clinic could not ask their people."""
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(OPEN))
    (file,) = json.loads(qc(tmp_path, path, "--dry-run", "--json"))["files"]
    asked = {one["code"]: one for one in file["sheets"][0]["questions"]}
    assert asked["blanks_are"] == {
        "code": "blanks_are",
        "question": "What does a blank mean in a check that is otherwise filled?",
        "cell": "C5",
        "taken": "missed",
        "assumed": True,
        "answers": {
            "missed": "not looked at (missed item)",
            "in_order": "in order",
            "not_applicable": "not applicable",
        },
    }
    assert "disinfection" in asked["checklist"]["answers"]


def test_one_layout_is_asked_about_once_in_many_files(tmp_path: Path) -> None:
    """A folder of a year's sheets would print one question twelve times."""
    for n in range(3):
        (tmp_path / f"{n}.xlsx").write_bytes(book([*OPEN, [4, "地面", "√", "√", *["√"] * n]]))
    for n in range(11):  # other items, other layouts
        rows = [*OPEN, [4, f"其他{n}", "√", "√", "√"]]
        (tmp_path / f"其他{n}.xlsx").write_bytes(book(rows))
    asked = qc(tmp_path, tmp_path, "--dry-run")
    assert "Layouts with questions, to which the usual answer was taken: 12." in asked
    assert asked.count("[[layouts]]") == 10
    assert "# … and 2 more" in asked
    assert "--dry-run shows them" in qc(tmp_path, tmp_path)


def test_a_sheet_without_questions_says_nothing_of_them(tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(ROWS))
    assert "Layouts with questions" not in qc(tmp_path, path, "--dry-run")


def test_blanks_answered_once_come_in_as_answered_every_month(workspace: Workspace) -> None:
    """Asked in October, the answer must hold for November's file too, or the year does not add up."""
    october = sheet_of(workspace, OPEN)
    remember(
        workspace.folder / LAYOUTS,
        Layout(fingerprint=october.fingerprint, name="激光", answers={"blanks_are": "in_order"}),
    )
    november = [[str(cell).replace("10月", "9月") if n == 1 and cell else cell for cell in row]
                for n, row in enumerate(OPEN)]  # fmt: skip
    import_content(workspace, "十月.xlsx", book(OPEN))
    import_content(workspace, "九月.xlsx", book(november))
    frame = workspace.store.results(workspace.scope)
    assert (frame["checked"].sum(), frame["passed"].sum()) == (18, 18)
    assert set(frame["state"]) == {"accepted"}
