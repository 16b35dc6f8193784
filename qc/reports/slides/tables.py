"""Native tables that never run off a slide: as many rows as fit, the rest on the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.reports.office import colour_of, rgb
from qc.reports.papers.model import Column, Table
from qc.reports.slides.deck import (
    FOOT,
    INNER,
    LEFT,
    ROOM,
    TOP,
    Deck,
    describe,
    fill,
    numbered,
    write,
)
from qc.reports.slides.fitting import DIGIT, SIDES, cut, digits, fitted, height, lines
from qc.reports.style import RULE
from qc.sheetstyle import INK, PAPER, QUIET

SIZE = 13
LEADING = 1.3
"""Height of a line, of its size: set, so that a row is as high in every font."""
MARGIN = 0.1
"""Above and below a cell's text together, in inches."""
SPARE = 1.5
"""What a cell's text may be wider than it is thought, in digits."""
SIDE = 0.1
"""Beside a cell's text, in inches."""
LONGEST = 8
"""Lines of a cell; what is longer is cut, with a sign that says so."""
BELOW_SIZE = 12.0
MOST_BELOW = 0.8
"""Height in inches of what stands below a table."""
SHORT_HEAD = 4
"""Signs of a Chinese head that stands on one line."""
TO_WRITE_ON = 5
"""Empty lines where nothing was written yet."""


def pages(table: Table, room: float = ROOM) -> list[tuple[int, ...]]:
    """The rows of each slide, by their numbers, about as many on each; `room` in inches is what the table
    may take."""
    widths = column_widths(table)
    heights = [_height(row, widths) for row in table.rows]
    head = _height([c.head for c in table.columns], widths, bold=True)
    found = _filled(heights, room - head)
    even = sum(heights) / len(found) + max(heights, default=0.0)
    evenly = _filled(heights, min(even, room - head))
    return evenly if len(evenly) == len(found) else found


def _filled(heights: Sequence[float], room: float) -> list[tuple[int, ...]]:
    """As many rows on a slide as have room, at least one."""
    found: list[tuple[int, ...]] = []
    rows: list[int] = []
    for at, needed in enumerate(heights):
        if rows and sum(heights[each] for each in rows) + needed > room:
            found.append(tuple(rows))
            rows = []
        rows.append(at)
    return [*found, tuple(rows)]


def spread(
    deck: Deck, about: str, title: str, shown: Table | None, notes: str = "",
    below: Sequence[str] = (),
) -> Any:  # fmt: skip
    """A table over as many slides as it needs, each under the same message; the message alone without one.
    `below`: quiet sentences at the foot of each. The last slide of them."""
    if shown is None:
        return deck.told(about, title, below, notes)
    kept, size, room = _below(below)
    found = pages(shown, ROOM - room)
    for at, rows in enumerate(found, 1):
        slide = deck.slide(numbered(about, at, len(found)), title, notes)
        place(slide, shown, rows)
        if kept:
            box = (LEFT, FOOT - room, INNER, room)
            write(slide, kept, box, size=size, colour=QUIET)
    return slide


def _below(texts: Sequence[str]) -> tuple[list[str], float, float]:
    """What stands below a table in one paragraph, its size and its height; what has no room stands in the
    notes alone."""
    kept = list(texts)
    while kept and fitted(["  ".join(kept)], INNER, MOST_BELOW, (BELOW_SIZE,)) is None:
        kept.pop()
    told = ["  ".join(kept)] if kept else []
    return told, BELOW_SIZE, height(told, BELOW_SIZE, INNER) if told else 0.0


def end_of_last(table: Table) -> float:
    """Where the table ends on the last of its slides, in inches from the top."""
    rows = pages(table)[-1]
    widths = column_widths(table)
    heights = [_height(table.rows[at], widths) for at in rows]
    return TOP + _height([c.head for c in table.columns], widths, bold=True) + sum(heights)


def to_write_on(heads: Sequence[str], shares: Sequence[float]) -> Table:
    """A table with nothing in it, for what is written down in the meeting."""
    columns = tuple(Column(head, share) for head, share in zip(heads, shares, strict=True))
    return Table(columns, (("",) * len(heads),) * TO_WRITE_ON)


