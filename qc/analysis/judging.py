"""Pool checks, then hold each rate to its target: the two steps that every table shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import assurance, cluster_sums, clustering, interval
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
    numbers, coded = _by_numbers(checks, {*keys, "check_id", on})
    found = clustering(numbers, by=keys, cluster="check_id")
    last = numbers.groupby(keys)[on].max().rename("on").reset_index()
    told = found[[*keys, "checked", "passed", "rate", "effective"]].merge(last, on=keys, how="left")
    names = {name: coded[name].take(told[name]) for name in keys}
    return told.assign(**names, on=coded[on].take(told["on"]))


def summed(results: pd.DataFrame, by: Sequence[str], cluster: str | None) -> pd.DataFrame:
    """`metrics.cluster_sums` of results by texts."""
    keys = list(by)
    numbers, coded = _by_numbers(results, {*keys, *([cluster] if cluster else [])})
    told = cluster_sums(numbers, keys, cluster)
    return told.assign(**{name: coded[name].take(told[name]) for name in keys})


def _by_numbers(
    frame: pd.DataFrame, names: Collection[str]
) -> tuple[pd.DataFrame, dict[str, pd.Index]]:
    """The counts of a frame with some of its texts as numbers, and what each number stands for."""
    coded = {name: _numbered(frame[name]) for name in names}
    numbers = pd.DataFrame({name: codes for name, (codes, _) in coded.items()})
    counts = {name: frame[name].to_numpy() for name in ("checked", "passed")}
    return numbers.assign(**counts), {name: texts for name, (_, texts) in coded.items()}


def _numbered(column: pd.Series) -> tuple[npt.NDArray[Any], pd.Index]:
    """A column of texts as the numbers of its sorted texts, and these, what is missing last: grouping by
    numbers takes a fraction of the time."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, texts = column.cat.codes.to_numpy(dtype=np.int64), column.cat.categories
        if texts.is_monotonic_increasing and (codes >= 0).all():
            return codes, texts
        column = column.astype("str")
    codes, texts = pd.factorize(column, sort=True, use_na_sentinel=False)
    return codes, texts


def judged(frame: pd.DataFrame, catalogue: Catalogue, *, of_items: bool = False) -> pd.DataFrame:
    """A pooled frame with the columns of JUDGED in place of `effective` and `on`.

    `verdict` and `state` are words of `qc.words`, decided on the exact counts against the target in
    force on the day `on`. `lower`/`upper`: 95 % Wilson on the effective sample size; a sample (one
    chart, one person) is independent of the next and counts in full. A census has no interval and
    its verdict is its state. An indicator that the catalogue does not know has no target, nor has
    one that rates whole samples where the frame counts single items (`of_items`).
    """
    known = [catalogue.indicators.get(str(code)) for code in frame["indicator"]]
    rated = [None if i is None or (of_items and i.count == "samples") else i for i in known]
    target = _targets(rated, frame["on"])
    exact = [share(*counts) for counts in zip(frame["passed"], frame["checked"], strict=True)]
    verdict = [
        verdict_of(rate, goal, indicator.direction) if indicator else Verdict.NONE
        for rate, goal, indicator in zip(exact, target, rated, strict=True)
    ]
    worth = _worth(frame, rated)
    told = {
        **dict.fromkeys(("needed", "vouched"), np.full(len(frame), np.nan)),
        **_intervals(frame, rated, worth),
        "target": np.array([as_float(goal) for goal in target], dtype=np.float64),
        "verdict": [str(each) for each in verdict],
        "state": [str(each) for each in map(_plain_state, rated, verdict, exact)],
    }
    table = frame.assign(**{name: told[name] for name in JUDGED})
    for direction in Direction:
        pairs = zip(rated, target, strict=True)
        at = np.array([_is_sampled(i, goal, direction) for i, goal in pairs], dtype=bool)
        if at.any():
            _assure(table, at, worth[at], direction)
    return table.drop(columns=["effective", "on"])


def _targets(rated: Sequence[Indicator | None], days: pd.Series) -> list[Fraction | None]:
    """Each row's target on its day; None where the row has none."""

    @cache
    def target(code: str, day: str) -> Fraction | None:
        return target_of(known[code], dt.date.fromisoformat(day))

    known = {indicator.code: indicator for indicator in rated if indicator}
    pairs = zip(rated, days, strict=True)
    return [target(indicator.code, day) if indicator else None for indicator, day in pairs]


def _plain_state(indicator: Indicator | None, verdict: Verdict, rate: Fraction | None) -> State:
    """The state as far as it needs no bound: a census is sure, and without a target none is met."""
    if rate is None:
        return State.NO_DATA
    unjudged = indicator is None or verdict is Verdict.NONE
    return State.NO_TARGET if unjudged else census_state(verdict)


def _is_sampled(indicator: Indicator | None, target: Fraction | None, direction: Direction) -> bool:
    return (
        indicator is not None
        and target is not None
        and not is_census(indicator)
        and indicator.direction is direction
    )


def _worth(frame: pd.DataFrame, rated: Sequence[Indicator | None]) -> Floats:
    """What a row's checks are worth: of single items their effective sample size, of whole samples
    their number."""
    whole = np.array([bool(i and i.count == "samples") for i in rated], dtype=bool)
    checked = frame["checked"].to_numpy(dtype=np.float64)
    worth: Floats = np.where(whole, checked, frame["effective"].to_numpy(dtype=np.float64))
    return worth


def _intervals(
    frame: pd.DataFrame, rated: Sequence[Indicator | None], worth: Floats
) -> dict[str, Floats]:
    """95 % Wilson on what the checks are worth; a census has none."""
    census = np.array([bool(i and is_census(i)) for i in rated], dtype=bool)
    bounds = interval(frame["passed"].to_numpy(), frame["checked"].to_numpy(), effective=worth)
    lower, upper = (np.where(census, np.nan, bound) for bound in bounds)
    return {"lower": lower, "upper": upper}


def _assure(
    table: pd.DataFrame, at: npt.NDArray[np.bool_], worth: Floats, direction: Direction
) -> None:
    """How sure the sampled rows (`at`) of one direction are: state, what is still needed, what they
    vouch for."""
    rows = table[at]
    passed, checked = rows["passed"].to_numpy(), rows["checked"].to_numpy()
    target = rows["target"].to_numpy()
    sure = assurance(passed, checked, target, effective=worth, direction=direction.value)
    higher = direction is Direction.HIGHER
    clean = (target == 1) & (passed == checked) if higher else (target == 0) & (passed == 0)
    bound = sure["lower" if higher else "upper"].to_numpy()
    table.loc[at, "state"] = sure["state"].to_list()
    table.loc[at, "needed"] = sure["needed"].to_numpy()
    table.loc[at, "vouched"] = np.where(clean & (checked > 0), bound, np.nan)
