"""Lists as clinics keep them: carts with a seal, drugs counted every week, counters in a device log,
plans with signs of their own, and what must not be made of them."""

from __future__ import annotations

from typing import Any

import pytest

from qc.ingest.importer import read_workbook
from qc.records import Result, WorkbookReading
from qc.words import Kind
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, *rows: list[Any], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "记录2026.xlsx", book(rows, **more))


def results(reading: WorkbookReading) -> list[Result]:
    return [r for sheet in reading.sheets for check in sheet.checks for r in check.results]


def outcomes(reading: WorkbookReading) -> dict[str, str]:
    return {r.cell: str(r.outcome or r.state) for r in results(reading)}


def told(reading: WorkbookReading) -> list[tuple[str, str]]:
    """Faults and warnings, and figures that were left out."""
    return [
        (p.code, p.cell)
        for p in reading.problems
        if p.severity != "info" or p.code in ("figures_beside", "no_cases")
    ]


LOGS = {
    "seal and its state": (
        "日期 封条编号 封条完好 除颤仪备用 检查者 开启原因",
        ["2026.3.2", "10231", "√", "√", "王丽", None],
        ["2026.3.3", "10231", "×", "充电中", "王丽", "14:20抢救开启，已重封"],
        ["2026.3.4", "10232", "√", "√", "王丽", None],
    ),
    "other words": (
        "检查日期 锁扣号 锁扣是否完好 吸引器负压正常 检查人 故障处理情况",
        ["2026.3.2", 4521.0, "完好", "合格", "王丽", None],
        ["2026.3.3", 4521.0, "已开启", "看不清", "王丽", None],
        ["2026.3.4", 4521.0, "完好", "合格", "王丽", None],
    ),
    "seal's words among ticks": (
        "日期 铅封号 铅封情况 氧气瓶压力 签名 异常说明",
        ["2026.3.2", "No.88", "未开启", "✓", "王丽", None],
        ["2026.3.3", "No.88", "拆封", "3格", "王丽", "换铅封"],
        ["2026.3.4", "No.89", "未启封", "✓", "王丽", None],
    ),
}


@pytest.mark.parametrize("header_and_rows", LOGS.values(), ids=LOGS.keys())
def test_a_daily_log_of_a_sealed_cart_counts_every_mark(
    clinic: Workspace, header_and_rows: tuple[Any, ...]
) -> None:
    """Only the seal's number is none: it stands beside the marks of its day."""
    header, *rows = header_and_rows
    reading = read(clinic, ["封存抢救车每日检查"], ["科室：手术室"], header.split(), *rows)
    assert {sheet.kind for sheet in reading.sheets} == {Kind.CHECKLIST}
    assert outcomes(reading) == {
        "C4": "pass", "D4": "pass", "C5": "fail", "D5": "held_back", "C6": "pass", "D6": "pass",
    }  # fmt: skip
    assert told(reading) == [("unknown_mark", "D5")]
    number = next(r for r in results(reading) if r.cell == "C4").detail
    assert number and set(number) == {"seal_number"}


def test_a_log_of_seals_alone_is_judged_by_the_seal(clinic: Workspace) -> None:
    reading = read(clinic, ["抢救车封条登记"], ["科室：手术室"],
        ["日期", "封条号", "封条情况", "开启原因", "签名"],
        ["2026.3.2", "A12", "完好", None, "王丽"], ["2026.3.3", "A13", "破损", "抢救", "王丽"],
    )  # fmt: skip
    assert {sheet.kind for sheet in reading.sheets} == {Kind.STOCK}
    assert outcomes(reading) == {"C4": "pass", "C5": "fail"}


@pytest.mark.parametrize("label", ["实存", "存量", "现有"])
def test_what_is_there_has_many_names(clinic: Workspace, label: str) -> None:
    reading = read(clinic, ["封存药品清单"], ["科室：手术室  清点日期：2026年3月2日"],
        ["名称", "规格", "基数", label, "最近失效日期"],
        ["肾上腺素", "1mg", 10, 10, "2027-08-01"], ["阿托品", "1mg", 5, 4, "2027-08-01"],
    )  # fmt: skip
    assert outcomes(reading) == {"D4": "pass", "D5": "fail"}


