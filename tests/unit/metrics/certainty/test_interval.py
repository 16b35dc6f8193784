"""Intervals against R and at their edges: a wrong bar beside a rate misleads every reader of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import interval
from tests.unit.metrics.reference import read

METHODS = ["wilson", "clopper_pearson", "jeffreys", "agresti_coull"]


@pytest.mark.parametrize(
    ("method", "theirs"),
    [("wilson", "wilson"), ("clopper_pearson", "clopper_pearson"), ("jeffreys", "jeffreys_bcd")],
)
def test_agrees_with_r(method, theirs):
    """Every interval of the reference comes out to the last digits that R printed."""
    reference = read("binom_intervals")
    reference = reference[reference["method"] == theirs]
    lower, upper = interval(reference["x"], reference["n"], method)
    np.testing.assert_allclose(lower, reference["lower"], atol=1e-12)
    np.testing.assert_allclose(upper, reference["upper"], atol=1e-12)


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
