"""The control chart of one indicator: values, centre line, limits, target, signals marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboards.figures.marks import Mark, mark_lines, marked
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
from qc.analysis import display
from qc.analysis.answers import Trend
from qc.locale import Translator
from qc.words import Direction

HEIGHT = 300
MOST_LABELS = 12
OUT = "circle-open"
"""A point that sets no limits is hollow."""


def trend_figure(
    trend: Trend, links: Sequence[str], t: Translator, marks: Sequence[Mark] = ()
) -> Figure:
    """A plotly figure of the trend; `links[i]` is the address of the results behind row i. Where new
    limits begin the lines begin anew; `marks` stand above what was done."""
    frame = trend.frame
    periods = [str(label) for label in frame["period"]]
    labelled = thinned(periods)
    span = _span(frame, trend.target)
    traces = [
        *_limits(frame, periods),
        *_centre(frame, periods),
        *marked(marks, periods, span[1]),
        _values(trend, periods, links, t),
    ]
    return {
        "data": traces,
        "layout": layout(
            height=HEIGHT,
            margin={"l": 8, "r": 16, "t": 32 if marks else 16, "b": 8},
            xaxis=axis(
                type="category",
                showgrid=False,
                tickvals=labelled,
                ticktext=short_labels(labelled),
                tickangle=0,
            ),
            yaxis=axis(tickformat=".0%", range=span, nticks=6),
            shapes=[
                *([] if math.isnan(trend.target) else [_target_line(trend.target)]),
                *mark_lines(marks, periods),
            ],
        ),
    }


def thinned(periods: Sequence[str]) -> list[str]:
    """As many periods, evenly spaced and the last among them, as find room on a phone."""
    step = max(1, math.ceil(len(periods) / MOST_LABELS))
    return list(periods[::-step][::-1])


def short_labels(periods: Sequence[str]) -> list[str]:
    """ "2026-01" as "1", with the year under it where a year begins on the axis."""
    labels, year_before = [], ""
    for period in periods:
        year, _, part = period.partition("-")
        labels.append(
            (part.lstrip("0") or year) + (f"<br>{year}" if part and year != year_before else "")
        )
        year_before = year
    return labels


def _limits(frame: pd.DataFrame, periods: list[str]) -> list[dict[str, Any]]:
    """The band between the control limits, stepping with each period's denominator."""
    if frame["lower"].isna().all():
        return []
    edge = {
        "type": "scatter", "mode": "lines", "x": periods, "hoverinfo": "skip", "connectgaps": True,
        "line": {"color": QUIET, "width": 1, "dash": "dot", "shape": "hvh"},
    }  # fmt: skip
    return [
        edge
        | {"x": [periods[at] for at in part]}
        | {"y": numbers(frame[name].iloc[part])}
        | ({"fill": "tonexty", "fillcolor": BAND} if name == "upper" else {})
        for part in phases(frame)
        for name in ("lower", "upper")
    ]


def phases(frame: pd.DataFrame) -> list[list[int]]:
    """The places of each phase's rows; without phases all of them."""
    if "phase" not in frame:
        return [list(range(len(frame)))]
    return [[int(at) for at in rows] for rows in frame.groupby("phase").indices.values()]


def _centre(frame: pd.DataFrame, periods: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter", "mode": "lines", "x": [periods[at] for at in part],
            "y": numbers(frame["centre"].iloc[part]),
            "line": {"color": QUIET, "width": 1.5}, "connectgaps": True, "hoverinfo": "skip",
        }
        for part in phases(frame)
    ]  # fmt: skip


def _values(
    trend: Trend, periods: list[str], links: Sequence[str], t: Translator
) -> dict[str, Any]:
    rows = trend.frame.to_dict("records")
    beyond = [bool(row["beyond_limits"]) for row in rows]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": numbers(trend.frame["value"]),
        "customdata": list(links),
        "hovertext": [_told(row, trend, t) for row in rows],
        "hoverinfo": "text",
        "line": {"color": INK, "width": 2},
        "marker": {
            "color": [_colour(row, trend) for row in rows],
            "opacity": 1,
            "size": [12 if out else 8 for out in beyond],
            "symbol": [_symbol(row) for row in rows],
            "line": {"color": "#ffffff", "width": 1},
        },
    }


def _symbol(row: dict[Any, Any]) -> str:
    if row.get("excluded"):
        return OUT
    return "diamond" if row["beyond_limits"] else "circle"


def _colour(row: dict[Any, Any], trend: Trend) -> str:
    """Blue-green or orange-brown where a limit is passed on the good or bad side, else ink."""
    if not row["beyond_limits"]:
        return INK
    good = (row["value"] > row["centre"]) == (trend.indicator.direction is Direction.HIGHER)
    return MET if good else MISSED


def _told(row: dict[Any, Any], trend: Trend, t: Translator) -> str:
    unit = trend.indicator.counting_unit.of(t.language)
    rate = display.percent(row["value"], trend.target)
    counted = display.counts(int(row["passed"]), int(row["checked"]), unit)
    out = row.get("excluded")
    why = [t("left out: {reason}", reason=out)] if out else []
    return plain(" · ".join([str(row["period"]), rate, *([counted] * bool(row["checked"])), *why]))


def _target_line(target: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target,
        "layer": "above", "line": {"color": ACCENT, "width": 1.5, "dash": "dash"},
    }  # fmt: skip


def _span(frame: pd.DataFrame, target: float) -> list[float]:
    """From just under the lowest value or line to just over the highest, within 0 and 1 and a bit."""
    levels = pd.concat([frame[name] for name in ("value", "lower", "upper", "centre")]).dropna()
    known = [*levels.tolist(), *([] if math.isnan(target) else [target])] or [0.0, 1.0]
    edge = max(0.08 * (max(known) - min(known)), 0.004)
    return [max(min(known) - edge, -edge), min(max(known) + edge, 1 + edge)]


def numbers(column: pd.Series) -> list[float | None]:
    """A column for JSON: NaN, which JSON does not know, becomes None (a gap)."""
    return [None if pd.isna(value) else float(value) for value in column]