def test_each_week_of_a_stock_list_is_a_check_of_its_day(clinic: Workspace) -> None:
    reading = read(clinic,
        ["2026年急救药品每周清点"], ["科室：皮肤科"],
        ["药品名称", "规格", "基数", "3.2", None, "3.9", None, "3.16", None],
        [None, None, None, "数量", "效期", "数量", "效期", "数量", "效期"],
        ["肾上腺素", "1mg", 10, 10, "2027.3", 8, "2027.3", None, None],
        ["阿托品", "1mg", 5, 5, "2026.1", None, "2027.3", None, None],
        ["安定", "1mg", 5, "五支", "2027.3", 5, "2027.13", None, None],
        ["清点人", None, None, "杨思", None, "李琪", None, None, None],
        merges=["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:I3"],
    )  # fmt: skip
    checks = [check for sheet in reading.sheets for check in sheet.checks]
    assert [(str(c.date), c.inspector) for c in checks] == [
        ("2026-03-02", "杨思"),
        ("2026-03-09", "李琪"),
    ]
    assert outcomes(reading) == {
        "D5": "pass", "D6": "fail", "D7": "held_back",
        "F5": "fail", "F6": "missed", "F7": "held_back",
    }  # fmt: skip
    assert sorted(told(reading)) == [
        ("expired_drug", "E6"), ("missing_mark", "F6"), ("short_of_base", "F5"),
        ("unknown_mark", "D7"), ("unreadable_expiry", "G7"),
    ]  # fmt: skip


def test_rounds_may_be_rooms_and_their_labels_need_not_be_merged(clinic: Workspace) -> None:
    """One drug in two rooms is no second batch: each room has its own par level to fill."""
    reading = read(clinic, ["急救药品清点 2026年3月2日"],
        ["序号", "药品", "定数", "手术室", None, None, "注射室", None, None],
        [None, None, None, "实存", "批号", "失效期", "实存", "批号", "失效期"],
        [1, "肾上腺素", 10, 10, "A1", "2027-08", 6, "B1", "2027-08"],
        [2, "阿托品", 5, 5, "A2", "2027-08", 5, "B2", "2026-01"],
    )  # fmt: skip
    units = {c.unit: [str(r.outcome) for r in c.results] for s in reading.sheets for c in s.checks}
    assert units == {"手术室": ["pass", "pass"], "注射室": ["fail", "fail"]}


def test_months_may_head_the_rounds(clinic: Workspace) -> None:
    reading = read(clinic, ["2026年急救药品月查"], ["科室：手术室"],
        ["药品名称", "基数", "清点月份", None, None, None], [None, None, "1月", None, "2月", None],
        [None, None, "现存", "效期", "现存", "效期"],
        ["肾上腺素", 10, 10, "2027-08", 9, "2027-08"], ["阿托品", 5, 5, "2027-08", 5, "2027-08"],
        merges=["C3:F3", "C4:D4", "E4:F4", "A3:A5", "B3:B5"],
    )  # fmt: skip
    periods = [str(check.period_from) for sheet in reading.sheets for check in sheet.checks]
    assert periods == ["2026-01-01", "2026-02-01"]
    assert outcomes(reading) == {"C6": "pass", "C7": "pass", "E6": "fail", "E7": "pass"}


def test_batches_side_by_side_fill_one_par_level(clinic: Workspace) -> None:
    reading = read(clinic, ["急救药品清点 2026年3月2日"], ["科室：手术室"],
        ["药品名称", "基数", "第一批", None, "第二批", None], [None, None, *["数量", "效期"] * 2],
        ["肾上腺素", 10, 5, "2027-08", 5, "2027-08"], ["阿托品", 5, 5, "2027-08", None, None],
        ["安定", 5, None, None, None, None],
        merges=["C3:D3", "E3:F3", "A3:A4", "B3:B4"],
    )  # fmt: skip
    assert outcomes(reading) == {"C5": "pass", "E5": "pass", "C6": "pass", "C7": "held_back"}


