"""When what lies in stock expires: a line of time for each place, what has gone by on the left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dashboards.figures.pareto import in_two_lines
from dashboards.figures.theme import INK, LINE, MISSED, QUIET, Figure, axis, layout, plain
from qc.locale import Translator

DANGER = "#b3261e"
BEFORE = 30
"""So many days that have gone by are shown; what expired earlier stands at the edge."""


class Mark(NamedTuple):
    """What expires in a place on a day: `told` for the hover, `link` to the records behind it."""

    place: str
    day: dt.date
    lots: int
    told: str
    link: str


LOOKS: Mapping[str, Mapping[str, Any]] = {
    "expired": {"color": DANGER, "symbol": "triangle-up", "size": 13},
    "near": {"color": MISSED, "symbol": "diamond", "size": 11},
    "later": {"color": QUIET, "symbol": "circle", "size": 9},
}


def horizon_figure(marks: Sequence[Mark], today: dt.date, horizon: int, t: Translator) -> Figure:
    """A row for each place; red only for what has expired. `marks` beyond the horizon are left out."""
    last = today + dt.timedelta(days=horizon)
    first = today - dt.timedelta(days=BEFORE)
    shown = [mark for mark in marks if mark.day <= last]
    places = list(dict.fromkeys(mark.place for mark in shown))
    return {
        "data": [
            _trace(name, [mark for mark in shown if _kind(mark.day, today) == name], places, first)
            for name in LOOKS
        ],
        "layout": layout(
            height=84 + 44 * len(places),
            margin={"l": 8, "r": 16, "t": 36, "b": 8},
            xaxis=_days(first, today, last, horizon, t),
            yaxis=axis(
                range=[len(places) - 0.5, -0.5], tickvals=list(range(len(places))),
                ticktext=[in_two_lines(place) for place in places], gridcolor=LINE,
                tickfont={"color": INK, "size": 12},
            ),
            shapes=[_today(today)],
        ),
    }  # fmt: skip


def _kind(day: dt.date, today: dt.date) -> str:
    if day < today:
        return "expired"
    return "near" if (day - today).days <= BEFORE else "later"


def _trace(
    name: str, marks: Sequence[Mark], places: Sequence[str], first: dt.date
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [max(mark.day, first).isoformat() for mark in marks],
        "y": [places.index(mark.place) for mark in marks],
        "text": [f" {mark.lots}" if mark.lots > 1 else "" for mark in marks],
        "textposition": "middle right",
        "textfont": {"color": INK, "size": 12},
        "customdata": [mark.link for mark in marks],
        "hovertext": [plain(mark.told).replace("\n", "<br>") for mark in marks],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": dict(LOOKS[name]),
    }


def _days(
    first: dt.date, today: dt.date, last: dt.date, horizon: int, t: Translator
) -> dict[str, Any]:
    steps = [step for step in (0, 30, 90, 180) if step <= horizon]
    names = [t("today") if not step else t("{n} days", n=step) for step in steps]
    days = [(today + dt.timedelta(days=step)).isoformat() for step in steps]
    edge = (first - dt.timedelta(days=2)).isoformat()
    end = (last + dt.timedelta(days=max(2, horizon // 45))).isoformat()
    return axis(
        type="date", side="top", range=[edge, end], tickvals=days, ticktext=names, tickangle=0
    )


def _today(today: dt.date) -> dict[str, Any]:
    return {
        "type": "line", "yref": "paper", "x0": today.isoformat(), "x1": today.isoformat(), "y0": 0,
        "y1": 1, "layer": "below", "line": {"color": INK, "width": 1},
    }  # fmt: skip
