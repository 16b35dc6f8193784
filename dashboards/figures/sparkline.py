"""A year at a glance in one line of a table: an SVG as a data address, drawn from numbers alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import quote

from dashboards.figures.theme import INK, MET, MISSED, QUIET
from qc.words import Verdict

WIDTH, HEIGHT, EDGE = 112, 28, 4
_COLOURS = {Verdict.MET: MET, Verdict.MISSED: MISSED, Verdict.NONE: INK}


def sparkline(rates: Sequence[float], target: float, verdict: Verdict) -> str:
    """A `data:` address of the line of `rates` (shares, NaN leaves a gap) with the target dashed
    and the last point in the verdict's colour. The scale spans the values and the target."""
    known = [rate for rate in rates if not math.isnan(rate)]
    span = [*known, *([] if math.isnan(target) else [target])]
    if not known:
        return _document("")
    low, high = min(span), max(span)
    points = [
        None if math.isnan(rate) else (_x(i, len(rates)), _y(rate, low, high))
        for i, rate in enumerate(rates)
    ]
    parts = [] if math.isnan(target) else [_target_line(_y(target, low, high))]
    parts += [_line(run) for run in _runs(points)]
    if points[-1]:
        parts.append(_dot(*points[-1], _COLOURS[verdict]))
    return _document("".join(parts))


def _x(index: int, count: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * (index / (count - 1) if count > 1 else 1.0)


def _y(rate: float, low: float, high: float) -> float:
    share = (rate - low) / (high - low) if high > low else 0.5
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        else:
            runs.append([])
    return [run for run in runs if run]


def _line(run: list[tuple[float, float]]) -> str:
    if len(run) == 1:
        return _dot(*run[0], INK, radius=1.2)
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return f'<polyline points="{places}" fill="none" stroke="{INK}" stroke-width="1.3"/>'


def _target_line(y: float) -> str:
    return (
        f'<line x1="0" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" '
        f'stroke="{QUIET}" stroke-width="0.8" stroke-dasharray="2 2"/>'
    )


def _dot(x: float, y: float, colour: str, radius: float = 2.4) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>'


def _document(body: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{body}</svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe="/:=', ")
