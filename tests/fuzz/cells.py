"""What people and programs do to the cells of a workbook, each as a small change with openpyxl."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Callable
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Sheet = Any  # openpyxl's types are its own affair

ODD: tuple[object, ...] = (
    "2026.3.5", "2026年3月5日", "3月5日", "3.5", "20260305", "2026/3/5", "26.3.5", "2026-3-5 9:00",
    "３月５日", "2026年2月30日", "2062-03-05", 46086, 46086.5, 45356.0, dt.datetime(2026, 3, 5),  # noqa: DTZ001
    dt.datetime(2026, 3, 5, 9, 30),  # noqa: DTZ001
    dt.date(1900, 1, 1), dt.time(8, 30), dt.timedelta(hours=30),
    "2025-13", "2024-02", "长期", "有效期至2025年8月", "1899-12-31", "２０", "９５％", "0。375", "1,200",
    "1.200,5", "17份", "扣2分", "-2", "+3", "½", "①", "②⑥", "Ⅲ", "十二", "1e5", "1E400", "١٢", "২", "²",
    "−3", "- 3", "0x1F", "5-8", "3/5", "100%", "101%", "≤10", "<1", "3～5", "1 2", "1\n2", "0.1.2",
    "NaN", "inf", "-inf", float(10**15), 1e20, 1e-9, 1e300, -1, 0, 1, 2, 0.1 + 0.2, 12345678901234567890,
    True, False, None, "", " ", "\u3000", "\u200b", "\xa0√\xa0", "√√", "√?", "√×", "√ ", "v", "V", "x", "X",
    "合格。", "不合格", "部分符合", "不适用", "N/A", "n/a", "/", "—", "〃", "同上", "休", "休诊", "待定", "未查",
    "☑合格 □不合格", "□合格 □不合格", "√（已整改）", "×\n补做", "合 格", "非常满意", "不满意", "良", "A", "甲",
    "=1+1", "=1/0", "=SUM(A1:A9)", '=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "@SUM(1)", "'√",
    "<b>√</b>", "<script>alert(1)</script>", "&lt;", "{value}", "{0}", "%s", "%(x)s", "\\", "\"", "_x000D_",
    "√_x000D_", "_x221A_", "a\rb", "😀", "\ud7ff", "字" * 600, "x" * 32_000, "：" * 400, "（" * 300,
    "科室：治疗室  日期：2026年10月", "检查日期：2026-10-12", "检查日期：", "合计", "小计", "平均", "备注", "签名",
    "说明：√为不合格，×为合格", "√ 代表不合格", "注：1分=合格",
)  # fmt: skip
ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")
WORDS = (
    "检查内容", "检查项目", "检查结果", "合格", "不合格", "检查日期", "日期", "科室", "序号", "备注", "检查人", "姓名",
    "分值", "扣分", "得分", "总分", "基数", "实数", "有效期", "失效期", "批号", "抽查份数", "合格份数", "合格率", "满意",
    "非常满意", "一般", "发放份数", "回收份数", "发生日期", "上报日期", "处理结果", "投诉日期", "办结日期", "等候时间",
    "签到时间", "接诊时间", "理论成绩", "补考", "设备名称", "下次保养日期", "状态", "监测值", "参考值", "采样点", "结论",
    "治疗人次", "月份", "上午", "下午", "1月", "2026年10月", "注射室", "第一周", "合计", "病历号", "档案编号", "一查",
)  # fmt: skip
FORMATS = ("0.00", "0%", "yyyy-mm-dd", "yyyy年m月", "m.d", "h:mm", "[h]:mm", "@", "General", "0.00E+00", "\"√\";;")  # fmt: skip
NAMES = (
    "汇总",
    "说明",
    "Sheet1",
    "1月",
    "注射室",
    "合格率统计",
    "表 '一'",
    "a" * 31,
    "2026.3",
    "模板",
)


def mutate_cells(content: bytes, random: Random) -> tuple[bytes, str]:
    """A workbook after one to five changes, and the names of these. Raises what openpyxl raises for
    what is no workbook to it."""
    workbook = load_workbook(io.BytesIO(content))
    chosen = random.choices(CHANGES, k=random.choice((1, 1, 2, 3, 5)))
    for change in sorted(chosen, key=lambda change: change is _far_cell):  # slow for all others
        sheet = random.choice(workbook.worksheets)
        with contextlib.suppress(ValueError, IndexError):  # what openpyxl itself does not allow
            change(workbook, sheet, random)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue(), "+".join(change.__name__.strip("_") for change in chosen)


def _written(sheet: Sheet) -> list[Any]:
    return [
        cell
        for row in sheet.iter_rows(max_row=_tall(sheet), max_col=_wide(sheet))
        for cell in row
        if cell.value is not None and not isinstance(cell, MergedCell)
    ]


def _some(sheet: Sheet, random: Random) -> list[Any]:
    cells = _written(sheet)
    return random.sample(cells, min(len(cells), random.choice((1, 1, 1, 3, 10))))


def _row(sheet: Sheet, random: Random) -> int:
    return random.randint(1, _tall(sheet))


def _column(sheet: Sheet, random: Random) -> int:
    return random.randint(1, _wide(sheet))


def _tall(sheet: Sheet) -> int:
    """The rows of a sheet, but for a cell set far below."""
    return min(int(sheet.max_row), 200)


def _wide(sheet: Sheet) -> int:
    return min(int(sheet.max_column), 60)


def _set(cell: Any, value: object) -> None:
    if not isinstance(cell, MergedCell):
        cell.value = value


def _odd_value(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        _set(cell, random.choice(ODD))


def _error(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        cell.value, cell.data_type = random.choice(ERRORS), "e"


def _as_text(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        _set(
            cell,
            str(cell.value)
            if not isinstance(cell.value, str)
            else cell.value + random.choice(" 。，.?\n"),
        )


def _as_number(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        _set(
            cell,
            random.choice(
                (random.randint(-5, 120), random.random() * 100, 46000 + random.randint(0, 400))
            ),
        )


def _format(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        cell.number_format = random.choice(FORMATS)


def _swap(_book: Workbook, sheet: Sheet, random: Random) -> None:
    one, other = random.sample(_written(sheet), 2)
    one.value, other.value = other.value, one.value


def _blank(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        _set(cell, None)


def _copy_row(_book: Workbook, sheet: Sheet, random: Random) -> None:
    source, target = _row(sheet, random), _row(sheet, random)
    for col in range(1, _wide(sheet) + 1):
        _set(sheet.cell(target, col), sheet.cell(source, col).value)


def _copy_column(_book: Workbook, sheet: Sheet, random: Random) -> None:
    source, target = _column(sheet, random), _column(sheet, random) + random.choice((0, 0, 3))
    for row in range(1, _tall(sheet) + 1):
        _set(sheet.cell(row, target), sheet.cell(row, source).value)


def _add_row(_book: Workbook, sheet: Sheet, random: Random) -> None:
    source, target = _row(sheet, random), _tall(sheet) + random.choice((1, 1, 2, 40))
    for col in range(1, _wide(sheet) + 1):
        _set(sheet.cell(target, col), sheet.cell(source, col).value)


def _insert_rows(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.insert_rows(_row(sheet, random), random.choice((1, 1, 3)))


def _insert_columns(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.insert_cols(_column(sheet, random), random.choice((1, 1, 3)))


def _delete_rows(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.delete_rows(_row(sheet, random), random.choice((1, 1, 3)))


def _delete_columns(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.delete_cols(_column(sheet, random))


def _merge(_book: Workbook, sheet: Sheet, random: Random) -> None:
    row, col = _row(sheet, random), _column(sheet, random)
    tall, wide = random.choice(((0, 1), (0, 3), (1, 0), (3, 0), (2, 2), (8, 0), (0, 12)))
    sheet.merge_cells(start_row=row, start_column=col, end_row=row + tall, end_column=col + wide)


def _unmerge(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.unmerge_cells(random.choice(sorted(map(str, sheet.merged_cells.ranges))))


def _hide_row(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.row_dimensions[_row(sheet, random)].hidden = True


def _hide_column(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.column_dimensions[get_column_letter(_column(sheet, random))].hidden = True


def _hide_sheet(book: Workbook, sheet: Sheet, random: Random) -> None:
    if len(book.worksheets) > 1 and sheet is not book.active:
        sheet.sheet_state = random.choice(("hidden", "veryHidden"))


def _rename_sheet(_book: Workbook, sheet: Sheet, random: Random) -> None:
    sheet.title = random.choice(NAMES)


def _copy_sheet(book: Workbook, sheet: Worksheet, random: Random) -> None:
    copy = book.copy_worksheet(sheet)
    copy.title = random.choice((f"{sheet.title[:20]} (2)", "2月", "注射室"))


def _header_word(_book: Workbook, sheet: Sheet, random: Random) -> None:
    cells = [c for c in _written(sheet) if c.row < 8 and isinstance(c.value, str)]
    _set(random.choice(cells), random.choice((None, *WORDS, *WORDS)))


def _any_word(_book: Workbook, sheet: Sheet, random: Random) -> None:
    for cell in _some(sheet, random):
        _set(cell, random.choice(WORDS))


def _second_panel(_book: Workbook, sheet: Sheet, random: Random) -> None:
    wide, start = min(_wide(sheet), 20), _wide(sheet) + random.choice((1, 2))
    top = random.randint(1, min(6, _tall(sheet)))
    for row in range(top, _tall(sheet) + 1):
        for col in range(1, wide + 1):
            _set(sheet.cell(row, start + col), sheet.cell(row, col).value)


def _stacked_block(_book: Workbook, sheet: Sheet, random: Random) -> None:
    last, gap = min(_tall(sheet), 80), random.choice((0, 1, 2))
    for row in range(random.randint(1, min(5, last)), last + 1):
        for col in range(1, _wide(sheet) + 1):
            _set(sheet.cell(last + gap + row, col), sheet.cell(row, col).value)


def _far_cell(_book: Workbook, sheet: Sheet, random: Random) -> None:
    row, col = random.choice(
        ((1_000, 1), (1, 200), (900, 90), (60_000, 1), (20, 1_100), (1_048_576, 16_384))
    )
    sheet.cell(row, col).value = random.choice(ODD)


CHANGES: tuple[Callable[[Workbook, Any, Random], None], ...] = (
    _odd_value, _odd_value, _odd_value, _odd_value, _error, _as_text, _as_number, _as_number, _format, _swap,
    _blank, _copy_row, _copy_column, _add_row, _insert_rows, _insert_columns, _delete_rows, _delete_columns,
    _merge, _merge, _unmerge, _hide_row, _hide_column, _hide_sheet, _rename_sheet, _copy_sheet, _header_word,
    _header_word, _any_word, _second_panel, _stacked_block, _far_cell,
)  # fmt: skip
