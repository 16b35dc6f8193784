"""Before and after, as counts."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.certainty.assurance import Direction, assurance
from metrics.certainty.difference import newcombe
from metrics.change.two_proportions import (
    Side,
    chi_square,
    chi_square_leads,
    expected_min,
    fisher,
)
from metrics.change.verdict import certainties, sizes, verdicts
from metrics.frames.columns import Bools, Floats, share
from metrics.frames.counts import confidence_level, counts

FEW = 30
Values = npt.NDArray[Any]


def compare(
    passed_before: npt.ArrayLike,
    checked_before: npt.ArrayLike,
    passed_after: npt.ArrayLike,
    checked_after: npt.ArrayLike,
    target: npt.ArrayLike | None = None,
    direction: Direction = "higher",
    confidence: float = 0.95,
    effective_before: npt.ArrayLike | None = None,
    effective_after: npt.ArrayLike | None = None,
    few: float = FEW,
) -> pd.DataFrame:
    """Compare two pooled rates, element by element (arrays broadcast).

    passed_*, checked_*: whole counts (with direction "lower" `passed` counts events, fewer is better).
    target: the rate to reach, 0..1; none, or NaN, where there is none.
    confidence: of the interval; the tests are held against 1 - confidence.
    effective_*: effective sample sizes where items cluster (see `clustering`). They widen the interval
        and weigh in `certainty`; the tests are those of the counts, as papers print them.
    few: with fewer checks than these on a side a change that is not clear is called few_checks.

    Returns a row an element, on the index of `passed_before` where that is a Series:

    - rate_before, rate_after, difference (after - before) as shares, difference_lower,
      difference_upper (Newcombe's hybrid score interval)
    - fisher_p (two-sided), chi2, chi2_p, chi2_yates, chi2_yates_p (NaN where a margin is zero),
      expected_min (least expected count), leads (fisher | chi2 | none): the test to be quoted
    - attainment = (after - before) / (target - before), not clipped; NaN without target and where
      the rate before was on the target or beyond
    - progress = (after - before) / before, better is positive; NaN from nothing
    - size (target_reached | improved | unchanged | worse | no_data, on the exact counts),
      certainty (clear | few_checks | not_clear | none) and verdict, the key that joins the two

    A target reached is clear when the one-sided exact bound reaches it too (`assurance`), against a
    perfect target with at least `few` checks, else few_checks. Any other change is clear when the leading
    test and the interval both say so. Where a side has nothing checked, figures are NaN and size is no_data.

    Raises ValueError for bad or broken counts, targets outside 0..1, an unknown direction.
    """
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher or lower, not {direction}")
    before = counts(passed_before, checked_before, effective_before)
    after = counts(passed_after, checked_after, effective_after)
    columns = np.broadcast_arrays(*before, *after, _targets(target))
    x1, n1, good1, bad1, x2, n2, good2, bad2, goal = (np.ravel(column) for column in columns)
    _whole(x1, n1, x2, n2)
    sides = Side(x1, n1, good1 + bad1), Side(x2, n2, good2 + bad2)
    index = passed_before.index if isinstance(passed_before, pd.Series) else None
    tests = pd.DataFrame(_tests(*sides, confidence), index=index)
    steps = tests.assign(**_steps(tests, goal, 1 if direction == "higher" else -1))
    return steps.assign(**_verdict(steps, *sides, goal, direction, confidence, few))


def _tests(before: Side, after: Side, confidence: float) -> dict[str, Values]:
    """What is known without target or direction."""
    rate_before, rate_after = (share(side.passed, side.checked) for side in (before, after))
    lower, upper = newcombe(*before[:2], *after[:2], confidence, before.effective, after.effective)
    difference = rate_after - rate_before
    leads = [np.isnan(difference), chi_square_leads(before, after)]
    return {
        "rate_before": rate_before,
        "rate_after": rate_after,
        "difference": difference,
        "difference_lower": lower,
        "difference_upper": upper,
        "fisher_p": fisher(before, after),
        **chi_square(before, after)._asdict(),
        "expected_min": expected_min(before, after),
        "leads": np.select(leads, ["none", "chi2"], "fisher"),
    }


def _steps(tests: pd.DataFrame, goal: Floats, sign: int) -> dict[str, Values]:
    """How far on the way to the target, and the size of the change."""
    before, after = (tests[name].to_numpy() for name in ("rate_before", "rate_after"))
    way = np.where(sign * (goal - before) > 0, goal - before, np.nan)
    better = sign * (after - before)
    return {
        "attainment": share(after - before, way),
        "progress": share(better, before),
        "size": sizes(better, sign * (after - goal)),
    }


def _verdict(
    table: pd.DataFrame,
    before: Side,
    after: Side,
    goal: Floats,
    direction: Direction,
    confidence: float,
    few: float,
) -> dict[str, Values]:
    alpha, size = confidence_level(confidence), table["size"].to_numpy(dtype=str)
    leading_p = np.where(table["leads"] == "chi2", table["chi2_p"], table["fisher_p"])
    one_sided = (table["difference_lower"] > 0) | (table["difference_upper"] < 0)
    changed = (leading_p <= alpha) & one_sided.to_numpy()
    reached = _surely_reached(after, goal, direction, confidence, few)
    small = np.fmin(before.effective, after.effective) < few
    certainty = certainties(size, changed, reached, small)
    return {"certainty": certainty, "verdict": verdicts(size, certainty)}


def _targets(target: npt.ArrayLike | None) -> Floats:
    goal = np.asarray(np.nan if target is None else target, dtype=np.float64)
    if np.any((goal < 0) | (goal > 1)):
        raise ValueError("target must lie between 0 and 1 (95 % is 0.95)")
    return goal


def _whole(*columns: Floats) -> None:
    for column in columns:
        if np.any(broken := column != np.rint(column)):
            raise ValueError(
                f"counts to be compared must be whole numbers (got {column[broken][0]:g} "
                f"at position {int(np.flatnonzero(broken)[0])})"
            )


def _surely_reached(
    after: Side, goal: Floats, direction: Direction, confidence: float, few: float
) -> Bools:
    aim = np.where(np.isnan(goal), 0.5, goal)  # without a target nothing is reached anyway
    table = assurance(*after[:2], aim, confidence, after.effective, direction)
    perfect = goal == (1 if direction == "higher" else 0)
    sure: Bools = (table["state"] == "met").to_numpy() & ~(perfect & (after.effective < few))
    return sure
