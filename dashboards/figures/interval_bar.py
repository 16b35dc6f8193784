"""A rate with the interval that its checks leave open, as a small picture in a line of a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from urllib.parse import quote

from dashboards.figures.theme import ACCENT, INK, QUIET

WIDTH, HEIGHT, EDGE = 144, 20, 6


def scale_of(values: Sequence[float]) -> tuple[float, float]:
    """The ends that the pictures of one table share."""
    known = [value for value in values if not isnan(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    return (low, high) if high > low else (max(0.0, low - 0.05), min(1.0, high + 0.05))


def interval_bar(
    rate: float, lower: float, upper: float, target: float, scale: tuple[float, float]
) -> str:
    """A `data:` address: a line from `lower` to `upper`, a dot at the rate, the target upright."""

    def at(value: float) -> str:
        share = (min(max(value, scale[0]), scale[1]) - scale[0]) / (scale[1] - scale[0])
        return f"{EDGE + (WIDTH - 2 * EDGE) * share:.1f}"

    middle = HEIGHT / 2
    parts = []
    if not isnan(target):
        parts.append(
            f'<line x1="{at(target)}" x2="{at(target)}" y1="1" y2="{HEIGHT - 1}" stroke="{ACCENT}" '
            'stroke-dasharray="3 2"/>'
        )
    if not isnan(lower):
        parts.append(
            f'<line x1="{at(lower)}" x2="{at(upper)}" y1="{middle}" y2="{middle}" stroke="{QUIET}" '
            'stroke-width="2"/>'
        )
    parts.append(f'<circle cx="{at(rate)}" cy="{middle}" r="4" fill="{INK}"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f"{''.join(parts)}</svg>"
    )
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")
