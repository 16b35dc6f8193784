"""The funnel plot: each unit's rate against how much was checked there, within what chance explains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboards.figures.theme import BAND, INK, MET, MISSED, QUIET, Figure, axis, layout, plain
from dashboards.figures.trend import numbers
from qc.analysis import display
from qc.analysis.comparing import Units
from qc.locale import Translator

HEIGHT = 320
CROWD = 60
BETTER, WORSE = ("better", "much_better"), ("worse", "much_worse")


def funnel_figure(
    units: Units,
    names: Mapping[str, str],
    links: Mapping[str, str],
    counted_in: str,
    t: Translator,
    most: int = 8,
) -> Figure:
    """`names` and `links` by unit: what it is called, and the address of the results behind it. More than
    `most` outside the limits would cover each other with their names: then only pointing at one tells."""
    return {
        "data": [
            *_limits(units.curve),
            _centre(units),
            _points(units, names, links, counted_in, most),
        ],
        "layout": layout(
            height=HEIGHT,
            margin={"l": 8, "r": 24, "t": 16, "b": 40},
            xaxis=axis(title={"text": t("checked"), "font": {"size": 12, "color": QUIET}}, rangemode="tozero", nticks=5),
            yaxis=axis(tickformat=".0%", range=_span(units), nticks=6),
        ),
    }  # fmt: skip


def _limits(curve: pd.DataFrame) -> list[dict[str, Any]]:
    def edge(name: str, **more: object) -> dict[str, Any]:
        dash = "dash" if name.endswith("998") else "dot"
        return {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip",
            "x": numbers(curve["checked"]), "y": numbers(curve[name]),
            "line": {"color": QUIET, "width": 1, "dash": dash},
        } | more  # fmt: skip

    inner = edge("upper95", fill="tonexty", fillcolor=BAND)
    return [edge("lower95"), inner, edge("lower998"), edge("upper998")]


def _centre(units: Units) -> dict[str, Any]:
    ends = [float(units.curve["checked"].min()), float(units.curve["checked"].max())]
    return {
        "type": "scatter", "mode": "lines", "x": ends, "y": [units.centre] * 2,
        "line": {"color": QUIET, "width": 1.5}, "hoverinfo": "skip",
    }  # fmt: skip


def _points(
    units: Units, names: Mapping[str, str], links: Mapping[str, str], counted_in: str, most: int
) -> dict[str, Any]:
    rows = units.frame.to_dict("records")
    outside = [row["place"] in (*BETTER, *WORSE) for row in rows]
    said = [out and sum(outside) <= most for out in outside]
    named = [plain(names[row["unit"]]) for row in rows]
    told = [
        " · ".join(
            (
                name,
                display.percent(row["rate"], row["target"]),
                display.counts(int(row["passed"]), int(row["checked"]), counted_in),
            )
        )
        for name, row in zip(named, rows, strict=True)
    ]
    return {
        "type": "scatter", "mode": "markers+text",
        "x": [int(row["checked"]) for row in rows], "y": [float(row["rate"]) for row in rows],
        "text": [name if tell else "" for name, tell in zip(named, said, strict=True)],
        "textposition": "middle left", "textfont": {"size": 12, "color": INK},
        "customdata": [links[row["unit"]] for row in rows],
        "hovertext": told, "hoverinfo": "text",
        "marker": {
            "size": [13 if out else 10 if len(rows) <= CROWD else 6 for out in outside], "opacity": 1,
            "symbol": [_symbol(row["place"]) for row in rows],
            "color": [_colour(row["place"]) for row in rows],
            "line": {"color": "#ffffff", "width": 1},
        },
    }  # fmt: skip


def _symbol(place: str) -> str:
    return {"better": "triangle-up", "worse": "triangle-down"}.get(
        place.removeprefix("much_"), "circle"
    )


def _colour(place: str) -> str:
    return MET if place in BETTER else MISSED if place in WORSE else INK


def _span(units: Units) -> list[float]:
    """From the lowest rate or limit that matters to the highest; the funnel's mouth may run out."""
    rates = units.frame["rate"]
    low = min(float(rates.min()), float(units.curve["lower95"].median()))
    high = max(float(rates.max()), float(units.curve["upper95"].median()))
    edge = max(0.15 * (high - low), 0.01)
    return [max(low - edge, -0.02), min(high + edge, 1.02)]
