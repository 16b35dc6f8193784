"""Describing numbers with the standard library, one group and one pair at a time."""

from __future__ import annotations

import math
import statistics

from tests.rival_implementations.comparing_units import quantile


def figures(values):
    """n, missing, mean, sd, min, quartiles, max of values of which some are None."""
    known = [value for value in values if value is not None]
    nan = math.nan
    if not known:
        return [0, len(values), nan, nan, nan, nan, nan, nan, nan]
    return [
        len(known),
        len(values) - len(known),
        statistics.fmean(known),
        statistics.stdev(known) if len(known) > 1 else nan,
        min(known),
        *(quantile(known, q) for q in (0.25, 0.5, 0.75)),
        max(known),
    ]


def ranks(values):
    """Ranks from 1, ties at their mean."""
    return [
        sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2
        for value in values
    ]


def correlation(first, second, by_rank):
    """(r, n) over the pairs of which none is None; NaN without spread."""
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if None not in (a, b)]
    if len(pairs) < 2:
        return math.nan, len(pairs)
    a, b = (list(column) for column in zip(*pairs, strict=True))
    if by_rank:
        a, b = ranks(a), ranks(b)
    if len(set(a)) == 1 or len(set(b)) == 1:
        return math.nan, len(pairs)
    return statistics.correlation(a, b), len(pairs)


def pareto_change(before, after):
    """{category: (defects, checked)} twice -> {category: (rank, rank, rate, rate, status)}, in order."""

    def ranked(period):
        failed = [name for name in period if period[name][0]]
        return sorted(failed, key=lambda name: (-period[name][0], name))

    orders = [ranked(before), ranked(after)]
    rows = {}
    for name in [*orders[0], *(name for name in orders[1] if name not in orders[0])]:
        places = [order.index(name) + 1 if name in order else None for order in orders]
        rates = [
            period[name][0] / period[name][1] if period.get(name, (0, 0))[1] else None
            for period in (before, after)
        ]
        status = "new" if places[0] is None else "vanished" if places[1] is None else "kept"
        rows[name] = (*places, *rates, status)
    return rows
