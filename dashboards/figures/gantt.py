"""Measures over time: planned as a bar, what ran over it as another, done as a diamond, today as a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.figures.theme import (
    ACCENT,
    BAND,
    INK,
    MET,
    MISSED,
    QUIET,
    Figure,
    axis,
    layout,
    plain,
)

ROW, AROUND = 46, 64
DAY = 86_400_000  # plotly's dates are milliseconds
LONGEST = 40


@dataclass(frozen=True)
class Stretch:
    """A measure: its name, planned days, the day on which it was done; is it late; its state in words."""

    name: str
    start: dt.date
    end: dt.date
    done: dt.date | None
    is_late: bool
    told: str


def gantt_figure(known: Sequence[Stretch], today: dt.date, today_said: str) -> Figure:
    """One row a measure, the first on top; its name stands over its bar."""
    days = [day for each in known for day in (each.start, each.end, each.done) if day]
    near = min(days) - dt.timedelta(31) <= today <= max(days) + dt.timedelta(62)
    shown = [*days, today] if near else days
    edge = dt.timedelta(max(2, (max(shown) - min(shown)).days // 20))
    return {
        "data": [_planned(known), _late(known, today), _done(known)],
        "layout": layout(
            height=AROUND + ROW * len(known),
            barmode="overlay",
            margin={"l": 8, "r": 16, "t": 24, "b": 8},
            xaxis=axis(
                type="date", tickformat="%m-%d\n%Y", side="bottom", nticks=6,
                range=[str(min(shown) - edge), str(max(shown) + edge)],
            ),
            yaxis=axis(visible=False, range=[len(known) - 0.4, -0.75]),
            shapes=[_line(today)] if near else [],
            annotations=[*_names(known), *([_said(today, today_said)] if near else [])],
        ),
    }  # fmt: skip


def _bar(rows: Sequence[tuple[int, dt.date, dt.date]], colour: str, edge: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [n for n, _, _ in rows],
        "base": [str(first) for _, first, _ in rows],
        "x": [((last - first).days + 1) * DAY for _, first, last in rows],
        "width": 0.34,
        "hoverinfo": "text",
        "marker": {"color": colour, "line": {"color": edge, "width": 1}},
    }


def _planned(known: Sequence[Stretch]) -> dict[str, Any]:
    rows = [(n, each.start, each.end) for n, each in enumerate(known)]
    told = [plain(f"{each.name} · {each.start} – {each.end} · {each.told}") for each in known]
    return _bar(rows, BAND, QUIET) | {"hovertext": told}


def _late(known: Sequence[Stretch], today: dt.date) -> dict[str, Any]:
    """From the day after the planned end to the day on which it was done, or today."""
    rows = [
        (n, each.end + dt.timedelta(1), each.done or today)
        for n, each in enumerate(known)
        if each.is_late or (each.done and each.done > each.end)
    ]
    return _bar(rows, MISSED, MISSED) | {"hoverinfo": "skip"}


def _done(known: Sequence[Stretch]) -> dict[str, Any]:
    rows = [(n, each) for n, each in enumerate(known) if each.done]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [f"{each.done} 12:00" for _, each in rows],
        "y": [n for n, _ in rows],
        "hovertext": [plain(f"{each.name} · {each.told}") for _, each in rows],
        "hoverinfo": "text",
        "marker": {"symbol": "diamond", "size": 13, "color": MET, "line": {"color": "#ffffff", "width": 1}},
    }  # fmt: skip


def _line(today: dt.date) -> dict[str, Any]:
    return {
        "type": "line", "yref": "paper", "x0": str(today), "x1": str(today), "y0": 0, "y1": 1,
        "line": {"color": ACCENT, "width": 1.5, "dash": "dash"},
    }  # fmt: skip


def _said(today: dt.date, text: str) -> dict[str, Any]:
    return {
        "x": str(today), "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
        "text": text, "font": {"color": ACCENT, "size": 12},
    }  # fmt: skip


def _names(known: Sequence[Stretch]) -> list[dict[str, Any]]:
    return [
        {
            "x": 0, "xref": "paper", "y": n - 0.2, "xanchor": "left", "yanchor": "bottom", "showarrow": False,
            "text": plain(shortened(each.name)), "font": {"color": INK, "size": 12},
        }
        for n, each in enumerate(known)
    ]  # fmt: skip


def shortened(text: str) -> str:
    """A text that finds room; the table has the whole."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
