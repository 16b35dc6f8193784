"""Intervals against R and at their edges: a wrong bar beside a rate misleads every reader of it."""

from __future__ import annotations

from decimal import Decimal, localcontext
from math import comb

import numpy as np
import pandas as pd
import pytest

from metrics import interval
from tests.unit.metrics.reference import read

METHODS = ["wilson", "wilson_cc", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull"]


@pytest.mark.parametrize(
    ("method", "theirs"),
    [
        ("wilson", "wilson"),
        ("wilson_cc", "wilson_cc"),
        ("clopper_pearson", "clopper_pearson"),
        ("mid_p", "midp"),
        ("jeffreys", "jeffreys_bcd"),
    ],
)
def test_agrees_with_r(method, theirs):
    """Every interval of the reference comes out to the last digits that R printed."""
    reference = read("binom_intervals")
    reference = reference[reference["method"] == theirs]
    lower, upper = interval(reference["x"], reference["n"], method)
    np.testing.assert_allclose(lower, reference["lower"], atol=1e-12)
    np.testing.assert_allclose(upper, reference["upper"], atol=1e-12)


def test_jeffreys_without_its_ends():
    """Between none and all passed, Jeffreys is the plain quantile of its beta distribution."""
    reference = read("binom_intervals").query("method == 'jeffreys_raw'")
    lower, upper = interval(reference["x"], reference["n"], "jeffreys")
    some, short = reference["x"] > 0, reference["x"] < reference["n"]
    np.testing.assert_allclose(lower[some], reference["lower"][some], atol=1e-12)
    np.testing.assert_allclose(upper[short], reference["upper"][short], atol=1e-12)


@pytest.mark.parametrize("confidence", ["0.8", "0.95", "0.999"])
@pytest.mark.parametrize(
    ("x", "n"), [(1, 100_000), (2, 1000), (99_999, 100_000), (50_000, 100_000)]
)
def test_exact_bounds_in_the_corners(x, n, confidence):
    """One failure in a hundred thousand: the tail at each bound, summed with forty digits, is alpha / 2
    to nine of them (a root found to an absolute tolerance is off by parts in a million there)."""
    alpha = (1 - Decimal(confidence)) / 2
    for method, own in ("clopper_pearson", 1), ("mid_p", Decimal("0.5")):
        lower, upper = interval(x, n, method, float(confidence))
        mirrored = tail(n - x, n, 1 - Decimal(upper), own)
        for probability in tail(x, n, Decimal(lower), own), mirrored:
            assert float(probability / alpha) == pytest.approx(1, abs=1e-7)


def tail(x, n, rate, own):
    """P(X > x) and `own` of P(X = x), or of its complement where that is the shorter sum."""
    with localcontext() as context:
        context.prec = 40
        term = comb(n, x) * rate**x * (1 - rate) ** (n - x)
        total, k = own * term, x
        while k < n and term > total * Decimal("1e-30"):
            term *= (n - k) * rate / ((k + 1) * (1 - rate))
            total, k = total + term, k + 1
        return total


def test_agresti_coull_by_hand():
    """7 of 10: two successes and failures (nearly) added, after Agresti & Coull's own formula."""
    z = 1.959963984540054
    n, p = 10 + z**2, (7 + z**2 / 2) / (10 + z**2)
    half = z * (p * (1 - p) / n) ** 0.5
    assert interval(7, 10, "agresti_coull") == pytest.approx((p - half, p + half), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_ends_lie_on_the_ends(method):
    """None passed begins at exactly 0 and all passed ends at exactly 1, or a bar leaves its axis."""
    lower, upper = interval([0, 5, 1, 0], [5, 5, 1, 1], method)
    assert lower[[0, 3]].tolist() == [0, 0]
    assert upper[[1, 2]].tolist() == [1, 1]
    assert np.all((lower >= 0) & (upper <= 1) & (lower < upper))


@pytest.mark.parametrize("method", METHODS)
def test_nothing_checked_has_no_interval(method):
    """0 of 0, and a missing count, are neither 0 nor 100 %."""
    for bounds in interval([0, np.nan, 1], [0, 4, np.nan], method):
        assert np.isnan(bounds).all()


@pytest.mark.parametrize("method", METHODS)
def test_effective_size_widens_and_keeps_the_rate(method):
    """Half the effective size is the interval of half the counts; NaN leaves a row as it is."""
    clustered = interval([38, 38], [40, 40], method, effective=[20, np.nan])
    assert [b[0] for b in clustered] == pytest.approx(interval(19, 20, method))
    assert [b[1] for b in clustered] == pytest.approx(interval(38, 40, method))


def test_correction_stops_at_one_half():
    """At exactly one half R corrects nothing; the interval is Wilson's, not scipy's wider one."""
    assert interval(30, 60, "wilson_cc") == pytest.approx(interval(30, 60), abs=1e-15)
    lower, upper = interval(29, 60, "wilson_cc")
    assert lower < interval(29, 60)[0] and upper > interval(29, 60)[1]


def test_mid_p_lies_within_the_exact_one():
    """Counting half of the observed count is less cautious on both sides, and no narrower than chance."""
    lower, upper = interval([1, 5, 9], 10, "mid_p")
    wide_lower, wide_upper = interval([1, 5, 9], 10, "clopper_pearson")
    assert np.all(lower > wide_lower) and np.all(upper < wide_upper)
    assert interval([0, 10], 10, "mid_p")[1][0] == pytest.approx(1 - 0.05**0.1)


@pytest.mark.parametrize("method", METHODS)
def test_huge_and_tiny(method):
    """A billion checks, an effective size under one: finite, in order, without a warning."""
    lower, upper = interval(
        [1, 10**9, 5 * 10**8, 1],
        [10**9, 10**9, 10**9, 2],
        method,
        0.999,
        [np.nan, np.nan, np.nan, 0.1],
    )
    assert np.all((lower >= 0) & (lower < upper) & (upper <= 1))


def test_shapes():
    """Scalars give scalars; columns and nullable columns give arrays; shapes broadcast."""
    assert np.ndim(interval(1, 2)[0]) == 0
    assert interval(pd.Series([1, None], dtype="Int64"), 4)[0].shape == (2,)
    assert interval([[1], [2]], [4, 5, 6])[1].shape == (2, 3)
    assert interval([], [])[0].shape == (0,)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((3, 2), r"passed must not exceed checked: passed \(got 3 at position 0\)"),
        (([1, -1], 2), r"passed must not be negative \(got -1 at position 1\)"),
        ((0, -1), "checked must not be negative"),
        ((1, np.inf), "checked must be finite"),
        ((1, 2, "wald"), "method must be one of wilson, .*, not wald"),
        ((1, 2, "wilson", 95), "confidence must lie between 0 and 1, not 95"),
        ((1, 2, "wilson", 0.95, 3), "effective must not exceed checked"),
        ((1, 2, "wilson", 0.95, 0), "effective must be above 0"),
    ],
)
def test_bad_input_is_named(arguments, message):
    """A caller's slip is an error that says which rule it broke, not a strange interval."""
    with pytest.raises(ValueError, match=message):
        interval(*arguments)
