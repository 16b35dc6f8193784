"""Control charts of many series at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from metrics.charts.counted import check_denominator, counted
from metrics.charts.kinds import Kind, kind_of, shown, taken
from metrics.charts.points import Limits, Points
from metrics.charts.series import baseline, excluded, in_order, points_in
from metrics.frames.columns import Bools, Floats, Names, names, numbers, refuse_taken
from metrics.signals.anhoej import run_test
from metrics.signals.rules import POINT_RULES, Drawn, point_flags

Direction = Literal["higher", "lower"]
ANHOEJ = "anhoej"
LINES = {"lower": -3, "upper": 3, "lower95": -2, "upper95": 2}  # in standard deviations


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
    rules: Sequence[str] = (ANHOEJ,),
    screened: bool = True,
    target: str | None = None,
    direction: Direction = "higher",
) -> pd.DataFrame:
    """Centre line, limits and signals of a chart for each series.

    frame: a row for each period of each series, of any kind that narwhals supports, in any order.
    chart: by what is counted. "p": x of n; "pp": the same where it varies more than counting explains
        (Laney's p′); "np": x itself; "u": events per n; "up": the same, over-dispersed (u′); "c": events
        in equal periods; "g", "t": cases, or time, between rare events (`between_failures`); "xmr":
        measurements; "nhs": the same with the NHS's limits (`icons`); "ip": measurements or ratios with
        unequal n (Taylor's i′); "run": median only.
    numerator, denominator: columns; the value is their quotient, on np, c, g and t charts the numerator.
        p, pp, np: 0 ≤ numerator ≤ denominator; u, up: 0 ≤ numerator; c, g, t: 0 ≤ numerator, no
        denominator; run, xmr, nhs, ip: any numbers, with or without. Denominator 0 or anything missing
        is a gap: the row stays, its value is NaN, a run goes on across it and a moving range does not.
    order, by: the period's column; the columns that name a series (none: one series).
    freeze: yes-no column: those rows set centre and limits (of each phase; all rows where none is
        marked). The run test covers all rows.
    phases: column whose change begins new centre, limits and run test.
    exclude: yes-no column, or the reasons as text (blank: none): these rows set no limits and are no
        part of the run test.
    rules: "anhoej" fills `runs_signal`; others add columns of their own ("western_electric",
        "nelson", "nhs": `metrics.signals.rules`).
    screened: leave out moving ranges of 3.267 means or more, once (xmr, nhs, t, ip, pp, up).
    target, direction: column of targets on the value's scale, which may change by row; "lower" where
        the value must stay at or under it.

    Returns the frame, sorted by series and order, with `value`, `centre`, `lower`, `upper` (± 3 σ),
    `lower95`, `upper95` (± 2 σ; within 0..1 on p and pp, 0..n on np, not under 0 on u, up, c, g and t;
    NaN on a run chart and where no spread can be measured), `beyond_limits` (also of excluded rows)
    and, the same on all rows of a phase, `runs_signal`, `longest_run`, `longest_run_max`, `crossings`,
    `crossings_min` (NaN where no point lies off the centre line). With a target also `attained`
    (nullable boolean: NA at gaps and without target; exact, the quotient of the counts).

    Raises ValueError for an unknown chart, rule or direction, a missing column, a by- or order-column
    with the name of a column that is returned, a denominator missing or out of place, and numbers that
    break the chart's rule. Other columns of such a name are replaced.

    Source: each chart's in `metrics.charts.limits`; `docs/methods.md`.
    """
    kind, keys = kind_of(chart), names(by)
    _check_choices(chart, kind, denominator, rules, direction)
    columns = (numerator, denominator, freeze, phases, exclude, target)
    table = in_order(frame, [*keys, order], *columns)
    read = counted(table, numerator, denominator, order, kind.rule)
    points = taken(kind, points_in(table, read, [*keys, *names(phases)]))
    out = excluded(table, exclude)
    base = baseline(table, freeze, points.segment, points.segments) & ~out
    limits = kind.limits(points._replace(base=base, screened=screened))
    lines = _lines(kind, limits)
    added = _plotted(kind, points, limits, lines) | _signals(
        kind, points, limits, lines, out, rules
    )
    if target is not None:
        most = kind.most if kind.shown is None else np.inf
        added["attained"] = _attained(added["value"], numbers(table, target), direction, most)
    refuse_taken([*keys, order], *added)
    return _beside(table, added)


def _check_choices(
    chart: str, kind: Kind, denominator: str | None, rules: Sequence[str], direction: str
) -> None:
    check_denominator(chart, kind.rule, denominator)
    known = (ANHOEJ, *POINT_RULES)
    if unknown := [rule for rule in names(rules) if rule not in known]:
        raise ValueError(f"rules must be of {', '.join(known)}, not {', '.join(unknown)}")
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher or lower, not {direction}")


def _lines(kind: Kind, limits: Limits) -> dict[str, Floats]:
    """The limits on the scale on which they are measured, cut at its ends."""
    return {
        name: np.clip(limits.around + factor * limits.sigma, kind.least, kind.most)
        for name, factor in LINES.items()
    }


def _plotted(
    kind: Kind, points: Points, limits: Limits, lines: dict[str, Floats]
) -> dict[str, Any]:
    """Value and lines on the scale that is shown."""
    counts = np.where(np.isfinite(points.value), points.part, np.nan)
    value = points.value if kind.shown is None else counts
    lines = {"centre": limits.centre} | lines
    return {"value": value} | {name: shown(kind, line, points) for name, line in lines.items()}


def _signals(
    kind: Kind,
    points: Points,
    limits: Limits,
    lines: dict[str, Floats],
    out: Bools,
    rules: Sequence[str],
) -> dict[str, Any]:
    value, segment, lower, upper = points.value, points.segment, lines["lower"], lines["upper"]
    tested = np.where(out, np.nan, value)
    runs = run_test(tested, limits.centre, segment, points.segments)
    sigma = limits.sigma if kind.zones else np.full(len(value), np.nan)
    drawn = Drawn(tested, limits.centre, sigma, lower, upper, segment)
    return {
        "beyond_limits": (value < lower) | (value > upper),
        "runs_signal": runs.signal[segment] & (ANHOEJ in names(rules)),
        "longest_run": runs.longest_run[segment],
        "longest_run_max": runs.longest_run_max[segment],
        "crossings": runs.crossings[segment],
        "crossings_min": runs.crossings_min[segment],
        **point_flags([rule for rule in names(rules) if rule != ANHOEJ], drawn),
    }


def _attained(value: Floats, target: Floats, direction: Direction, most: float) -> Any:
    if np.any(target > most):
        raise ValueError(f"target must lie on the chart's scale, up to {most:g} (95 % is 0.95)")
    reached = value >= target if direction == "higher" else value <= target
    return pd.arrays.BooleanArray(reached, np.isnan(value) | np.isnan(target))


def _beside(table: pd.DataFrame, added: dict[str, Any]) -> pd.DataFrame:
    """The table with these columns, which take the place of any of the same name."""
    kept = table.drop(columns=[name for name in added if name in table.columns])
    return pd.concat([kept, pd.DataFrame(added, index=table.index, copy=False)], axis=1)
