"""A sample workbook as a clinic would have it: logo, merged title, native chart, a table that grows, a text box,
conditional formats, sparklines, a second sheet that computes from the first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from qc.reports.packed import timeless
from qc.sheetstyle import FONT, PAPER

CODES = ("disinfection", "documents", "emergency", "appearance")
FIRST = 5
"""The row of the first indicator, counted from 0; a chart below them, then the findings."""
CHART_ROWS = 15
FINDINGS = FIRST + len(CODES) + CHART_ROWS + 1
_HEADS = (("指标", "合格率", "目标", "结论", "环比（百分点）", "件数"), ("存在问题", "科室", "不合格", "检查", "期限", "整改情况"))  # fmt: skip
_FINDING = ("item", "unit", "failed", "checked", "due", "state")


def sample_book(logo: bytes) -> bytes:
    """The workbook's bytes, the same each time."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("月报")
    _page(sheet)
    _top(book, sheet, logo)
    _indicators(book, sheet)
    _chart(book, sheet)
    _findings(book, sheet)
    _summary(book)
    book.close()
    return timeless(target.getvalue())


def _format(book: Any, **more: object) -> Any:
    look = {"font_name": FONT, "font_size": 10, "border": 1, "border_color": "#C8CFD6", "valign": "vcenter"}  # fmt: skip
    return book.add_format(look | more)


def _page(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&R{{clinic}}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_column("A:A", 44)
    sheet.set_column("B:F", 15)
    sheet.hide_gridlines(2)


def _top(book: Any, sheet: Any, logo: bytes) -> None:
    sheet.set_row(0, 48)
    sheet.insert_image("A1", "logo.png", {"image_data": io.BytesIO(logo), "x_scale": 0.5, "y_scale": 0.5, "x_offset": 4, "y_offset": 2})  # fmt: skip
    title = _format(book, bold=True, font_size=16, align="center", border=0)
    sheet.merge_range("A1:F1", "{{诊所}} 护理质量月报 {{月份}}", title)
    sheet.set_row(2, 34)
    sheet.merge_range("A3:F3", "{{conclusion}}", _format(book, text_wrap=True))


def _heads(book: Any, sheet: Any, row: int, names: Sequence[str]) -> None:
    look = _format(book, bold=True, bg_color=PAPER)
    for column, name in enumerate(names):
        sheet.write(row, column, name, look)


def _indicators(book: Any, sheet: Any) -> None:
    _heads(book, sheet, FIRST - 1, _HEADS[0])
    looks = {
        "name": _format(book), "rate": _format(book, num_format="0.0%", align="center"), "target": _format(book, num_format="0%", align="center"),
        "verdict": _format(book, align="center"), "change": _format(book, num_format='+0.0;-0.0;"="', align="center"), "counts": _format(book, align="center"),
    }  # fmt: skip
    for row, code in enumerate(CODES, FIRST):
        for column, (word, look) in enumerate(looks.items()):
            sheet.write(row, column, "{{" + word + ":" + code + "}}", look)
    rates = f"B{FIRST + 1}:B{FIRST + len(CODES)}"
    late = book.add_format({"font_color": "#B0490B", "bold": True})
    below = {"type": "formula", "criteria": f"=B{FIRST + 1}<C{FIRST + 1}", "format": late}
    sheet.conditional_format(rates, below)


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "bar"})
    last = FIRST + len(CODES) - 1
    chart.add_series({"name": "合格率", "categories": ["月报", FIRST, 0, last, 0], "values": ["月报", FIRST, 1, last, 1], "data_labels": {"value": True}, "fill": {"color": "#0B6E75"}})  # fmt: skip
    chart.set_title({"name": "{{period}} 四项核心指标", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"max": 1, "min": 0, "num_format": "0%", "label_position": "high"})
    chart.set_size({"width": 840, "height": 280})
    sheet.insert_chart(FIRST + len(CODES), 0, chart, {"y_offset": 8})


def _findings(book: Any, sheet: Any) -> None:
    _heads(book, sheet, FINDINGS - 1, _HEADS[1])
    wrapped, day = (
        _format(book, text_wrap=True),
        _format(book, num_format="yyyy-mm-dd", align="center"),
    )
    for column, name in enumerate(_FINDING):
        look = wrapped if column == 0 else (day if name == "due" else _format(book, align="center"))
        sheet.write(FINDINGS, column, "{{findings." + name + "}}", look)
    row = FINDINGS + 1
    overdue = book.add_format({"font_color": "#B0490B", "bold": True})
    sheet.conditional_format(f"F{row}:F{row}", {"type": "text", "criteria": "containing", "value": "逾期", "format": overdue})  # fmt: skip
    total = _format(book, bold=True, bg_color=PAPER)
    sheet.write(row, 0, "合计", total)
    for column, letter in enumerate("BCDEF", 1):
        sheet.write_blank(row, column, None, total)
        if letter in "CD":
            sheet.write_formula(row, column, f"=SUM({letter}{row}:{letter}{row})", total)
    sheet.write(row + 1, 0, "制表：护理部　{{made_on}}", _format(book, border=0))
    sheet.insert_textbox(row + 2, 0, "本表由护理部保存三年", {"width": 240, "height": 32, "y_offset": 6, "font": {"name": FONT, "size": 10}})  # fmt: skip
    sheet.print_area(0, 0, row + 4, 5)
    sheet.repeat_rows(0)
    book.define_name("不合格例数", f"=月报!$C${row + 1}")


def _summary(book: Any) -> None:
    sheet = book.add_worksheet("汇总")
    plain, bold = _format(book), _format(book, bold=True)
    sheet.set_column("A:B", 18)
    last = FIRST + len(CODES)
    sheet.write("A1", "达标项数", plain)
    sheet.write_formula("B1", f'=COUNTIF(月报!D{FIRST + 1}:D{last},"*达标")-COUNTIF(月报!D{FIRST + 1}:D{last},"*未达标")', bold)  # fmt: skip
    sheet.write("A2", "不合格例数", plain)
    sheet.write_formula("B2", f"=月报!C{FINDINGS + 2}", bold)
    sheet.write("A3", "四项走势", plain)
    sheet.add_sparkline("B3", {"range": f"月报!B{FIRST + 1}:B{last}", "type": "column"})
