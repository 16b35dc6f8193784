"""Funnels, shrunken rates, descriptions and correlations against plain Python, on any counts."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from metrics import (
    correlation,
    describe,
    drivers,
    funnel,
    funnel_limits,
    pareto_change,
    shrunken,
)
from metrics.causes.beta_binomial import Posterior, better
from tests.rival_implementations import comparing_units, describing

COUNTS = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
FUNNELS = st.lists(st.lists(COUNTS, min_size=1, max_size=13), min_size=1, max_size=3)
COLUMNS = {"numerator": "x", "denominator": "n"}
OPTIONS = {**COLUMNS, "by": "unit", "within": "month"}


def frame_of(groups):
    rows = [(g, u, x, n) for g, units in enumerate(groups) for u, (x, n) in enumerate(units)]
    return pd.DataFrame(rows, columns=["month", "unit", "x", "n"])


def with_data(units):
    return [(x, n) for x, n in units if n]


@given(groups=FUNNELS)
def test_funnels_agree_with_the_rival(groups):
    """Scores, dispersion and variance of several funnels in one call, each as if it were alone."""
    frame = frame_of(groups)
    table = funnel(frame.sample(frac=1, random_state=1), overdispersion=True, **OPTIONS)
    for month, units in enumerate(groups):
        part = table[(table["month"] == month) & (table["n"] > 0)]
        if not (known := with_data(units)):
            assert part.empty
            continue
        centre = sum(x for x, _ in known) / sum(n for _, n in known)
        scores, _, phi, tau2 = comparing_units.spread(known, centre)
        np.testing.assert_allclose(part["z"], scores, atol=1e-7)
        np.testing.assert_allclose(part["phi"], phi, atol=1e-7)
        np.testing.assert_allclose(part["tau2"], tau2, atol=1e-7)


@given(units=st.lists(COUNTS, min_size=1, max_size=6), percent=st.integers(0, 100))
def test_exact_states_agree_with_binomial_sums(units, percent):
    """No unit is called out unless a result as far out has less than 2.5 % (0.1 %) in its own tail."""
    table = funnel(
        frame_of([units]), target=percent / 100, overdispersion=False, method="exact", **OPTIONS
    )
    expected = [
        comparing_units.exact_state(x, n, Fraction(percent, 100)) if n else "no_data"
        for x, n in units
    ]
    assert table["state"].tolist() == expected


@given(n=st.integers(1, 5000), centre=st.floats(0, 1), tau2=st.floats(0, 0.05))
def test_limits_mirror_hold_the_centre_and_narrow(n, centre, tau2):
    """Failures have the mirrored limits; the centre lies inside; variance between units widens."""
    for method in ("arcsine", "exact"):
        row = funnel_limits(n, centre, tau2, method).iloc[0]
        mirrored = funnel_limits(n, 1 - centre, tau2, method).iloc[0]
        plain = funnel_limits(n, centre, 0, method).iloc[0]
        for name in ("95", "998"):
            assert row[f"lower{name}"] == pytest.approx(1 - mirrored[f"upper{name}"], abs=1e-6)
            assert 0 <= row[f"lower{name}"] <= centre + 1e-9
            assert centre - 1e-9 <= row[f"upper{name}"] <= 1
        if method == "arcsine":
            assert row["lower95"] <= plain["lower95"] + 1e-12


@given(groups=FUNNELS)
def test_shrunken_rates_agree_with_the_rival(groups):
    """Means with fractions, unit by unit; each lies between the unit's own rate and the pooled one."""
    table = shrunken(frame_of(groups), **OPTIONS).sort_values(["month", "unit"])
    for month, units in enumerate(groups):
        if known := with_data(units):
            part = table[(table["month"] == month) & (table["n"] > 0)]
            expected = comparing_units.shrunken(known)
            np.testing.assert_allclose(part["shrunken"], expected, atol=1e-9)
            pooled = sum(x for x, _ in known) / sum(n for _, n in known)
            assert (part["shrunken"] >= np.minimum(part["rate"], pooled) - 1e-12).all()
            assert (part["shrunken"] <= np.maximum(part["rate"], pooled) + 1e-12).all()


@given(groups=FUNNELS)
def test_the_order_is_one(groups):
    """Best first; the order never falls, stays within its own range of places, and is shared where it
    says so; lower is better gives the order of the failures."""
    frame = frame_of(groups)
    table = shrunken(frame, **OPTIONS)
    for _, part in table.groupby("month"):
        known = part.dropna(subset="order")
        assert (known["shrunken"].diff().dropna() <= 1e-11).all()
        assert known["order"].is_monotonic_increasing
        assert (known["order_best"] <= known["order_worst"]).all()
        assert known["order_worst"].max() <= len(known) or known.empty
        assert (
            part["tied"].tolist()
            == part["order"].duplicated(keep=False).where(part["order"].notna(), False).tolist()
        )
    failures = shrunken(frame.assign(x=frame["n"] - frame["x"]), direction="lower", **OPTIONS)
    pd.testing.assert_series_equal(failures["order"], table["order"])
    np.testing.assert_allclose(failures["lower"], 1 - table["upper"], atol=1e-9)


