"""How much to check: too little finds nothing out, too much costs the ward its day."""

from __future__ import annotations

import numpy as np
import pytest

from metrics import assurance, failures_allowed, lot_plan, sample_size


def test_the_sample_of_nineteen():
    """80 % against 50 %, nine in ten right on both sides, takes 19 with at most 6 failures: the plan of
    lot quality assurance in health care. Its probabilities as printed (0.93, and 0.92 rejected) in
    PMC3013262, table 1, after Grant & Leavenworth, Statistical Quality Control, 1988."""
    plan = lot_plan(0.8, 0.5, accept_good=0.9, reject_bad=0.9).iloc[0]
    assert (plan["check"], plan["may_fail"]) == (19, 6)
    assert round(plan["accepted_at_target"], 2) == 0.93
    assert round(1 - plan["accepted_at_unacceptable"], 2) == 0.92


def test_a_textbook_plan():
    """At most 2 % against 15 % failing, risks 0.1 and 0.2: 19 with one failure (0.9454 and 0.1985)."""
    plan = lot_plan(0.98, 0.85, accept_good=0.9, reject_bad=0.8).iloc[0]
    assert (plan["check"], plan["may_fail"]) == (19, 1)
    assert plan["accepted_at_target"] == pytest.approx(0.945384, abs=1e-6)
    assert plan["accepted_at_unacceptable"] == pytest.approx(0.1985, abs=5e-5)


def test_a_perfect_target_lets_none_fail():
    """Against 100 % one failure rejects: 22 charts find out a ward at 90 %."""
    plan = lot_plan(1, [0.9, 0.5, 0]).astype(float)
    assert plan["may_fail"].tolist() == [0, 0, 0]
    assert plan["check"].tolist() == [22, 4, 1]
    assert plan["accepted_at_target"].tolist() == [1, 1, 1]


def test_a_finite_lot_takes_less():
    """Of 120 charts this month 30 do what 38 do without end; of ever fewer, fewer; of one, that one."""
    plans = lot_plan(0.95, 0.8, lot=[np.nan, 120, 60, 30, 3, 1])
    assert plans["check"].tolist() == [38, 30, 22, 15, 3, 1]
    assert (plans["accepted_at_target"] >= 0.95).all()
    assert (plans["accepted_at_unacceptable"] <= 0.10).all()
    assert lot_plan(0.95, 0.8, lot=10**6)["check"].tolist() == [38]


def test_no_rows_no_plans():
    """An empty column of targets is an empty table."""
    assert lot_plan([], []).empty
    assert sample_size([], 0.9).shape == (0,)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((0.9, [0.8, 0.9]), {}, r"unacceptable must lie below target \(got 0.9 at position 1\)"),
        ((95, 0.8), {}, "target must lie between 0 and 1"),
        ((0.9, 0.8), {"accept_good": 1}, "confidence must lie between 0 and 1"),
        ((0.9, 0.8), {"lot": 0}, "lot must be a whole number of at least 1"),
        ((0.9, 0.8), {"lot": 2.5}, "lot must be a whole number"),
        ((0.5, 0.4999), {}, r"the two rates lie too near to be told apart \(at position 0\)"),
    ],
)
def test_bad_input_is_named(arguments, options, message):
    """An impossible plan is refused with the rule it breaks."""
    with pytest.raises(ValueError, match=message):
        lot_plan(*arguments, **options)


def test_sample_size_keeps_its_word():
    """With so many checks whoever works at 98 % is certified against 95 % four times in five, by the
    state of `assurance` itself; with one less, not."""
    size = int(sample_size(0.95, 0.98))
    assert size == 234
    assert power(size, 0.95, 0.98) >= 0.8 > power(size - 1, 0.95, 0.98)


def power(size, target, rate):
    from scipy.stats import binom

    passed = np.arange(size + 1)
    met = assurance(passed, size, target)["state"] == "met"
    return binom.pmf(passed, size, rate)[met].sum()


def test_sample_size_beside_the_ladder():
    """Perfect work takes 59 clean checks against 95 %; no number proves a rate at or under the target,
    nor a target of 100 %; any check at all meets 0 %."""
    assert sample_size(0.95, 1) == 59
    assert np.isnan(sample_size([0.95, 0.95, 1], [0.95, 0.9, 1])).all()
    assert sample_size(0, 0.5) == 1


def test_failures_allowed_beside_the_states():
    """59 clean checks certify 95 %, 58 do not, and 93 with one failure; none may fail against 100 %,
    all against 0 %; nothing checked allows nothing."""
    allowed = failures_allowed([0, 58, 59, 92, 93, 1000], 0.95)
    np.testing.assert_array_equal(allowed, [np.nan, np.nan, 0, 0, 1, 38])
    assert failures_allowed(5, [0, 1]).tolist() == [5, 0]
    assert np.ndim(failures_allowed(5, 0.5)) == 0


def test_failures_allowed_when_items_cluster():
    """Six hundred items that weigh as 200 allow fewer failures, and just as many as keep the state."""
    plain, clustered = failures_allowed(600, 0.9, effective=[np.nan, 200])
    assert clustered < plain
    states = [
        assurance(600 - failed, 600, 0.9, effective=200)["state"][0]
        for failed in (clustered, clustered + 1)
    ]
    assert states == ["met", "met_so_far"]
