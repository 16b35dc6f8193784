"""Slides as PowerPoint sees them: one message each, native tables and charts, nothing off the slide."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches

from qc.locale import translator
from qc.meeting.model import Meeting, Part, PartName, Resolution, Row, Written
from qc.reports.content import Month
from qc.reports.papers.tables import table
from qc.reports.slides import tables
from qc.reports.slides.deck import HEIGHT, WIDTH
from qc.reports.slides.meeting import meeting_slides
from tests.unit.reports.example import FORMULA_TEXT, MONTH, report

ZH = translator("zh")


def month(rows: int = 3, written: Written | None = None) -> Month:
    """A meeting whose parts have a sentence each, one of them with many long lines."""
    lines = tuple(Row(("▲ 未见效", f"换药室{n}", FORMULA_TEXT + "很长的条目" * 10, "2/5", "1/5", "—"), mark="missed") for n in range(rows))  # fmt: skip
    heads = ("效果", "科室", "问题", "上月", "本月", "措施")
    parts = tuple(
        Part(name, f"{name.value}的一句话。", heads, lines if name is PartName.LAST else ())
        for name in PartName
    )
    return Month(report(), Meeting(MONTH, parts, written or Written()))


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> str:
    told = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            told += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(told)


@pytest.fixture(scope="module")
def deck() -> Any:
    return opened(meeting_slides(month(40), ZH))


def test_the_parts_come_in_the_order_of_business_each_with_its_sentence(deck: Any) -> None:
    """The chair would jump between slides."""
    said = "\n".join(texts(slide) for slide in deck.slides)
    places = [said.index(ZH(name.label)) for name in PartName]
    assert places == sorted(places)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles) and "last的一句话。" in titles
    assert report().conclusions[0].sentence in texts(deck.slides[0])


def test_nothing_runs_off_a_slide(deck: Any) -> None:
    """The last lines of a long table would stand below the wall."""
    for slide in deck.slides:
        for shape in slide.shapes:
            height = (
                sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            )
            assert shape.left >= 0 and shape.left + shape.width <= Inches(WIDTH) + 1
            assert shape.top + height <= Inches(HEIGHT)


def test_a_long_table_goes_on_with_every_line_once(deck: Any) -> None:
    """A problem of last month would be lost between two slides."""
    units = [
        row.cells[1].text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
        if row.cells[1].text.startswith("换药室") and len(row.cells) == 6
    ]
    assert units == [f"换药室{n}" for n in range(40)]


def test_charts_are_native_with_their_data_and_the_target(deck: Any) -> None:
    """Somebody who edits the chart would find no data behind it, or a formula from a sheet."""
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    assert len(charts) >= 2
    trend, pareto = charts[0], charts[-1]
    names = [series.name for series in trend.plots[0].series]
    assert ZH("Rate") in names and ZH("Target") in names
    assert [plot.__class__.__name__ for plot in pareto.plots] == ["BarPlot", "LinePlot"]
    first = report().failing
    assert list(pareto.plots[0].series[0].values) == [float(item.failures) for item in first]
    assert list(pareto.plots[1].series[0].values) == pytest.approx([i.cumulative for i in first])
    book = load_workbook(io.BytesIO(pareto.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book["Sheet1"].iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert [c.value for c in book["Sheet1"]["B"][1:]] == [item.failures for item in first]


def test_notes_say_where_the_figures_come_from(deck: Any) -> None:
    """Whoever is asked for the source during the meeting would have to guess."""
    notes = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    assert any(report().sources[0].name in text and report().methods[0].counted in text for text in notes)  # fmt: skip


def test_chinese_has_the_houses_font(deck: Any) -> None:
    """PowerPoint would set Chinese in the theme's font: the name alone is the Latin one."""
    runs = [run for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]  # fmt: skip
    assert runs
    for run in runs:
        assert 'a:ea typeface="微软雅黑"' in run._r.xml


def test_what_was_resolved_and_the_next_focus_are_on_the_wall() -> None:
    resolution = Resolution(1, "每班核对锐器盒", "李敏", "2026-11-20", is_done=True)
    typed = Written(focus="盯住换药室\n抽查病历", resolutions=(resolution,))
    said = "\n".join(
        texts(slide) for slide in opened(meeting_slides(month(written=typed), ZH)).slides
    )
    for told in ("盯住换药室", "抽查病历", "每班核对锐器盒", "李敏", "2026-11-20"):
        assert told in said


def test_the_same_month_gives_the_same_bytes_without_a_clock() -> None:
    """A frozen month's slides could not be made again."""
    content = meeting_slides(month(), ZH)
    assert content == meeting_slides(month(), ZH)
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_a_month_without_failures_still_makes_a_deck() -> None:
    quiet = dataclasses.replace(report(), failing=(), trends=(), sources=(), methods=())
    empty = Meeting(MONTH, tuple(Part(name, "没有。") for name in PartName))
    assert len(opened(meeting_slides(Month(quiet, empty), ZH)).slides) >= len(PartName)


def test_pages_hold_every_row_whatever_its_height() -> None:
    """One endless text would push all rows after it off the deck."""
    rows = [("科室", "字" * (n * 37 % 900), "1/2") for n in range(60)]
    found = list(tables.pages(table(("科室", "问题", "件数"), rows)))
    assert [at for page in found for at in page] == list(range(60))
    assert all(found)
