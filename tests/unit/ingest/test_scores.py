"""Training scores and licences: who has passed, and whose certificate has run out."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.ingest.kinds.pass_marks import pass_marks_by_label
from qc.records import Result, WorkbookReading
from qc.words import Kind
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]]) -> WorkbookReading:
    return read_workbook(clinic, "表.xlsx", book(rows))


def by_cell(reading: WorkbookReading) -> dict[str, Result]:
    return {r.cell: r for s in reading.sheets for c in s.checks for r in c.results}


def outcomes(reading: WorkbookReading) -> dict[str, str]:
    return {cell: str(r.outcome or r.state) for cell, r in by_cell(reading).items()}


def codes(reading: WorkbookReading) -> set[tuple[str, str]]:
    return {(p.code, p.cell) for p in reading.problems if p.severity != "info"}


def test_theory_and_practice_are_judged_by_the_mark_in_the_title(clinic: Workspace) -> None:
    """80 passes, 79 does not; who was absent is not counted, what cannot be is held back."""
    reading = read(clinic, [
        ["心肺复苏理论及操作考核成绩（80分及格）"],
        ["考核时间：2026年4月18日    主考：樊琳"],
        ["序号", "姓名", "科室", "理论", "操作", "补考（操作）"],
        [1, "丁一诺", "注射室", 92, 80, ""],
        [2, "傅晓", "注射室", 85, 76, 84],
        [3, "葛欣", "皮肤科", "78", "85分", ""],
        [4, "康宁", "光电室", 105, "优", ""],
        [5, "钱莉", "手术室", "缺考", "", ""],
        [6, "水苗", "手术室", -5, 79, 79],
        ["", "平均分", "", 88.9, 84.9, ""],
    ])  # fmt: skip
    assert reading.sheets[0].kind is Kind.SCORES
    assert outcomes(reading) == {
        "D4": "pass", "E4": "pass", "D5": "pass", "E5": "fail", "F5": "pass", "D6": "fail",
        "E6": "pass", "D7": "held_back", "E7": "held_back", "D8": "na", "E8": "missed",
        "D9": "held_back", "E9": "fail", "F9": "fail",
    }  # fmt: skip
    assert codes(reading) >= {
        ("score_gt_points", "D7"), ("text_in_number", "E7"), ("missing_mark", "E8"),
        ("negative_number", "D9"),
    }  # fmt: skip
    found = by_cell(reading)
    assert (found["E5"].reading, found["F5"].reading) == (76, 84)
    assert {c.subject for c in reading.sheets[0].checks} >= {"丁一诺", "傅晓"}


def test_subjects_of_a_hundred_each_are_scores_and_follow_the_line_of_the_strip(
    clinic: Workspace,
) -> None:
    reading = read(clinic, [
        ["新员工岗前培训考核成绩单"],
        ["考核日期：2026.3.21   及格线：70分"],
        ["工号", "姓名", "院感知识（100分）", "急救技能（50分）", "总评"],
        ["N1", "余彤", 69, 35, "待补考"],
        ["N2", "安琪", 70, 34, "合格"],
        ["N3", "裴珊", "作弊", 60, "合格"],
    ])  # fmt: skip
    assert outcomes(reading) == {
        "C4": "fail", "D4": "pass", "C5": "pass", "D5": "fail", "C6": "held_back", "D6": "held_back",
    }  # fmt: skip


def test_what_the_sheet_says_of_one_score_is_compared(clinic: Workspace) -> None:
    """A 55 that was written down as 合格 must be seen by somebody."""
    reading = read(clinic, [
        ["三基培训考试成绩 2026年3月"],
        ["姓名", "成绩", "是否合格"],
        ["余彤", 55, "合格"],
        ["安琪", 60, "合格"],
        ["裴珊", "#N/A", "合格"],
    ])  # fmt: skip
    assert outcomes(reading) == {"B3": "fail", "B4": "pass", "B5": "held_back"}
    assert ("stated_result_mismatch", "C3") in codes(reading)
    assert ("stated_result_mismatch", "C4") not in codes(reading)


def test_grades_are_read_where_a_column_holds_grades(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["操作技能考核成绩 2026年3月"],
        ["姓名", "操作成绩"],
        ["余彤", "优"],
        ["安琪", "良"],
        ["裴珊", "不合格"],
    ])  # fmt: skip
    assert outcomes(reading) == {"B3": "pass", "B4": "pass", "B5": "fail"}


def test_parts_of_a_hundred_are_no_scores_of_their_own(clinic: Workspace) -> None:
    """40 of 40 points in theory must not fail because the pass mark is 60."""
    reading = read(clinic, [
        ["培训考试 2026年3月"],
        ["姓名", "科室", "理论（40分）", "操作（60分）"],
        ["余彤", "注射室", 40, 60],
        ["安琪", "注射室", 38, 55],
    ])  # fmt: skip
    assert Kind.SCORES not in {sheet.kind for sheet in reading.sheets}


def test_licences_are_valid_to_the_end_of_their_last_day(clinic: Workspace) -> None:
    """An expired licence is the clinic's finding; a month alone lasts to its end."""
    reading = read(clinic, [
        ["医护人员执业证书效期核查表"],
        ["核查日期：2026年4月30日"],
        ["序号", "姓名", "科室", "证书名称", "资格证有效期至"],
        [1, "林可", "皮肤科", "医师执业证书", "2028-12-31"],
        [2, "丁一诺", "注射室", "护士执业证书", "2026-03-31"],
        [3, "江澜", "光电室", "护士执业证书", "2026-04"],
        [4, "江澜", "光电室", "激光上岗证", "长期"],
        [5, "邹凡", "药房", "药师资格证", "在办理"],
        [6, "水苗", "口腔科", "护士执业证书", ""],
        [7, "崔莹", "咨询部", "护士执业证书", "不需要"],
        [8, "容毅", "手术室", "护士执业证书", "#REF!"],
    ])  # fmt: skip
    assert outcomes(reading) == {
        "E4": "pass", "E5": "fail", "E6": "pass", "E7": "pass", "E8": "held_back", "E9": "missed",
        "E10": "na", "E11": "held_back",
    }  # fmt: skip
    assert codes(reading) >= {
        ("expired_licence", "E5"), ("unreadable_expiry", "E8"), ("missing_mark", "E9"),
    }  # fmt: skip
    assert ("licence_near_expiry", "E6") in {(p.code, p.cell) for p in reading.problems}


