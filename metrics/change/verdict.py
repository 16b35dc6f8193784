"""The verdict on a change: how large, how sure, what the chart says, what comes next. Keys, no words.

A key's words are the caller's; `KEYS` holds all that can come up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.frames.columns import Bools, Floats

SIZES = ("target_reached", "improved", "unchanged", "worse", "no_data")
CERTAINTIES = ("clear", "few_checks", "not_clear", "none")
SIGNALS = ("improvement", "none", "deterioration", "unknown")
VERDICTS = (
    "target_reached_clear",
    "target_reached_few_checks",
    "improved_clear",
    "improved_few_checks",
    "improved_not_clear",
    "unchanged_few_checks",
    "unchanged_not_clear",
    "worse_clear",
    "worse_few_checks",
    "worse_not_clear",
    "no_data",
)
NEXT_STEPS = ("close", "keep_following", "keep_going", "change_measures", "find_cause", "check")
KEYS = {
    "size": SIZES,
    "certainty": CERTAINTIES,
    "signal": SIGNALS,
    "sentence": VERDICTS,
    "next_step": NEXT_STEPS,
}
"""A column of `change_verdict` -> the keys that it can hold; `sentence` joins size and certainty, as
the verdict of `compare` does."""

OF_ICONS = {
    "improvement_high": "improvement",
    "improvement_low": "improvement",
    "common_cause": "none",
    "concern_high": "deterioration",
    "concern_low": "deterioration",
    "neutral_high": "unknown",
    "neutral_low": "unknown",
}
"""The `variation` of `icons` -> the signal that it is."""

CLEAN_RECHECKS = 3  # in a row, after which a target reached on few checks may close

Keys = npt.NDArray[np.str_]


def change_verdict(
    comparison: pd.DataFrame,
    signal: npt.ArrayLike | None = None,
    sustained: npt.ArrayLike | None = None,
    rechecks_clean: npt.ArrayLike = 0,
) -> pd.DataFrame:
    """One verdict a row, made of the counts, the chart and the re-checks.

    comparison: the rows of `compare` (its `size` and `certainty`).
    signal: what the chart says since the change: improvement | none | deterioration | unknown, or the
        `variation` of `icons`; one for all or one a row, a Series by the comparison's index. No chart:
        unknown.
    sustained: is the target met in each of the last periods (see `sustained`)? As signal; where it was
        not asked (None) it has not been shown to last.
    rechecks_clean: re-checks in a row, up to the last one, in which all passed.

    Returns, on the comparison's index, `size`, `certainty`, `signal`, `sentence` (the verdict's key),
    `next_step` and `may_close`: a target reached may close when that is clear and sustained, or after
    three clean re-checks in a row; never while the chart shows deterioration.

    Raises ValueError for columns that are missing, keys that are unknown, and a Series that lacks a row.
    """
    size, certainty = (_keys(comparison, column) for column in ("size", "certainty"))
    told = _in_rows("unknown" if signal is None else signal, comparison).astype(str)
    chart = np.array([OF_ICONS.get(word, word) for word in told], dtype=str)
    _known("signal", chart)
    held = _in_rows(False if sustained is None else sustained, comparison).astype(float) == 1
    rechecked = _in_rows(rechecks_clean, comparison).astype(float) >= CLEAN_RECHECKS

    proven = ((certainty == "clear") & held) | rechecked
    may_close = (size == "target_reached") & proven & (chart != "deterioration")
    return pd.DataFrame(
        {
            "size": size,
            "certainty": certainty,
            "signal": chart,
            "sentence": verdicts(size, certainty),
            "next_step": _next_steps(size, certainty, chart, may_close),
            "may_close": may_close,
        },
        index=comparison.index,
    )


def sizes(better: Floats, beyond: Floats) -> Keys:
    """better: change for the better, NaN where a side has no data; beyond: rate after beyond the target
    (0: on it), NaN without one. A target reached is said first, whatever the rate was before."""
    conditions = [np.isnan(better), beyond >= 0, better > 0, better == 0]
    return np.select(conditions, ["no_data", "target_reached", "improved", "unchanged"], "worse")


def certainties(size: Keys, changed: Bools, reached: Bools, few: Bools) -> Keys:
    """changed: is the difference clear; reached: is the target surely reached; few: few checks."""
    at_target = size == "target_reached"
    clear = np.where(at_target, reached, changed & (size != "unchanged"))
    conditions = [size == "no_data", clear, at_target | few]
    return np.select(conditions, ["none", "clear", "few_checks"], "not_clear")


def verdicts(size: Keys, certainty: Keys) -> Keys:
    """The key that joins the two."""
    joined = np.strings.add(np.strings.add(size.astype(str), "_"), certainty.astype(str))
    return np.where(size == "no_data", "no_data", joined)


def _next_steps(size: Keys, certainty: Keys, chart: Keys, may_close: Bools) -> Keys:
    conditions = [
        size == "no_data",
        (chart == "deterioration") | ((size == "worse") & (certainty == "clear")),
        may_close,
        size == "improved",
        (size == "target_reached") | (certainty == "few_checks"),
    ]
    steps = ["check", "find_cause", "close", "keep_going", "keep_following"]
    return np.select(conditions, steps, "change_measures")


def _in_rows(given: Any, comparison: pd.DataFrame) -> npt.NDArray[Any]:
    """One value a row: a Series by its index, an array by place, a single value for all."""
    if isinstance(given, pd.Series):
        if lacking := [each for each in comparison.index if each not in given.index]:
            raise ValueError(f"nothing is given for the row {lacking[0]}")
        given = given.loc[comparison.index]
    return np.broadcast_to(np.asarray(given), len(comparison))


def _keys(comparison: pd.DataFrame, column: str) -> Keys:
    if column not in comparison:
        raise ValueError(f"no column {column}; the comparison has {', '.join(comparison)}")
    keys: Keys = comparison[column].to_numpy(dtype=str)
    _known(column, keys)
    return keys


def _known(column: str, keys: Keys) -> None:
    if unknown := sorted(set(keys.tolist()) - set(KEYS[column])):
        raise ValueError(f"{column} must be of {', '.join(KEYS[column])}, not {unknown[0]}")
