"""Numbers in a few figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

from metrics import describe

FRAME = pd.DataFrame(
    {"unit": ["B", "A", "A", None, "A", "A"], "minutes": [4.0, 1.0, 2.0, 7.0, None, 6.0]}
)


def test_figures_by_group():
    """Counts, mean, spread and quartiles; missing values apart; a missing group is a group."""
    table = describe(FRAME, "minutes", "unit")
    assert table["unit"].tolist()[:2] == ["A", "B"]
    assert table["n"].tolist() == [3, 1, 1]
    assert table["missing"].tolist() == [1, 0, 0]
    first = table.iloc[0]
    assert first["mean"] == 3
    assert first["sd"] == pytest.approx(7**0.5)
    assert first[["min", "lower_quartile", "median", "upper_quartile", "max"]].tolist() == [
        1, 1.5, 2, 4, 6,
    ]  # fmt: skip
    expected = stats.t.interval(0.95, 2, 3, (7 / 3) ** 0.5)
    assert first[["lower", "upper"]].tolist() == pytest.approx(expected)


def test_one_value_has_no_spread():
    """One value has a mean, no deviation and no interval; a constant has both, of width zero."""
    one = describe(FRAME, "minutes", "unit").iloc[1]
    assert one["mean"] == one["median"] == 4
    assert one[["sd", "lower", "upper"]].isna().all()
    same = describe(pd.DataFrame({"v": [0.1] * 7}), "v").iloc[0]
    assert same[["sd", "lower", "upper"]].tolist() == [0, 0.1, 0.1]


def test_nothing_to_describe():
    """No rows: one row over everything with n 0, no row by group; all missing is counted."""
    whole = describe(FRAME.iloc[:0], "minutes").iloc[0]
    assert (whole["n"], whole["missing"]) == (0, 0)
    assert whole.drop(["n", "missing"]).isna().all()
    assert describe(FRAME.iloc[:0], "minutes", "unit").empty
    missing = describe(FRAME.assign(minutes=np.nan), "minutes").iloc[0]
    assert (missing["n"], missing["missing"]) == (0, 6)


def test_other_frames_in():
    """A lazy Polars frame gives the same."""
    frame = pl.from_pandas(FRAME).lazy()
    expected = describe(FRAME, "minutes", "unit")
    pd.testing.assert_frame_equal(describe(frame, "minutes", "unit"), expected, check_dtype=False)


def test_bad_input_is_named():
    """Infinite values and unknown columns are refused."""
    with pytest.raises(ValueError, match=r"v must be finite \(got inf in row 1\)"):
        describe(pd.DataFrame({"v": [1, np.inf]}), "v")
    with pytest.raises(ValueError, match="no column hours"):
        describe(FRAME, "hours")
