"""Anhøj's two run rules: an unusually long run, or unusually few crossings of the centre line.

Source: Anhøj & Olesen, PLOS ONE 2014; 9(11): e113825; Anhøj, PLOS ONE 2015; 10(3): e0121349. Useful
points are those not on the centre line. A signal is a run longer than round(log2 n) + 3 or fewer
crossings than the 5 % quantile of binomial(n - 1, 1/2).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import bdtr, bdtrik

from metrics.frames.columns import Bools, Floats, Ints
from metrics.frames.segments import within


class RunTest(NamedTuple):
    """One value a segment; counts and limits are NaN where no point is useful."""

    signal: Bools
    longest_run: Floats
    longest_run_max: Floats
    crossings: Floats
    crossings_min: Floats


def run_test(value: Floats, centre: Floats, segment: Ints, segments: int) -> RunTest:
    """Test each segment's points, given in order with their centre line. NaN points are passed over,
    so that a run goes on across a gap."""
    useful = np.isfinite(value) & np.isfinite(centre) & (value != centre)
    above, segment = (value > centre)[useful], segment[useful]
    same = within(segment)
    crossing = same & (above[1:] != above[:-1])
    new_run = np.r_[True, crossing | ~same][: len(segment)]
    run = np.cumsum(new_run) - 1
    count = np.bincount(segment, minlength=segments)
    longest = np.zeros(segments)
    own = segment[new_run]  # the segment of each run; they stand in order
    if len(own):
        first = np.flatnonzero(np.r_[True, ~within(own)])
        longest[own[first]] = np.maximum.reduceat(np.bincount(run), first)
    crossings = np.bincount(segment[1:], crossing, minlength=segments)
    sizes, which = np.unique(count, return_inverse=True)  # few sizes, many series
    longest_max, crossings_min = (limit[which] for limit in limits(sizes))
    signal = (longest > longest_max) | (crossings < crossings_min)
    shown = (
        np.where(count > 0, x, np.nan) for x in (longest, longest_max, crossings, crossings_min)
    )
    return RunTest(signal & (count > 0), *shown)


def limits(useful: Ints) -> tuple[Floats, Floats]:
    """(longest run, fewest crossings) that chance still explains, for any number of useful points."""
    points = np.maximum(useful, 1)
    longest = np.rint(np.log2(points)) + 3
    pairs = np.maximum(points - 1, 1)
    # The smallest count whose distribution function reaches 5 %; the inverse may land a step high.
    fewest = np.ceil(bdtrik(0.05, pairs, 0.5))
    below = np.maximum(fewest - 1, 0)
    fewest = np.where(bdtr(below, pairs, 0.5) >= 0.05, below, fewest)
    return longest, np.where(points > 1, fewest, 0.0)
