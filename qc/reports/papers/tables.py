"""Tables of texts as papers and slides set them: columns as wide as their texts, figures to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qc.reports.page import text_width
from qc.reports.papers.model import Column, Table

PAGE = 100
"""Width of a page in digits, at the size in which tables are set."""
SHORT = 16
"""Texts up to this width are never broken: a date, a rate, a state."""
MARGIN = 3
"""Of a cell, both sides."""
FIGURE = re.compile(
    r"(—|=|[▲▼+-]? ?[\d.,]+( ?%)?( ?\(?[\d.,]+/[\d.,]+\)?)?(/[\d.,]+)?( \S{1,4})?)?"
)
"""What stands to the right: a rate, counts with their unit, a movement."""


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
    left = PAGE - sum(width for width in wanted if width <= SHORT)
    long = sum(width for width in wanted if width > SHORT)
    scale = max(left, SHORT) / long if long else 1.0
    columns = tuple(
        Column(head, width if width <= SHORT else width * scale, at > 0 and _are_figures(column))
        for at, (head, width, column) in enumerate(zip(heads, wanted, texts, strict=True))
    )
    return Table(columns, tuple(tuple(row) for row in rows), tuple(marks), marked)


def _wanted(head: str, texts: Sequence[str]) -> float:
    """The width of the longest text, where it is short; else that of most, so that one long text does not
    take the page. A head may stand on two lines."""
    widths = sorted(max(map(text_width, text.split("\n") or [""])) for text in texts) or [0]
    longest, most = widths[-1], widths[(len(widths) - 1) * 9 // 10]
    usual = longest if longest + MARGIN <= SHORT else max(most, SHORT)
    words = [text_width(word) for word in head.split() if word.isascii()]
    return float(MARGIN + max(usual, (text_width(head) + 1) // 2, 4, *words))


def _are_figures(texts: Sequence[str]) -> bool:
    return any(texts) and all(map(FIGURE.fullmatch, texts))
