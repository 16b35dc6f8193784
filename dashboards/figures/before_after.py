"""The months before and after a cycle's measures, limits re-based at Do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboards.figures.theme import ACCENT, BAND, INK, LINE, QUIET, Figure, axis, layout, plain
from dashboards.figures.trend import numbers, short_labels
from qc.analysis import display
from qc.locale import Translator

HEIGHT = 280


def before_after_figure(
    frame: pd.DataFrame, links: Sequence[str], target: float | None, t: Translator
) -> Figure:
    """`frame`: the rows of a cycle's chart (`part` before or after); `links[i]` opens the results of row
    i. The points stand side by side by their number: a month may belong to both parts."""
    places = list(range(len(frame)))
    spans = [_of_part(frame, part) for part in ("before", "after")]
    traces = [trace for at in spans if at for trace in _limits(frame, at)]
    traces += [_values(frame, at, links, target) for at in spans if at]
    border = spans[0][-1] + 0.5 if all(spans) else None
    return {
        "data": traces,
        "layout": layout(
            height=HEIGHT,
            margin={"l": 8, "r": 16, "t": 28, "b": 8},
            xaxis=axis(
                showgrid=False,
                tickvals=places,
                ticktext=short_labels([str(label) for label in frame["period"]]),
                tickangle=0,
                range=[-0.5, len(frame) - 0.5],
            ),
            yaxis=axis(tickformat=".0%", nticks=6, range=_range(frame, target)),
            shapes=_lines(border, target),
            annotations=_names(spans, t),
        ),
    }


def _of_part(frame: pd.DataFrame, part: str) -> list[int]:
    return [n for n, each in enumerate(frame["part"]) if each == part]


def _limits(frame: pd.DataFrame, at: list[int]) -> list[dict[str, Any]]:
    """The usual range of one part, with its centre; half a step beyond its first and last point."""
    rows = frame.iloc[[at[0], *at, at[-1]]]
    x: list[float] = [at[0] - 0.45, *at, at[-1] + 0.45]
    edge = {
        "type": "scatter", "mode": "lines", "x": x, "hoverinfo": "skip",
        "line": {"color": QUIET, "width": 1, "dash": "dot", "shape": "hvh"},
    }  # fmt: skip
    centre = edge | {"y": numbers(rows["centre"]), "line": {"color": QUIET, "width": 1.5}}
    return [
        edge | {"y": numbers(rows["lower"])},
        edge | {"y": numbers(rows["upper"]), "fill": "tonexty", "fillcolor": BAND},
        centre,
    ]


def _values(
    frame: pd.DataFrame, at: list[int], links: Sequence[str], target: float | None
) -> dict[str, Any]:
    rows = frame.iloc[at]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": at,
        "y": numbers(rows["value"]),
        "customdata": [links[n] for n in at],
        "hovertext": [_told(row, target) for row in rows.to_dict("records")],
        "hoverinfo": "text",
        "line": {"color": INK, "width": 2},
        "marker": {"color": INK, "size": 9, "line": {"color": "#ffffff", "width": 1}},
    }


def _told(row: dict[Any, Any], target: float | None) -> str:
    rate = display.percent(row["value"], math.nan if target is None else target)
    counted = display.counts(int(row["passed"]), int(row["checked"]))
    return plain(f"{row['period']} · {rate} · {counted}")


def _lines(border: float | None, target: float | None) -> list[dict[str, Any]]:
    lines = []
    if target is not None:
        lines.append(
            {
                "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target,
                "line": {"color": ACCENT, "width": 1.5, "dash": "dash"},
            }
        )  # fmt: skip
    if border is not None:
        lines.append(
            {
                "type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": border, "x1": border,
                "line": {"color": LINE, "width": 2},
            }
        )  # fmt: skip
    return lines


def _names(spans: list[list[int]], t: Translator) -> list[dict[str, Any]]:
    """The parts' names over their points."""
    return [
        {
            "x": (at[0] + at[-1]) / 2, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "text": t(name), "font": {"color": QUIET, "size": 12},
        }
        for at, name in zip(spans, ("before", "after"), strict=True)
        if at
    ]  # fmt: skip


def _range(frame: pd.DataFrame, target: float | None) -> list[float]:
    """From just under the lowest to just over the highest, within 0 and 1 and a bit."""
    levels = pd.concat([frame[name] for name in ("value", "lower", "upper")]).dropna().tolist()
    known = [*levels, *([] if target is None else [target])] or [0.0, 1.0]
    edge = max(0.08 * (max(known) - min(known)), 0.004)
    return [max(min(known) - edge, -edge), min(max(known) + edge, 1 + edge)]
