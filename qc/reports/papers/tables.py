"""Tables of texts as papers and slides set them: columns as wide as their texts, figures to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qc.reports.page import lines_needed, text_width
from qc.reports.papers.model import Column, Table

PAGE = 100
"""Width of a page in digits, at the size in which tables are set."""
SHORT = 13
"""Texts up to this width are never broken: a name, a state."""
STIFF = 16
"""Nor are figures, days and hours up to this width."""
MARGIN = 4
"""Of a cell, both sides; enough for a wider font that stands in where the house's is missing."""
WIDEST = 60
"""What one long text may claim of the page beside others."""
TALL = 30
"""Lines of a row that may be broken by the end of a page: kept whole it could be longer than a page."""
BOLD = 1.15
"""A word of a head is so much wider than the same word below it."""
FIGURE = re.compile(
    r"(—|=|[▲▼+-]? ?[\d.,]+( ?%)?( ?\(?[\d.,]+/[\d.,]+\)?)?(/[\d.,]+)?( \S{1,4})?)?"
)
"""What stands to the right: a rate, counts with their unit, a movement."""
LETTER = re.compile(r"[^\W\d_]")


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    marks: Sequence[str] = (),
    marked: int = -1,
) -> Table:
    """A table whose columns share the page by their texts: short ones get what they need, long ones what is
    left. A column of figures alone stands right."""
    texts = [[row[at] for row in rows] for at in range(len(heads))]
    wanted = [_wanted(head, column) for head, column in zip(heads, texts, strict=True)]
    fits = [_fits(column) for column in texts]
    left = PAGE - sum(width for width, whole in zip(wanted, fits, strict=True) if whole)
    long = sum(width for width, whole in zip(wanted, fits, strict=True) if not whole)
    scale = max(left, STIFF) / long if long else 1.0
    columns = tuple(
        Column(head, width if whole else max(width * scale, MARGIN + _head_width(head)), at > 0 and _are_figures(column))
        for at, (head, width, whole, column) in enumerate(zip(heads, wanted, fits, texts, strict=True))
    )  # fmt: skip
    return Table(columns, tuple(tuple(row) for row in rows), tuple(marks), marked)


def _widths(texts: Sequence[str]) -> list[int]:
    return sorted(max(map(text_width, text.split("\n") or [""])) for text in texts) or [0]


def _fits(texts: Sequence[str]) -> bool:
    """Whether every text stands on one line, however little room there is."""
    is_stiff = all(FIGURE.fullmatch(text) or not LETTER.search(text) for text in texts)
    return _widths(texts)[-1] <= (STIFF if is_stiff else SHORT)


def _wanted(head: str, texts: Sequence[str]) -> float:
    """The width of the longest text, where it fits; else that of most, so that one long text does not take
    the page."""
    widths = _widths(texts)
    most = min(max(widths[(len(widths) - 1) * 9 // 10], STIFF), WIDEST)
    return float(MARGIN + max(widths[-1] if _fits(texts) else most, _head_width(head)))


def _head_width(head: str) -> float:
    """A head may stand on two lines, but not break inside a word nor, where it is short, at all."""
    if head.isascii():
        words = [BOLD * text_width(word) for word in head.split()]
        return max(4.0, (text_width(head) + 1) // 2, *words)
    longest = max(map(text_width, head.splitlines()))
    return float(longest if longest <= STIFF - MARGIN else (longest + 3) // 4 * 2)


def is_tall(table: Table, row: Sequence[str]) -> bool:
    """Whether a row is so long that a page's end may break it."""
    whole = sum(column.share for column in table.columns)
    widths = [max(2 * MARGIN, PAGE * column.share / whole) for column in table.columns]
    return max(map(lines_needed, row, widths), default=0) > TALL


def _are_figures(texts: Sequence[str]) -> bool:
    return any(texts) and all(map(FIGURE.fullmatch, texts))
