"""Where a centre line no longer holds: proposals of a new phase, never applied here."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics.charts.counted import counted
from metrics.charts.kinds import kind_of, shown, taken
from metrics.charts.series import excluded, in_order, points_in
from metrics.frames.columns import Bools, Ints, Names, beside, names, numbers
from metrics.frames.segments import starts, within

SHIFT = 8  # points on one side of the centre line
ROUNDING = 1e-9  # of a value: as near as this it lies on the centre line


class _Shift(NamedTuple):
    """The last run of each segment: row of its first point, its points, the points before it."""

    start: Ints
    points: Ints
    before: Ints
    segment: Ints


def rebase_proposals(
    charted: Any,
    chart: str = "p",
    *,
    numerator: str,
    denominator: str | None = None,
    order: str,
    by: Names = None,
    phases: str | None = None,
    exclude: str | None = None,
) -> pd.DataFrame:
    """Where a lasting shift suggests new limits; a proposal only, for a person who knows the cause.

    charted: what `control_chart` returned; the other parameters as they were given to it.

    Returns a row for each series whose last phase ends in at least 8 points on one side of its centre
    line (points on the line and gaps are passed over), with at least 8 on or off the line before them:
    the by-columns, `start` (order of the first point of the shift), `points`, `centre_before`,
    `centre_after` (of the points since the shift, by the chart's own formula), and `reason`: long_run
    where the run exceeds Anhøj's limit, else shift. One proposal a series at a time: chart again with
    the new phase to see whether another is due.

    Raises ValueError for an unknown chart and a missing column.

    Source: the shift rule of eight and new limits only for a lasting, understood change: Provost &
    Murray, The Health Care Data Guide, 2011; NHS England, Making Data Count (recalculation is a
    judgement that the team writes down, not a formula).
    """
    kind, keys = kind_of(chart), names(by)
    columns = (numerator, denominator, phases, exclude, "value", "centre", "longest_run_max")
    table = in_order(charted, [*keys, order], *columns)
    read = counted(table, numerator, denominator, order, kind.rule)
    points = taken(kind, points_in(table, read, [*keys, *names(phases)]))
    included = ~excluded(table, exclude) & np.isfinite(points.value)
    shift = _last_runs(table, included, points.segment)
    wanted = _is_last(table, keys, points.segment)[shift.segment]
    wanted &= (shift.points >= SHIFT) & (shift.before >= SHIFT)
    row, length = shift.start[wanted], shift.points[wanted]
    first = np.full(points.segments, len(table))
    first[shift.segment[wanted]] = row
    since = included & (np.arange(len(table)) >= first[points.segment])
    after = shown(kind, kind.limits(points._replace(base=since)).centre, points)
    long = length > numbers(table, "longest_run_max")[row]
    return beside(
        table.loc[row, keys].reset_index(drop=True),
        start=table[order].to_numpy()[row],
        points=length,
        centre_before=numbers(table, "centre")[row],
        centre_after=after[row],
        reason=np.where(long, "long_run", "shift").astype(object),
    )


def _last_runs(table: pd.DataFrame, included: Bools, segment: Ints) -> _Shift:
    """The run on one side of the centre line with which each segment ends."""
    value, centre = numbers(table, "value"), numbers(table, "centre")
    off = included & np.isfinite(centre) & ~np.isclose(value, centre, rtol=ROUNDING, atol=0)
    row = np.flatnonzero(off)
    above, segments = (value > centre)[row], segment[row]
    same = within(segments)
    begins = np.r_[True, ~same | (above[1:] != above[:-1])][: len(row)]
    run = np.flatnonzero(begins)  # places of first points
    length = np.diff(np.r_[run, len(row)])
    last = np.r_[np.diff(segments[run]) != 0, True][: len(run)]
    start, belongs = row[run[last]], segments[run[last]]
    known = np.r_[0, np.cumsum(included)]  # included points above each row
    opened = np.searchsorted(segment, belongs)
    return _Shift(start, length[last], known[start] - known[opened], belongs)


def _is_last(table: pd.DataFrame, keys: list[str], segment: Ints) -> Bools:
    """Is each segment the last of its series?"""
    first = starts(table, keys)
    ends = np.r_[first[1:], True][: len(table)]
    last: Bools = np.zeros(int(segment[-1]) + 1 if len(segment) else 0, dtype=bool)
    last[segment[ends]] = True
    return last
