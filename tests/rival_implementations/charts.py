"""One series at a time, point by point."""

from __future__ import annotations

import itertools
from math import nan, sqrt
from statistics import mean, median

from tests.rival_implementations.signals import run_test


def chart(kind, points):
    """One phase of one series. points: [(part, whole, base, included), ...] in order.

    Returns (values, centre, [sigma of each point], run test).
    """
    values = [part / whole if whole else nan for part, whole, _, _ in points]
    base = [
        (value, part, whole)
        for value, (part, whole, is_base, included) in zip(values, points, strict=True)
        if included and (is_base or not any(p[2] for p in points))
    ]
    known = [triple for triple in base if triple[2]]
    if not known:
        centre = nan
    elif kind == "run":
        centre = median(value for value, _, _ in known)
    else:
        centre = sum(part for _, part, _ in known) / sum(whole for _, _, whole in known)

    def spread(whole):
        return sqrt(centre * (1 - centre) / whole) if whole else nan

    factor = 1.0
    if kind == "pp":
        factor = moving_range_sigma(
            [(v - centre) / spread(n) if n and spread(n) > 0 else None for v, _, n in base]
        )
    sigmas = [nan if kind == "run" else spread(whole) * factor for _, whole, _, _ in points]
    tested = [v for v, (_, n, _, included) in zip(values, points, strict=True) if included and n]
    return values, centre, sigmas, run_test(tested, centre)


def moving_range_sigma(z):
    ranges = [abs(b - a) for a, b in itertools.pairwise(z) if a is not None and b is not None]
    usual = [r for r in ranges if r < 3.267 * mean(ranges)]
    return mean(usual) / 1.128 if usual else nan
