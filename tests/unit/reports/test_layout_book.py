"""The clinic's own workbook: what is asked for comes in, everything else stays as the clinic made it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest

from qc.reports.layouts.book import fill_book
from qc.reports.layouts.package import NoLayoutError
from tests.unit.reports.layouts_kit import (
    changed,
    faults_of,
    filled,
    layout,
    part,
    rewritten,
    sheet_of,
    source,
)

SHEET = "xl/worksheets/sheet1.xml"
LINES = source().month.report.failing
N = len(LINES)


def growing(book: Any, sheet: Any) -> None:
    """A table of failing items with everything in and below its row that must follow."""
    for column, name in enumerate(("item", "failures", "checked")):
        sheet.write(1, column, "{{failing." + name + "}}")
    sheet.write_array_formula("D2:D2", "{=SUM(B2*C2)}")
    sheet.add_sparkline("E2", {"range": "月报!B2:C2"})
    sheet.write_formula("F2", "=B2/B3")
    sheet.write_formula("G2", "=SUM(B$2:B2)")
    sheet.write_formula("H2", "=SUM(B2:C2)")
    sheet.merge_range("I2:J2", "", book.add_format())
    sheet.data_validation("B2", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.conditional_format("B2:C2", {"type": "formula", "criteria": "=$B2>$C2", "format": book.add_format({"bold": 1})})  # fmt: skip
    sheet.write_formula("B3", "=SUM(B2)")
    sheet.write_comment("A3", "注")
    sheet.write_url("A4", "internal:'月报'!A3", string="去")
    sheet.add_table("A7:B9", {"name": "表", "columns": [{"header": "甲"}, {"header": "乙"}]})
    sheet.set_selection("B4")
    sheet.set_h_pagebreaks([3])
    drawn = book.add_chart({"type": "bar"})
    drawn.add_series({"values": "=月报!$B$2:$B$2"})
    chart = book.add_chartsheet("图")
    chart.set_chart(drawn)
    other = book.add_worksheet("别")
    other.write_formula("A1", "=月报!B3", None, 3)
    book.define_name("全部", "=月报!$B$2:$B$2")


@pytest.fixture(scope="module")
def grown() -> bytes:
    return filled(layout(growing))


def test_each_line_computes_from_its_own_row_and_the_total_from_all(grown: bytes) -> None:
    """A share of the wrong line, or a total of the first line alone, would be shown to the director."""
    sheet = sheet_of(grown)
    assert N > 1
    for row in range(2, 2 + N):
        assert sheet[f"F{row}"].value == f"=B{row}/B{2 + N}"
        assert sheet[f"G{row}"].value == f"=SUM(B$2:B{row})"
        assert sheet[f"H{row}"].value == f"=SUM(B{row}:C{row})"
        assert sheet[f"D{row}"].value.ref == f"D{row}"
    assert sheet[f"B{2 + N}"].value == f"=SUM(B2:B{1 + N})"
    assert sheet_of(grown, "别")["A1"].value == f"=月报!B{2 + N}"


def test_what_hangs_on_cells_moves_with_them(grown: bytes) -> None:
    """Excel would offer to repair the file, or show a comment, a list or a chart beside what it is about."""
    xml, last = part(grown, SHEET), 1 + N
    sparklines = re.findall(r"<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", xml)
    assert sparklines == [(f"月报!B{row}:C{row}", f"E{row}") for row in range(2, 2 + N)]
    merged = re.findall(r'<mergeCell ref="(.*?)"', xml)
    assert sorted(merged) == sorted(f"I{row}:J{row}" for row in range(2, 2 + N))
    assert f'sqref="B2:B{last}"' in xml and f'<conditionalFormatting sqref="B2:C{last}"' in xml
    assert "<formula>$B2&gt;$C2</formula>" in xml
    assert f'activeCell="B{3 + N}" sqref="B{3 + N}"' in xml and f'<brk id="{2 + N}"' in xml
    assert f'<hyperlink ref="A{3 + N}" location="\'月报\'!A{2 + N}"' in xml
    assert f'ref="A{2 + N}"' in part(grown, "xl/comments1.xml")
    assert f"<x:Row>{1 + N}</x:Row>" in part(grown, "xl/drawings/vmlDrawing1.vml")
    assert f'ref="A{6 + N}:B{8 + N}"' in part(grown, "xl/tables/table1.xml")
    assert f"月报!$B$2:$B${last}" in part(grown, "xl/charts/chart1.xml")
    assert f"月报!$B$2:$B${last}" in part(grown, "xl/workbook.xml")


def test_sheets_that_nothing_is_asked_of_stay_byte_for_byte() -> None:
    """A form that another authority signed must not be rewritten; its computed values stay to be seen in a
    preview."""

    def write(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{{rate:disinfection}}")
        other = book.add_worksheet("不相干")
        other.write("A1", 5)
        other.write_formula("A2", "=A1*2", None, 10)
        following = book.add_worksheet("引用")
        following.write_formula("A1", "=月报!A1", None, 0)
        book.add_worksheet("再引用").write_formula("A1", "=引用!A1", None, 0)

    before = layout(write)
    made = filled(before)
    assert changed(before, made) == {
        SHEET, "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/workbook.xml",
    }  # fmt: skip
    assert "<v>" not in part(made, "xl/worksheets/sheet4.xml")
    assert 'fullCalcOnLoad="1"' in part(made, "xl/workbook.xml")


def test_headers_text_boxes_and_titles_of_charts_are_filled() -> None:
    """The clinic's name in the header would read {{clinic}} on every page."""

    def write(book: Any, sheet: Any) -> None:
        sheet.set_header("&C{{clinic}} {{月份}}")
        sheet.insert_textbox("D3", "{{conclusion}}")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=月报!$B$2:$B$2"})
        chart.set_title({"name": "{{period}} 合格率"})
        sheet.insert_chart("D9", chart)

    made, report = filled(layout(write)), source().month.report
    clinic = report.clinic.replace("&", "&amp;&amp;")  # "&" begins a command there
    assert "&" in report.clinic and f"&amp;C{clinic} 2026年10月" in part(made, SHEET)
    assert report.conclusions[0].sentence in part(made, "xl/drawings/drawing1.xml")
    assert "2026年10月 合格率" in part(made, "xl/charts/chart1.xml")


