"""A deck in the house's look: slides with a conclusion on top, text, tables and pictures below it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.reports.office import plain, rgb
from qc.reports.packed import timeless
from qc.reports.page import lines_needed
from qc.sheetstyle import FONT, INK, QUIET

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches: 16:9."""
LEFT, TOP, FOOT = 0.6, 1.75, 7.0
"""Where the body begins, and where the footer does."""
INNER = WIDTH - 2 * LEFT
TITLE_ONLY = 5
"""Of python-pptx's own template: a slide with a title and nothing else."""
TITLE_SIZES = (26, 22, 18, 15)
DIGIT = 0.5 / 72
"""Width of a digit, in inches per point of its size."""
BOLD = 1.15
"""How much wider bold letters may run, whatever font stands in for ours."""


@dataclass(frozen=True)
class Deck:
    """The slides that are being made; `foot` stands on each beside its number."""

    presentation: Any
    foot: str

    @classmethod
    def new(cls, title: str, foot: str) -> Deck:
        presentation = Presentation()
        presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
        about = presentation.core_properties
        about.title, about.author, about.last_modified_by = plain(title), "", ""
        return cls(presentation, foot)

    def slide(self, about: str, title: str, notes: str = "") -> Any:
        """A slide: what it is about in small type, its message, and the notes for whoever speaks."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])
        write(slide, about, (LEFT, 0.35, INNER, 0.35), size=12, colour=QUIET)
        _title(slide, title)
        _foot(slide, self.foot)
        if notes:
            slide.notes_slide.notes_text_frame.text = plain(notes)
        return slide

    def content(self) -> bytes:
        """The file's bytes, the same for the same slides."""
        target = io.BytesIO()
        self.presentation.save(target)
        return timeless(target.getvalue())


def write(
    slide: Any, text: str | Sequence[str], box: tuple[float, float, float, float], *,
    size: float = 16, colour: str = INK, bold: bool = False, right: bool = False,
) -> Any:  # fmt: skip
    """Text in a box (left, top, width, height in inches); several texts are paragraphs."""
    frame = slide.shapes.add_textbox(*(Inches(each) for each in box)).text_frame
    frame.word_wrap = True
    fill(frame, [text] if isinstance(text, str) else text, size, colour, bold=bold, right=right)
    return frame


def fill(
    frame: Any, texts: Sequence[str], size: float, colour: str = INK, *, bold: bool = False,
    right: bool = False,
) -> None:  # fmt: skip
    """Put paragraphs into a text frame, in the house's font."""
    for at, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2 if len(texts) > 1 else 0)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        run = paragraph.add_run()
        run.text = plain(text)
        dress(run.font, size, colour, bold=bold)


def dress(font: Any, size: float, colour: str = INK, *, bold: bool = False) -> None:
    """Size, colour and face of a font, its East Asian face as well: the name alone is the Latin one."""
    font.size, font.bold, font.name = Pt(size), bold, FONT
    font.color.rgb = RGBColor.from_string(rgb(colour))
    properties = font._element
    for script in ("ea", "cs"):
        for known in properties.findall(qn(f"a:{script}")):
            properties.remove(known)
        face = properties.makeelement(qn(f"a:{script}"), {"typeface": FONT})
        properties.append(face)


def _title(slide: Any, text: str) -> None:
    """The message, in the largest type in which it takes two lines."""
    shape = slide.shapes.title
    shape.left, shape.top = Inches(LEFT), Inches(0.65)
    shape.width, shape.height = Inches(INNER), Inches(1.0)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    size = next((s for s in TITLE_SIZES if _lines(text, s) <= 2), TITLE_SIZES[-1])
    fill(frame, [text], size, bold=True)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _lines(text: str, size: float) -> int:
    return lines_needed(text, INNER / (DIGIT * size * BOLD))


def _foot(slide: Any, text: str) -> None:
    write(slide, text, (LEFT, FOOT, INNER - 1, 0.35), size=10, colour=QUIET)
    frame = write(slide, "", (WIDTH - LEFT - 1, FOOT, 1, 0.35), size=10, colour=QUIET, right=True)
    paragraph = frame.paragraphs[0]._p
    field = paragraph.makeelement(
        qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    )
    size = paragraph.makeelement(qn("a:rPr"), {"lang": "zh-CN", "sz": "1000"})
    number = paragraph.makeelement(qn("a:t"), {})
    number.text = "‹#›"
    field.append(size)
    field.append(number)
    paragraph.append(field)
