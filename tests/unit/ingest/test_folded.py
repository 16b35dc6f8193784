"""A list too long for the page is folded into panels side by side; it stays one check of one form."""

from __future__ import annotations

import pickle
from typing import Any

from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.workspace import Workspace
from tests.workbooks import book

HEAD: list[Any] = ["序号", "巡查内容", "结果"]


def folded(*rows: list[Any], right: list[Any] = HEAD) -> bytes:
    return book(
        [
            ["库房安全巡查表"],
            ["科室：注射室", None, None, "日期：2026-10-12"],
            [*HEAD, None, *right],
            *([*row[:3], None, *row[3:]] for row in rows),
        ]
    )


LINES: list[list[Any]] = [
    [1, "门锁完好", "√", 4, "灯具完好", "√"],
    [2, "窗户关闭", "×", 5, "地面干燥", "√"],
    [3, "插座完好", "√", 6, "货架稳固", "√"],
]


def read(clinic: Workspace, content: bytes, **answers: Any) -> WorkbookReading:
    return read_workbook(clinic, "十月.xlsx", content, **answers)


def test_panels_of_one_form_are_one_check(clinic: Workspace) -> None:
    """As two, the head nurse would see one inspection twice, and be asked twice which form it is."""
    (sheet,) = read(clinic, folded(*LINES)).sheets
    (check,) = sheet.checks
    assert [result.cell for result in check.results] == ["C4", "C5", "C6", "G4", "G5", "G6"]
    assert [question.code for question in sheet.questions] == ["checklist"]


def test_an_answer_counts_for_every_panel(clinic: Workspace) -> None:
    """Half a form under another checklist would be rated under another indicator."""
    (sheet,) = read(clinic, folded(*LINES)).sheets
    answered = {sheet.fingerprint: {"checklist": "disinfection"}}
    (sheet,) = read(clinic, folded(*LINES), answers=answered).sheets
    assert (sheet.checklist, len(sheet.checks[0].results)) == ("disinfection", 6)


def test_an_item_in_both_panels_is_pointed_at(clinic: Workspace) -> None:
    """It would count twice."""
    lines = [*LINES[:2], [3, "插座完好", "√", 6, "门锁完好", "√"]]
    reading = read(clinic, folded(*lines))
    (sheet,) = reading.sheets
    assert len(sheet.checks[0].results) == 5
    assert [(p.code, p.cell) for p in reading.problems if p.cell] == [("duplicate_check", "G6")]


def test_tables_of_other_columns_stay_apart(clinic: Workspace) -> None:
    """The list of stock beside a checklist is a form of its own; read as one table, the marks of the
    checklist would be lost."""
    content = folded(
        [1, "门锁完好", "√", "棉签", 10, 10],
        [2, "窗户关闭", "×", "纱布", 20, 20],
        [3, "插座完好", "√", "胶布", 5, 5],
        right=["物品名称", "基数", "实存数"],
    )
    sheets = read(clinic, content).sheets
    cells = {str(s.kind): [r.cell for c in s.checks for r in c.results] for s in sheets}
    assert cells == {"checklist": ["C4", "C5", "C6"], "stock": ["G4", "G5", "G6"]}


def test_a_sheet_comes_whole_out_of_another_process(clinic: Workspace) -> None:
    """Its results travel by columns; one that fell out or changed places would be another's."""
    reading = read(clinic, folded(*LINES))
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 our own
