"""How many there were in each month: bars to be pressed, nothing judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dashboards.figures.theme import ACCENT, INK, QUIET, Figure, axis, layout

HEIGHT = 180


class Month(NamedTuple):
    """A month's name, its number and where a press on it leads; `chosen`: the one that the page shows."""

    name: str
    number: int
    link: str
    chosen: bool


def monthly_figure(months: Sequence[Month]) -> Figure:
    """A bar a month, its number above it."""
    most = max([1, *(month.number for month in months)])
    bars = {
        "type": "bar",
        "x": list(range(len(months))),
        "y": [month.number for month in months],
        "text": [str(month.number) for month in months],
        "textposition": "outside",
        "textfont": {"color": INK, "size": 12},
        "cliponaxis": False,
        "customdata": [month.link for month in months],
        "hoverinfo": "none",
        "marker": {"color": [ACCENT if month.chosen else QUIET for month in months]},
    }
    return {
        "data": [bars],
        "layout": layout(
            height=HEIGHT,
            bargap=0.4,
            xaxis=axis(
                showgrid=False,
                tickvals=list(range(len(months))),
                ticktext=[month.name for month in months],
            ),
            yaxis=axis(visible=False, range=[0, most * 1.2]),
        ),
    }
