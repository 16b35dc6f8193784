"""The workbook as Excel sees it: what it says, that it computes, and how it prints."""

from __future__ import annotations

import dataclasses
import io
import math
import re

import pytest
from openpyxl import load_workbook

from qc.locale import translator
from qc.reports.content import Conclusion
from qc.reports.page import LINE
from qc.reports.sheets import cycles, findings, kept
from qc.reports.workbook import render
from tests.unit.reports.conftest import Opened, open_with_openpyxl
from tests.unit.reports.example import FORMULA_TEXT, report

SHEETS = [
    "结论", "指标", "检查表汇总", "趋势", "科室", "问题条目",
    *(translator("zh")(sheet.NAME) for sheet in (findings, cycles, kept)),
    "近效期药品", "登记台账", "更正说明", "待更正", "来源与方法",
]  # fmt: skip

TYPED = (FORMULA_TEXT, "=1+1", "=换药室手卫生", "+换药室")


def every_cell(workbook: object) -> list[object]:
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]


def test_the_sheets_come_in_the_order_a_meeting_reads_them(opened: Opened) -> None:
    """A director would look for the conclusion behind the data."""
    assert opened.formulas.sheetnames == SHEETS


def test_the_three_sentences_stand_first(opened: Opened) -> None:
    """The report would open without saying anything."""
    texts = [cell.value for row in opened.values["结论"].iter_rows() for cell in row]
    for conclusion in report().conclusions:
        assert conclusion.sentence in texts


def test_figures_of_the_scorecard_are_formulas_on_the_counts(opened: Opened) -> None:
    """A nurse who corrects a count would see the rate and the verdict stay as they were."""
    row = next(row for row in opened.formulas["指标"].iter_rows() if row[0].value == "消毒隔离")
    assert row[1].value == '=IF(D6=0,"—",C6/D6)'
    assert row[6].value == '=IF(D6=0,"无数据",IF(C6*10000>=ROUND(F6*10000,0)*D6,"达标","未达标"))'
    assert row[10].value.startswith("=IF(AND(ISNUMBER(B6),ISNUMBER(J6))")


def test_cached_values_are_those_of_the_content(opened: Opened) -> None:
    """A reader that does not compute (a phone, a preview) would show zeros."""
    rows = {row[0].value: row for row in opened.values["指标"].iter_rows(min_row=5)}
    for line in report().scorecard.lines:
        cells = rows[line.indicator.name.zh]
        expected = "—" if line.checked == 0 and not line.is_parent else pytest.approx(line.rate)
        assert cells[1].value == expected
        assert cells[6].value == {"met": "达标", "missed": "未达标", "none": "无数据"}[line.verdict]


def test_last_month_and_the_year_before_are_read_in_figures(opened: Opened) -> None:
    """On paper, where sparklines may fail, nobody would see how the rates moved (环比, 同比)."""
    rows = {row[0].value: row for row in opened.values["指标"].iter_rows(min_row=4)}
    assert [cell.value for cell in rows["指标"][8:10]] == ["去年同月", "上月"]
    for line in report().scorecard.lines:
        told = [cell.value for cell in rows[line.indicator.name.zh][8:12]]
        figures = (line.year_rate, line.previous_rate, line.movement, line.year_movement)
        assert told == ["—" if math.isnan(each) else pytest.approx(each) for each in figures]


def test_sparklines_are_for_the_screen(opened: Opened) -> None:
    """A blank column would take a tenth of the page where sparklines do not print."""
    assert opened.formulas["指标"].print_area == "'指标'!$A$1:$N$9"
    assert opened.formulas["指标"]["O4"].value == "近12个月"


def test_each_unit_says_how_sure_its_verdict_is(opened: Opened) -> None:
    """Six of seven would read like a miss beyond doubt, or like no verdict at all."""
    cells = {
        (row[0].value, column): row[column]
        for row in opened.formulas["科室"].iter_rows(min_row=5, max_row=8)
        for column in (1, 2)
    }
    assert cells["治疗室", 1].number_format == '"● "0 %'
    assert cells["换药室", 1].number_format.startswith('"▲ "')
    assert cells["光电治疗室", 1].number_format.startswith('"◑ "')
    assert cells["光电治疗室", 2].number_format == '"◐ "0 %'
    assert [cells["换药室", 1].font.bold, cells["光电治疗室", 1].font.bold] == [True, False]
    told = [row[7].value for row in opened.values["科室"].iter_rows(min_row=11)]
    assert told == ["● 达标", "▲ 未达标", "▲ 未达标", "◐ 达标 · 样本少", "◑ 未达标 · 样本少"]
    for words in told:
        assert words in opened.values["科室"]["A2"].value


def test_a_long_unit_name_is_not_cut() -> None:
    """The row would show the upper half of a name that wraps."""
    longer = dataclasses.replace(report().units[0], unit="云栖雅颜医疗美容门诊部第二治疗室")
    workbook = open_with_openpyxl(
        render(dataclasses.replace(report(), units=(longer,)), translator("zh"))
    )
    assert workbook["科室"].row_dimensions[5].height >= 2 * LINE


def test_the_counts_of_the_units_begin_a_page(opened: Opened) -> None:
    """Some lines of the table would hang below the matrix and the rest spill over two pages."""
    sheet = opened.formulas["科室"]
    assert [each.id for each in sheet.row_breaks.brk] == [
        9
    ]  # after the blank line below the matrix
    assert sheet["A10"].value == "科室"
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes: a number undoes the break


