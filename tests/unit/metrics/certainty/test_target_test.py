"""The test of a rate against its target, and how probable it is that the target is reached."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import failures_allowed, posterior, target_test
from tests.unit.metrics.reference import read

OURS = {
    "p_less": "p_less",
    "p_greater": "p_greater",
    "p_two_sided": "p_two_sided",
    "mid_p_less": "midp_less",
}


def test_agrees_with_r():
    """binom.test in all three directions and the mid-P value, for all 1,288 rows."""
    reference = read("binom_target")
    ours = target_test(reference["x"], reference["n"], reference["target"])
    for column, theirs in OURS.items():
        np.testing.assert_allclose(ours[column], reference[theirs], atol=1e-12, err_msg=column)


@pytest.mark.parametrize("prior", ["jeffreys", "uniform"])
def test_posterior_agrees_with_r(prior):
    """P(rate >= target) under both priors, for all 1,288 rows."""
    reference = read("binom_target")
    ours = posterior(reference["x"], reference["n"], reference["target"], prior)
    np.testing.assert_allclose(ours, reference[f"post_{prior}_ge_target"], atol=1e-12)


def test_failures_allowed_agrees_with_r():
    """R's column is qbinom(0.05, n, 1 - target): the failures that no longer vouch for the target, one
    more than ours (and 0, like ours, against 100 %, where none may fail)."""
    reference = read("binom_target")
    ours = failures_allowed(reference["n"], reference["target"])
    one_more = np.where(np.isnan(ours), 0, ours + (reference["target"] < 1))
    assert one_more.tolist() == reference["max_failures_ok_alpha05"].tolist()


def test_by_hand():
    """9 of 10 against one half: 11/1024 in the upper tail, twice that on both sides."""
    row = target_test(9, 10, 0.5).iloc[0]
    assert row["p_greater"] == pytest.approx(11 / 1024)
    assert row["p_two_sided"] == pytest.approx(22 / 1024)
    assert row["p_less"] == pytest.approx(1023 / 1024)
    assert row["mid_p_less"] == pytest.approx((1023 + 1013) / 2048)
    assert posterior(0, 1, 0.5, "uniform") == pytest.approx(0.25)  # the integral of 2 (1 - p)


def test_ends_of_the_scale():
    """At the mean nothing speaks against it; a target of 0 or 1 allows one count only; no count, no p."""
    table = target_test(
        [19, 0, 5, 5, 4, 0, np.nan], [20, 5, 5, 5, 5, 0, 4], [0.95, 0, 0, 1, 1, 0.5, 0.5]
    )
    assert table["p_two_sided"].tolist()[:5] == [1, 1, 0, 1, 0]
    assert table["p_less"].tolist()[1:5] == [1, 1, 1, 0]
    assert table.iloc[5:].isna().all(axis=None)
    assert target_test([], [], 0.9).empty


def test_posterior_where_it_is_plain():
    """Nothing checked tells nothing; a perfect target is never probable; both directions share all
    there is; a smaller effective size is less sure."""
    assert np.isnan(posterior(0, 0, 0.95))
    assert posterior([5, 5], 5, [1, 0]).tolist() == [0, 1]
    assert posterior(3, 9, 0.4) + posterior(3, 9, 0.4, direction="lower") == pytest.approx(1)
    assert posterior(60, 60, 0.95) > posterior(60, 60, 0.95, effective=20) > 0.5


def test_huge_counts():
    """A hundred million checks are no overflow and no endless search."""
    table = target_test([95_000_000, 94_990_000], 100_000_000, 0.95)
    assert table["p_two_sided"][0] == 1
    assert 0 < table["p_two_sided"][1] == pytest.approx(2 * table["p_less"][1], rel=1e-2)


def test_rows_keep_their_index():
    """A column's p values join back to its frame."""
    assert target_test(pd.Series([1, 2], index=["a", "b"]), 2, 0.5).index.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: target_test(1.5, 2, 0.5), "passed and checked must be whole numbers"),
        (lambda: target_test(1, 2, 50), "target must lie between 0 and 1"),
        (lambda: posterior(1, 2, 0.5, "flat"), "flat is none of jeffreys, uniform"),
        (lambda: posterior(1, 2, 0.5, direction="up"), "up is none of higher, lower"),
        (lambda: posterior(3, 2, 0.5), "passed must not exceed checked"),
    ],
)
def test_bad_input_is_named(call, message):
    """A slip is an error, not a probability."""
    with pytest.raises(ValueError, match=message):
        call()
