"""Emergency drugs: a line is in order when enough is there, in date and ready."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qc.ingest.importer import read_workbook
from qc.records import Result, WorkbookReading
from qc.words import Kind, ResultState
from qc.workspace import Workspace
from tests.workbooks import book


def read(clinic: Workspace, rows: list[list[Any]], **more: Any) -> WorkbookReading:
    return read_workbook(clinic, "抢救车.xlsx", book(rows, **more))


def results(reading: WorkbookReading) -> dict[str, Result]:
    assert {sheet.kind for sheet in reading.sheets} == {Kind.STOCK}
    return {r.cell: r for s in reading.sheets for c in s.checks for r in c.results}


def outcomes(reading: WorkbookReading) -> list[str | None]:
    return [str(r.outcome) if r.outcome else None for r in results(reading).values()]


def said(reading: WorkbookReading, *codes: str) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems if p.code in codes]


def cart(rows: Any, *, expiry: str = "有效期", last: str = "批号") -> list[list[Any]]:
    return [
        ["抢救车药品清点登记表"],
        ["科室：手术室", None, "清点日期：2026年3月29日", None, "清点人：王丽"],
        ["序号", "药品名称", "规格", "基数", "实数", expiry, last],
        *([n, *row] for n, row in enumerate(rows, start=1)),
    ]


def test_a_line_passes_with_its_par_level_in_date(clinic: Workspace) -> None:
    reading = read(clinic, cart([
        ["肾上腺素", "1mg", 10, 10, "2027-08"], ["阿托品", "0.5mg", 5, 4, "2027-08"],
        ["利多卡因", "0.1g", 5, "6支", "2026-02"], ["多巴胺", "20mg", 5, 5, "2026-03-29"],
        ["纱布", "包", 2, 2, "—"], ["呋塞米", "20mg", 5, 5, None], ["安定", "10mg", 5, 5, "见瓶身"],
        ["纳洛酮", "0.4mg", 5, "若干", "2027-08"], ["西地兰", "0.4mg", 5, None, "2027-08"], ["胺碘酮", "150mg", 5, "缺", "2027-08"],
    ]))  # fmt: skip
    assert outcomes(reading) == [
        "pass", "fail", "fail", "pass", "pass", "pass", None, None, None, "fail",
    ]  # fmt: skip
    assert results(reading)["E4"].detail == {
        "par": 10, "actual": 10, "expiry": "2027-08-31", "expiry_status": "in_date", "spec": "1mg",
    }  # fmt: skip
    assert said(reading, "short_of_base", "expired_drug", "near_expiry", "missing_expiry") == [
        ("short_of_base", "E5"), ("expired_drug", "F6"), ("near_expiry", "F7"),
        ("missing_expiry", "F9"), ("short_of_base", "E13"),
    ]  # fmt: skip
    assert said(reading, "unreadable_expiry", "text_in_number", "missing_number") == [
        ("unreadable_expiry", "F10"), ("text_in_number", "E11"), ("missing_number", "E12"),
    ]  # fmt: skip


def test_under_a_day_of_loss_the_month_named_is_over(clinic: Workspace) -> None:
    reading = read(
        clinic,
        cart(
            [["肾上腺素", "1mg", 1, 1, "2026-03"], ["阿托品", "1mg", 1, 1, "2026-04"]],
            expiry="失效期",
        ),
    )
    assert outcomes(reading) == ["fail", "pass"]


def test_true_dates_that_all_are_firsts_stand_for_their_months(clinic: Workspace) -> None:
    rows = [
        ["肾上腺素", "1mg", 1, 1, dt.date(2026, 3, 1)],
        ["阿托品", "1mg", 1, 1, dt.date(2027, 4, 1)],
    ]
    reading = read(clinic, cart(rows))
    assert outcomes(reading) == ["pass", "pass"]
    assert said(reading, "month_expiry") == [("month_expiry", "F4")]


def test_several_batches_of_one_drug_are_no_doubles_and_share_a_par_level(
    clinic: Workspace,
) -> None:
    rows = [["肾上腺素", "1mg", 10, 6, "2027-08"], ["肾上腺素", "1mg", None, 4, "2027-01"]]
    reading = read(clinic, cart(rows))
    assert outcomes(reading) == ["pass", "pass"]
    assert not said(reading, "duplicate_check", "conflicting_duplicate", "short_of_base")


def test_several_and_doubtful_expiries_are_said(clinic: Workspace) -> None:
    rows = [["肾上腺素", "1mg", 1, 1, "2027-08、2027-01"], ["阿托品", "1mg", 1, 1, 2027.1]]
    reading = read(clinic, cart(rows))
    assert said(reading, "several_expiries", "number_as_expiry") == [
        ("several_expiries", "F4"), ("number_as_expiry", "F5"),
    ]  # fmt: skip


def test_what_is_broken_is_not_ready(clinic: Workspace) -> None:
    rows = [["除颤仪", "AED", 1, 1, None, "备用"], ["吸引器", "电动", 1, 1, None, "故障"]]
    assert outcomes(read(clinic, cart(rows, last="性能"))) == ["pass", "fail"]


def test_a_list_that_nobody_filled_in_is_no_check(clinic: Workspace) -> None:
    reading = read(
        clinic, cart([["肾上腺素", "1mg", 10, None, None], ["阿托品", "1mg", 5, None, None]])
    )
    assert not reading.sheets
    assert not said(reading, "missing_number", "table_not_understood")


def days(rows: list[list[Any]]) -> list[list[Any]]:
    return [
        ["急救药品交接登记本"],
        ["科室：手术室", None, None, "日期：2026年3月"],
        ["序号", "药品", "基数", "有效期至", 1, 2, 3, 4],
        *([n, *row] for n, row in enumerate(rows, start=1)),
    ]


def test_a_tick_on_an_expired_drug_keeps_its_outcome_and_is_pointed_at(clinic: Workspace) -> None:
    reading = read(clinic, days([
        ["肾上腺素", 10, "2027-08", "√", "√", None, "×"], ["阿托品", 5, "2026-02", "√", None, None, "×"],
        ["多巴胺", 5, "模糊", "√", "√?", None, "√"],
    ]))  # fmt: skip
    found = results(reading)
    assert (found["E5"].outcome, found["F5"].state) == ("pass", ResultState.MISSED)
    told = said(reading, "expired_but_ticked", "missing_mark", "unknown_mark", "unclear_expiry")
    assert sorted(told, key=lambda pair: pair[1]) == [
        ("unclear_expiry", "D6"), ("expired_but_ticked", "E5"), ("missing_mark", "F5"), ("unknown_mark", "F6"),
    ]  # fmt: skip
    assert not [cell for cell in found if cell.startswith("G")], "a blank day is a closed day"


def test_counts_across_days_are_held_against_par_and_expiry(clinic: Workspace) -> None:
    reading = read(
        clinic,
        days([["肾上腺素", 10, "2027-08", 10, 9, 10, 10], ["阿托品", 5, "2026-03-02", 5, 5, 5, 5]]),
    )
    found = results(reading)
    assert [found[f"{c}4"].passed for c in "EFGH"] == [1, 0, 1, 1]
    assert [found[f"{c}5"].passed for c in "EFGH"] == [1, 1, 0, 0]


def test_a_whole_seal_stands_for_the_lines(clinic: Workspace) -> None:
    reading = read(
        clinic,
        days(
            [
                ["封条号", None, None, "No.0201", "No.0201", "破损", 1203],
                ["肾上腺素", 10, "2027-08", None, None, 10, None],
            ]
        ),
    )
    found = results(reading)
    assert [found[f"{c}4"].outcome for c in "EFGH"] == ["pass", "pass", "fail", "pass"]
    assert set(found) == {"E4", "F4", "G4", "H4", "G5"}


def test_a_daily_log_of_seals_is_one_result_a_day(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["急救车封条检查登记"], ["科室：手术室", "年月：2026年3月"],
        ["日期", "封条编号", "封条完好", "开启时间及原因", "检查人"],
        [1, "No.01", "√", None, "宫羽"], [2, "No.01", "×", "抢救", "宫羽"], [3, "No.02", "完整", None, "宫羽"],
        [4, "No.02", None, None, "宫羽"], [5, "No.02", "完？", None, "宫羽"], [6, None, None, None, None],
    ])  # fmt: skip
    assert outcomes(reading) == ["pass", "fail", "pass", None, None]
    assert said(reading, "missing_mark", "unknown_mark") == [
        ("missing_mark", "C7"),
        ("unknown_mark", "C8"),
    ]


def test_a_seal_number_alone_is_taken_as_a_whole_seal_and_said(clinic: Workspace) -> None:
    reading = read(clinic, [
        ["急救车封条登记"], ["科室：手术室", "年月：2026年3月"], ["日期", "封条号", "检查人"],
        [1, "No.01", "宫羽"], [2, "No.01", "宫羽"],
    ])  # fmt: skip
    assert outcomes(reading) == ["pass", "pass"]
    assert said(reading, "seal_number_assumed") == [("seal_number_assumed", "")]


def test_cabinets_are_no_units_where_the_strip_names_one(clinic: Workspace) -> None:
    """A shelf got a record of its own; the same drug in two of them is no double."""
    reading = read(clinic, [
        ["备用药清点表"], ["清点科室：皮肤科   清点日期：2026年3月29日"],
        ["放置位置", "药名", "规格", "基数", "实盘数量"],
        ["2号橱", "地塞米松", "5mg", 4, 4], [None, "维生素C", "2ml", 5, 6],
        ["治疗车抽屉", "地塞米松", "5mg", 2, 1], [None, "氨茶碱", "10ml", 5, -2],
    ], merges=["A4:A5", "A6:A7"])  # fmt: skip
    assert outcomes(reading) == ["pass", "pass", "fail", None]
    assert {c.unit for s in reading.sheets for c in s.checks} == {"皮肤科"}
    assert said(reading, "conflicting_duplicate", "negative_number") == [("negative_number", "E7")]


def test_two_lines_that_one_item_of_a_standard_covers_are_no_doubles(clinic: Workspace) -> None:
    """喉镜 and 气管导管 stand for one item; held back as doubles, a complete cart could not be rated."""
    reading = read(clinic, [
        ["急救车物品检查表"],
        ["科室：手术室", None, "检查日期：2026年3月29日"],
        ["序号", "物品名称", "基数", "实数"],
        [1, "喉镜", 1, 1], [2, "气管导管", 3, 3], [3, "简易呼吸器", 1, 1], [4, "喉镜。", 1, 1],
    ])  # fmt: skip
    codes = [result.item_code for result in results(reading).values()]
    assert codes[:2] == ["intubation", "intubation"]
    assert [cell for _, cell in said(reading, "duplicate_check")] == ["D7"]
