"""Before and after, against fractions, pairs and full matrices."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics import change_verdict, compare, compare_scores, interrupted, sustained
from metrics.change.verdict import KEYS
from tests.rival_implementations import change, rating

COUNTS = st.integers(0, 150).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
HIGH = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(max(0, n - 9), n), st.just(n)))
TARGETS = st.one_of(st.none(), st.integers(0, 100).map(lambda n: n / 100))
DIRECTIONS = st.sampled_from(["higher", "lower"])
SCORES = st.lists(st.integers(0, 20), min_size=1, max_size=6)


@given(before=st.one_of(COUNTS, HIGH), after=st.one_of(COUNTS, HIGH))
def test_tests_of_counts_agree_with_the_rival(before, after):
    """Fisher in whole numbers, chi-square cell by cell, Newcombe from two quadratics."""
    row = compare(*before, *after).iloc[0]
    if 0 in (before[1], after[1]):
        assert row[["fisher_p", "chi2", "difference_lower"]].isna().all()
        return
    assert row["fisher_p"] == pytest.approx(change.fisher(*before, *after), rel=1e-11)
    for column, yates in (("chi2", False), ("chi2_yates", True)):
        expected = change.chi_square(*before, *after, yates)
        assert row[column] == pytest.approx(np.nan if expected is None else expected, rel=1e-11, nan_ok=True)  # fmt: skip
    interval = row["difference_lower"], row["difference_upper"]
    assert interval == pytest.approx(change.newcombe(*before, *after), abs=1e-9)


@given(tables=st.lists(st.tuples(HIGH, COUNTS), min_size=2, max_size=40))
@settings(max_examples=20)
def test_many_tables_are_each_as_alone(tables):
    """Tables of unlike sizes in one call do not touch each other."""
    columns = np.array([(*a, *b) for a, b in tables]).T
    alone = pd.concat([compare(*a, *b) for a, b in tables], ignore_index=True)
    pd.testing.assert_frame_equal(compare(*columns), alone, rtol=1e-12)


@given(before=COUNTS, after=st.one_of(COUNTS, HIGH), target=TARGETS, direction=DIRECTIONS)
def test_verdicts_agree_with_the_rival(before, after, target, direction):
    """Size and certainty by fractions; every verdict that follows is a known key."""
    table = compare(*before, *after, target, direction)
    exact = None if target is None else rating.decimal(target)
    expected = change.verdict(*before, *after, exact, direction)
    assert (table["size"][0], table["certainty"][0]) == expected
    verdict = change_verdict(table, rechecks_clean=[3]).iloc[0]
    assert all(verdict[column] in keys for column, keys in KEYS.items())


@given(before=st.one_of(COUNTS, HIGH), after=st.one_of(COUNTS, HIGH))
def test_before_and_after_mirror(before, after):
    """Turned round, the difference turns round and the tests stay."""
    forth, back = compare(*before, *after).iloc[0], compare(*after, *before).iloc[0]
    same = ["fisher_p", "chi2_p", "chi2_yates_p", "expected_min"]
    np.testing.assert_allclose(list(forth[same]), list(back[same]), rtol=1e-11)
    np.testing.assert_allclose(forth["difference_lower"], -back["difference_upper"], atol=1e-12)


@given(before=SCORES, after=SCORES)
@settings(max_examples=50)
def test_scores_agree_with_the_rival(before, after):
    """U by pairs; p by dealing anew where no scores tie, else by the normal distribution; the shift."""
    row = compare_scores(before, after).iloc[0]
    u, exact_p = change.mann_whitney(before, after)
    tied = len({*before, *after}) < len(before) + len(after)
    p = change.normal_mann_whitney(before, after) if tied else exact_p
    assert row["mannwhitney_u"] == u
    assert row["mannwhitney_p"] == pytest.approx(p, rel=1e-9)
    assert row["shift"] == pytest.approx(change.shift(before, after))
    if len({*before}) > 1 < len({*after}):
        assert (row["welch_t"], row["welch_df"]) == pytest.approx(change.welch(before, after))


FLOATS = st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=40)


@given(before=FLOATS, after=FLOATS)
def test_scores_agree_with_scipy(before, after):
    """Larger samples, any numbers: Mann-Whitney's p as scipy chooses its method."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        theirs = stats.mannwhitneyu(after, before)
    row = compare_scores(before, after).iloc[0]
    assert row["mannwhitney_u"] == theirs.statistic
    assume(len({*before, *after}) > 1)
    assert row["mannwhitney_p"] == pytest.approx(theirs.pvalue, rel=1e-9)


@st.composite
def interrupted_series(draw):
    """A series with gaps, unlike denominators, a change somewhere, and errors that may be alike."""
    length = draw(st.integers(8, 30))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    noise, alike = rng.normal(size=length), draw(st.sampled_from([0.0, 0.5, 0.9]))
    for t in range(1, length):
        noise[t] += alike * noise[t - 1]
    checked = rng.integers(1, 200, length) * (rng.random(length) > 0.1)
    rate = np.clip(0.9 + 0.03 * noise, 0, 1)
    late = np.arange(length) >= draw(st.integers(4, length - 4))
    passed = np.rint(checked * rate).astype(int)
    return pd.DataFrame({"month": range(length), "late": late, "x": passed, "n": checked})


@given(frame=interrupted_series())
@settings(max_examples=60, deadline=None)
def test_interrupted_agrees_with_the_rival(frame):
    """Estimates by full matrices at the autocorrelation found; no other one is likelier."""
    row = interrupted(frame, numerator="x", denominator="n", order="month", after="late").iloc[0]
    known = frame[frame["n"] > 0]
    values = known["x"] / known["n"]
    sides = known["late"].sum(), (~known["late"]).sum()
    assert (row["state"] == "too_few_points") == (min(sides) < 4)
    assume(row["state"] == "fitted")
    given_ = list(known["month"]), list(known["late"]), list(values), list(known["n"])
    beta, se, likelihood = change.segmented(*given_, row["autocorrelation"])
    half = stats.t.ppf(0.975, len(known) - 4) * se[2]
    ours = row[["level_change", "slope_change", "level_change_upper"]].tolist()
    # The rival counts from the first late month with data, we from the first late month.
    begin = known.loc[known["late"], "month"].min() - frame.loc[frame["late"], "month"].min()
    assert ours[1] == pytest.approx(beta[3], abs=1e-8)
    if begin == 0:
        assert [ours[0], ours[2]] == pytest.approx([beta[2], beta[2] + half], abs=1e-8)
    if row["method"] == "reml":
        others = [change.segmented(*given_, rho)[2] for rho in np.linspace(0, 0.95, 25)]
        assert likelihood >= max(others) - 1e-6


@given(
    points=st.lists(st.one_of(st.just((0, 0)), COUNTS, HIGH), min_size=1, max_size=15),
    target=st.integers(0, 100).map(lambda n: n / 100),
    direction=DIRECTIONS,
)
def test_sustained_agrees_with_the_rival(points, target, direction):
    """The run at the end, month by month in fractions, over months without checks."""
    passed, checked = zip(*points, strict=True)
    frame = pd.DataFrame({"month": range(len(points)), "x": passed, "n": checked})
    row = sustained(frame, numerator="x", denominator="n", order="month", target=target, direction=direction).iloc[0]  # fmt: skip
    run = change.met_in_a_row(points, rating.decimal(target), direction)
    assert row["met_in_a_row"] == run
    assert row["sustained"] == (run >= 3)
    assert pd.isna(row["since"]) == (run == 0)
