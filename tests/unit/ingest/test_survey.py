"""Surveys: whose answer counts as satisfied, and which cells are no answers at all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.ingest.importer import read_workbook
from qc.records import Result, WorkbookReading
from qc.words import Outcome, ResultState
from qc.workspace import Workspace
from tests.unit.ingest.truths import faults_of, read_with_truth, rows_of, rows_of_truth
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "满意度2026年9月.xlsx", book(rows, **more))


def results(reading: WorkbookReading) -> list[Result]:
    return [r for sheet in reading.sheets for check in sheet.checks for r in check.results]


def outcomes(reading: WorkbookReading) -> dict[str, str | None]:
    return {
        r.cell: r.outcome.value if r.outcome else None
        for r in results(reading)
        if r.state is ResultState.ACCEPTED
    }


def counts(reading: WorkbookReading) -> dict[str, tuple[int, int]]:
    accepted = [r for r in results(reading) if r.state is ResultState.ACCEPTED]
    return {r.cell: (r.checked, r.passed) for r in accepted}


def test_a_platform_export_is_read_as_its_truth_says(tmp_path: Path) -> None:
    reading, truth = read_with_truth(tmp_path, "survey_platform_export")
    assert rows_of(reading) == rows_of_truth(truth)
    assert faults_of(reading) == []
    assert {sheet.indicator for sheet in reading.sheets} == {"satisfaction"}


def scores(*answers: object, label: str = "服务态度（1-5分）") -> list[list[Any]]:
    return [
        ["顾客满意度问卷"],
        ["序号", "调查日期", "科室", label, "您的建议"],
        *([n, "2026-09-03", "皮肤科", answer, "很好"] for n, answer in enumerate(answers, 1)),
    ]


def test_scores_pass_from_four_of_five_and_what_is_no_score_is_held_back(clinic: Workspace) -> None:
    reading = read(clinic, scores(5, 4, 3, 7, "很棒棒", "(跳过)", "（空）", "５", -3, "4分"))
    assert outcomes(reading) == {
        "D3": "pass", "D4": "pass", "D5": "fail", "D8": "na", "D9": "na", "D10": "pass", "D11": "na", "D12": "pass",
    }  # fmt: skip
    assert faults_of(reading) == [
        ("error", "score_gt_max", "D6"),
        ("error", "text_in_number", "D7"),
    ]


@pytest.mark.parametrize(
    ("label", "answers", "passed"),
    [
        ("环境（满分10分）", [10, 8, 7], 2),
        ("环境是否满意", [95, 80, 79], 2),
        ("环境是否满意", [9, 8, 6], 2),
    ],
)
def test_a_scale_is_cut_at_its_upper_fifth(
    clinic: Workspace, label: str, answers: list[int], passed: int
) -> None:
    found = counts(read(clinic, scores(*answers, label=label)))
    assert sum(p for _, p in found.values()) == passed


def test_figures_mean_what_the_sheet_says(clinic: Workspace) -> None:
    """A clinic that writes 1 for the best answer must not be read upside down."""
    rows = [
        *scores(1, 2, 3, label="服务态度是否满意"),
        ["说明：1=非常满意，2=满意，3=一般，4=不满意"],
    ]
    assert outcomes(read(clinic, rows)) == {"D3": "pass", "D4": "pass", "D5": "fail"}


def test_an_answer_that_nobody_knows_is_no_guess(clinic: Workspace) -> None:
    reading = read(clinic, scores("满意", "B.满意", "不满意", "再看看", label="您对服务是否满意"))
    assert outcomes(reading) == {"D3": "pass", "D4": "pass", "D5": "fail"}
    assert faults_of(reading) == [("error", "unknown_mark", "D6")]


def test_recommending_counts_in_no_rate(clinic: Workspace) -> None:
    reading = read(clinic, scores(10, 6, "9分", 11, "会", label="推荐意愿（0-10分）"))
    kept = [r for r in results(reading) if r.state is ResultState.ACCEPTED]
    assert [(r.reading, r.checked, r.outcome) for r in kept] == [
        (10, 0, None), (6, 0, None), (9, 0, None),
    ]  # fmt: skip
    assert [code for _, code, _ in faults_of(reading)] == ["score_gt_max", "text_in_number"]


def paper(*ticks: list[Any], unit: str = "注射室", number: str = "001") -> list[list[Any]]:
    return [
        ["顾客满意度调查表"],
        [f"就诊科室：{unit}      填表日期：2026年9月3日      编号：{number}"],
        ["序号", "调查内容", "非常满意", "满意", "一般", "不满意"],
        *([n, f"问题{n}", *tick] for n, tick in enumerate(ticks, 1)),
    ]


def test_the_tick_says_the_answer_and_two_ticks_say_none(clinic: Workspace) -> None:
    ticks = [["√", None, None, None], [None, None, "V", None], [None, None, None, None]]
    more = [["√", None, "√", None], [None, "/", None, None], [None, "?", None, None]]
    reading = read(clinic, paper(*ticks, *more, [None, 1, None, None]))
    assert outcomes(reading) == {"C4": "pass", "E5": "fail", "D8": "na", "D10": "pass"}
    assert faults_of(reading) == [
        ("warning", "missing_mark", "C6"),
        ("error", "conflicting_marks", "E7"),
        ("error", "unknown_mark", "D9"),
    ]


def test_two_forms_of_one_day_and_unit_are_two_customers(clinic: Workspace) -> None:
    """Stacked forms must not be taken for copies of each other."""
    one = paper(["√", None, None, None])
    reading = read(clinic, [*one, [], *paper([None, None, None, "√"], number="002")])
    assert len([c for s in reading.sheets for c in s.checks]) == 2
    assert faults_of(reading) == []


def test_a_blank_form_is_no_form(clinic: Workspace) -> None:
    assert results(read(clinic, paper([None] * 4, [None] * 4))) == []


def test_of_three_grades_the_middle_one_is_satisfied(clinic: Workspace) -> None:
    rows = [
        ["术后回访满意情况登记表"],
        ["回访日期", "病历号", "服务态度", None, None, "回访人"],
        [None, None, "满意", "基本满意", "不满意", None],
        ["9.2", "A001", None, "√", None, "何苗"],
        ["9.3", "A002", None, None, "√", "何苗"],
        [None, None, None, None, None, None],
    ]
    merges = ["A2:A3", "B2:B3", "C2:E2", "F2:F3"]
    assert outcomes(read(clinic, rows, merges=merges)) == {"D4": "pass", "E5": "fail"}


def tally(*rows: list[Any], note: str = "") -> list[list[Any]]:
    return [
        ["护理服务满意度调查统计表"],
        ["调查月份：2026年9月    科室：注射室"],
        ["序号", "调查项目", "调查人数", "非常满意", "满意", "基本满意", "不满意", "满意率"],
        *([n, f"问题{n}", *row] for n, row in enumerate(rows, 1)),
        [note],
    ]


def test_tallies_count_the_satisfied_of_all_answers(clinic: Workspace) -> None:
    reading = read(clinic, tally(
        [40, 16, 22, 1, 1, "95%"], [40, 20, 15, 3, 2, 0.99], [40, 23, 15, 2, 6, 0.95],
        [40, "多数", 15, 2, 6, None], [40, None, None, None, None, None], [30, 10, 5, 1, 0, None],
    ))  # fmt: skip
    assert counts(reading) == {"D4": (40, 38), "D5": (40, 35), "D9": (16, 15)}
    assert faults_of(reading) == [
        ("warning", "stated_rate_mismatch", "H5"),
        ("error", "answers_gt_forms", "D6"),
        ("error", "text_in_number", "D7"),
    ]


def test_the_sheets_own_formula_cuts_the_scale(clinic: Workspace) -> None:
    note = "说明：满意率=（非常满意+满意+基本满意）÷调查人数×100%"
    assert counts(read(clinic, tally([40, 16, 20, 3, 1, None], note=note))) == {"D4": (40, 39)}


def forms(*rows: list[Any]) -> list[list[Any]]:
    header = ["科室", "发放份数", "回收份数", "满意份数", "满意率"]
    return [["各科室满意度一览"], ["2026年9月"], header, *rows]


def test_forms_of_a_unit_are_counted_by_what_came_back(clinic: Workspace) -> None:
    reading = read(clinic, forms(
        ["皮肤科", 30, 28, 27, None], ["注射室", 30, 26, 28, None], ["光电室", 30, 25, None, "96%"],
        ["手术室", 30, 25, "全部", None], ["前台", 30, None, None, None], ["检验室", 20, 22, 20, None],
        ["美容科", 30, None, 20, None], ["口腔科", 30, 24, None, "93%"], ["中医科", 30, 26, 26, 4.8],
    ))  # fmt: skip
    assert counts(reading) == {
        "D4": (28, 27), "D6": (25, 24), "D9": (22, 20), "D12": (26, 26),
    }  # fmt: skip
    assert sorted(faults_of(reading)) == [
        ("error", "missing_number", "C10"),
        ("error", "missing_number", "D11"),
        ("error", "passed_gt_checked", "D5"),
        ("error", "text_in_number", "D7"),
        ("warning", "forms_gt_sent", "C9"),
    ]


def test_a_rate_alone_gives_the_satisfied_where_it_can(clinic: Workspace) -> None:
    rows = [
        ["皮肤科", 20, "95%"],
        ["注射室", 24, "93%"],
        ["光电室", None, "90%"],
        ["前台", 20, "很高"],
    ]
    header = ["科室", "有效问卷", "满意率"]
    reading = read(clinic, [["2026年9月顾客满意度"], header, *rows])
    assert counts(reading) == {"C3": (20, 19)}
    assert faults_of(reading) == [
        ("error", "rate_of_no_count", "C4"),
        ("error", "missing_number", "B5"),
        ("error", "rate_of_no_count", "C6"),
    ]


def test_a_question_left_out_is_missed_and_a_blank_row_is_nobody(clinic: Workspace) -> None:
    rows = [[1, "2026-09-03", 5, 4], [2, "2026-09-03", None, 3], [3, "2026-09-03", None, None]]
    header = ["序号", "调查日期", "服务态度", "环境卫生"]
    reading = read(clinic, [["顾客满意度问卷"], header, *rows])
    assert outcomes(reading) == {"C3": "pass", "D3": "pass", "D4": "fail"}
    assert faults_of(reading) == [("warning", "missing_mark", "C4")]


def test_ones_are_ticks_where_nothing_else_stands(clinic: Workspace) -> None:
    assert outcomes(read(clinic, paper([1, None, None, None], [None, None, None, 1]))) == {
        "C4": "pass",
        "F5": "fail",
    }


def test_units_down_and_months_across_keep_their_months(clinic: Workspace) -> None:
    rows = [
        ["2026年各科室满意度"],
        ["科室", "7月", None, "8月", None],
        [None, "回收（份）", "满意（份）", "回收（份）", "满意（份）"],
        ["皮肤科", 28, 27, 30, 26],
        ["注射室", None, None, 20, 20],
    ]
    reading = read(clinic, rows, merges=["A2:A3", "B2:C2", "D2:E2"])
    checks = [check for sheet in reading.sheets for check in sheet.checks]
    assert {(str(c.period_from), c.unit, c.results[0].passed) for c in checks} == {
        ("2026-07-01", "皮肤科", 27), ("2026-08-01", "皮肤科", 26), ("2026-08-01", "注射室", 20),
    }  # fmt: skip
    assert {r.outcome for r in results(reading)} == {Outcome.FAIL, Outcome.PASS}


SHARES = ["序号", "调查项目", "调查人数", "非常满意", "满意", "一般", "不满意"]


def shares(*rows: list[Any], asked: bool = True) -> list[list[Any]]:
    kept = [row if asked else [*row[:2], *row[3:]] for row in (SHARES, *rows)]
    return [["护理服务满意度调查统计表"], ["调查月份：2026年9月    科室：注射室"], *kept]


def test_percents_are_no_numbers_of_answers(clinic: Workspace) -> None:
    """60 % was taken for sixty answers that nobody gave."""
    rows: list[list[Any]] = [
        [1, "态度", 40, "60%", "35%", "5%", 0], [2, "环境", 40, 0.5, 0.4, 0.1, 0],
        [3, "等候", 40, 1, 0, 0, None], [4, "卫生", 40, "33%", "33%", "34%", "0%"],
    ]  # fmt: skip
    reading = read(clinic, shares(*rows))
    assert counts(reading) == {"D4": (40, 38), "D5": (40, 36), "D6": (40, 40)}
    assert faults_of(reading) == [("error", "rate_of_no_count", "D7")]
    without = read(clinic, shares(*rows, asked=False))
    assert counts(without) == {}
    assert {code for _, code, _ in faults_of(without)} == {"rate_of_no_count"}


def test_a_number_with_its_share_behind_it_is_a_number(clinic: Workspace) -> None:
    reading = read(clinic, shares(
        [1, "态度", 40, "16（40%）", "22（55%）", "1（2.5%）", "1（2.5%）"],
        [2, "环境", 40, "16人", "22人", "1人", "#REF!"],
    ))  # fmt: skip
    assert counts(reading) == {"D4": (40, 38)}
    assert faults_of(reading) == [("error", "error_value", "G5")]


def test_where_only_the_satisfied_are_told_the_forms_are_all(clinic: Workspace) -> None:
    rows = [
        ["2026年9月各科室满意度"],
        ["科室", "调查人数", "非常满意", "满意"],
        ["皮肤科", 40, 20, 15],
    ]
    assert counts(read(clinic, rows)) == {"C3": (40, 35)}


def test_what_the_sheet_says_of_all_questions_is_compared(clinic: Workspace) -> None:
    header = ["序号", "调查项目", "非常满意", "满意", "基本满意", "不满意", "合计", "满意率"]
    top = [["护理服务满意度调查统计表"], ["调查月份：2026年9月    科室：注射室"], header]
    rows: list[list[Any]] = [
        [1, "态度", 16, 22, 1, 1, 40, "95%"],
        [2, "环境", 20, 17, 2, 1, 41, None],
    ]
    right = [
        *top,
        *rows,
        ["合计", None, 36, 39, 3, 2, 80, "93.75%"],
        ["平均", None, 18, 19, 2, 1, 40, "1%"],
    ]
    assert faults_of(read(clinic, right)) == [("warning", "stated_total_mismatch", "G5")]
    wrong = [*top, *rows, ["合计", None, 36, 39, 3, 2, 80, "90%"]]
    assert ("warning", "stated_rate_mismatch", "H6") in faults_of(read(clinic, wrong))


def test_the_rate_of_all_forms_may_be_of_the_forms_or_the_mean_of_the_units(
    clinic: Workspace,
) -> None:
    rows = [["皮肤科", 30, 20, 20, "100%"], ["注射室", 30, 10, 5, "50%"]]
    for rate, faults in (("83.3%", []), ("75%", []), ("90%", ["stated_rate_mismatch"])):
        reading = read(clinic, forms(*rows, ["合计", 60, 30, 25, rate]))
        assert [code for _, code, _ in faults_of(reading)] == faults


def test_a_mean_score_is_no_rate_of_the_satisfied(clinic: Workspace) -> None:
    header = ["科室", "回收份数", "满意份数", "满意度"]
    rows = [["皮肤科", 20, 19, 4.8], ["注射室", 10, 9, 4.6], ["合计", 30, 28, 4.7]]
    assert faults_of(read(clinic, [["各科室满意度一览"], ["2026年9月"], header, *rows])) == []


def test_blank_forms_and_answers_that_are_none(clinic: Workspace) -> None:
    header = ["序号", "调查日期", "科室", "服务态度（1-5分）", "推荐意愿（0-10分）"]
    answers = [(5, 10), (4, "9分"), ("N/A", "/"), (None, 0), ("#REF!", 7.5), (3, -1), (None, None)]
    rows = [[n, "2026-09-03", "皮肤科", *pair] for n, pair in enumerate(answers, 1)]
    reading = read(clinic, [["顾客满意度问卷"], header, *rows])
    assert outcomes(reading) == {
        "D3": "pass", "D4": "pass", "D5": "na", "D8": "fail",
        "E3": None, "E4": None, "E5": "na", "E6": None, "E7": None,
    }  # fmt: skip
    assert faults_of(reading) == [
        ("warning", "missing_mark", "D6"), ("error", "error_value", "D7"), ("error", "score_gt_max", "E8"),
    ]  # fmt: skip


def test_a_score_with_another_unit_is_read_and_said(clinic: Workspace) -> None:
    reading = read(clinic, scores(5, 4, "4颗星", 3))
    assert outcomes(reading) == {"D3": "pass", "D4": "pass", "D5": "pass", "D6": "fail"}
    assert ("number_with_unit", "D5") in {(p.code, p.cell) for p in reading.problems}


def test_grades_of_a_rooms_work_are_no_survey(clinic: Workspace) -> None:
    rows = [
        ["2026年9月各室卫生评定"], ["序号", "检查项目", "优", "良", "差"],
        [1, "地面", "√", None, None], [2, "台面", None, "√", None],
    ]  # fmt: skip
    reading = read_workbook(clinic, "卫生评定.xlsx", book(rows))
    assert "survey" not in {sheet.kind for sheet in reading.sheets}


def test_the_satisfied_ones_that_a_sheet_writes_are_where_the_result_stands(
    clinic: Workspace,
) -> None:
    """Who corrects a wrong 满意份数 looks for it there; more of them than answers cannot be."""
    reading = read(clinic, [
        ["顾客满意度问卷计票 2026年5月"],
        ["题目", "很好", "较好", "一般", "很差", "有效票", "好评票", "好评率"],
        ["服务态度", 17, 8, 3, 1, 29, 25, "86%"],
        ["环境卫生", 20, 5, 3, 2, 30, 35, "83%"],
        ["等候安排", 20, 5, 3, 2, 30, 24, "83%"],
        ["隐私照顾", 20, 5, 3, 2, 30, "略", "83%"],
    ])  # fmt: skip
    assert counts(reading) == {"G3": (29, 25), "G5": (30, 25), "G6": (30, 25)}
    assert faults_of(reading) == [
        ("error", "passed_gt_checked", "G4"), ("warning", "stated_total_mismatch", "G5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "questions"),
    [
        (("按题统计", "按科室"), True),  # both only say how the forms were counted
        (("按题统计", "按科室统计"), True),
        (("按题统计", "登记"), False),  # here the sums repeat what the other sheet holds
        (("汇总", "按科室"), False),
    ],
)
def test_sheets_that_count_the_same_forms_in_other_ways_are_all_read(
    clinic: Workspace, names: tuple[str, str], *, questions: bool
) -> None:
    """按题统计 beside 按科室 repeats nothing: without it no question would be counted."""
    by_question = [
        ["2026年5月客户满意度调查统计表"],
        ["序号", "调查内容", "非常满意", "满意", "一般", "不满意", "合计", "满意率"],
        [1, "服务态度", 40, 15, 3, 0, 58, "94.8%"], [2, "等候时间", 25, 19, 10, 4, 58, "75.9%"],
    ]  # fmt: skip
    by_room = [
        ["2026年5月各科室满意度"], ["科室", "调查人数", "满意人数", "满意率"],
        ["注射中心", 18, 17, "94.4%"], ["光电中心", 16, 14, "87.5%"],
    ]  # fmt: skip
    opened = load_workbook(io.BytesIO(book(by_question, by_room)))
    for sheet, name in zip(opened.worksheets, names, strict=True):
        sheet.title = name
    opened.save(stream := io.BytesIO())
    reading = read_workbook(clinic, "满意度.xlsx", stream.getvalue())
    found = {result.item for result in results(reading)}
    assert ({"服务态度", "等候时间"} <= found) == questions
    assert len(results(reading)) == (4 if questions else 2)


def answered(*answers: str) -> list[list[Any]]:
    """Two questions a respondent: the first always 满意, the second as given."""
    return [
        ["序号", "提交时间", "就诊科室", "1.前台接待", "2.麻醉感受"],
        *([n, "2026-09-03", "皮肤科", "满意", answer] for n, answer in enumerate(answers, 1)),
    ]


def test_a_word_of_somebodys_own_is_none_of_the_options(clinic: Workspace) -> None:
    """普通 beside 满意 and 一般 is no box that could be ticked: who filled it in is to be asked."""
    usual = ["非常满意", "满意", "一般", "满意", "非常满意", "满意", "一般", "满意", "满意", "一般"]
    reading = read(clinic, answered(*usual, "普通", "(跳过)"))
    assert ("error", "unknown_mark", "E12") in faults_of(reading)
    found = outcomes(reading)
    assert "E12" not in found
    assert (found["E4"], found["E13"]) == ("fail", "na")


def test_a_rare_option_counts_where_the_survey_has_no_other_for_its_grade(
    clinic: Workspace,
) -> None:
    found = outcomes(read(clinic, answered(*["非常满意"] * 12, "一般", "不满意")))
    assert (found["E14"], found["E15"]) == ("fail", "fail")


def _halves(first: str, second: str) -> list[list[Any]]:
    return [
        [first],
        ["序号", "调查项目", "非常满意", "满意", "不满意"], [1, "接待", 12, 7, 1], [2, "环境", 9, 10, 1], [],
        [second],
        ["序号", "科室", "发放数", "回收数", "满意数"], [1, "皮肤科", 22, 20, 19], [2, "注射室", 15, 14, 14],
    ]  # fmt: skip


def periods(reading: WorkbookReading) -> set[tuple[str, str]]:
    return {(str(c.period_from), str(c.period_to)) for s in reading.sheets for c in s.checks}


def test_a_block_below_is_of_the_half_year_that_the_sheets_title_names(clinic: Workspace) -> None:
    """The second block was counted for the whole year, beyond the half that had passed."""
    reading = read(clinic, _halves("2026年上半年满意度调查", "（二）各科情况"))
    assert periods(reading) == {("2026-01-01", "2026-06-30")}


def test_a_block_that_names_its_own_month_is_not_of_the_quarter_above(clinic: Workspace) -> None:
    reading = read(clinic, _halves("2026年第二季度满意度调查", "各科2026年7月"))
    assert periods(reading) == {("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-07-31")}
