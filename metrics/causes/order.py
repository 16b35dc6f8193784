"""An order with ties where the difference is not clear."""

from __future__ import annotations

import numpy as np

from metrics.causes.beta_binomial import Posterior, surely_better
from metrics.frames.columns import Bools, Floats, Ints
from metrics.frames.segments import total

PAIRS = 1_000_000  # compared at once


def order_of(ranked: Posterior, group: Ints, groups: int, sure: Floats) -> tuple[Floats, Bools]:
    """The order of units sorted by group and posterior mean, best first, those without data (NaN) last.

    From the top down: a unit shares the order of the leader above it unless the leader is better with
    probability `sure` (one of each row, the same within a group); then it leads, and its order is its place. Returns (order, is it shared);
    NaN and False without data. All groups go down together.
    """
    start = np.searchsorted(group, np.arange(groups))
    size = total(np.isfinite(ranked.good), group, groups).astype(np.int64)
    order, leader = np.full(len(group), np.nan), start.copy()
    for step in range(int(size.max(initial=0))):
        going = np.flatnonzero(step < size)
        here, above = start[going] + step, leader[going]
        clear = surely_better(ranked, above, here, sure[here]) | (step == 0)
        leader[going] = np.where(clear, here, above)
        order[here] = leader[going] - start[going] + 1
    shared = np.zeros(len(group), dtype=bool)
    same = (group[1:] == group[:-1]) & (order[1:] == order[:-1])
    shared[1:] |= same
    shared[:-1] |= same
    return order, shared


def order_range(ranked: Posterior, group: Ints, groups: int, sure: Floats) -> tuple[Floats, Floats]:
    """Of each unit the best order (one more than the units of its group clearly better) and the worst
    (their number less those clearly worse); NaN without data. The units are sorted as in `order_of`."""
    known = np.isfinite(ranked.good)
    size = total(known, group, groups).astype(np.int64)[group] * known
    place = np.arange(len(group)) - np.searchsorted(group, group)
    above, below = np.zeros(len(group)), np.zeros(len(group))
    below_of = np.maximum(size - place - 1, 0)  # units after this one in its group
    rows = np.arange(len(group))
    for some in np.array_split(rows, max(int(below_of.sum()) // PAIRS, 1)):
        first = np.repeat(some, below_of[some])
        ends = np.cumsum(below_of[some])
        second = (
            first + 1 + np.arange(len(first)) - np.repeat(ends - below_of[some], below_of[some])
        )
        clear = surely_better(ranked, first, second, sure[first])
        below += np.bincount(first[clear], minlength=len(group))
        above += np.bincount(second[clear], minlength=len(group))
    return np.where(known, 1 + above, np.nan), np.where(known, size - below, np.nan)
