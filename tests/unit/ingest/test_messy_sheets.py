"""What a head nurse's own sheets look like: each of these was once read wrongly and in silence."""

from __future__ import annotations

import io
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from qc.ingest.importer import read_workbook
from qc.words import Outcome
from qc.workspace import Workspace
from tests.unit.ingest.test_sheets import checks, codes, read, results
from tests.workbooks import book, check_rows, days_across

ITEMS = ("手卫生执行", "医疗废物分类", "物表清洁消毒")


def sheet(title: str, *headers: list[Any], marks: str = "√×√") -> list[list[Any]]:
    """Items down, a column a mark of each; the header rows begin with 序号 and 检查内容."""
    rows = [[n, item, *marks] for n, item in enumerate(ITEMS, start=1)]
    return [[title], *headers, *rows]


def days(reading: Any) -> list[str]:
    return [check.date.isoformat() for check in checks(reading)]


def test_a_result_label_over_the_days_is_no_column_of_results(clinic: Workspace) -> None:
    header = ["序号", "检查内容", "检查结果", None, None], [None, None, 1, 2, 3]
    reading = read(clinic, sheet("治疗室消毒隔离表 2026年10月", *header), merges=["C2:E2"])
    assert days(reading) == ["2026-10-01", "2026-10-02", "2026-10-03"]


def test_days_below_two_months_belong_to_their_own(clinic: Workspace) -> None:
    header = ["序号", "检查内容", "9月", None, "10月"], [None, None, 29, 30, 1]
    reading = read(clinic, sheet("消毒隔离周表 2026年", *header), merges=["C2:D2"])
    assert days(reading) == ["2026-09-29", "2026-09-30", "2026-10-01"]


def test_months_across_count_in_their_months(clinic: Workspace) -> None:
    reading = read(clinic, sheet("消毒隔离 2026年", ["序号", "检查内容", "8月", "9月", "10月"]))
    assert [(c.period_from.month, c.period_to.day) for c in checks(reading) if c.period_from and c.period_to] == [
        (8, 31),
        (9, 30),
        (10, 31),
    ]  # fmt: skip


def test_ten_point_ten_typed_as_a_number_is_not_believed(clinic: Workspace) -> None:
    header = ["序号", "检查内容", 10.8, 10.1, 10.12]
    reading = read(clinic, sheet("消毒隔离抽查 2026年10月", header))
    assert days(reading) == ["2026-10-08", "2026-10-12"]
    assert codes(reading) == [("unreadable_date", "D2")]


def test_the_month_of_a_revision_is_not_the_month_of_the_checks(clinic: Workspace) -> None:
    rows = sheet("消毒隔离检查表（2025年3月修订）", ["序号", "检查内容", 1, 2, 3])
    reading = read_workbook(clinic, "检查2026年10月.xlsx", book(rows))
    assert {day[:7] for day in days(reading)} == {"2026-10"}


def test_a_month_without_a_year_is_the_last_one_of_its_name(clinic: Workspace) -> None:
    rows = sheet("治疗室消毒隔离表", ["序号", "检查内容", 1, 2, 3])
    reading = read_workbook(clinic, "自查.xlsx", book(rows, title="12月"))
    assert {day[:7] for day in days(reading)} == {"2025-12"}
    assert "year_assumed" in [p.code for p in reading.problems]


@pytest.mark.parametrize(
    ("legend", "ticks"),
    [
        ("说明：存在问题的打√，无问题打○。", Outcome.FAIL),
        ("注：有缺陷打√，无缺陷画○", Outcome.FAIL),
        ("√为不合格，○为合格", Outcome.FAIL),
        ("○合格 √不合格 /不适用", Outcome.FAIL),
        ("没有问题打√，不正常打×", Outcome.PASS),
        ("未发现问题的打√", Outcome.PASS),
        ("不符合要求打√，符合要求打○", Outcome.FAIL),
        ("请如实填写合格与否打√", Outcome.PASS),
        ("说明：检查后在对应日期打√。", Outcome.PASS),
    ],
)
def test_a_legend_in_the_nurses_own_words(clinic: Workspace, legend: str, ticks: Outcome) -> None:
    rows = days_across([["√", "√"]])
    rows[-1] = [legend]
    assert {result.outcome for result in results(read(clinic, rows))} == {ticks}


