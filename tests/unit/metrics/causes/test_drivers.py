"""Rates and their suspected drivers: by hand, against statsmodels, and where the truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.api as sm
from scipy.special import expit
from scipy.stats import t

from metrics import drivers

COUNTS = {"numerator": "x", "denominator": "n"}


def shifts(**columns):
    return pd.DataFrame({"shift": ["day", "night"], "x": [160, 90], "n": [200, 100], **columns})


def rounds(seed=1, noise=0.0):
    """3,000 rounds of ten items: log odds 2, month + 0.05, Monday - 0.6, of 150 checks."""
    rng = np.random.default_rng(seed)
    size = 3000
    frame = pd.DataFrame(
        {
            "day": rng.choice(["Mon", "Tue", "Wed"], size), "month": rng.integers(0, 24, size),
            "check": rng.integers(0, 150, size), "n": 10,
        }
    )  # fmt: skip
    line = 2 + 0.05 * (frame["month"] - 12) - 0.6 * (frame["day"] == "Mon")
    line += rng.normal(0, noise, 150)[frame["check"]] if noise else 0
    return frame.assign(x=rng.binomial(10, expit(line)), truth=expit(line))


def at(table, factor, level=None):
    same = table["level"].isna() if level is None else table["level"] == level
    return table[(table["factor"] == factor) & same].iloc[0]


def test_two_by_two_by_hand():
    """Odds ratio ad/bc with Woolf's interval, the difference of the rates with Wald's; the level with
    more checks is the reference."""
    table = drivers(shifts(), factors="shift", **COUNTS)
    assert table["level"].tolist() == ["day", "night"]
    assert table["state"].tolist() == ["reference", "estimated"]
    assert table.loc[0, ["odds_ratio", "effect", "n", "rate"]].tolist() == [1, 0, 200, 0.8]
    row = at(table, "shift", "night")
    spread = 1.959963984540054 * (1 / 160 + 1 / 40 + 1 / 90 + 1 / 10) ** 0.5
    ratio = (90 / 10) / (160 / 40)
    expected = [ratio, ratio * np.exp(-spread), ratio * np.exp(spread)]
    assert row[["odds_ratio", "lower", "upper"]].tolist() == pytest.approx(expected, abs=1e-9)
    half = 1.959963984540054 * (0.8 * 0.2 / 200 + 0.9 * 0.1 / 100) ** 0.5
    ends = row[["effect", "effect_lower", "effect_upper"]].tolist()
    assert ends == pytest.approx([0.1, 0.1 - half, 0.1 + half], abs=1e-9)
    assert row["errors"] == "binomial"


def reference_fit(frame, **options):
    cells = frame.groupby(["day", "month", "check"], as_index=False)[["x", "n"]].sum()
    days = pd.get_dummies(cells["day"], dtype=float)
    biggest = cells.groupby("day")["n"].sum().idxmax()
    design = sm.add_constant(days.drop(columns=biggest).assign(month=cells["month"]))
    counts = np.column_stack([cells["x"], cells["n"] - cells["x"]])
    model = sm.GLM(counts, design, family=sm.families.Binomial())
    return model.fit(tol=1e-12, **{k: v(cells) if callable(v) else v for k, v in options.items()})


def test_agrees_with_statsmodels_robust_to_clusters():
    """Odds ratios to 1e-8; errors from the sandwich, but for statsmodels' factor (N - 1) / (N - k)."""
    frame = rounds(noise=0.5)
    table = drivers(frame, factors=["day", "month"], cluster="check", **COUNTS)
    fit = reference_fit(
        frame, cov_type="cluster", cov_kwds=lambda cells: {"groups": cells["check"]}
    )
    cells, coefficients = fit.nobs, len(fit.params)
    shrink = ((cells - coefficients) / (cells - 1)) ** 0.5
    for factor, level, name in (("month", None, "month"), ("day", "Mon", "Mon")):
        row = at(table, factor, level)
        assert row["odds_ratio"] == pytest.approx(np.exp(fit.params[name]), rel=1e-8)
        reach = t.ppf(0.975, 149) * fit.bse[name] * shrink
        assert row["upper"] == pytest.approx(np.exp(fit.params[name] + reach), rel=1e-8)
        assert row["errors"] == "cluster"


def test_agrees_with_statsmodels_scaled_by_dispersion():
    """Rounds that differ more than chance without a cluster named: Pearson's chi-square over df (which
    statsmodels gives too, though its own scale="X2" forgets how many each cell counts)."""
    frame = rounds(noise=1.0).assign(check=0)
    frame["x"] = np.where(frame["month"] % 2 == 0, frame["x"], np.minimum(frame["x"], 7))
    table = drivers(frame, factors=["day", "month"], **COUNTS)
    fit = reference_fit(frame)
    row = at(table, "month")
    assert row["errors"] == "dispersion"
    reach = t.ppf(0.975, fit.df_resid) * fit.bse["month"]
    reach *= (fit.pearson_chi2 / fit.df_resid) ** 0.5
    assert row["lower"] == pytest.approx(np.exp(fit.params["month"] - reach), rel=1e-8)


def test_the_truth_is_found():
    """Known log odds and the known mean change of the rate lie within the intervals."""
    frame = rounds(noise=0.4)
    table = drivers(frame, factors=["day", "month"], cluster="check", **COUNTS)
    for row, truth in ((at(table, "month"), 0.05), (at(table, "day", "Mon"), -0.6)):
        assert row["lower"] < np.exp(truth) < row["upper"]
        assert row["p"] < 1e-6
    slope = (0.05 * frame["truth"] * (1 - frame["truth"])).mean()
    month = at(table, "month")
    assert month["effect_lower"] < slope < month["effect_upper"]
    tuesday = table[(table["factor"] == "day") & table["level"].isin(["Tue", "Wed"])]
    assert (tuesday["p"].dropna() > 0.001).all()


