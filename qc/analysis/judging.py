"""Pool checks, then hold each rate to its target: the two steps that every table shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import assurance, clustering, interval, rates
from qc.analysis.verdicts import as_float, census_state, is_census, share, target_of, verdict_of
from qc.catalogue.model import Catalogue, Indicator
from qc.words import Direction, State, Verdict

Floats = npt.NDArray[np.float64]

JUDGED = ("lower", "upper", "target", "verdict", "state", "needed", "vouched")


def pooled(checks: pd.DataFrame, by: Sequence[str], on: str = "date") -> pd.DataFrame:
    """One row per combination of the by-columns, `indicator` among them: `checked`, `passed`,
    `rate`, `effective` (the sample size that the checks are worth: items of one check resemble each
    other) and `on`, the last of the days in the column of that name, by which the target is asked.
    """
    keys = list(by)
    frame = rates(checks, by=keys, count="items")
    size = clustering(checks, by=keys, cluster="check_id")[[*keys, "effective"]]
    last = checks.groupby(keys, observed=True)[on].max().rename("on").reset_index()
    return frame.merge(size, on=keys, how="left").merge(last, on=keys, how="left")


def judged(frame: pd.DataFrame, catalogue: Catalogue, *, of_items: bool = False) -> pd.DataFrame:
    """A pooled frame with the columns of JUDGED in place of `effective` and `on`.

    `verdict` and `state` are words of `qc.words`, decided on the exact counts against the target in
    force on the day `on`. `lower`/`upper`: 95 % Wilson on the effective sample size; a sample (one
    chart, one person) is independent of the next and counts in full. A census has no interval and
    its verdict is its state. An indicator that the catalogue does not know has no target, nor has
    one that rates whole samples where the frame counts single items (`of_items`).
    """
    parts = [
        rows.assign(**_judgement(rows, catalogue.indicators.get(str(code)), of_items))
        for code, of_one in frame.groupby("indicator", sort=False, observed=True)
        for rows in _by_target(of_one, catalogue.indicators.get(str(code)))
    ]
    whole = pd.concat(parts).loc[frame.index] if parts else frame.assign(**_blank(frame))
    return whole.drop(columns=["effective", "on"])


Columns = dict[str, Any]


def _by_target(rows: pd.DataFrame, indicator: Indicator | None) -> Iterator[pd.DataFrame]:
    """The rows of one indicator, those of days without a target apart: it was set later, or given up."""
    none = [indicator is None or _target(indicator, day) is None for day in rows["on"]]
    for _, part in rows.groupby(none, sort=False):
        yield part


def _target(indicator: Indicator, day: str) -> Fraction | None:
    return target_of(indicator, dt.date.fromisoformat(day))


def _without_target(rows: pd.DataFrame, indicator: Indicator) -> Columns:
    """What can be said where nobody has set a target: the rate and, of a sample, its interval."""
    states = [State.NO_TARGET if checked else State.NO_DATA for checked in rows["checked"]]
    told = {**_blank(rows), "state": [str(state) for state in states]}
    if is_census(indicator):
        return told
    effective = rows["effective"] if indicator.count == "items" else None
    lower, upper = interval(rows["passed"], rows["checked"], effective=effective)
    return {**told, "lower": lower, "upper": upper}


def _judgement(rows: pd.DataFrame, indicator: Indicator | None, of_items: bool) -> Columns:
    """The columns of JUDGED for rows of one indicator."""
    if indicator is None or (of_items and indicator.count == "samples"):
        lower, upper = interval(rows["passed"], rows["checked"], effective=rows["effective"])
        return {**_blank(rows), "lower": lower, "upper": upper}
    targets = [_target(indicator, day) for day in rows["on"]]
    if None in targets:
        return _without_target(rows, indicator)
    rated = [share(*counts) for counts in zip(rows["passed"], rows["checked"], strict=True)]
    verdicts = [verdict_of(*pair, indicator.direction) for pair in zip(rated, targets, strict=True)]
    target = np.array([as_float(each) for each in targets])
    judgement = {**_blank(rows), "target": target, "verdict": [str(each) for each in verdicts]}
    if is_census(indicator):
        return {**judgement, "state": [str(census_state(each)) for each in verdicts]}
    return {**judgement, **_assured(rows, indicator, target)}


def _blank(rows: pd.DataFrame) -> Columns:
    words = {"verdict": str(Verdict.NONE), "state": str(State.NO_DATA)}
    return {name: [words.get(name, np.nan)] * len(rows) for name in JUDGED}


def _assured(rows: pd.DataFrame, indicator: Indicator, target: Floats) -> Columns:
    """How sure a sample is: interval, state, what is still needed, what it can vouch for."""
    passed, checked = rows["passed"].to_numpy(), rows["checked"].to_numpy()
    effective = rows["effective"].to_numpy() if indicator.count == "items" else None
    lower, upper = interval(passed, checked, effective=effective)
    sure = assurance(
        passed, checked, target, effective=effective, direction=indicator.direction.value
    )
    higher = indicator.direction is Direction.HIGHER
    clean = (target == 1) & (passed == checked) if higher else (target == 0) & (passed == 0)
    return {
        "lower": lower,
        "upper": upper,
        "state": sure["state"].to_list(),
        "needed": sure["needed"].to_numpy(),
        "vouched": np.where(clean & (checked > 0), sure["lower" if higher else "upper"], np.nan),
    }