@pytest.mark.parametrize(
    ("title", "header", "marks"),
    [
        ("消毒隔离缺陷次数 2026年10月", ["序号", "检查内容", 1, 2, 3], [0, 1, 0]),
        ("护理文书扣分表 2026年10月", ["序号", "检查内容", "治疗室扣分", "换药室扣分", "合计"], [0, 1, 1]),
        ("2026年检查计划", ["序号", "检查项目", "1月", "2月", "3月"], ["√", "", "√"]),
        ("护理质量评价 2026年10月", ["序号", "检查内容", "优", "良", "差"], ["√", "", ""]),
        ("消毒隔离合格率 2026年10月", ["序号", "检查项目", "治疗室", "换药室", "手术室"], [1, 1, 1]),
    ],
)  # fmt: skip
def test_what_is_no_checklist_with_marks_is_left_out_and_said(
    clinic: Workspace, title: str, header: list[Any], marks: list[Any]
) -> None:
    rows = [[title], header, *([n, item, *marks] for n, item in enumerate(ITEMS, start=1))]
    reading = read(clinic, rows)
    assert checks(reading) == []
    assert len(codes(reading)) == 1


@pytest.mark.parametrize("name", ["汇总", "10月汇总", "统计表"])
def test_a_summary_sheet_gives_no_checks(clinic: Workspace, name: str) -> None:
    """Its marks repeat those of the other sheets; where there is no other, it is the data."""
    rows = sheet("消毒隔离汇总 2026年10月", ["序号", "检查项目", "治疗室", "换药室", "手术室"])
    alone = load_workbook(BytesIO(book(rows, title=name)))
    assert checks(read_workbook(clinic, "x.xlsx", _saved(alone)))
    beside = alone.create_sheet("10月", 0)
    for row in sheet("消毒隔离 2026年10月", ["序号", "检查内容", 1, 2, 3]):
        beside.append(row)
    assert {c.sheet for c in checks(read_workbook(clinic, "x.xlsx", _saved(alone)))} == {"10月"}


def _saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_sums_at_the_foot_and_beside_are_neither_items_nor_rooms(clinic: Workspace) -> None:
    rows = sheet(
        "消毒隔离抽查 2026-10-12",
        ["序号", "检查内容", "治疗室", "换药室", "本项合格率"],
        marks="√×",
    )
    rows[2:] = [[*row, 1] for row in rows[2:]]
    rows += [[None, "总合格率", 1, 0], ["护士长审核", None, "√", "√"], [None, "不合格项", 0, 3]]
    reading = read(clinic, rows)
    assert [(c.unit, len(c.results)) for c in checks(reading)] == [("治疗室", 3), ("换药室", 3)]
    assert codes(reading) == []


def test_a_hidden_copy_does_not_count_beside_its_original(clinic: Workspace) -> None:
    workbook = load_workbook(io.BytesIO(book(days_across([["√", "×"]]), days_across([["√", "√"]]))))
    workbook.worksheets[1].sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    reading = read_workbook(clinic, "x.xlsx", stream.getvalue())
    assert [r.outcome for r in results(reading)] == [Outcome.PASS, Outcome.FAIL]
    assert "hidden_sheet" in [p.code for p in reading.problems]


def test_a_visible_copy_is_pointed_at(clinic: Workspace) -> None:
    reading = read(clinic, days_across([["√", "×"]]), days_across([["√", "√"]]))
    assert [r.outcome for r in results(reading)] == [Outcome.PASS, None]
    assert codes(reading) == [("duplicate_check", "C4"), ("conflicting_duplicate", "D4")]


def test_a_foot_belongs_to_the_block_above_it(clinic: Workspace) -> None:
    blocks: list[list[Any]] = []
    for unit in ("治疗室", "注射室"):
        block = sheet("消毒隔离记录 2026年9月", ["序号", "检查内容", 1, 2, 3])
        blocks += [*block, [f"科室：{unit}    检查者：王丽"], []]
    assert {(c.unit, c.inspector) for c in checks(read(clinic, blocks))} == {
        ("治疗室", "王丽"),
        ("注射室", "王丽"),
    }


def test_tables_side_by_side_are_read_both(clinic: Workspace) -> None:
    """Half a cart would be missing, or the right half's items be taken for marks."""
    header = ["序号", "检查内容", 1, "序号", "检查内容", 1]
    rows = [["消毒隔离 2026年10月"], header, [1, "手卫生执行", "√", 2, "医疗废物分类", "×"]]
    found = {(r.item, r.cell, r.outcome) for r in results(read(clinic, rows))}
    assert found == {("手卫生执行", "C3", Outcome.PASS), ("医疗废物分类", "F3", Outcome.FAIL)}


def test_the_unit_may_stand_in_the_title_or_be_the_sheets_name(clinic: Workspace) -> None:
    title = read(clinic, sheet("注射室消毒隔离自查表 2026年10月", ["序号", "检查内容", 1, 2, 3]))
    rows = sheet("自查表 2026年10月", ["序号", "检查内容", 1, 2, 3])
    name = read_workbook(clinic, "x.xlsx", book(rows, title="换药室"))
    assert {c.unit for c in checks(title)} == {"注射室"}
    assert {c.unit for c in checks(name)} == {"换药室"}