def test_all_passed_in_a_level_is_a_state():
    """30 of 30 has no finite odds ratio: it is told, with Firth's estimate and a finite interval. By
    hand, half a check added to each cell."""
    frame = pd.DataFrame({"room": list("ab"), "x": [160, 30], "n": [200, 30]})
    table = drivers(frame, factors="room", **COUNTS)
    row = at(table, "room", "b")
    assert (row["state"], row["errors"]) == ("separated", "penalised")
    assert row["odds_ratio"] == pytest.approx((30.5 / 0.5) / (160.5 / 40.5), rel=1e-6)
    assert 1 < row["lower"] < row["odds_ratio"] < row["upper"] < 1e5
    assert row["p"] < 0.05
    assert 0 < row["effect_lower"] < row["effect_upper"] < 0.3


def test_the_profile_interval_is_where_the_likelihood_has_fallen():
    """At both ends the penalised likelihood, the intercept fitted anew, lies 1.92 under its highest."""
    x, n = np.array([160.0, 30.0]), np.array([200.0, 30.0])

    def highest(ratio):
        best = -np.inf
        for start in np.linspace(-1, 4, 20001):
            rate = expit(start + np.array([0, ratio]))
            weight = n * rate * (1 - rate)
            fit = x @ np.log(rate) + (n - x) @ np.log1p(-rate) + 0.5 * np.log(weight.prod())
            best = max(best, fit)
        return best

    table = drivers(pd.DataFrame({"room": list("ab"), "x": x, "n": n}), factors="room", **COUNTS)
    row = at(table, "room", "b")
    top, low, high = (highest(np.log(row[name])) for name in ("odds_ratio", "lower", "upper"))
    assert top - low == pytest.approx(3.841458820694124 / 2, abs=1e-5)
    assert top - high == pytest.approx(3.841458820694124 / 2, abs=1e-5)


def test_separated_by_a_number():
    """Failures in the first months only, then none: no likelihood has a top, and it is said."""
    frame = pd.DataFrame({"month": range(8), "x": [0] * 3 + [5] * 5, "n": 5})
    row = drivers(frame, factors="month", **COUNTS).iloc[0]
    assert row["state"] == "separated"
    assert 1 < row["lower"] < row["odds_ratio"] < row["upper"] < np.inf


def test_everything_passed():
    """Always 100 %: nothing to explain, no figure explodes."""
    table = drivers(rounds().assign(x=10), factors=["day", "month"], **COUNTS)
    assert (table["errors"] == "penalised").all()
    assert (table["effect"].abs() < 1e-3).all()
    assert (table["p"].dropna() > 0.5).all()


def test_what_is_already_said_is_not_said_twice():
    """The same number in other units, a constant and a factor of one level have no effect of their own."""
    frame = rounds().assign(quarter=lambda f: f["month"] * 3, site="one", fixed=1)
    table = drivers(frame, factors=["month", "quarter", "site", "fixed"], **COUNTS)
    assert table["state"].tolist() == ["estimated", "aliased", "reference", "aliased"]
    assert table.loc[1, ["odds_ratio", "effect", "p"]].isna().all()


def test_units_of_a_number_are_its_own():
    """Months in service in years: the odds ratio is that of twelve months."""
    frame = rounds()
    months = at(drivers(frame, factors=["month", "day"], **COUNTS), "month")
    scaled = frame.assign(month=frame["month"] / 12)
    years = at(drivers(scaled, factors=["month", "day"], **COUNTS), "month")
    assert years["odds_ratio"] == pytest.approx(months["odds_ratio"] ** 12, rel=1e-8)
    assert years["effect_upper"] == pytest.approx(12 * months["effect_upper"], rel=1e-8)


def test_few_clusters_cannot_carry_a_sandwich():
    """As many clusters as coefficients: the plain errors are given, and called so."""
    frame = rounds().assign(check=lambda f: f["month"] % 3)
    table = drivers(frame, factors=["day", "month"], cluster="check", **COUNTS)
    assert (table["errors"] == "binomial").all()


def test_missing_and_no_rows():
    """Rows without a factor or a count are left out; no rows give no levels; other frames go in."""
    frame = rounds()
    holes = pd.concat([frame, frame.head(50).assign(day=None), frame.head(50).assign(x=np.nan)])
    expected = drivers(frame, factors=["day", "month"], **COUNTS)
    for given in (holes, pl.from_pandas(frame).lazy()):
        pd.testing.assert_frame_equal(drivers(given, factors=["day", "month"], **COUNTS), expected)
    empty = drivers(frame.iloc[:0], factors="day", **COUNTS)
    assert empty.columns.tolist() == expected.columns.tolist()
    assert drivers(frame.head(1), factors="day", **COUNTS)["state"].tolist() == ["reference"]


def test_yes_and_no_is_a_factor():
    """A column of yes and no has two levels."""
    table = drivers(shifts(busy=[True, False]), factors="busy", **COUNTS)
    assert table["level"].tolist() == [False, True]


def test_bad_input_is_named():
    """No factor, an infinite number, an unknown column."""
    with pytest.raises(ValueError, match="factors must name one column or more"):
        drivers(shifts(), factors=[], **COUNTS)
    with pytest.raises(ValueError, match="load must be finite"):
        drivers(shifts(load=[1, np.inf]), factors="load", **COUNTS)
    with pytest.raises(ValueError, match="no column room"):
        drivers(shifts(), factors="room", **COUNTS)
