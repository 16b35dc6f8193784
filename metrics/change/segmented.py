"""Two straight lines through each series, before and after, as a regression design."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metrics.change.autoregression import Design
from metrics.change.observed import Observed
from metrics.frames.columns import Bools, Floats

TERMS = 4
SHORTEST = 8  # rows to which even no series is padded, so that the design keeps its shape


class Lines(NamedTuple):
    """Terms: level and slope before (time 0 is the first period after), change of level, of slope.
    Time is in units of `scale` periods, which keeps the equations well conditioned; `last` is the
    last period with data. A row a series."""

    design: Design
    last: Floats
    scale: Floats


def segmented_lines(observed: Observed, late: Bools, known: Bools, enough: Bools) -> Lines:
    """The designs of those series that have enough points, from the rows that are known."""
    rows = np.flatnonzero(known & enough[observed.series])
    series = (np.cumsum(enough) - 1)[observed.series[rows]]
    count = int(enough.sum())
    place = np.arange(len(rows)) - np.searchsorted(series, np.arange(count))[series]
    period = observed.period[rows].astype(np.float64)

    begin, last = np.full(len(enough), np.inf), np.zeros(count)
    np.minimum.at(begin, observed.series[late], observed.period[late])
    np.maximum.at(last, series, period)
    last -= begin[enough]
    scale = last + 1
    time = (period - begin[enough][series]) / scale[series]
    heavy = np.sqrt(observed.weight[rows])

    shape = count, int(place.max(initial=SHORTEST - 1)) + 1
    x, y, apart, seen = (np.zeros((*shape, *size)) for size in ((TERMS,), (), (), ()))
    terms = np.stack([np.ones(len(rows)), time, late[rows], time * late[rows]], axis=1)
    x[series, place] = terms * heavy[:, None]
    y[series, place] = observed.value[rows] * heavy
    apart[series, place] = np.where(place > 0, np.diff(period, prepend=0), 0)
    seen[series, place] = 1
    return Lines(Design(x, y, apart, seen == 1), last, scale)