def column_widths(table: Table) -> list[float]:
    """In inches, by the shares; what a column has to spare goes to those whose texts would break."""
    whole = sum(column.share for column in table.columns)
    widths = [INNER * column.share / whole for column in table.columns]
    left = [width - _wanted(table, at) for at, width in enumerate(widths)]
    spare = sum(x for x in left if x > 0)
    given: dict[int, float] = {}
    for at in sorted(range(len(left)), key=lambda at: -left[at]):  # who lacks least is helped first
        if left[at] < 0:
            given[at] = min(-left[at], spare - sum(given.values()))
    taken = sum(given.values()) / spare if spare else 0.0
    return [
        width + given.get(at, 0.0) - taken * max(0.0, left[at]) for at, width in enumerate(widths)
    ]


def _wanted(table: Table, at: int) -> float:
    """Width of a column in which no text of it breaks; its head may stand on two lines, no word of it."""
    head = table.columns[at].head
    words = [digits(word) for word in head.split() if word.isascii() or len(word) <= SHORT_HEAD]
    texts = [digits(line) for row in table.rows for line in row[at].split("\n")]
    whole = digits(head) / 2 if "\n" not in head else max(map(digits, head.split("\n")))
    widest = max([1.1 * whole, *(1.1 * w for w in words), *texts])
    return (widest * (1.1 if at == table.marked else 1) + SPARE) * DIGIT * SIZE + 2 * SIDE


def place(slide: Any, table: Table, rows: Sequence[int], top: float = TOP) -> None:
    """The table with these of its rows on a slide."""
    widths = column_widths(table)
    shape = slide.shapes.add_table(
        len(rows) + 1, len(widths), Inches(LEFT), Inches(top), Inches(INNER), Inches(0.1)
    )
    drawn = shape.table
    _plain_style(shape)
    describe(shape, ", ".join(column.head for column in table.columns))
    heights = [_head(drawn, table, widths)]
    marks = table.marks or ("",) * len(table.rows)
    for line, number in enumerate(rows, 1):
        texts = [cut(t, LONGEST, SIZE, _inside(w)) for t, w in zip(table.rows[number], widths, strict=True)]  # fmt: skip
        heights.append(_height(texts, widths))
        for at, text in enumerate(texts):
            marked = at == table.marked and marks[number] != ""
            colour = colour_of(marks[number]) if marked else INK
            _cell(drawn.cell(line, at), text, right=table.columns[at].right, bold=marked, colour=colour)  # fmt: skip
    for line, each in enumerate(heights):
        drawn.rows[line].height = Inches(each)
    shape.height = Inches(sum(heights))


def _head(drawn: Any, table: Table, widths: Sequence[float]) -> float:
    """The head's row; its height."""
    for at, column in enumerate(table.columns):
        cell = drawn.cell(0, at)
        drawn.columns[at].width = Inches(widths[at])
        _cell(cell, column.head, right=column.right, bold=True)
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(rgb(PAPER))
    return _height([column.head for column in table.columns], widths, bold=True)


def _height(texts: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> float:
    wider = 1.05 if bold else 1.0
    most = max(lines(t, SIZE * wider, _inside(w)) for t, w in zip(texts, widths, strict=True))
    return MARGIN + LEADING * SIZE / 72 * min(LONGEST, most)


def _inside(width: float) -> float:
    """What a cell's text has of its width; `lines` keeps more free than a cell does."""
    return width - 2 * SIDE + (SIDES - SPARE) * DIGIT * SIZE


def _cell(cell: Any, text: str, *, right: bool, bold: bool = False, colour: str = INK) -> None:
    cell.margin_left = cell.margin_right = Inches(SIDE)
    cell.margin_top = cell.margin_bottom = Inches(MARGIN / 2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.background()
    fill(cell.text_frame, [text], SIZE, colour, bold=bold, right=right, leading=LEADING * SIZE)
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
