"""What all figures share: ink, colours, type. Figures are plain dicts: a request costs a fraction
of what `plotly.graph_objects` takes; the tests validate them with it."""

from __future__ import annotations

import html
from typing import Any

Figure = dict[str, Any]

INK, QUIET, LINE, PAPER = "#1b2430", "#55606e", "#d9dee5", "#ffffff"
MET, MISSED, ACCENT = "#0b6b6b", "#9a4a00", "#1f4f8f"
BAND = "rgba(85, 96, 110, 0.1)"  # of QUIET: it lies over paper, light or dark
FONT = (
    'system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", '
    "sans-serif"
)
# No tool bar and no zooming: a finger scrolls the page, and plotly shows no words of its own.
CONFIG: Any = {"displayModeBar": False, "responsive": True, "showTips": False, "doubleClick": False}


def plain(text: str) -> str:
    """A text from a sheet as plotly shall print it: its labels read <b> and <a> as markup."""
    return html.escape(text, quote=False)


def axis(**more: Any) -> dict[str, Any]:
    """A quiet axis; plain keywords are plotly's."""
    base = {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "gridcolor": LINE,
        "tickfont": {"color": QUIET, "size": 12},
        "automargin": True,
    }
    return base | more


def layout(**more: Any) -> dict[str, Any]:
    """The layout of every figure; `height` is for the caller to give."""
    base = {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE, "font": {"color": INK, "size": 13}},
    }
    return base | more
