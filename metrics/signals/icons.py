"""Icons of the NHS method: how does a series vary, and can it be relied upon to meet its target?"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.frames.columns import Floats, Names, beside, names, narrow, numbers
from metrics.frames.segments import starts
from metrics.signals.nhs import HIGH, LOW

Direction = Literal["higher", "lower", "neutral"]
Texts = npt.NDArray[np.str_]
CHART = ("value", "centre", "lower", "upper", "special_cause")


def icons(
    chart: pd.DataFrame,
    *,
    by: Names = None,
    target: float | str | None = None,
    direction: Direction = "higher",
) -> pd.DataFrame:
    """The icons of each series of a chart, read off its last point with a value that was judged.

    chart: what `control_chart` returns with the rule "nhs", its rows in that order. Of any kind: "nhs"
        draws as the NHS does; rates near 100 % want p or pp, whose limits come from counts.
    by: the columns that name a series.
    target: on the value's scale, one for all or a column of the chart; NaN where there is none.
    direction: which way is better.

    Returns a row for each series: the by-columns, that point's `centre`, `lower`, `upper` and
    `special_cause`, and

    - variation: common_cause; improvement_high | improvement_low, concern_high | concern_low (a special
      cause, to the better or the worse side); with direction "neutral" neutral_high | neutral_low;
      none without a judged point.
    - assurance: pass | fail (the target lies beyond the limits); inconsistent (it does not: chance alone
      may meet it at some times and miss it at others. Without limits, lower and upper NaN, nothing is
      ruled out either); none without target, without a judged point, or with direction "neutral". It
      tells what the process will do, not whether the target is met: that is `assurance`, on counts.

    Raises ValueError for a missing column and an unknown direction.

    Source: NHS England, Making Data Count: Strengthening your decisions, 2019.
    """
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher, lower or neutral, not {direction}")
    keys, column = names(by), target if isinstance(target, str) else None
    narrow(chart, *keys, *CHART, column)
    last = _last_judged(chart, keys)
    goal = numbers(last, column) if column else np.full(len(last), _or_nan(target))
    cause = last["special_cause"].to_numpy(dtype=np.str_)
    return beside(
        last[[*keys, *CHART[1:]]],
        variation=_variation(cause, direction),
        assurance=_assurance(
            goal, cause, numbers(last, "lower"), numbers(last, "upper"), direction
        ),
    )


def _or_nan(target: float | str | None) -> float:
    return np.nan if target is None else float(target)


def _last_judged(chart: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Each series' last row that was judged; its last row where none was."""
    series = np.cumsum(starts(chart, keys)) - 1
    judged = (chart["special_cause"] != "not_judged").to_numpy(dtype=bool)
    ranked = np.lexsort((judged, series))  # stable: within each series the judged ones last
    ends = np.flatnonzero(np.diff(series, append=-1))
    return chart.iloc[ranked[ends]].reset_index(drop=True)


def _variation(cause: Texts, direction: Direction) -> Texts:
    if direction == "neutral":
        high, low = "neutral_high", "neutral_low"
    elif direction == "higher":
        high, low = "improvement_high", "concern_low"
    else:
        high, low = "concern_high", "improvement_low"
    found = [np.isin(cause, HIGH), np.isin(cause, LOW), cause == "none"]
    return np.select(found, [high, low, "common_cause"], "none")


def _assurance(
    goal: Floats, cause: Texts, lower: Floats, upper: Floats, direction: Direction
) -> Texts:
    over, under = ("fail", "pass") if direction == "higher" else ("pass", "fail")
    none = np.isnan(goal) | (cause == "not_judged") | (direction == "neutral")
    return np.select([none, goal > upper, goal < lower], ["none", over, under], "inconsistent")
