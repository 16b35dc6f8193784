"""Days between rare events, in their order; with enough of them the limits of the t chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.figures.theme import ACCENT, BAND, INK, QUIET, Figure, axis, layout
from qc.improve.registers.gaps import Gap

HEIGHT = 220


def gaps_figure(gaps: Sequence[Gap], told: Sequence[str], links: Sequence[str]) -> Figure:
    """A point an event: the days since the one before it; what signals is larger and filled. `told` and
    `links` belong to the gaps."""
    places = list(range(len(gaps)))
    points = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": places,
        "y": [gap.days for gap in gaps],
        "customdata": list(links),
        "hovertext": list(told),
        "hoverinfo": "text",
        "line": {"color": QUIET, "width": 1},
        "marker": {
            "color": ACCENT,
            "size": [12 if gap.signals else 8 for gap in gaps],
            "symbol": ["diamond" if gap.signals else "circle" for gap in gaps],
        },
    }
    return {
        "data": [*_limits(gaps, places), points],
        "layout": layout(
            height=HEIGHT,
            xaxis=axis(
                showgrid=False,
                tickvals=places[:: max(1, len(places) // 8)],
                ticktext=[f"{gap.date:%Y-%m}" for gap in gaps][:: max(1, len(places) // 8)],
            ),
            yaxis=axis(rangemode="tozero"),
        ),
    }


def _limits(gaps: Sequence[Gap], places: list[int]) -> list[dict[str, Any]]:
    if not gaps or gaps[-1].centre is None:
        return []
    plain = {"type": "scatter", "mode": "lines", "x": places, "hoverinfo": "skip"}
    return [
        plain | {"y": [gap.upper for gap in gaps], "line": {"color": BAND, "width": 1}},
        plain
        | {
            "y": [gap.lower for gap in gaps],
            "line": {"color": BAND, "width": 1},
            "fill": "tonexty",
            "fillcolor": BAND,
        },
        plain | {"y": [gap.centre for gap in gaps], "line": {"color": INK, "width": 1}},
    ]
