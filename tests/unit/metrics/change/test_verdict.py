"""The verdict of a cycle: whether it may close, and what comes next."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from metrics import change_verdict, compare
from metrics.change.verdict import CERTAINTIES, KEYS, SIGNALS, SIZES, VERDICTS

POSSIBLE = [
    (size, certainty)
    for size, certainty in itertools.product(SIZES, CERTAINTIES)
    if f"{size}_{certainty}" in VERDICTS or (size, certainty) == ("no_data", "none")
]


def one(size, certainty, *arguments, **options):
    comparison = pd.DataFrame({"size": [size], "certainty": [certainty]})
    return change_verdict(comparison, *arguments, **options).iloc[0]


def test_every_combination_is_a_known_key():
    """Whatever counts, chart and re-checks say, the page has words for it: all keys are listed."""
    assert len(POSSIBLE) == len(VERDICTS) == 11
    everything = [POSSIBLE, SIGNALS, (None, True, False), (0, 3)]
    for (size, certainty), signal, held, rechecks in itertools.product(*everything):
        verdict = one(size, certainty, signal, held, rechecks)
        assert all(verdict[column] in KEYS[column] for column in KEYS)
        assert (verdict["next_step"] == "close") == verdict["may_close"]
        assert not verdict["may_close"] or size == "target_reached"


def test_the_small_room():
    """It reaches its target on few checks: keep following; after three clean re-checks it may close."""
    counts = compare(8, 12, 12, 12, 0.95)
    followed, closed = (change_verdict(counts, rechecks_clean=n).iloc[0] for n in (2, 3))
    assert followed["sentence"] == closed["sentence"] == "target_reached_few_checks"
    assert (followed["next_step"], followed["may_close"]) == ("keep_following", False)
    assert (closed["next_step"], closed["may_close"]) == ("close", True)


def test_clear_and_sustained_closes():
    """A clear success that lasted may close; one that did not, or of which nobody asked, may not, unless
    it was re-checked: two good weeks have closed many a cycle too early."""
    assert one("target_reached", "clear")["next_step"] == "keep_following"
    assert one("target_reached", "clear", sustained=True)["may_close"]
    assert not one("target_reached", "clear", sustained=np.nan)["may_close"]
    assert one("target_reached", "clear", sustained=False)["next_step"] == "keep_following"
    assert one("target_reached", "clear", sustained=False, rechecks_clean=3)["may_close"]


def test_deterioration_closes_nothing():
    """The counts say reached, the chart says it is slipping away: look for the cause."""
    verdict = one("target_reached", "clear", "deterioration", rechecks_clean=5)
    assert (verdict["may_close"], verdict["next_step"]) == (False, "find_cause")


@pytest.mark.parametrize(
    ("size", "certainty", "step"),
    [
        ("improved", "clear", "keep_going"),
        ("improved", "not_clear", "keep_going"),
        ("unchanged", "few_checks", "keep_following"),
        ("unchanged", "not_clear", "change_measures"),
        ("worse", "few_checks", "keep_following"),
        ("worse", "not_clear", "change_measures"),
        ("worse", "clear", "find_cause"),
        ("no_data", "none", "check"),
    ],
)
def test_next_steps(size, certainty, step):
    """What the room does next, where its target is not reached; clean re-checks do not close that."""
    assert one(size, certainty, rechecks_clean=3)["next_step"] == step


def test_many_rows_keep_their_index():
    """A signal and a count of re-checks for each room; no chart is unknown, not none."""
    counts = compare(pd.Series([8, 8], index=["room 1", "room 2"]), 12, 12, 12, 0.95)
    verdict = change_verdict(counts, ["improvement", "none"], rechecks_clean=[3, 0])
    assert verdict.index.tolist() == ["room 1", "room 2"]
    assert verdict["signal"].tolist() == ["improvement", "none"]
    assert verdict["may_close"].tolist() == [True, False]
    assert change_verdict(counts)["signal"].tolist() == ["unknown", "unknown"]
    assert len(change_verdict(compare([], [], [], []))) == 0


def test_answers_of_other_functions_fit():
    """What `icons` and `sustained` say by room goes in as it comes, in whatever order its rooms stand."""
    counts = compare(pd.Series([40, 40], index=["b", "a"]), 60, 60, 60, 0.95)
    icon = pd.Series({"a": "improvement_high", "b": "concern_low", "c": "common_cause"})
    lasted = pd.Series({"a": True, "b": False})
    verdict = change_verdict(counts, icon, lasted)
    assert verdict["signal"].to_dict() == {"b": "deterioration", "a": "improvement"}
    assert verdict["may_close"].to_dict() == {"b": False, "a": True}
    with pytest.raises(ValueError, match="nothing is given for the row b"):
        change_verdict(counts, icon.drop("b"))


def test_bad_input_is_named():
    """A key from elsewhere, or a table that is no comparison."""
    counts = compare(8, 12, 12, 12)
    with pytest.raises(ValueError, match=r"signal must be of improvement, .*, not better"):
        change_verdict(counts, "better")
    with pytest.raises(ValueError, match=r"size must be of target_reached, .*, not big"):
        change_verdict(counts.assign(size="big"))
    with pytest.raises(ValueError, match="no column certainty; the comparison has size"):
        change_verdict(counts[["size"]])
