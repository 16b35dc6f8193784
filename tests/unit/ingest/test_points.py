"""Sheets of points: a deduction read as a score turns a good chart into a bad one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.ingest.kinds.amounts import read_amount
from qc.records import Result, WorkbookReading
from qc.words import Kind, ResultState
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "评分2026年10月.xlsx", book(rows, **more))


def results(reading: WorkbookReading) -> dict[str, Result]:
    assert {sheet.kind for sheet in reading.sheets} == {Kind.POINTS}
    return {r.cell: r for s in reading.sheets for c in s.checks for r in c.results}


def points(reading: WorkbookReading) -> dict[str, tuple[int | None, int | None]]:
    return {cell: (r.points, r.scored) for cell, r in results(reading).items()}


def said(reading: WorkbookReading, *codes: str) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems if p.code in codes]


def across(
    marks: list[list[Any]], *foot: list[Any], heading: str = "病历号及扣分"
) -> list[list[Any]]:
    charts = [f"QH26100{n}" for n in range(len(marks[0]))]
    return [
        ["护理文书质量评分表"],
        ["科室：治疗室", None, "检查日期：2026年10月8日"],
        ["序号", "评分标准", "分值", heading, *([None] * (len(charts) - 1))],
        [None, None, None, *charts],
        *([n, f"条目{n}", 10, *row] for n, row in enumerate(marks, start=1)),
        *foot,
    ]


MERGES = ("D3:F3", "A3:A4", "B3:B4", "C3:C4")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("-2", "2"), ("扣2分", "2"), ("2", "2"), ("０．５", "0.5"), ("1。5", "1.5"), ("2（缺签名）", "2"),
        ("缺签名-2", "2"), ("未签名扣2分", "2"), ("缺签名-1，缺日期-2", "3"), ("扣1.5分（未签名）", "1.5"),
        ("√", "0"), ("无", "0"), ("—", "0"), (0.0, "0"),
    ],
)  # fmt: skip
def test_a_deduction_is_read_in_every_notation(written: object, value: str) -> None:
    assert read_amount(written).value == Decimal(value)


@pytest.mark.parametrize("written", ["2-3", "酌扣", "同上", "多处", "×", "缺签名-1，缺日期"])
def test_what_is_no_one_number_is_never_guessed(written: str) -> None:
    assert read_amount(written) == read_amount("多处")


def test_blank_is_no_deduction_and_a_blank_chart_counts(clinic: Workspace) -> None:
    reading = read(clinic, across([[None, "-2", None], ["1。5", None, None]]), merges=MERGES)
    assert points(reading) == {
        "D5": (1000, 1000), "E5": (1000, 800), "F5": (1000, 1000),
        "D6": (1000, 850), "E6": (1000, 1000), "F6": (1000, 1000),
    }  # fmt: skip
    assert [r.passed for r in results(reading).values()].count(0) == 2


def test_a_deduction_above_the_full_marks_is_held_back_alone(clinic: Workspace) -> None:
    reading = read(clinic, across([[11, "酌扣", None], [1, "/", 2]]), merges=MERGES)
    found = results(reading)
    assert [found[c].state for c in ("D5", "E5")] == [ResultState.HELD_BACK] * 2
    assert found["E6"].outcome == "na"
    assert said(reading, "deduction_gt_points", "text_in_number") == [
        ("deduction_gt_points", "D5"), ("text_in_number", "E5"),
    ]  # fmt: skip


def test_a_score_sheet_counts_a_blank_as_missed(clinic: Workspace) -> None:
    rows = across([[10, 9, 12], [8, None, 10]], heading="各科实得分")
    reading = read(clinic, rows, merges=MERGES)
    assert points(reading)["D6"] == (1000, 800)
    assert results(reading)["E6"].state is ResultState.MISSED
    assert said(reading, "score_gt_points", "missing_mark") == [
        ("missing_mark", "E6"), ("score_gt_points", "F5"),
    ]  # fmt: skip


@pytest.mark.parametrize(("total", "scored"), [([3, 2, 1], 300), ([17, 18, 19], 700)])
def test_the_stated_total_tells_what_the_numbers_are(
    clinic: Workspace, total: list[int], scored: int
) -> None:
    rows = across([[3, 2, 1], [0, 0, 0]], ["得分", None, None, *total], heading="病历号")
    reading = read(clinic, rows, merges=MERGES)
    assert points(reading)["D5"] == (1000, scored)
    assert not said(reading, "stated_total_mismatch", "deductions_assumed", "scores_assumed")


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ([[1, 2, 1], [None, None, 1]], "deductions_assumed"),
        ([[9, 9, 8], [10, 9, 10]], "scores_assumed"),
    ],
)
def test_what_nothing_tells_is_taken_by_size_and_said(
    clinic: Workspace, marks: list[list[Any]], code: str
) -> None:
    reading = read(clinic, across(marks, heading="病历号"), merges=MERGES)
    assert said(reading, "deductions_assumed", "scores_assumed") == [(code, "")]


def test_full_marks_stand_in_the_header_or_in_a_row_below(clinic: Workspace) -> None:
    header = read(clinic, [
        ["护理文书评分表"],
        ["序号", "病案号", "评分日期", "眉栏（5分）", "记录(95分)", "总分"],
        [1, "2610010", "2026-10-08", 4, 95, 99],
        [2, "2610011", "2026-10-08", 5, 90, 94],
    ])  # fmt: skip
    assert points(header)["D3"] == (500, 400)
    assert results(header)["D3"].item == "眉栏"
    assert said(header, "stated_total_mismatch") == [("stated_total_mismatch", "F4")]
    row = read(clinic, [
        ["消毒隔离质量扣分登记"],
        ["日期", "科室", "环境", "手卫生", "总扣分", "总得分"],
        ["满分", None, 20, 80, None, 100],
        ["2026-10-08", "手术室", None, "-1", -1, 99],
        ["2026-10-09", "手术室", "-2", None, -2, 98],
    ])  # fmt: skip
    assert points(row) == {
        "C4": (2000, 2000),
        "D4": (8000, 7900),
        "C5": (2000, 1800),
        "D5": (8000, 8000),
    }


def test_full_marks_may_be_the_last_row_of_the_header(clinic: Workspace) -> None:
    """Taken for the items' names, every chart would be judged without its points."""
    rows = [
        ["文书质量抽评登记"],
        ["科室：手术室", None, "检查日期：2026年10月8日"],
        ["序号", "病历号", "书写", "签名", "得分"],
        [None, None, "40分", "60分", 100],
        [1, "2610010", 2, None, 98],
        [2, "2610011", None, "扣1分", 99],
    ]
    reading = read(clinic, rows, merges=["A3:A4", "B3:B4"])
    assert points(reading) == {
        "C5": (4000, 3800), "D5": (6000, 6000), "C6": (4000, 4000), "D6": (6000, 5900),
    }  # fmt: skip
    assert results(reading)["C5"].item == "书写"