def test_the_type_of_a_word_in_a_cell_stays() -> None:
    def write(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "诊所", bold, "{{cli", bold, "nic}}", "：好")

    told = sheet_of(filled(layout(write)))["A1"].value
    clinic = source().month.report.clinic
    assert str(told) == f"诊所{clinic}：好"
    assert next(each for each in told if clinic in str(each)).font.b


@pytest.mark.parametrize("old", [False, True])
def test_a_day_is_that_day_in_every_workbook(*, old: bool) -> None:
    """Workbooks made on a Mac count from 1904: the day would be four years late. Chinese Excel has formats of
    its own for days, which the file does not spell out."""

    def write(book: Any, sheet: Any) -> None:
        sheet.write("A1", "{{made_on}}", book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write("A2", "{{made_on}}", book.add_format({"num_format": 31}))
        sheet.write("A3", "{{made_on}}")

    made = filled(layout(write, date_1904=old))
    sheet, day = sheet_of(made), source().month.report.made_on
    assert sheet["A1"].value.date() == day
    since = dt.date(1904, 1, 1) if old else dt.date(1899, 12, 30)
    assert sheet["A2"].value in ((day - since).days, dt.datetime.combine(day, dt.time()))
    assert sheet["A3"].value == day.isoformat()


def test_what_is_nearly_a_placeholder_is_told_and_what_a_chinese_keyboard_types_is_read() -> None:
    """{{clinic} would stay on the page that goes to the director."""
    good = ("{{rate：disinfection}}", "{{Rate:Disinfection}}", "｛｛诊所｝｝", "{{合格率:消毒隔离}}", "{{count:failing}}", "{{条数:问题条目}}")  # fmt: skip
    bad = ("{{clinic}", "{{clinic:2026-09:x}}", "{{failing}}", "{{rate:disinfection:甲:乙}}", "{{failing.item:甲}}", "{{failing.item:2:3}}", "{{change:disinfection:治疗室}}")  # fmt: skip

    def write(_: Any, sheet: Any) -> None:
        for row, text in enumerate((*good, *bad)):
            sheet.write(row, 0, text)
        sheet.write_formula("B1", '="x{{clinic}}"', None, "x")
        sheet.write("C1", "{{failing.item}} {{findings.item}}")
        sheet.write("C2", "{{failing.item}}")
        sheet.write("D2", "{{failing.failures:2026-09}}")
        sheet.set_header("&C{{clinik}}")
        sheet.insert_textbox("D3", "{{clinik}}")

    told = faults_of(layout(write))
    rows = {f"月报!A{row}" for row in range(1 + len(good), 1 + len(good) + len(bad))}
    assert set(told) >= rows | {"月报!B1", "月报!C1", "月报!C2"}
    assert not {f"月报!A{row}" for row in range(1, 1 + len(good))} & set(told)
    assert sum("clinic" in why for place, why in told.items() if place not in rows) == 2
    assert all(re.search("[一-鿿]", why) and "There is" not in why for why in told.values())


def test_an_empty_table_says_that_there_is_none() -> None:
    """A blank row would look forgotten; a text in every cell would be counted as a line."""

    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "{{cycles.title:0}}")
        sheet.write("B1", "共{{cycles.before}}")
        sheet.write("C1", "其他")

    sheet = sheet_of(filled(layout(write)))
    assert [sheet[cell].value for cell in ("A1", "B1", "C1")] == ["—", None, "其他"]


