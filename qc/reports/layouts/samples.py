"""Sample layouts as a clinic would have them: a workbook and slides with its logo, to be filled with a month."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from pptx.util import Inches, Pt

from qc.reports.layouts.sample_book import sample_book
from qc.reports.slides.deck import LEFT, Deck, dress, fill, write
from qc.reports.write import put

BOOK, DECK = "质控月报版式.xlsx", "质控会版式.pptx"
WIDTHS = (2.2, 6.9, 1.5, 1.5)


def write_samples(folder: Path) -> list[Path]:
    """Write both into a folder and return where they are. QcError where they cannot be written."""
    paths = [folder / BOOK, folder / DECK]
    put(paths[0], sample_book(logo()))
    put(paths[1], sample_deck())
    return paths


def logo() -> bytes:
    """A round mark in the house's colour."""
    picture = Image.new("RGB", (120, 120), "white")
    ImageDraw.Draw(picture).ellipse((10, 10, 110, 110), fill="#0B6E75")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def sample_deck() -> bytes:
    """A slide with logo, figures in a sentence and a list that grows, and one with a table that grows."""
    deck = Deck.new("质控会", "{{clinic}} · {{period}}")
    first = deck.slide("示例版式", "{{clinic}} {{period}}质控会")
    first.shapes.add_picture(io.BytesIO(logo()), Inches(12.1), Inches(0.3), height=Inches(0.7))
    frame = write(first, "", (LEFT, 1.9, 12, 1.2))
    # split as PowerPoint does when somebody edits a word
    for text in ("消毒隔离 {{ra", "te:disinfection}}，{{verdict:disinfection}}，环比 {{change_text:disinfection}}。"):  # fmt: skip
        run = frame.paragraphs[0].add_run()
        run.text = text
        dress(run.font, 24)
    write(first, "{{conclusion}}", (LEFT, 2.9, 12, 1), size=18)
    write(first, ["最多的问题：", "{{failing.number}}. {{failing.item:5}}（{{failing.failures}} 次）"], (LEFT, 4.1, 12, 2.6), size=16)  # fmt: skip
    second = deck.slide("示例版式", "存在问题：共 {{count:findings}} 条，列前 8 条")
    _table(second)
    return deck.content()


def _table(slide: Any) -> None:
    table = slide.shapes.add_table(2, len(WIDTHS), Inches(LEFT), Inches(1.8), Inches(sum(WIDTHS)), Inches(0.8)).table  # fmt: skip
    for column, (name, word) in enumerate((("科室", "unit"), ("问题", "item"), ("期限", "due"), ("状态", "state"))):  # fmt: skip
        table.columns[column].width = Inches(WIDTHS[column])
        fill(table.cell(0, column).text_frame, [name], 13, "#FFFFFF", bold=True)
        fill(table.cell(1, column).text_frame, ["{{findings." + word + ":8}}"], 13)
    for row in table.rows:
        row.height = Pt(30)