def test_each_kind_of_licence_in_a_column_of_its_own(clinic: Workspace) -> None:
    """Who needs no laser certificate has none: a blank there is no gap."""
    reading = read(clinic, [
        ["人员证照登记"],
        ["姓名", "科室", "护士执业证有效期至", "激光上岗证有效期至"],
        ["丁一诺", "注射室", "2030-01-31", ""],
        ["江澜", "光电室", "2020-01-31", "2030.5"],
    ])  # fmt: skip
    assert outcomes(reading) == {"C3": "pass", "C4": "fail", "D4": "pass"}
    assert {r.item for r in by_cell(reading).values()} == {
        "护士执业证有效期至",
        "激光上岗证有效期至",
    }


TWO_EXAMS: list[list[Any]] = [
    ["护士三基考核成绩登记表"],
    ["考核日期：2026年3月22日"],
    ["序号", "姓名", "考核成绩", None, None, "补考", "备注"],
    [None, None, "理论", "操作", "平均分", None, None],
    [1, "赵倩", 92, 95, 93.5, None, None],
    [2, "孙雅琴", 85, 90, 87.5, None, None],
    [3, "吴佳怡", 78, 91, 84.5, 82, None],
    [4, "郑海霞", 88, 88, 88, 88, None],
    [5, "杨思思", None, None, None, None, "产假"],
    [6, "李敏", None, 96, None, None, "迟到"],
    [7, "周婷", 70, 80, 75, 85, None],
]