@pytest.mark.parametrize(
    ("counter", "words"),
    [
        ("累计脉冲数", "异常处理"),
        ("累计使用时间（h）", "故障原因及处理"),
        ("环境温度", "维修情况说明"),
    ],
)
def test_a_counter_and_room_for_words_are_no_items(
    clinic: Workspace, counter: str, words: str
) -> None:
    days = [[f"2026.3.{day}", "√", "√", 12000.5 + day, "冯璐", None] for day in range(1, 8)]
    days[2][2], days[2][5], days[3][1] = "×", "已加水", None
    reading = read(clinic, ["激光设备使用前检查记录"], ["科室：光电室"],
        ["日期", "外观", "水位", counter, "操作者", words], *days,
    )  # fmt: skip
    assert {r.item for r in results(reading)} == {"外观", "水位"}
    assert sorted(told(reading)) == [("figures_beside", "D3"), ("missing_mark", "B7")]


def test_a_value_beside_marks_is_judged_by_the_limit_of_its_item(clinic: Workspace) -> None:
    """The bottle that is nearly empty would be left out as a mere figure."""
    header = ["日期", "封条完好", "除颤仪自检", "氧气瓶压力\n（≥5MPa）", "检查人"]
    read_at = [8, "6MPa", 4.5, "8。5", 1, "故障", None, "约6"]
    days = [[f"2026.3.{n}", "√", "√", value, "冯璐"] for n, value in enumerate(read_at, 1)]
    reading = read(clinic, ["急救车检查登记"], ["地点：手术室"], header, *days)
    found = {cell: said for cell, said in outcomes(reading).items() if cell[0] == "D"}
    assert found == {
        "D4": "pass", "D5": "pass", "D6": "fail", "D7": "pass", "D8": "fail", "D9": "fail",
        "D10": "missed", "D11": "held_back",
    }  # fmt: skip
    assert [r.reading for r in results(reading) if r.cell in ("D5", "D7")] == [6.0, 8.5]
    assert sorted(told(reading)) == [("missing_mark", "D10"), ("unknown_mark", "D11")]


def test_a_row_of_values_among_rows_of_marks_keeps_its_own_limit(clinic: Workspace) -> None:
    """6瓶 is no pressure: it must not pass for one."""
    reading = read(clinic, ["急救车检查登记 2026年3月"], ["地点：手术室"],
        ["检查内容", "1日", "2日", "3日", "4日", "5日"],
        ["除颤仪自检", *["√"] * 5], ["封条完好", *["√"] * 5],
        ["氧气瓶压力（≥5MPa）", 8, 7.5, "4MPa", 6, "6瓶"],
    )  # fmt: skip
    assert {c: o for c, o in outcomes(reading).items() if c[1] == "6"} == {
        "B6": "pass", "C6": "pass", "D6": "fail", "E6": "pass", "F6": "held_back",
    }  # fmt: skip
    assert ("text_in_number", "F6") in told(reading)


def test_a_counter_may_be_a_row(clinic: Workspace) -> None:
    reading = read(clinic, ["激光设备点检 2026年3月"], ["科室：光电室"],
        ["序号", "检查内容", *range(1, 8)], [1, "外观", *["√"] * 7], [2, "水位", *["√"] * 6, "×"],
        [3, "累计脉冲数", *range(1000, 1007)], [4, "异常处理", *[None] * 6, "加水"],
    )  # fmt: skip
    assert {r.item for r in results(reading)} == {"外观", "水位"}
    assert told(reading) == [("figures_beside", "B6")]


