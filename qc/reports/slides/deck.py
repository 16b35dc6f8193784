"""A deck in the house's look: slides with a conclusion on top, text, tables and pictures below it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.reports.office import plain, rgb
from qc.reports.packed import timeless
from qc.reports.slides.fitting import BOLD, cut, fitted, lines, portions
from qc.reports.slides.template import HEIGHT, TITLE_ONLY, WIDTH, empty
from qc.sheetstyle import FONT, INK, QUIET

__all__ = ("FOOT", "HEIGHT", "INNER", "LEFT", "TOP", "WIDTH", "Deck", "dress", "fill", "write")

LEFT, TOP, FOOT = 0.6, 1.75, 7.0
"""Where the body begins, and where the footer does."""
INNER = WIDTH - 2 * LEFT
ROOM = FOOT - TOP - 0.1
"""Height of the body."""
TITLE_SIZES = (26, 22, 18, 15)
TITLE_LINES = 2
MOST_TITLE_LINES = 3
"""In the smallest type; what is longer is cut and stands whole in the notes."""
LONGEST_NAME = 255
"""Characters that a file's own title may have."""
TEXT_SIZES = (22, 20, 18, 16)


@dataclass(frozen=True)
class Deck:
    """The slides that are being made; `foot` stands on each beside its number."""

    presentation: Any
    foot: str

    @classmethod
    def new(cls, title: str, foot: str) -> Deck:
        presentation = empty()
        about = presentation.core_properties
        about.title, about.author, about.last_modified_by = plain(title)[:LONGEST_NAME], "", ""
        return cls(presentation, foot)

    def slide(self, about: str, title: str, notes: str = "") -> Any:
        """A slide: what it is about in small type, its message, and the notes for whoever speaks."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[TITLE_ONLY])
        about = cut(plain(about).replace("\n", " "), 1, 12, INNER)
        write(slide, about, (LEFT, 0.3, INNER, 0.35), size=12, colour=QUIET)
        shown = _title(slide, plain(title).replace("\n", " "))
        _foot(slide, self.foot)
        told = "\n".join(filter(None, (notes if shown else f"{title}\n{notes}",)))
        if told.strip():
            slide.notes_slide.notes_text_frame.text = plain(told)
        return slide

    def told(
        self, about: str, title: str, texts: Sequence[str], notes: str = "", *, room: float = ROOM
    ) -> Any:
        """Paragraphs under a message, as large as their slide allows; what has no room on it even in the
        smallest type goes on on the next. The last slide of them."""
        size = fitted(texts, INNER, room, TEXT_SIZES) or TEXT_SIZES[-1]
        found = list(portions(texts, size, INNER, room)) or [[]]
        for at, each in enumerate(found, 1):
            slide = self.slide(numbered(about, at, len(found)), title, notes)
            if each:
                write(slide, each, (LEFT, TOP, INNER, room), size=size)
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
    right: bool = False, leading: float | None = None,
) -> None:  # fmt: skip
    """Put paragraphs into a text frame, in the house's font; `leading`: lines of exactly so many points."""
    for at, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2 if len(texts) > 1 else 0)
        if leading is not None:
            paragraph.line_spacing = Pt(leading)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        if not text:
            _empty(paragraph, size)
            continue
        for line, part in enumerate(plain(text).split("\n")):
            if line:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = part
            dress(run.font, size, colour, bold=bold)


def _empty(paragraph: Any, size: float) -> None:
    """An empty paragraph is as high as its type: that of the theme would be half as high again."""
    paragraph._p.get_or_add_endParaRPr().set("sz", str(int(size * 100)))


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


def numbered(about: str, at: int, of: int) -> str:
    """What a slide is about, with its number where there are several: "about (2/3)"."""
    return f"{about} ({at}/{of})" if of > 1 else about


def describe(shape: Any, text: str) -> None:
    """What somebody hears who cannot see a table, a chart or a picture."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("descr", plain(text))


def _title(slide: Any, text: str) -> bool:
    """The message, in the largest type in which it takes two lines. Is it whole?"""
    shape = slide.shapes.title
    shape.left, shape.top = Inches(LEFT), Inches(0.65)
    shape.width, shape.height = Inches(INNER), Inches(1.0)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    width = INNER / BOLD
    size = next((s for s in TITLE_SIZES if lines(text, s, width) <= TITLE_LINES), TITLE_SIZES[-1])
    shown = cut(text, MOST_TITLE_LINES, size, width)
    fill(frame, [shown], size, bold=True)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return shown == text


def _foot(slide: Any, text: str) -> None:
    box = (LEFT, FOOT, INNER - 1.2, 0.35)
    write(slide, cut(plain(text), 1, 10, INNER - 1.2), box, size=10, colour=QUIET)
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
    paragraph.get_or_add_endParaRPr().addprevious(field)
