"""The fishbone of causes as shapes that can be moved: the problem at the head, a bone a category."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.locale import Translator
from qc.reports.cycle.content import CauseLine
from qc.reports.office import rgb
from qc.reports.slides.deck import FOOT, INNER, LEFT, TOP, dress, write
from qc.reports.slides.fitting import cut, fitted
from qc.reports.style import MISSED
from qc.sheetstyle import INK, QUIET

MOST = 6
"""Bones; more have no room and stand in the table alone."""
HEAD = 2.3
"""Width of the problem at the head, in inches."""
MIDDLE = (TOP + FOOT) / 2
NAME = 0.4
"""Height of a category's name."""
SLANT = 0.5
"""How far a bone leans back towards the tail."""
SIZES = (16, 14, 12)
WIDEST = 4.2
"""Of a bone with its causes; few bones stand near the head."""
TRUE = "★ "


def bones(causes: Sequence[CauseLine]) -> dict[str, list[CauseLine]]:
    """The causes of each category, in the order in which they were written down."""
    found: dict[str, list[CauseLine]] = {}
    for each in causes:
        found.setdefault(each.category, []).append(each)
    return found


def has_room(causes: Sequence[CauseLine], t: Translator) -> bool:
    """Can all of it be read on one slide?"""
    found = bones(causes)
    return 0 < len(found) <= MOST and _size(found, t) is not None


def draw(slide: Any, problem: str, causes: Sequence[CauseLine], t: Translator) -> None:
    """Categories above and below the spine in turn; true causes with a sign, a word and in colour."""
    found = bones(causes)
    size = _size(found, t) or SIZES[-1]
    end = LEFT + INNER - HEAD
    tail = end - _width(found) * ((len(found) + 1) // 2) - 0.2
    _line(slide, (max(LEFT, tail), MIDDLE), (end, MIDDLE), 2.5)
    told = cut(problem, 5, 16, HEAD - 0.2)
    write(slide, told, (end + 0.1, MIDDLE - 0.75, HEAD - 0.1, 1.5), size=16, bold=True)
    for at, (category, own) in enumerate(found.items()):
        _bone(slide, category, own, t, at=at, width=_width(found), size=size)


def _bone(
    slide: Any, category: str, own: Sequence[CauseLine], t: Translator, *, at: int, width: float,
    size: float,
) -> None:  # fmt: skip
    joint, above = LEFT + INNER - HEAD - 0.2 - at // 2 * width, at % 2 == 0
    left, tip = joint - width + 0.2, TOP if above else FOOT - NAME - 0.1
    wide = width - SLANT - 0.3
    write(slide, category, (left, tip, wide, NAME), size=16, colour=QUIET, bold=True, right=True)
    start = tip + NAME if above else tip
    _line(slide, (joint - SLANT, start), (joint, MIDDLE), 1.5)
    top = tip + NAME if above else MIDDLE + 0.1
    box = (left, top, wide, _room())
    frame = write(slide, [_said(each, t) for each in own], box, size=size, right=True)
    for paragraph, each in zip(frame.paragraphs, own, strict=True):
        if each.is_true:
            for run in paragraph.runs:
                dress(run.font, size, MISSED, bold=True)


def _said(each: CauseLine, t: Translator) -> str:
    return f"{TRUE}{each.text} ({t('true cause')})" if each.is_true else each.text


def _size(found: dict[str, list[CauseLine]], t: Translator) -> float | None:
    """The largest type in which every bone's causes have room."""
    width = _width(found) - SLANT - 0.3
    sizes = [fitted([_said(c, t) for c in own], width, _room(), SIZES) for own in found.values()]
    known = [size for size in sizes if size is not None]
    return min(known) if len(known) == len(sizes) and known else None


def _width(found: dict[str, list[CauseLine]]) -> float:
    """Of a bone with its causes."""
    return min(WIDEST, (INNER - HEAD) / ((len(found) + 1) // 2))


def _room() -> float:
    """Height for the causes of a bone."""
    return MIDDLE - TOP - NAME - 0.2


def _line(slide: Any, start: tuple[float, float], end: tuple[float, float], points: float) -> None:
    ends = (Inches(each) for each in (*start, *end))
    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    shape._element.remove(shape._element.find(qn("p:style")))  # of a theme: it casts a shadow
    line = shape.line
    line.color.rgb, line.width = RGBColor.from_string(rgb(INK)), Pt(points)