def test_an_item_that_ends_like_an_aside_is_still_missed(clinic: Workspace) -> None:
    """医废处理 left blank in two rooms is a missed item, and unknown words are pointed at."""
    reading = read(clinic, ["医废检查 2026年3月2日"], ["序号", "检查内容", "手术室", "注射室"],
        [1, "分类放置", "√", "√"], [2, "称重登记", "√", "×"], [3, "医废处理", None, None],
        [4, "交接情况", "马虎", "还行"],
    )  # fmt: skip
    assert sorted(told(reading)) == [
        ("missing_mark", "C5"), ("missing_mark", "D5"),
        ("unknown_mark", "C6"), ("unknown_mark", "D6"),
    ]  # fmt: skip


def test_ticks_beside_measured_values_are_not_lost_in_silence(clinic: Workspace) -> None:
    reading = read(clinic, ["冰箱温度记录 2026年3月"], ["科室：注射室"], ["日期", "温度", "湿度", "清洁"],
        ["2026.3.2", 4, 50, "√"], ["2026.3.3", 5, 51, "√"],
    )  # fmt: skip
    assert {sheet.kind for sheet in reading.sheets} == {Kind.MEASUREMENT}
    assert ("marks_unplaced", "D4") in told(reading)


def test_a_table_of_figures_does_not_become_a_checklist_by_its_last_column(
    clinic: Workspace,
) -> None:
    reading = read(clinic, ["设备台账"], ["科室", "原值", "净值", "年限", "在用"],
        ["手术室", 120000, 90000, 12, "√"], ["注射室", 20000, 10000, 15, "√"],
    )  # fmt: skip
    assert outcomes(reading) == {}
    assert [code for code, _ in told(reading)] == ["table_not_understood"]


PLANS = {
    "filled and empty": ("●已保养  ○未保养  －本月无计划", "●", "○", "－"),
    "ticks": ("√已完成 ×未完成 /本月无计划", "√", "×", "/"),
    "stars": ("★已执行  ☆未执行  —不适用", "★", "☆", "—"),
}


@pytest.mark.parametrize("signs", PLANS.values(), ids=PLANS.keys())
def test_a_plan_is_read_where_its_legend_says_what_was_done(
    clinic: Workspace, signs: tuple[str, ...]
) -> None:
    legend, done, undone, none = signs
    rows = (
        [legend], ["科室", "设备名称", "设备编号", "1月", "2月", "备注"],
        ["光电室", "皮秒", "SB-1", done, undone, None], ["手术室", "电刀", "SB-2", none, "◆", None],
    )  # fmt: skip
    reading = read(clinic, ["2026年医疗设备保养计划表"], *rows)
    assert outcomes(reading) == {"D4": "pass", "E4": "fail", "D5": "na", "E5": "held_back"}
    assert told(reading) == [("unknown_mark", "E5")]


def test_a_plan_of_what_is_to_come_is_not_counted(clinic: Workspace) -> None:
    reading = read(clinic, ["2026年医疗设备保养计划表"],
        ["科室", "设备名称", "1月", "2月"], ["光电室", "皮秒", "√", "√"], ["手术室", "电刀", None, "√"],
    )  # fmt: skip
    assert outcomes(reading) == {}
    assert [code for code, _ in told(reading)] == ["table_not_understood"]


@pytest.mark.parametrize(
    "note",
    ["检查日期写在表头，√合格 ×不合格，留空视为未查", "√合格 ×不合格", "☑合格；☒不合格 ×不合格"],
)
def test_a_note_on_a_blank_template_is_no_mark(clinic: Workspace, note: str) -> None:
    filled = [
        ["安全检查 2026年3月2日"],
        ["科室：注射室"],
        ["序号", "检查内容", "结果"],
        [1, "地面", "√"],
    ]
    blank = [["安全检查"], ["科室："], ["序号", "检查内容", "结果"], [1, "地面", None], [], [note]]
    reading = read_workbook(clinic, "检查.xlsx", book(filled, blank))
    assert outcomes(reading) == {"C4": "pass"}
    assert told(reading) == []