def records(rows: list[list[Any]]) -> list[list[Any]]:
    return [
        ["服务质量检查扣分登记表"],
        ["序号", "检查日期", "受检科室", "检查内容", "分值", "扣分", "扣分原因", "得分", "检查人"],
        *([n, "2026-10-08", "前台", *row, "李敏"] for n, row in enumerate(rows, start=1)),
    ]


def test_a_record_a_row_with_its_reason_and_what_is_left(clinic: Workspace) -> None:
    reading = read(clinic, records([
        ["仪表", 10, None, None, 10], ["接待", 10, "扣2分", "来有迎声缺", 8],
        ["登记", 15, 1.5, None, 14], ["引导", 10, None, None, 7], ["礼貌", None, 1, None, None],
    ]))  # fmt: skip
    assert points(reading)["F4"] == (1000, 800)
    assert results(reading)["F4"].detail == {"deducted": 2.0, "reason": "来有迎声缺"}
    assert points(reading)["H6"] == (1000, 700), "a score alone is the score, not 10 of 10"
    assert said(reading, "stated_total_mismatch") == [("stated_total_mismatch", "H5")]
    assert said(reading, "missing_number") == [("missing_number", "E7")]


def test_a_total_alone_passes_from_ninety(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["归档病历评分登记"],
        ["序号", "检查日期", "病历号", "得分", "扣分原因"],
        [1, "2026-10-08", "Q1001", 90, "缺签名"],
        [2, "2026-10-08", "Q1002", 89.5, None],
    ])  # fmt: skip
    assert points(reading) == {"D3": (10000, 9000), "D4": (10000, 8950)}
    assert [r.outcome for r in results(reading).values()] == ["pass", "fail"]
    assert said(reading, "full_marks_assumed") == [("full_marks_assumed", "")]


