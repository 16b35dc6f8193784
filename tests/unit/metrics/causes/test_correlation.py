"""Which numbers go together, and how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

from metrics import benjamini_hochberg, correlation


def sample():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(40, 3)), columns=list("abc"))
    frame["c"] += frame["a"]
    frame.loc[3, "a"] = np.nan
    return frame


def test_pearson_agrees_with_scipy():
    """r, interval and p over the rows that have both; pairs in the order given; q over all pairs."""
    frame = sample()
    table = correlation(frame, ["a", "b", "c"])
    assert table[["first", "second"]].to_numpy().tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert table["n"].tolist() == [39, 39, 40]
    for row in table.itertuples(index=False):
        both = frame[[row.first, row.second]].dropna()
        found = stats.pearsonr(both[row.first], both[row.second])
        ends = found.confidence_interval()
        assert list(row)[2::2][:1] == pytest.approx([found.statistic])
        assert (row.lower, row.upper, row.p) == pytest.approx((*ends, found.pvalue), abs=1e-12)
    np.testing.assert_array_equal(table["q"], benjamini_hochberg(table["p"]))


def test_spearman_agrees_with_scipy():
    """Ranks with ties; the interval is a little wider than Pearson's (Bonett & Wright)."""
    frame = sample().round(0)
    row = correlation(frame, ["a", "c"], "spearman").iloc[0]
    both = frame[["a", "c"]].dropna()
    found = stats.spearmanr(both["a"], both["c"])
    assert (row["r"], row["p"]) == pytest.approx((found.statistic, found.pvalue), abs=1e-12)
    half = 1.959964 * ((1 + row["r"] ** 2 / 2) / 36) ** 0.5
    expected = np.tanh(np.arctanh(row["r"]) + np.array([-half, half]))
    assert row[["lower", "upper"]].tolist() == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("method", ["pearson", "spearman"])
def test_what_does_not_vary_has_no_correlation(method):
    """A column always at 100 %, too few rows or none: NaN, without a warning; q counts only real tests."""
    frame = sample().assign(full=0.1, rare=[1.0] * 2 + [np.nan] * 38)
    table = correlation(frame, ["a", "full", "c", "rare"], method).set_index(["first", "second"])
    assert table.loc[("a", "full"), ["r", "lower", "p", "q"]].isna().all()
    assert table.loc[("c", "rare"), ["r", "p"]].isna().all()
    assert table.loc[("c", "rare"), "n"] == 2
    assert table.loc[("a", "c"), "q"] == table.loc[("a", "c"), "p"]
    assert correlation(frame.iloc[:0], ["a", "c"], method)["r"].isna().all()


def test_a_perfect_correlation():
    """A line is r = 1 with p = 0; how far it may stray cannot be measured, so no interval."""
    frame = pl.DataFrame({"a": [1.0, 2, 3, 4, 5], "b": [2.0, 4, 6, 8, 10], "c": [1.0, 2, 3, 4, 6]})
    row = correlation(frame, ["a", "b"]).iloc[0]
    assert (row["r"], row["p"]) == pytest.approx((1, 0), abs=1e-12)
    assert np.isnan(row["lower"])
    assert correlation(frame.head(3), ["a", "c"])["lower"].isna().all()


def test_bad_input_is_named():
    """One column, infinite values, an unknown method."""
    frame = pd.DataFrame({"a": [1, np.inf], "b": [1, 2]})
    with pytest.raises(ValueError, match="columns must name two or more, not a"):
        correlation(frame, ["a"])
    with pytest.raises(ValueError, match="a must be finite"):
        correlation(frame, ["a", "b"])
    with pytest.raises(ValueError, match="method must be one of pearson, spearman, not kendall"):
        correlation(frame, ["a", "b"], "kendall")