def test_a_number_keeps_its_unit_on_its_line() -> None:
    """A line of the conclusions would begin with "%"."""
    told = Conclusion("变化", "由 100 % 变为 95.6 %（43/45 人次）。")
    content = render(dataclasses.replace(report(), conclusions=(told,) * 3), translator("zh"))
    workbook = open_with_openpyxl(content)
    expected = "由 100\u00a0% 变为 95.6\u00a0%（43/45\u00a0人次）。"
    assert workbook["结论"]["B5"].value == expected
    assert workbook["指标"]["A1"].value == expected


def test_no_rate_is_rounded_across_its_target(opened: Opened) -> None:
    """94.96 % against 95 % would print as 95.0 % and read as met."""
    cells = {row[0].value: row[1] for row in opened.values["指标"].iter_rows(min_row=5)}
    assert cells["护理文书"].number_format == "0.00 %"
    assert cells["消毒隔离"].number_format == "0.0 %"


def test_text_that_looks_like_a_formula_stays_text(opened: Opened) -> None:
    """Opening the report would run what somebody typed into a sheet."""
    hits = [cell for cell in every_cell(opened.formulas) if cell.value in TYPED]
    assert len(hits) == 8
    assert {cell.data_type for cell in hits} == {"s"}
    assert all(cell.hyperlink is None for cell in every_cell(opened.formulas))


def test_every_formula_is_ours(opened: Opened) -> None:
    """A formula made of a sheet's text would have slipped in another way."""
    formulas = [cell.value for cell in every_cell(opened.formulas) if cell.data_type == "f"]
    assert len(formulas) > 60
    ours = re.compile(r"=(IF\(|COUNTIF\(|SUM\(|[A-Z]+\d+(/SUM\(.*)?$)")
    assert [formula for formula in formulas if not ours.match(formula)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_prints_on_a4_with_page_numbers(opened: Opened, name: str) -> None:
    """A printed sheet would spill over, lose its head, or not say where it is from."""
    sheet = opened.formulas[name]
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is the file format's default
    assert sheet.print_area
    assert "&P / &N" in str(sheet.oddFooter.center.text)
    assert "示例 && 医美门诊部" in str(sheet.oddFooter.left.text)


@pytest.mark.parametrize("name", ["指标", "科室", "问题条目", *SHEETS[6:10], "更正说明", "待更正"])
def test_long_tables_can_be_filtered_and_keep_their_head(opened: Opened, name: str) -> None:
    """Beyond the first screen or page nobody would know what a column is."""
    sheet = opened.formulas[name]
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes
    assert sheet.print_title_rows


def test_key_cells_have_names(opened: Opened) -> None:
    """A clinic's own workbook could not point at a figure without counting rows."""
    names = opened.formulas.defined_names
    assert names["rate_disinfection"].attr_text == "'指标'!$B$6"
    assert names["indicators_met"].attr_text == "'结论'!$A$10"


def test_charts_are_native_and_speak(opened: Opened) -> None:
    """Charts would be pictures, or would not show the target."""
    charts = opened.formulas["趋势"]._charts
    assert len(charts) == len(report().trends)
    titles = ["".join(run.t for run in chart.title.tx.rich.p[0].r) for chart in charts]
    assert titles == [trend.sentence for trend in report().trends]
    assert all(len(chart.series) == 5 for chart in charts)  # centre, two limits, target, rate
    assert len(opened.formulas["问题条目"]._charts) == 1


def test_a_month_without_data_is_a_gap_and_not_zero(opened: Opened) -> None:
    """A chart would fall to 0 % in a month in which nobody checked."""
    cells = [row for row in opened.values["趋势"].iter_rows(min_row=5, min_col=14) if row[0].value == "消毒隔离"]  # fmt: skip
    empty = [row for row in cells if row[3].value == 0]
    assert len(cells) == 12
    assert [row[4].value for row in empty] == [None]


def test_the_same_content_gives_the_same_bytes(opened: Opened) -> None:
    """A month that is made again could not be compared with the one that was handed in."""
    assert render(report(), translator("zh")) == opened.content


def test_a_report_of_a_quiet_month_still_opens() -> None:
    """No failure, no problem, no trend: the renderer would stumble over empty tables."""
    quiet = dataclasses.replace(report(), failing=(), held_back=(), trends=(), units=(), sources=())
    content = render(quiet, translator("zh"))
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == SHEETS
    assert workbook["待更正"]["A1"].value == "本月的工作簿没有待更正之处。"


def test_the_workbook_speaks_english_too() -> None:
    """A reader of English would meet Chinese headings."""
    workbook = open_with_openpyxl(render(report(), translator("en")))
    assert workbook.sheetnames[1] == "Scorecard"
    assert [cell.value for cell in workbook["Scorecard"][4]][:4] == ["Indicator", "Rate", "Passed", "Checked"]  # fmt: skip


def test_missing_figures_are_dashes_never_nan(opened: Opened) -> None:
    """A page would show "nan" or #NUM! where nothing was checked."""
    texts = [str(cell.value) for cell in every_cell(opened.values)]
    assert not [text for text in texts if "nan" in text.lower() or text.startswith("#")]