B = None  # nothing was deducted
ITEMS = ("眉栏填写（5分）", "术前评估（15分）", "用药记录（10）")
CHARTS_DOWN = ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "I2:I3")


def charts_down(
    heading: str, marks: list[list[Any]], *, items: tuple[str, ...] = ITEMS
) -> list[list[Any]]:
    taken = [sum(abs(n) for n in row if isinstance(n, int)) for row in marks]
    return [
        ["运行病历护理文书质控表（满分30分）"],
        ["序号", "检查日期", "病历号", heading, None, None, "扣分合计", "得分", "结论"],
        [None, None, None, *items, None, None, None],
        *(
            [n, "2026-10-08", f"QH26100{n}", *row, less, 30 - less, "合格"]
            for n, (row, less) in enumerate(zip(marks, taken, strict=True), start=1)
        ),
        ["平均", None, None, None, None, None, None, 28.6, None],
    ]


@pytest.mark.parametrize("heading", ["扣分项目（分值）", "扣分", "检查项目", "评分项目"])
def test_few_deductions_under_items_are_those_of_the_items(clinic: Workspace, heading: str) -> None:
    """Most charts are in order and most cells blank: the total beside them says nothing of the items."""
    marks: list[list[Any]] = [[B, -2, B], [B, B, B], [6, B, "扣1分"], [B, B, 1]]
    rows = charts_down(heading, marks)
    rows[5][6:8] = [7, 23]
    rows[6][6:8] = [1, 27]
    reading = read(clinic, rows, merges=CHARTS_DOWN)
    found = results(reading)
    assert len(found) == 12
    assert points(reading)["D4"] == (500, 500)
    assert points(reading)["E4"] == (1500, 1300)
    assert points(reading)["F6"] == points(reading)["F7"] == (1000, 900)
    assert found["D6"].state is ResultState.HELD_BACK
    assert found["E4"].detail == {"deducted": 2.0}, "no deduction is the reason of another"
    assert said(reading, "deduction_gt_points", "stated_total_mismatch") == [
        ("deduction_gt_points", "D6"), ("stated_total_mismatch", "H7"),
    ]  # fmt: skip


def test_items_without_full_marks_below_a_heading_of_deductions(clinic: Workspace) -> None:
    marks: list[list[Any]] = [[B, -2, B], [B, B, B], [1, B, B], [B, B, B]]
    rows = charts_down("扣分项目", marks, items=("眉栏填写", "术前评估", "用药记录"))
    found = results(read(clinic, rows, merges=CHARTS_DOWN))
    assert [cell for cell, r in found.items() if r.outcome == "fail"] == ["E4", "D6"]
    assert len(found) == 12


def test_totals_alone_stand_where_no_item_was_filled(clinic: Workspace) -> None:
    """Who only wrote the scores has not found everything in order."""
    rows = charts_down("评分项目", [[B, B, B]] * 3)
    for row, score in zip(rows[3:6], (24, 30, 29), strict=True):
        row[6:8] = [None, score]
    found = points(read(clinic, rows, merges=CHARTS_DOWN))
    assert found == {"H4": (3000, 2400), "H5": (3000, 3000), "H6": (3000, 2900)}


