"""Control charts of many series at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from metrics.charts.limits import LIMITS, Points
from metrics.frames.columns import (
    Bools,
    Floats,
    Ints,
    Names,
    flags,
    names,
    narrow,
    numbers,
    share,
    to_pandas,
)
from metrics.frames.segments import starts, total
from metrics.signals.anhoej import run_test

RULES = ("anhoej",)


def control_chart(
    frame: Any,
    chart: str = "p",
    *,
    numerator: str,
    denominator: str | None = None,
    order: str,
    by: Names = None,
    freeze: str | None = None,
    phases: str | None = None,
    exclude: str | None = None,
    rules: Sequence[str] = RULES,
) -> pd.DataFrame:
    """Centre line, limits and signals of a chart for each series.

    frame: a row for each period of each series, of any kind that narwhals supports, in any order.
    chart: "p" (pooled rate, binomial limits), "run" (median, no limits), "pp" (Laney's p′, for more
        variation than counting explains).
    numerator, denominator: columns of the counts; the value is their quotient. A run chart without
        denominator takes the numerator as the value. Denominator 0 or missing is a gap: the row
        stays, its value is NaN, a run goes on across it and a moving range does not.
    order, by: the period's column; the columns that name a series (none: one series).
    freeze: yes-no column: those rows set centre and limits (of each phase; all rows where none is
        marked). The run test covers all rows.
    phases: column whose change begins new centre, limits and run test.
    exclude: yes-no column: these rows set no limits and are no part of the run test.
    rules: run rules for `runs_signal`; "anhoej" or none.

    Returns the frame, sorted by series and order, with `value`, `centre`, `lower`, `upper` (± 3 σ),
    `lower95`, `upper95` (± 2 σ; all within 0..1, NaN on a run chart and where no spread can be
    measured), `beyond_limits` (also of excluded rows) and, the same on all rows of a phase,
    `runs_signal`, `longest_run`, `longest_run_max`, `crossings`, `crossings_min` (NaN where no point
    lies off the centre line).

    Raises ValueError for an unknown chart or rule, a missing column, numerators outside 0..denominator.
    """
    keys = names(by)
    _check_choices(chart, denominator, rules)
    wanted = (numerator, denominator, order, *keys, freeze, phases, exclude)
    table = to_pandas(narrow(frame, *wanted)).sort_values(
        [*keys, order], kind="stable", ignore_index=True
    )
    points = points_of(table, numerator, denominator, names([*keys, *names(phases)]))
    value, segment = points.value, points.segment
    included = ~flags(table, exclude, default=False)
    baseline = _baseline(flags(table, freeze, default=True), segment, points.segments)
    centre, sigma = LIMITS[chart](points._replace(base=included & baseline))
    lower, upper = _within_scale(centre - 3 * sigma), _within_scale(centre + 3 * sigma)
    runs = run_test(np.where(included, value, np.nan), centre, segment, points.segments)
    return table.assign(
        value=value,
        centre=centre,
        lower=lower,
        upper=upper,
        lower95=_within_scale(centre - 2 * sigma),
        upper95=_within_scale(centre + 2 * sigma),
        beyond_limits=(value < lower) | (value > upper),
        runs_signal=runs.signal[segment] & ("anhoej" in rules),
        longest_run=runs.longest_run[segment],
        longest_run_max=runs.longest_run_max[segment],
        crossings=runs.crossings[segment],
        crossings_min=runs.crossings_min[segment],
    )


def _check_choices(chart: str, denominator: str | None, rules: Sequence[str]) -> None:
    if chart not in LIMITS:
        raise ValueError(f"chart must be one of {', '.join(LIMITS)}, not {chart}")
    if unknown := [rule for rule in names(rules) if rule not in RULES]:
        raise ValueError(f"rules must be of {', '.join(RULES)}, not {', '.join(unknown)}")
    if denominator is None and chart != "run":
        raise ValueError(f"a {chart} chart needs a denominator")


def points_of(
    table: pd.DataFrame, numerator: str, denominator: str | None, series: list[str]
) -> Points:
    """The points of a sorted table, all of them base; a segment for each change of `series`."""
    part = numbers(table, numerator)
    whole = np.ones(len(table)) if denominator is None else numbers(table, denominator)
    if denominator is not None and np.any((part < 0) | (part > whole) | np.isinf(whole)):
        raise ValueError(f"{numerator} must lie between 0 and {denominator} in every row")
    first = starts(table, series)
    base = np.ones(len(table), dtype=bool)
    return Points(share(part, whole), part, whole, base, np.cumsum(first) - 1, int(first.sum()))


def _baseline(marked: Bools, segment: Ints, segments: int) -> Bools:
    """The marked rows, or all rows of a segment in which none is marked."""
    unmarked: Bools = total(marked, segment, segments) == 0
    return marked | unmarked[segment]


def _within_scale(limit: Floats) -> Floats:
    return np.clip(limit, 0, 1)