@settings(max_examples=20)
@given(
    rates=st.lists(st.floats(0.3, 0.98), min_size=2, max_size=2),
    worths=st.lists(st.integers(30, 300), min_size=2, max_size=2),
)
def test_probability_of_being_better(rates, worths):
    """Two posteriors compared by quadrature as by summing over a fine grid."""
    pair = [(rate * worth, (1 - rate) * worth) for rate, worth in zip(rates, worths, strict=True)]
    both = Posterior(*(np.array(side) for side in zip(*pair, strict=True)))
    found = better(both, np.array([0]), np.array([1]))[0]
    assert found == pytest.approx(comparing_units.better(*pair), abs=5e-3)


VALUES = st.one_of(
    st.none(), st.integers(-50, 50).map(float), st.floats(-1e3, 1e3).map(lambda x: round(x, 9))
)


@given(rows=st.lists(st.tuples(st.sampled_from(["A", "B", None]), VALUES), max_size=25))
def test_descriptions_agree_with_the_rival(rows):
    """Every figure of every group, missing values counted apart."""
    frame = pl.DataFrame(rows, schema={"unit": pl.String, "v": pl.Float64}, orient="row")
    table = describe(frame, "v", "unit")
    groups = {unit: [v for u, v in rows if u == unit] for unit, _ in rows}
    assert len(table) == len(groups)
    for row in table.itertuples(index=False):
        unit = None if pd.isna(row.unit) else row.unit
        expected = describing.figures(groups[unit])
        np.testing.assert_allclose(list(row)[1:10], expected, rtol=1e-7, atol=1e-7)


@given(
    rows=st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=15),
    method=st.sampled_from(["pearson", "spearman"]),
)
def test_correlations_agree_with_the_rival(rows, method):
    """Each pair over the rows that have both, and never a warning."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys("abc", pl.Float64), orient="row")
    spread = [frame[name].drop_nulls().std() or 1 for name in frame.columns]
    assume(min(spread) > 1e-3)  # what is nearly constant is rounding
    table = correlation(frame, ["a", "b", "c"], method)
    for row in table.itertuples(index=False):
        columns = [frame[name].to_list() for name in (row.first, row.second)]
        r, n = describing.correlation(*columns, method == "spearman")
        assert row.n == n
        if np.isnan(r):
            assert np.isnan(row.r)
        elif n > 5:
            assert row.r == pytest.approx(r, abs=1e-6)
        assert not row.lower > row.upper


CATEGORIES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.integers(0, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)


@given(before=CATEGORIES, after=CATEGORIES)
def test_pareto_change_agrees_with_the_rival(before, after):
    """Order, ranks, rates and what is new or gone."""
    frames = [
        pl.DataFrame(
            [(name, x, n) for name, (x, n) in period.items()],
            schema={"cause": pl.String, "bad": pl.Int64, "seen": pl.Int64}, orient="row",
        )
        for period in (before, after)
    ]  # fmt: skip
    table = pareto_change(*frames, "cause", defects="bad", checked="seen")
    expected = describing.pareto_change(before, after)
    assert table["cause"].tolist() == list(expected)
    columns = ["rank_before", "rank_after", "rate_before", "rate_after"]
    for row, (*figures, status) in zip(table.to_dict("records"), expected.values(), strict=True):
        wanted = [np.nan if figure is None else figure for figure in figures]
        np.testing.assert_allclose([row[name] for name in columns], wanted)
        assert row["status"] == status


@settings(max_examples=40)
@given(units=st.lists(COUNTS, min_size=1, max_size=4))
@example(units=[(1, 2), (15, 18)])  # the likelihood is flat to its last digit before the top
def test_drivers_of_one_factor_are_the_table(units):
    """One factor: the effect is the difference of the rates and the odds ratio that of the cells, unless
    a level has none or all passed; then that is said, and every figure is finite."""
    known = with_data(units)
    table = drivers(frame_of([units]).astype({"unit": str}), factors="unit", **COLUMNS)
    assert table["n"].tolist() == [n for _, n in known]
    if not known:
        return
    (x0, n0) = known[table["state"].tolist().index("reference")]
    ends = any(x in (0, n) for x, n in known)
    rows = table.join(pd.DataFrame(known, columns=["passed", "checked"]))
    for row in rows[rows["state"] != "reference"].itertuples():
        assert np.isfinite([row.odds_ratio, row.lower, row.upper, row.p, row.effect]).all()
        assert row.lower <= row.odds_ratio <= row.upper
        if ends:
            assert row.errors == "penalised"
            x, n, y, m = (
                value + 0.5 for value in (row.passed, row.checked - row.passed, x0, n0 - x0)
            )
            assert row.odds_ratio == pytest.approx(x * m / (n * y), rel=1e-6)
            continue
        expected = row.passed * (n0 - x0) / ((row.checked - row.passed) * x0)
        assert row.odds_ratio == pytest.approx(expected, rel=1e-7)
        assert row.effect == pytest.approx(row.passed / row.checked - x0 / n0, abs=1e-9)
    separated = (rows["state"] == "separated").any()
    assert separated == (ends and len(known) > 1)