def test_an_item_with_full_marks_is_no_remark_though_only_words_stand_below(
    clinic: Workspace,
) -> None:
    """用药记录 ends like a remark, and 扣1分 is no number: the item must not vanish from its charts."""
    reading = read(clinic, [
        ["护理文书质控扣分表"],
        ["序号", "病历号", "检查日期", "眉栏（5分）", "用药记录（15分）", "扣分合计", "得分"],
        [1, "QH261001", "2026-10-08", -2, None, 2, 98],
        [2, "QH261002", "2026-10-08", None, "缺签名-1", 1, 99],
        [3, "QH261003", "2026-10-08", None, None, 0, 100],
    ])  # fmt: skip
    assert points(reading)["E4"] == (1500, 1400)
    assert len(results(reading)) == 6


def test_a_category_that_is_called_like_a_column_heads_its_items(clinic: Workspace) -> None:
    """人员 beside its items was taken for a label of the foot: the first of them was lost, with a
    merged category all, and so what was deducted there."""
    rows = [
        ["手术区安全检查评分表"],
        ["受检：手术区", None, "检查日期：2026年10月8日"],
        ["类别", "检查标准", "满分", "扣分", "扣分依据"],
        ["查对", "术前三方核查", 10, "扣1分", "一处"],
        [None, "防滑警示到位", 10, "扣若干", None],
        ["人员", "术中不离人", 15, None, None],
        [None, "交接班记录完整", 15, "-1.5", None],
        ["员工", "着装整洁", 10, 1, None],
        ["检查人", "褚云", None, None, None],
    ]
    reading = read(clinic, rows, merges=("A6:A7",))
    assert points(reading) == {
        "D4": (1000, 900), "D5": (None, None), "D6": (1500, 1500), "D7": (1500, 1350),
        "D8": (1000, 900),
    }  # fmt: skip
    assert said(reading, "text_in_number") == [("text_in_number", "D5")]


@pytest.mark.parametrize("verb", ["考评", "评比"])
def test_a_contest_of_persons_or_units_is_a_sheet_of_points(clinic: Workspace, verb: str) -> None:
    """考评内容 and 评比标准 were no known words: the whole workbook was refused."""
    rows = [
        ["护理安全月度" + verb],
        [f"{verb}日期：2026年10月8日", None, "评委：居思源 贺兰"],
        [f"{verb}标准", "应得分", "各科扣分", None, "失分说明"],
        [None, None, "微整中心", "激光中心", None],
        ["身份识别", 20, None, 0.5, None],
        ["跌倒防范", 15, "酌扣", 1, None],
    ]
    reading = read(clinic, rows, merges=("C3:D3", "A3:A4", "B3:B4", "E3:E4"))
    assert points(reading) == {
        "C5": (2000, 2000), "C6": (None, None), "D5": (2000, 1950), "D6": (1500, 1400),
    }  # fmt: skip
    checks = [check for sheet in reading.sheets for check in sheet.checks]
    assert {(str(check.date), check.unit) for check in checks} == {
        ("2026-10-08", "微整中心"), ("2026-10-08", "激光中心"),
    }  # fmt: skip


def test_full_marks_below_zero_are_pointed_at(clinic: Workspace) -> None:
    """A slip of -3 for 3 would count as an item that lost minus three points."""
    found = read(clinic, [
        ["护理文书质量评分表 2026年3月"], ["科室：手术室"],
        ["序号", "评分项目", "分值", "病历1", "病历2"],
        [1, "眉栏填写", 5, None, 1], [2, "体温单绘制", -3, None, 1], [3, "签名完整", 10, 2, None],
    ])  # fmt: skip
    states = {cell: str(result.state) for cell, result in results(found).items()}
    assert {states["D5"], states["E5"]} == {"held_back"}
    assert "negative_number" in {each.code for each in found.problems}
