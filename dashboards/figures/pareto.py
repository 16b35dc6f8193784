"""The failing items, most frequent first, with their cumulative share: where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import pandas as pd

from dashboards.figures.theme import INK, MISSED, QUIET, Figure, axis, layout, plain
from qc.locale import Translator

MOST = 10
WIDTH = 26  # Latin characters in a line of an item's name
NEVER_FIRST = tuple("，。、；：？！）》」』】”’,.;:?!)")  # no line of Chinese begins with these
VITAL = 0.8
TRIVIAL = "#7b8794"


def pareto_figure(items: pd.DataFrame, links: Sequence[str], t: Translator) -> Figure:
    """A lying Pareto chart (bars: share of all defects; dots: cumulative) of the first rows of `failing_items` (item names stay readable, on a
    phone too); `links[i]` is the address of the results behind row i."""
    top = items.head(MOST)
    places = list(range(len(top)))
    return {
        "data": [_bars(top, places, links, t), _cumulative(top, places)],
        "layout": layout(
            height=56 + 36 * len(top),
            margin={"l": 8, "r": 8, "t": 24, "b": 8},
            bargap=0.4,
            xaxis=axis(
                side="top", tickangle=0, range=[0, 1.14], tickvals=[0, 0.5, VITAL], tickformat=".0%",
                showgrid=False,
            ),
            yaxis=axis(
                autorange="reversed", showgrid=False, tickvals=places,
                ticktext=[in_two_lines(name) for name in top["item"]],
                tickfont={"color": INK, "size": 12},
            ),
            shapes=[_vital_line()],
        ),
    }  # fmt: skip


def in_two_lines(name: str) -> str:
    """A name as it fits beside its bar; Chinese characters are twice as wide as Latin ones."""
    width = WIDTH if name.isascii() else WIDTH // 2
    whole = " ".join(name.split())
    first = (wrap(whole, width) or [""])[0]
    while whole[len(first) :].startswith(NEVER_FIRST):
        first = whole[: len(first) + 1]
    more = wrap(whole[len(first) :].strip(), width)
    if len(more) > 1:
        more = [more[0][: width - 1] + "…"]
    return "<br>".join(plain(line) for line in (first, *more))


def _bars(
    top: pd.DataFrame, places: list[int], links: Sequence[str], t: Translator
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [float(share) for share in top["share"]],
        "y": places,
        "customdata": list(links[: len(top)]),
        "hovertext": [
            plain(
                t(
                    "{item}: {count} failed, {share} of all",
                    item=item,
                    count=count,
                    share=f"{share:.0%}",
                )
            )
            for item, count, share in zip(top["item"], top["defects"], top["share"], strict=True)
        ],
        "hoverinfo": "text",
        "marker": {"color": [MISSED if vital else TRIVIAL for vital in top["vital"]]},
    }


def _cumulative(top: pd.DataFrame, places: list[int]) -> dict[str, Any]:
    shares = [float(share) for share in top["cumulative"]]
    return {
        "type": "scatter", "mode": "lines+markers+text", "y": places, "x": shares,
        "text": [f" {share:.0%}" for share in shares], "textposition": "middle right",
        "textfont": {"color": QUIET, "size": 12}, "hoverinfo": "skip", "cliponaxis": False,
        "line": {"color": QUIET, "width": 1.2}, "marker": {"size": 6, "color": INK},
    }  # fmt: skip


def _vital_line() -> dict[str, Any]:
    return {
        "type": "line", "yref": "paper", "x0": VITAL, "x1": VITAL, "y0": 0, "y1": 1,
        "layer": "below", "line": {"color": QUIET, "width": 1, "dash": "dash"},
    }  # fmt: skip