def test_shares_within_a_text_read_as_shares() -> None:
    """0.967741935483871 合格 would stand in the minutes."""

    def write(_: Any, sheet: Any) -> None:
        sheet.write("A1", "{{units.unit:1}} {{units.rate}}，目标 {{units.target}}")
        sheet.write("A2", "{{indicators.name:1}} {{indicators.rate}}")

    sheet = sheet_of(filled(layout(write)))
    assert re.fullmatch(r".+ [\d.]+ %，目标 [\d.]+ %", sheet["A1"].value)
    assert re.fullmatch(r".+ [\d.]+ %", sheet["A2"].value)


def test_rows_and_cells_that_do_not_say_their_places_are_read() -> None:
    """Some programs write rows without numbers, which the format allows."""
    content = layout(lambda _, sheet: sheet.write("B2", "{{clinic}}"))
    bare = re.sub(r' r="[A-Z]*\d+"', "", part(content, SHEET)).replace("<c ", '<c r="B2" ', 1)
    bare = bare.replace("<row", '<row r="2"', 1)
    assert (
        sheet_of(filled(rewritten(content, lambda _: bare.encode(), SHEET)))["B2"].value
        == source().month.report.clinic
    )


def test_a_mapping_puts_into_cells_that_are_not_written_out_as_they_look() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.set_column("C:C", 10, book.add_format({"num_format": "0.0%"}))
        sheet.merge_range("A1:B1", "题", book.add_format())

    content = layout(write)
    sheet = sheet_of(filled(content, {"月报": {"C5": "{{rate:disinfection}}"}}))
    assert sheet["C5"].number_format == "0.0%" and isinstance(sheet["C5"].value, float)
    assert "A1" in faults_of(content, {"月报": {"B1": "{{clinic}}"}})["月报!B1"]


def test_text_that_looks_like_more_stays_text() -> None:
    """What was typed in the meeting may begin with "=", break lines, or hold what Excel takes for a sign."""
    sheet = sheet_of(filled(layout(lambda _, s: s.write("A1", "{{minutes}}"))))
    assert sheet["A1"].value == "第一行\n=第二行" and sheet["A1"].data_type == "s"


def test_a_pivot_table_looks_at_all_lines() -> None:
    """It would sum up the first line of the table alone."""
    told = "xl/pivotCache/pivotCacheDefinition1.xml"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cache = f'<pivotCacheDefinition xmlns="{space}"><cacheSource type="worksheet"><worksheetSource ref="A1:C2" sheet="月报"/></cacheSource></pivotCacheDefinition>'  # fmt: skip
    target = io.BytesIO(layout(growing))
    with zipfile.ZipFile(target, "a") as package:
        package.writestr(told, cache)
    made = part(filled(target.getvalue()), told)
    assert f'ref="A1:C{1 + N}"' in made and 'refreshOnLoad="1"' in made


def test_what_is_no_workbook_is_refused() -> None:
    """A "strict" workbook has other names for everything: it would come back unfilled, without a word."""
    content = layout(lambda _, sheet: sheet.write("A1", "{{clinic}}"))
    main, strict = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # fmt: skip
    other = rewritten(content, lambda xml: xml.replace(main, strict))
    with pytest.raises(NoLayoutError):
        fill_book(other, source(), {})


def test_the_same_month_gives_the_same_bytes() -> None:
    content = layout(growing)
    assert filled(content) == filled(content)
