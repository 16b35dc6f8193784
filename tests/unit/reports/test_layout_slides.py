"""The clinic's own slides, filled: type, rows and everything beside the placeholders as the clinic made them."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.util import Inches, Pt

from qc.reports.layouts.deck import fill_deck
from tests.unit.reports.layouts_kit import changed, source


def slides(write: Any) -> bytes:
    deck = Presentation()
    write(deck, deck.slides.add_slide(deck.slide_layouts[5]))
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "不变"
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def frame(slide: Any, text: str) -> Any:
    found = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(2)).text_frame
    found.text = text
    return found


def filled(content: bytes) -> Any:
    made, faults, _ = fill_deck(content, source())
    assert not faults, faults
    return Presentation(io.BytesIO(made))


def texts(slide: Any) -> list[str]:
    return [p.text for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]


def test_only_slides_with_placeholders_change() -> None:
    content = slides(lambda _, slide: frame(slide, "{{clinic}}"))
    assert changed(content, fill_deck(content, source())[0]) == {"ppt/slides/slide1.xml"}


def test_a_list_grows_by_its_paragraph_and_keeps_its_type() -> None:
    def write(_: Any, slide: Any) -> None:
        found = frame(slide, "{{failing.number}}. {{failing.item}}")
        found.paragraphs[0].runs[0].font.size = Pt(17)

    slide = filled(slides(write)).slides[0]
    told = [f"{n}. {each.item}" for n, each in enumerate(source().month.report.failing, 1)]
    assert texts(slide)[1:] == told
    runs = [r for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs]  # fmt: skip
    assert all(run.font.size == Pt(17) for run in runs)


def test_lines_that_were_typed_stay_lines() -> None:
    """Minutes of several lines would run together."""
    slide = filled(slides(lambda _, s: frame(s, "{{minutes}}"))).slides[0]
    assert texts(slide)[1] == "第一行\v=第二行"


def test_groups_notes_and_charts_are_filled() -> None:
    def write(deck: Any, slide: Any) -> None:
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 10, 10).text_frame.text = "{{clinic}}"
        slide.notes_slide.notes_text_frame.text = "{{conclusion}}"
        deck.slide_master.placeholders[0].text_frame.text = "{{period}}"

    deck, month = filled(slides(write)), source().month.report
    group = next(s for s in deck.slides[0].shapes if hasattr(s, "shapes"))
    assert group.shapes[0].text_frame.text == month.clinic
    assert deck.slides[0].notes_slide.notes_text_frame.text == month.conclusions[0].sentence
    assert deck.slide_master.placeholders[0].text_frame.text == "2026年10月"


def test_two_tables_in_a_row_and_what_is_misspelt_are_told_with_slide_and_shape() -> None:
    def write(_: Any, slide: Any) -> None:
        shape = slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1))
        shape.name = "问题表"
        shape.table.cell(0, 0).text = "{{failing.item}}"
        shape.table.cell(0, 1).text = "{{units.unit}}"
        frame(slide, "{{clinik}} {{clinic}")

    _, faults, _ = fill_deck(slides(write), source())
    assert {each.place for each in faults} == {"1/问题表", "1/TextBox 3"}
    assert len(faults) == 3


def test_a_table_without_a_line_says_so_once() -> None:
    def write(_: Any, slide: Any) -> None:
        table = slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table
        table.cell(0, 0).text = "{{failing.item:0}}"
        table.cell(0, 1).text = "{{failing.failures}}"
        frame(slide, "{{failing.number:0}}. {{failing.item}} 次")

    deck = filled(slides(write))
    table = next(s.table for s in deck.slides[0].shapes if s.has_table)
    assert [cell.text for cell in table.rows[0].cells] == ["—", ""]
    assert texts(deck.slides[0])[-1] == "—"
