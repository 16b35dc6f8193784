"""What was done, above the points of a trend: the Do of a PDCA cycle at its month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboards.figures.theme import ACCENT, plain


class Mark(NamedTuple):
    """`period`: the label of the point that it stands above; `href` leads to what was done."""

    period: str
    text: str
    href: str


def marked(marks: Sequence[Mark], periods: Sequence[str], top: float) -> list[dict[str, Any]]:
    """One trace of the marks that lie within the chart; none without any."""
    seen = [mark for mark in marks if mark.period in periods]
    if not seen:
        return []
    return [
        {
            "type": "scatter", "mode": "markers+text", "cliponaxis": False,
            "x": [mark.period for mark in seen], "y": [top] * len(seen),
            "text": ["PDCA"] * len(seen), "textposition": "top center",
            "textfont": {"color": ACCENT, "size": 12},
            "customdata": [mark.href for mark in seen],
            "hovertext": [plain(mark.text) for mark in seen], "hoverinfo": "text",
            "marker": {"symbol": "triangle-down", "size": 12, "color": ACCENT, "opacity": 1},
        }
    ]  # fmt: skip


def mark_lines(marks: Sequence[Mark], periods: Sequence[str]) -> list[dict[str, Any]]:
    """A thin upright line at each mark."""
    return [
        {
            "type": "line", "yref": "paper", "x0": mark.period, "x1": mark.period, "y0": 0, "y1": 1,
            "layer": "below", "line": {"color": ACCENT, "width": 1, "dash": "dot"},
        }
        for mark in marks
        if mark.period in periods
    ]  # fmt: skip
