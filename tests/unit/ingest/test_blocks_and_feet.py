"""Blocks one below another, dates at the foot, legends in words: what a sheet says only once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc.ingest.reading import read_workbook
from qc.ingest.values.dates import Month, read_date
from qc.ingest.values.legend import read_legend
from qc.records import Check, WorkbookReading
from qc.words import Outcome
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book

PASS, FAIL, NA = Outcome.PASS, Outcome.FAIL, Outcome.NA
ITEMS = ["地面清洁干燥", "无菌物品分区", "医废分类正确"]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "clinic", today=dt.date(2024, 7, 1))
    yield opened
    opened.store.close()


def read(clinic: Workspace, *rows: list[object], merges: tuple[str, ...] = ()) -> WorkbookReading:
    return read_workbook(clinic, "登记.xlsx", book(list(rows), merges=merges))


def checks(reading: WorkbookReading) -> list[Check]:
    return [check for sheet in reading.sheets for check in sheet.checks]


def outcomes(reading: WorkbookReading) -> dict[str, Outcome | None]:
    return {r.cell: r.outcome for check in checks(reading) for r in check.results}


def codes(reading: WorkbookReading) -> set[str]:
    return {found.code for found in reading.problems}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("第一周\n4月3日", dt.date(2024, 4, 3)),
        ("第2周（4月10日）", dt.date(2024, 4, 10)),
        ("周三 4.17", dt.date(2024, 4, 17)),
        ("2024年4月11日（星期四）上午", dt.date(2024, 4, 11)),
        ("4月11日下午", dt.date(2024, 4, 11)),
        ("4月3日 第一周", dt.date(2024, 4, 3)),
        ("第一周", None),
        ("第一周（4.1-4.7）", None),
    ],
)
def test_a_day_may_stand_beside_its_week_or_the_part_of_the_day(
    written: str, day: dt.date | None
) -> None:
    """Else a month of weekly columns counts as one check of the whole month."""
    assert read_date(written, Month(2024, 4)).date == day


@pytest.mark.parametrize(
    ("text", "legend"),
    [
        ("√已查  缺＝应查未查  /＝本例不需查", {"√": PASS, "缺": FAIL, "/": NA}),
        ("生物监测：阴性为合格，阳性为不合格，每周一次", {"阴性": PASS, "阳性": FAIL}),
        ("休=休息  √=到岗  ×=缺岗", {"休": NA, "√": PASS, "×": FAIL}),
        ("①流动水洗手正确 ②速干手消正确 ③未执行 ④无此时机。①②计合格，③计不合格，④不计。",
         {"①": PASS, "②": PASS, "③": FAIL, "④": NA}),
        ("有且完整打√，缺项写“缺”，该项目不需要写“免”（不计）。", {"√": PASS, "免": NA}),
        ("Ο 完好备用  × 故障或缺失  △ 已报修（按不合格计）", {"ο": PASS, "×": FAIL, "△": FAIL}),
        ("A 优  B 合格  C 不合格  N 当日不涉及。A、B计合格。", {"b": PASS, "c": FAIL, "n": NA}),
        ("代码：√合格；①发型不规范 ②未戴胸牌；休=轮休，不计。", {"①": FAIL, "休": NA}),
        ("检查结果(1合格/0不合格/2不适用)", {"1": PASS, "0": FAIL, "2": NA}),
        ("科室（治疗室/换药室）", {}),
        ("得分90分为合格", {}),
    ],
)  # fmt: skip
def test_a_legend_explains_words_as_well_as_signs(text: str, legend: dict[str, Outcome]) -> None:
    """不需查 taken for a fault would turn every test that a patient did not need into a failure."""
    found = read_legend([text])
    assert {mark: found.get(mark) for mark in legend} == legend
    assert legend or not found


def test_the_export_of_an_app_explains_its_figures_in_the_label(clinic: Workspace) -> None:
    """1 and 0 in such a list were taken for amounts, and the number of photographs for the answer."""
    found = read(
        clinic,
        ["任务编号", "提交时间", "检查区域", "检查项", "检查结果(1合格/0不合格/2不适用)", "检查人", "照片数"],
        ["T1", "2024-03-06 9:12:00", "注射室", "台面清洁", 1, "周婷", 2],
        ["T2", "2024-03-06 9:14:11", "注射室", "医废分类", 0, "周婷", 1],
        ["T3", "2024-03-06 9:16:22", "注射室", "消毒登记", 2, "周婷", 0],
        ["T4", "2024-03-06 9:18:33", "注射室", "手卫生", 3, "周婷", 0],
    )  # fmt: skip
    assert outcomes(found) == {"E2": PASS, "E3": FAIL, "E4": NA, "E5": None}
    assert codes(found) >= {"unknown_mark"}
    assert not codes(found) & {"figures_beside", "marks_unplaced"}


def test_a_column_of_amounts_before_the_days_is_no_day(clinic: Workspace) -> None:
    """The number of laryngoscopes was taken for the marks of a day that nobody can read."""
    found = read(
        clinic, ["急救设备周检查表"], ["科室：恢复室", None, None, "2024年3月"],
        ["物品名称", "数量", "第1周\n3月4日", "第2周\n3月11日", "第3周\n3月18日"],
        ["简易呼吸器", 1, "√", "√", "×"], ["喉镜及镜片", 2, "√", "√", "√"],
        ["氧气袋", 1, "√", "×", "√"],
    )  # fmt: skip
    assert {cell[0] for cell in outcomes(found)} == {"C", "D", "E"}
    assert "unreadable_date" not in codes(found)


def block(day: str) -> list[list[object]]:
    return [
        [f"检查日期：{day}"],
        ["序号", "被观察人", "观察时机", None, "问题"],
        [None, None, "接触前", "接触后"],
        [1, "赵倩", "②", "①"],
        [2, "孙雅琴", "③", "②"],
        [3, "吴佳怡", "①", "④"],
        [],
    ]


def test_blocks_of_codes_share_the_legend_below_the_last_of_them(clinic: Workspace) -> None:
    """The codes of every block but the last would be held back as unknown marks."""
    found = read(
        clinic, ["手卫生观察记录表"], ["科室：治疗室"], *block("2024年4月11日（星期四）上午"),
        *block("2024年4月25日"), ["①流动水洗手正确 ②手消正确 ③未执行 ④无此时机"],
        merges=("A4:A5", "B4:B5", "C4:D4", "E4:E5", "A11:A12", "B11:B12", "C11:D11", "E11:E12"),
    )  # fmt: skip
    assert {c.date for c in checks(found)} == {dt.date(2024, 4, 11), dt.date(2024, 4, 25)}
    assert outcomes(found)["C6"] is PASS
    assert outcomes(found)["C7"] is FAIL
    assert outcomes(found)["D8"] is NA
    assert outcomes(found)["D15"] is NA
    assert "unknown_mark" not in codes(found)


def test_days_at_the_foot_take_the_year_of_those_that_have_one(clinic: Workspace) -> None:
    """Whole columns would be held back for a date that anybody can read."""
    found = read(
        clinic, ["医疗废物督查表"], ["序号", "督查内容", "手术室", "换药室", "口腔室"],
        *([n, item, "√", "√", "×"] for n, item in enumerate(ITEMS, 1)),
        ["督查日期", None, "2024.5.7", "5月8日", "2024-5-9"],
        merges=("A6:B6",),
    )  # fmt: skip
    assert {(c.unit, c.date.day) for c in checks(found)} == {
        ("手术室", 7), ("换药室", 8), ("口腔室", 9),
    }  # fmt: skip


def test_loads_of_a_day_are_rounds_and_a_row_of_missed_tests_is_a_sum(clinic: Workspace) -> None:
    """The number of the load is no mark, and the second load of a day no double of the first."""
    found = read(
        clinic, ["灭菌监测登记 2024年5月"], ["科室：供应室"],
        ["日期", "锅次", "物理监测", "化学监测", "操作者"],
        ["5.7", 1, "合格", "合格", "杨思思"], ["5.7", 2, "合格", "不合格", "杨思思"],
        ["5.8", 1, "合格", "合格", "郑海霞"], ["漏检数", None, 0, 0, None],
    )  # fmt: skip
    assert {(c.date.day, c.round) for c in checks(found)} == {(7, "1"), (7, "2"), (8, "1")}
    assert outcomes(found) == {
        "C4": PASS, "D4": PASS, "C5": PASS, "D5": FAIL, "C6": PASS, "D6": PASS,
    }  # fmt: skip
    assert not codes(found) & {"unknown_mark", "unreadable_date", "conflicting_duplicate"}


def test_the_rounds_of_a_day_are_told_by_its_parts(clinic: Workspace) -> None:
    """下班前 was taken for a person, and five rounds of a day became doubles of each other."""
    found = read(
        clinic, ["护士长每日五查"], ["日期：2024年6月3日", None, "病区：门诊护理单元"],
        ["查房内容", "晨会后", "上午治疗中", "午间", "下午治疗中", "下班前", "现场处理"],
        ["护士在岗", *["✓"] * 5], ["急救物品在位", "✓", "✓", "✓", "✗", "✓"],
        ["门窗关闭", "/", "/", "/", "/", "✓"], ["✓ 好　✗ 有问题　/ 不适用"],
    )  # fmt: skip
    assert len(checks(found)) == 5
    assert {c.unit for c in checks(found)} == {"门诊护理单元"}
    assert outcomes(found)["E5"] is FAIL
    assert outcomes(found)["B6"] is NA
    assert not codes(found) & {"missing_mark", "duplicate_check", "marks_unplaced"}


def test_rounds_that_are_items_of_a_standard_are_items(clinic: Workspace) -> None:
    """A day a row and the five rounds across became five checks of one nameless item: the calendar saw
    one round of five made."""
    found = read(
        clinic, ["护士长一日五查记录表"], ["2024年6月"],
        ["日期", "第一查", "第二查", "第三查", "第四查", "第五查", "护士长"],
        ["6月3日", *["√"] * 5, "王丽"], ["6月4日", "√", "×", "√", "√", "√", "王丽"],
    )  # fmt: skip
    (sheet,) = found.sheets
    assert (sheet.checklist, len(sheet.checks)) == ("five-rounds", 2)
    items = [[result.item_code for result in check.results] for check in sheet.checks]
    assert items == [[f"round_{n}" for n in range(1, 6)]] * 2
    assert outcomes(found)["C5"] is FAIL


def test_papers_that_are_there_or_not_are_marks_where_the_sheet_says_so(
    clinic: Workspace,
) -> None:
    """有 and 无 mean opposite things on different sheets: only the legend makes them marks."""
    rows = (
        ["病历夹完整性核查"], ["科室：注射室"],
        ["核查日", "病历号", "主诊", "应备资料", None, None],
        [None, None, None, "知情同意书", "术前照片", "产品条码"],
        ["2024-05-06", "ZS2405011", "施医生", "有", "有", "有"],
        ["2024-05-06", "ZS2405012", "古医生", "无", "有", "不需要"],
        ["2024-05-07", "ZS2405013", "施医生", "有", "不详", "有"],
        ["2024-05-07", "ZS2405014", "古医生", "有", "有", "有"],
    )  # fmt: skip
    merges = ("A3:A4", "B3:B4", "C3:C4", "D3:F3")
    told = read(clinic, *rows, ["填法：有＝齐备；无＝缺；不需要＝本次无此资料。"], merges=merges)
    assert outcomes(told)["D5"] is PASS
    assert outcomes(told)["D6"] is FAIL
    assert outcomes(told)["F6"] is NA
    assert outcomes(told)["E7"] is None
    assert not outcomes(read(clinic, *rows, merges=merges))


def test_a_quarter_in_which_a_list_begins_does_not_end_it(clinic: Workspace) -> None:
    """Every complaint after September was held back as not of the time."""
    found = read(
        clinic, ["客诉跟进台账"], ["2024年第一季度起"],
        ["投诉编号", "受理日期", "反映事项", "责任科室", "办理状态", "办结日期"],
        ["TS1", "2024/3/8", "等候太久", "前厅部", "已办结", "2024/3/8"],
        ["TS2", "2024/6/20", "停车不便", "后勤部", "已办结", "2024/6/21"],
    )  # fmt: skip
    assert "contradictory_date" not in codes(found)
    assert {c.date.month for c in checks(found)} == {3, 6}


def test_a_line_with_a_headers_words_is_no_header(clinic: Workspace) -> None:
    """候诊, 护士 or 补考 in a line cut the list in two, and all below it was lost."""
    steps = read(
        clinic, ["服务流程跟单检查表（2024年）"], ["部门：前厅部", None, "跟单人：韦小满"],
        ["步骤", "检查要点", "地点", "VIP1", "VIP2", "VIP3"],
        [None, None, None, "4/2", "4/9", "4/16"],
        ["一、迎宾", "开门问候", "大厅", "是", "是", "否"], ["三、候诊", "送饮品", "诊室", "是", "是", "是"],
        ["四、面诊", "询问敏感史", "诊室", "否", "是", "是"],
        merges=("A3:A4", "B3:B4", "C3:C4"),
    )  # fmt: skip
    assert len(outcomes(steps)) == 9
    assert {c.unit for c in checks(steps)} == {"前厅部"}
    scores = read(
        clinic, ["护士三基考核成绩登记表"], ["考核日期：2024年6月20日", None, "80分及以上为合格"],
        ["序号", "科室", "姓名", "职称", "理论成绩", "操作成绩", "备注"],
        [1, "注射中心", "邵雨晴", "护士", 92, 95, None], [2, "光电中心", "丁若兰", "护士", 76, 85, "补考"],
        [3, "手术室", "戚晓", "护师", 81, 88, None],
    )  # fmt: skip
    assert {cell for cell in outcomes(scores) if cell[0] in "EF"} == {
        "E4", "F4", "E5", "F5", "E6", "F6",
    }  # fmt: skip


def test_a_cross_for_what_is_missing_is_a_fault() -> None:
    """✗缺项 was taken for 合理缺项, and every missing paper left the rate as it was."""
    assert read_legend(["✓完整  ✗缺项  N/A无需此项"]) == {"✓": PASS, "✗": FAIL, "n/a": NA}
    assert read_legend(["√符合 ×不符合 /缺项"])["/"] is NA
