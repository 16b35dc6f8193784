"""Native tables that never run off a slide: as many rows as fit, the rest on the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.reports.office import colour_of, rgb
from qc.reports.page import lines_needed
from qc.reports.papers.model import Table
from qc.reports.slides.deck import DIGIT, FOOT, INNER, LEFT, TOP, Deck, fill
from qc.reports.style import RULE
from qc.sheetstyle import INK, PAPER

SIZE = 13
LINE = 1.3 * SIZE / 72
MARGIN = 0.12
"""Above and below a cell's text together, in inches."""
SIDES = 3
"""Of a cell, in digits."""
LONGEST = 8
"""Lines of a cell; what is longer is cut, with a sign that says so."""


def pages(table: Table, room: float = FOOT - TOP - 0.1) -> Iterator[tuple[int, ...]]:
    """The rows of each slide, by their numbers; `room` in inches is what the table may take."""
    widths = column_widths(table)
    rows: list[int] = []
    used = _height([c.head for c in table.columns], widths)
    head = used
    for at, row in enumerate(table.rows):
        needed = _height(row, widths)
        if rows and used + needed > room:
            yield tuple(rows)
            used, rows = head, []
        used += needed
        rows.append(at)
    yield tuple(rows)


def spread(deck: Deck, about: str, title: str, shown: Table | None, notes: str = "") -> None:
    """A table over as many slides as it needs, each under the same message; the message alone without one."""
    if shown is None:
        deck.slide(about, title, notes)
        return
    found = list(pages(shown))
    for at, rows in enumerate(found, 1):
        part = f"{about} ({at}/{len(found)})" if len(found) > 1 else about
        place(deck.slide(part, title, notes), shown, rows)


def column_widths(table: Table) -> list[float]:
    """In inches."""
    whole = sum(column.share for column in table.columns)
    return [INNER * column.share / whole for column in table.columns]


def place(slide: Any, table: Table, rows: Sequence[int], top: float = TOP) -> None:
    """The table with these of its rows on a slide."""
    widths = column_widths(table)
    shape = slide.shapes.add_table(
        len(rows) + 1, len(widths), Inches(LEFT), Inches(top), Inches(INNER), Inches(0.1)
    )
    drawn = shape.table
    _plain_style(shape)
    for at, width in enumerate(widths):
        drawn.columns[at].width = Inches(width)
        _cell(drawn.cell(0, at), table.columns[at].head, right=table.columns[at].right, bold=True)
        drawn.cell(0, at).fill.solid()
        drawn.cell(0, at).fill.fore_color.rgb = RGBColor.from_string(rgb(PAPER))
    drawn.rows[0].height = Inches(_height([c.head for c in table.columns], widths))
    marks = table.marks or ("",) * len(table.rows)
    for line, number in enumerate(rows, 1):
        texts = [_cut(t, w) for t, w in zip(table.rows[number], widths, strict=True)]
        drawn.rows[line].height = Inches(_height(texts, widths))
        for at, text in enumerate(texts):
            marked = at == table.marked and marks[number] != ""
            colour = colour_of(marks[number]) if marked else INK
            _cell(drawn.cell(line, at), text, right=table.columns[at].right, bold=marked, colour=colour)  # fmt: skip


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    lines = [_lines(text, width) for text, width in zip(texts, widths, strict=True)]
    return MARGIN + LINE * min(LONGEST, max(lines))


def _lines(text: str, width: float) -> int:
    return lines_needed(text, max(SIDES + 2, width / (DIGIT * SIZE)))


def _cut(text: str, width: float) -> str:
    """A text that takes no more than LONGEST lines."""
    while _lines(text, width) > LONGEST:
        text = text[: max(1, len(text) * 9 // 10)].rstrip("…") + "…"
    return text


def _cell(cell: Any, text: str, *, right: bool, bold: bool = False, colour: str = INK) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(MARGIN / 2)
    cell.fill.background()
    fill(cell.text_frame, [text], SIZE, colour, bold=bold, right=right)
    _line_below(cell)


def _plain_style(shape: Any) -> None:
    """No banded colours of a theme: a quiet line below each row is enough."""
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "1")


def _line_below(cell: Any) -> None:
    """A quiet line below, none at the sides; the line above is the one of the row before."""
    properties = cell._tc.get_or_add_tcPr()
    for at, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = properties.makeelement(qn(f"a:{side}"), {"w": str(Pt(0.75))})
        if side in ("lnT", "lnB"):
            solid = line.makeelement(qn("a:solidFill"), {})
            solid.append(solid.makeelement(qn("a:srgbClr"), {"val": rgb(RULE)}))
            line.append(solid)
        else:
            line.append(line.makeelement(qn("a:noFill"), {}))
        properties.insert(at, line)
