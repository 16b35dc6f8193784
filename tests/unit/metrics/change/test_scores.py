"""Scores before and after: training results and satisfaction as papers compare them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

from metrics import compare_scores, compare_scores_by

BEFORE = [78.0, 82, 75, 90, 66, 71, 84, 80, 77, 69]
AFTER = [88.0, 85, 91, 79, 94, 83, 87, 90, 86, 92, 81, 95]


def test_agrees_with_scipy():
    """Welch and Mann-Whitney as the library that papers cite has them, interval and all."""
    row = compare_scores(BEFORE, AFTER).iloc[0]
    welch = stats.ttest_ind(AFTER, BEFORE, equal_var=False)
    interval = welch.confidence_interval()
    ranks = stats.mannwhitneyu(AFTER, BEFORE)
    ours = ["welch_t", "welch_df", "welch_p", "difference_lower", "difference_upper"]
    theirs = [welch.statistic, welch.df, welch.pvalue, interval.low, interval.high]
    assert row[ours].tolist() == pytest.approx(theirs, rel=1e-12)
    assert row[["mannwhitney_u", "mannwhitney_p"]].tolist() == pytest.approx(
        [ranks.statistic, ranks.pvalue], rel=1e-12
    )


def test_described():
    """Both samples' size, mean, sd and median, as a table in a paper begins."""
    row = compare_scores(BEFORE, AFTER).iloc[0]
    for side, scores in (("before", BEFORE), ("after", AFTER)):
        expected = [len(scores), np.mean(scores), np.std(scores, ddof=1), np.median(scores)]
        columns = [f"{name}_{side}" for name in ("n", "mean", "sd", "median")]
        assert row[columns].tolist() == pytest.approx(expected, rel=1e-12)
    assert row["difference"] == pytest.approx(np.mean(AFTER) - np.mean(BEFORE))


def test_effect_sizes_by_hand():
    """1, 2, 3 against 3, 4, 5: two points in a pooled sd of 1; with four degrees of freedom the
    correction is Γ(2) / (√2 Γ(3/2)) = 0.7979."""
    row = compare_scores([1, 2, 3], [3, 4, 5]).iloc[0]
    assert row["cohens_d"] == pytest.approx(2)
    assert row["hedges_g"] == pytest.approx(2 * 0.7978845608028654)


def test_shift_by_hand():
    """Four scores each, ten points apart: the middle of the 16 differences; K = 8 - 1.96 · √12 is 1, so the
    interval reaches from the least to the greatest of them."""
    row = compare_scores([1, 2, 3, 4], [11, 12, 13, 14]).iloc[0]
    assert row[["shift", "shift_lower", "shift_upper"]].tolist() == [10, 7, 13]
    row = compare_scores([1, 2, 3], [11, 12, 14]).iloc[0]
    assert row["shift"] == 10
    assert np.isnan(row["shift_lower"])


def test_too_many_pairs_have_no_shift():
    """Four thousand scores a side are sixteen million differences: said to be unknown, not held in memory."""
    scores = np.arange(4000.0)
    row = compare_scores(scores, scores + 5).iloc[0]
    assert np.isnan(row["shift"])
    assert row["mannwhitney_p"] == pytest.approx(stats.mannwhitneyu(scores + 5, scores).pvalue)


@pytest.mark.parametrize(
    ("before", "after", "difference", "p"),
    [
        ([], [], np.nan, np.nan),
        ([1, 2], [], np.nan, np.nan),
        ([1], [2], 1, 1),
        ([0.1] * 10, [0.1] * 7, 0, 1),
        ([np.nan, 3, 3], [3, np.nan], 0, 1),
    ],
)
def test_too_little_to_compare(before, after, difference, p):
    """No score, one score, the same score throughout: no t, and a p only where ranks have one."""
    row = compare_scores(before, after).iloc[0]
    np.testing.assert_equal(row["difference"], difference)
    np.testing.assert_equal(row["mannwhitney_p"], p)
    nothing = ["difference_lower", "welch_t", "welch_p", "cohens_d", "hedges_g"]
    assert row[nothing].isna().all()


def test_one_side_the_same():
    """All marks full after a training: Welch still holds by the other side's spread."""
    row = compare_scores([80, 90, 85], [100] * 5).iloc[0]
    assert row["sd_after"] == 0
    assert (row["welch_t"], row["welch_df"]) == pytest.approx((15 / (25 / 3) ** 0.5, 2))


def test_many_comparisons_at_once():
    """Each department's answer is the one that it would get alone, whatever the frame and its order."""
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({
        "unit": rng.choice(["A", "B", "C"], 90), "late": rng.integers(0, 2, 90),
        "score": rng.integers(1, 6, 90).astype(float),
    })  # fmt: skip
    frame.loc[::9, "score"] = np.nan
    alone = [
        compare_scores(unit.score[unit.late == 0], unit.score[unit.late == 1])
        for _, unit in frame.groupby("unit")
    ]
    for given in (frame, pl.from_pandas(frame)):
        table = compare_scores_by(given, value="score", after="late", by="unit")
        assert table.pop("unit").tolist() == ["A", "B", "C"]
        pd.testing.assert_frame_equal(table, pd.concat(alone, ignore_index=True), rtol=1e-12)


def test_a_unit_without_scores_has_its_row():
    """Nobody answered in B: its figures are unknown, its row is there; no rows give no comparison."""
    frame = pd.DataFrame({"unit": ["A", "A", "B"], "late": [0, 1, 1], "score": [1, 2, np.nan]})
    table = compare_scores_by(frame, value="score", after="late", by="unit")
    assert table["n_after"].tolist() == [1, 0]
    assert table["difference"].isna().tolist() == [False, True]
    assert compare_scores_by(frame[:0], value="score", after="late", by="unit").empty


def test_bad_input_is_named():
    """Infinity is no score, and yes-no columns hold yes and no."""
    with pytest.raises(ValueError, match="value must be finite"):
        compare_scores([1, np.inf], [2])
    frame = pd.DataFrame({"late": [0, 2], "score": [1, 2]})
    with pytest.raises(ValueError, match="column late must hold true and false only"):
        compare_scores_by(frame, value="score", after="late")
    with pytest.raises(ValueError, match="no column since"):
        compare_scores_by(frame, value="score", after="since")