@pytest.mark.parametrize(
    "note",
    [
        "满分均为100分。理论≥80分、操作≥90分为合格，不合格者一周内补考。",
        "合格线：理论80分，操作90分",
        "理论考试合格标准80分，操作考核合格标准90分",
        "理论80分以上合格，操作90分及以上合格。",
        "理论成绩不低于80分且操作成绩不低于90分者为合格",
    ],
)
def test_each_exam_is_passed_with_its_own_mark(clinic: Workspace, note: str) -> None:
    """85 in theory is no fail because practice asks for 90; their mean is nobody's exam; who is on
    leave was not missed. A re-sit is of the exam that was failed, of both only with the higher mark."""
    merges = ("A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:G4")
    reading = read_workbook(clinic, "表.xlsx", book([*TWO_EXAMS, [note]], merges=merges))
    assert outcomes(reading) == {
        "C5": "pass", "D5": "pass", "C6": "pass", "D6": "pass", "C7": "fail", "D7": "pass",
        "F7": "pass", "C8": "pass", "D8": "fail", "F8": "fail", "C10": "missed", "D10": "pass",
        "C11": "fail", "D11": "fail", "F11": "fail",
    }  # fmt: skip
    assert {r.item for r in by_cell(reading).values()} == {"理论", "操作", "补考"}
    assert codes(reading) == {("missing_mark", "C10")}


@pytest.mark.parametrize(
    ("note", "marks"),
    [
        ("理论、面试≥80，操作≥90为合格", {"理论": 80, "面试": 80, "操作": 90}),
        ("理论及格分：60；操作及格分：80", {"理论": 60, "操作": 80}),
        ("理论80分、操作20分，总分60分及格", {}),
        ("理论占40%、操作占60%，80分合格", {}),
        ("理论＜80分、操作＜90分为不合格", {}),
        ("合格80人，理论3人未参加", {}),
    ],
)
def test_a_mark_is_an_exams_own_only_where_it_speaks_of_passing(
    note: str, marks: dict[str, int]
) -> None:
    assert pass_marks_by_label([note], ["理论成绩", "操作（分）", "面试"]) == marks


def test_an_exam_that_the_note_does_not_name_follows_the_standard(clinic: Workspace) -> None:
    """70 in the interview must not fail by the mark of practice."""
    reading = read(clinic, [
        ["护士技能考试 2026年3月   理论≥80分、操作≥90分为合格"],
        ["姓名", "理论", "操作", "面试", "操作补考"],
        ["余彤", 79, 89, 70, 89],
        ["安琪", 80, 90, 59, None],
    ])  # fmt: skip
    assert outcomes(reading) == {
        "B3": "fail", "C3": "fail", "D3": "pass", "E3": "fail",
        "B4": "pass", "C4": "pass", "D4": "fail",
    }  # fmt: skip


def _two_exams(*rows: list[Any], behind: str = "是否达标") -> list[list[Any]]:
    return [
        ["护士技能考核 2026年3月"],
        ["姓名", "静脉穿刺（85分合格）", "无菌技术（90分合格）", behind],
        *rows,
    ]


def test_one_verdict_of_several_exams_is_compared_with_all_of_them(clinic: Workspace) -> None:
    """达标 beside a 70 was believed by whoever only looks down the last column."""
    reading = read(clinic, _two_exams(
        ["余彤", 70, 95, "达标"], ["安琪", 90, 89, "不达标"], ["裴珊", 90, 95, "不达标"],
        ["白露", 90, 95, "达标"], ["方静", "缺考", 95, "不达标"],
    ))  # fmt: skip
    said = {(code, cell) for code, cell in codes(reading) if code == "stated_result_mismatch"}
    assert said == {("stated_result_mismatch", "D3"), ("stated_result_mismatch", "D5")}


def test_a_verdict_beside_a_total_may_be_of_the_total(clinic: Workspace) -> None:
    rows = _two_exams(["余彤", 70, 98, "达标", 168], ["安琪", 90, 92, "达标", 182])
    rows[1].append("总分")
    assert codes(read(clinic, rows)) == set()
