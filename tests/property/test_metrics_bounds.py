"""Intervals and assurance against exact binomial sums in fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import assurance, interval
from tests.rival_implementations import certainty, rating

COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
ANY_COUNTS = st.one_of(st.just((0, 0)), COUNTS)
TARGETS = st.integers(0, 1000).map(lambda n: n / 1000)
METHODS = st.sampled_from(["wilson", "clopper_pearson", "jeffreys", "agresti_coull"])


@given(counts=COUNTS, confidence=st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_intervals_agree_with_the_rivals(counts, confidence):
    """Wilson from its quadratic, Clopper-Pearson from the binomial sums themselves."""
    x, n = counts
    assert interval(x, n, "wilson", confidence) == pytest.approx(
        certainty.wilson(x, n, confidence), abs=1e-9
    )
    exact = certainty.clopper_pearson(x, n, confidence)
    assert interval(x, n, "clopper_pearson", confidence) == pytest.approx(exact, abs=1e-9)


@given(counts=COUNTS, method=METHODS, effective=st.floats(0.01, 1))
def test_intervals_hold_the_rate_and_mirror(counts, method, effective):
    """The rate lies inside, failures have the mirrored interval, a smaller effective size a wider."""
    x, n = counts
    lower, upper = interval(x, n, method)
    assert lower <= x / n <= upper
    assert interval(n - x, n, method) == pytest.approx((1 - upper, 1 - lower), abs=1e-9)
    wide_lower, wide_upper = interval(x, n, method, effective=effective * n)
    assert wide_upper - wide_lower >= upper - lower - 1e-9


@given(counts=ANY_COUNTS, target=TARGETS, direction=st.sampled_from(["higher", "lower"]))
def test_states_agree_with_the_rival(counts, target, direction):
    """Every state, exact to the fraction, in both directions and at both ends."""
    expected = certainty.state(*counts, rating.decimal(target), direction)
    trivial = target == (0 if direction == "higher" else 1) and counts[1]
    assert assurance(*counts, target, direction=direction)["state"][0] == (
        "met" if trivial else expected
    )


@settings(max_examples=30)
@given(rows=st.lists(st.tuples(ANY_COUNTS, TARGETS), max_size=8))
def test_many_rows_at_once_are_each_row_alone(rows):
    """A column of rates gives what its rows give one by one."""
    passed, checked = ([counts[i] for counts, _ in rows] for i in (0, 1))
    table = assurance(passed, checked, [target for _, target in rows])
    for i, (counts, target) in enumerate(rows):
        alone = assurance(*counts, target).iloc[0]
        assert table["state"][i] == alone["state"]
        np.testing.assert_array_equal(
            table.loc[i, ["lower", "upper", "needed"]].astype(float),
            alone[["lower", "upper", "needed"]].astype(float),
        )


@settings(max_examples=40)
@given(
    counts=st.integers(0, 40).flatmap(
        lambda n: st.tuples(st.integers(max(0, n - 4), n), st.just(n))
    ),
    target=st.sampled_from([0.3, 0.5, 0.8, 0.9, 0.95]),
)
def test_needed_agrees_with_the_rival(counts, target):
    """Adding clean checks one by one reaches the bound after just as many."""
    expected = certainty.needed(*counts, rating.decimal(target))
    assert assurance(*counts, target)["needed"][0] == expected


@given(
    failed=st.integers(0, 500),
    clean=st.integers(1, 10**6),
    target=st.sampled_from([0.01, 0.5, 0.9, 0.99, 0.9999]),
    effect=st.sampled_from([1.0, 1.5, 7.25]),
)
def test_needed_is_the_least_that_suffices(failed, clean, target, effect):
    """With so many more the state is met, with one less it is not, however large and clustered (the
    design effect stays what it was)."""
    checked = clean + failed

    def judge(extra):
        n = checked + extra
        return assurance(clean + extra, n, target, effective=n / effect).iloc[0]

    more = judge(0)["needed"]
    assert more == int(more) >= 0
    assert judge(more)["state"] == "met"
    assert more == 0 or judge(more - 1)["state"] != "met"


def test_fraction_rival_counts_59():
    """The rival itself: 0.95 takes 59 clean checks, 93 with one failure."""
    assert certainty.needed(0, 0, Fraction(19, 20)) == 59
    assert certainty.needed(0, 1, Fraction(19, 20)) == 92
