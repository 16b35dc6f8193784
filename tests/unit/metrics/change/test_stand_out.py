"""Which units stand out this month: whoever is called to the meeting for nothing stops listening."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats import false_discovery_control, fisher_exact

from metrics import benjamini_hochberg, stand_out

COLUMNS = {"numerator": "passed", "denominator": "checked", "order": "month", "by": "unit"}
NAN = float("nan")


def series(units, months, seed, rate=0.95, checked=20):
    """Units that are all alike, month after month."""
    rng = np.random.default_rng(seed)
    passed = rng.binomial(checked, rate, units * months)
    return pd.DataFrame({
        "unit": np.repeat(np.arange(units), months), "month": np.tile(np.arange(months), units),
        "passed": passed, "checked": checked,
    })  # fmt: skip


def one(passed, checked=20, **options):
    """One unit's row."""
    frame = pd.DataFrame(
        {"month": range(len(passed)), "passed": passed, "checked": checked, "unit": "A"}
    )
    return stand_out(frame, **COLUMNS, **options).iloc[0]


def test_agrees_with_scipy():
    """Each unit's last month against the months before it, by scipy's test and adjustment."""
    frame = series(30, 6, seed=1)
    table = stand_out(frame.sample(frac=1, random_state=1), **COLUMNS)
    expected = []
    for _, unit in frame.groupby("unit"):
        now, before = unit[unit["month"] == 5].sum(), unit[unit["month"] < 5].sum()
        counts = [[side["passed"], side["checked"] - side["passed"]] for side in (now, before)]
        expected.append(fisher_exact(counts).pvalue)
    np.testing.assert_allclose(table["p_value"], expected, rtol=1e-9)
    np.testing.assert_allclose(table["q_value"], false_discovery_control(expected), rtol=1e-9)
    assert table["month"].tolist() == [5] * 30
    assert table["denominator_before"].tolist() == [100] * 30


def test_alike_units_are_seldom_accused():
    """Forty units that are all alike, 200 meetings: at most about one meeting in twenty accuses anybody,
    where plain p values would in most."""
    tables = [stand_out(series(40, 7, seed), **COLUMNS) for seed in range(200)]
    accused = np.mean([table["stands_out"].any() for table in tables])
    uncontrolled = np.mean([(table["p_value"] <= 0.05).any() for table in tables])
    assert accused <= 0.05 < 0.5 < uncontrolled


def test_a_collapse_stands_out():
    """One unit of forty falls from 95 % to 50 %: it, and it alone, is named as worse."""
    frame = series(40, 7, seed=3)
    frame.loc[(frame["unit"] == 17) & (frame["month"] == 6), "passed"] = 10
    table = stand_out(frame, **COLUMNS)
    found = table[table["stands_out"]]
    assert found[["unit", "change"]].to_numpy().tolist() == [[17, "worse"]]
    events = stand_out(frame, **COLUMNS, direction="lower")
    assert events.loc[events["stands_out"], "change"].tolist() == ["better"]


def test_columns_as_agreed():
    """Scripts rely on these names; counts stay whole numbers."""
    row = one([18, 20, 20, 10])
    assert row.index.tolist() == [
        "unit", "month", "numerator", "denominator", "share", "numerator_before",
        "denominator_before", "share_before", "p_value", "q_value", "stands_out", "change",
    ]  # fmt: skip
    assert row[["numerator", "denominator", "numerator_before", "denominator_before"]].tolist() == [
        10, 20, 58, 60,
    ]  # fmt: skip
    assert row["share_before"] == 58 / 60
    assert row["stands_out"]


def test_rows_of_one_month_are_added_up():
    """Two checks in the newest month are one period, not a past of one check."""
    frame = pd.DataFrame({
        "month": [1, 2, 2], "unit": "A", "passed": [20, 19, 18], "checked": [20, 20, 20]
    })  # fmt: skip
    row = stand_out(frame, **COLUMNS).iloc[0]
    assert (row["numerator"], row["denominator"]) == (37, 40)
    assert (row["numerator_before"], row["denominator_before"]) == (20, 20)


def test_a_closed_month_is_not_the_newest():
    """The last month with checks speaks; a missing count counts nothing."""
    row = one([20, 20, 10, 0, np.nan], [20, 20, 20, 0, 20])
    assert (row["month"], row["numerator"], row["denominator_before"]) == (2, 10, 40)


def test_without_a_past_nothing_is_tested():
    """A new unit, and one that was never checked, are listed without a verdict and weaken no other's."""
    frame = pd.DataFrame({
        "month": [1, 2, 2, 1], "unit": ["A", "A", "B", "C"], "passed": [20, 10, 3, 0],
        "checked": [20, 20, 3, 0],
    })  # fmt: skip
    table = stand_out(frame, **COLUMNS)
    assert table["change"].tolist() == ["worse", "no_data", "no_data"]
    assert table["q_value"].tolist()[0] == table["p_value"].tolist()[0]
    assert table["p_value"].isna().tolist() == [False, True, True]
    assert table["month"].isna().tolist() == [False, False, True]
    assert not table["stands_out"][1:].any()


@pytest.mark.parametrize("passed", [0, 20])
def test_always_the_same(passed):
    """Always 100 %, or always none: certain that nothing stands out, and no warning."""
    row = one([passed] * 5)
    assert (row["p_value"], row["change"], row["stands_out"]) == (1.0, "same", False)


def test_no_rows_and_no_units():
    """An empty frame gives an empty table; without by-columns all rows are one series."""
    frame = series(1, 5, seed=1)
    empty = stand_out(frame.iloc[:0], **COLUMNS)
    assert empty.columns.tolist() == stand_out(frame, **COLUMNS).columns.tolist()
    assert len(empty) == 0
    assert len(stand_out(frame, **{**COLUMNS, "by": None})) == 1


def test_other_frames_in():
    """Polars, lazy or not, and DuckDB give the same table."""
    frame = series(5, 6, seed=2)
    expected = stand_out(frame, **COLUMNS)
    for other in (pl.from_pandas(frame), pl.from_pandas(frame).lazy(), duckdb.from_df(frame)):
        pd.testing.assert_frame_equal(stand_out(other, **COLUMNS), expected, check_dtype=False)


def test_adjusted_over_the_whole_call():
    """The more series, the more it takes to stand out."""
    table = stand_out(series(25, 6, seed=5), **COLUMNS)
    np.testing.assert_array_equal(table["q_value"], benjamini_hochberg(table["p_value"]))


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({}, {"rate": 5}, "rate must lie between 0 and 1, not 5"),
        ({}, {"direction": "up"}, "direction must be higher or lower, not up"),
        ({}, {"by": "room"}, "no column room"),
        ({"month": [1.0, NAN]}, {}, "column month must not be missing in any row"),
        ({"passed": [21, 20]}, {}, "passed must not exceed checked: passed .got 21 at position 0."),
        ({"passed": [2.5, 20]}, {}, "counts to be compared must be whole numbers .got 2.5."),
    ],
)
def test_bad_input_is_named(columns, options, message):
    """The rule that is broken, and the value."""
    frame = pd.DataFrame({"unit": "A", "month": [1, 2], "passed": 20, "checked": 20} | columns)
    with pytest.raises(ValueError, match=message):
        stand_out(frame, **{**COLUMNS, **options})