@pytest.mark.parametrize(
    "title", ["科室消毒隔离检查表", "各科室消毒隔离检查表", "注射室、换药室消毒检查表"]
)
def test_a_title_that_names_no_one_unit_names_none(clinic: Workspace, title: str) -> None:
    reading = read(clinic, sheet(f"{title} 2026年10月", ["序号", "检查内容", 1, 2, 3]))
    assert "unit_assumed" in [p.code for p in reading.problems]


def test_rooms_on_the_left_and_days_across(clinic: Workspace) -> None:
    rows = [
        ["消毒隔离自查 2026年10月"],
        ["房间", "检查内容", 1, 2],
        ["治疗室", "手卫生执行", "√", "×"],
        [None, "医疗废物分类", "√", "√"],
        ["换药室", "手卫生执行", "√", "√"],
        [None, "医疗废物分类", "√", "√"],
    ]
    reading = read(clinic, rows, merges=["A3:A4", "A5:A6"])
    assert sorted({(c.unit, c.date.day) for c in checks(reading)}) == [
        ("换药室", 1), ("换药室", 2), ("治疗室", 1), ("治疗室", 2),
    ]  # fmt: skip
    assert codes(reading) == []


def test_chart_numbers_are_not_serial_dates(clinic: Workspace) -> None:
    header = ["序号", "检查内容", "档案编号", None, None], [None, None, 46301, 46302, 46303]
    reading = read(clinic, sheet("护理文书检查 2026年10月", *header), merges=["C2:E2"])
    assert [c.subject for c in checks(reading)] == ["46301", "46302", "46303"]


def test_as_above_in_item_and_result(clinic: Workspace) -> None:
    rows = check_rows(
        [
            ["2026-10-5", "注射室", "手卫生执行", "不合格", "周婷"],
            ["2026-10-6", "〃", "〃", "〃", "〃"],
        ]
    )
    assert [(r.item, r.outcome) for r in results(read(clinic, rows))] == [
        ("手卫生执行", Outcome.FAIL)
    ] * 2


def test_one_wording_in_two_categories_is_two_items(clinic: Workspace) -> None:
    rows = [
        ["消毒隔离自查 2026年10月"],
        ["类别", "检查内容", 1],
        ["治疗车", "清洁无污渍", "√"],
        ["冰箱", "清洁无污渍", "×"],
        ["空气", "空气培养（上午）", "√"],
        ["空气", "空气培养（下午）", "×"],
    ]
    reading = read(clinic, rows)
    assert len(results(reading)) == 4
    assert codes(reading) == []


def test_rooms_above_names(clinic: Workspace) -> None:
    header = (
        ["序号", "检查内容", "被检查人", None, None],
        [None, None, "治疗室", None, "注射室"],
        [None, None, "李敏", "周婷", "赵倩"],
    )
    rows = sheet("护士仪容仪表检查 2026-10-12", *header)
    reading = read(clinic, rows, merges=["C2:E2", "C3:D3"])
    assert [(c.unit, c.subject) for c in checks(reading)] == [
        ("治疗室", "李敏"), ("治疗室", "周婷"), ("注射室", "赵倩"),
    ]  # fmt: skip


def test_closed_days_may_say_so(clinic: Workspace) -> None:
    reading = read(clinic, days_across([["√", "休", "×"], ["√", "休", "√"]]))
    assert [c.date.day for c in checks(reading)] == [1, 3]
    assert codes(reading) == []


def test_a_ticked_box(clinic: Workspace) -> None:
    rows = check_rows(
        [
            ["10月15日（周四）", "注射室", "手卫生执行", "☑合格 □不合格", "周婷"],
            ["26.10.16", "注射室", "手卫生执行", "□合格 ☑不合格", "周婷"],
            ["10月17日星期六", "注射室", "手卫生执行", "□合格 □不合格", "周婷"],
        ]
    )
    rows[0] = ["消毒隔离检查明细 2026年10月"]
    reading = read(clinic, rows)
    assert [r.outcome for r in results(reading)] == [Outcome.PASS, Outcome.FAIL, None]
    assert days(reading) == ["2026-10-15", "2026-10-16", "2026-10-17"]


def test_a_numbered_item_is_the_same_item(clinic: Workspace) -> None:
    rows = check_rows(
        [
            ["2026-10-5", "注射室", text, "合格", "周婷"]
            for text in ("①手卫生执行", "2.医疗废物分类")
        ]
    )
    assert [r.item_code for r in results(read(clinic, rows))] == ["hand_hygiene", "waste_sorting"]
