"""Interrupted series: was it the measures, or was it under way already?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.api as sm
from statsmodels.stats.stattools import durbin_watson

from metrics import interrupted

COLUMNS = {"order": "month", "after": "after"}
ESTIMATES = ["level_change", "slope_change", "effect_end"]


def series(length, change, seed=0, alike=0.5, unit="A", spread=1.0):
    """10 + 0.1 t, then a jump by 2 and 0.2 more a month, with autoregressive errors."""
    rng, error = np.random.default_rng(seed), 0.0
    rows = []
    for t in range(length):
        error = alike * error + spread * rng.normal()
        late = t >= change
        value = 10 + 0.1 * t + late * (2 + 0.2 * (t - change)) + error
        rows.append((unit, t, late, value, int(rng.integers(20, 60))))
    return pd.DataFrame(rows, columns=["unit", "month", "after", "value", "weight"])


def by_statsmodels(frame, rho, weight=None):
    """Generalised least squares with the full covariance matrix."""
    time = (frame["month"] - frame.loc[frame["after"], "month"].min()).to_numpy(float)
    late = frame["after"].to_numpy(float)
    x = np.stack([np.ones(len(frame)), time, late, time * late], axis=1)
    apart = np.abs(np.subtract.outer(time, time))
    heavy = np.ones(len(frame)) if weight is None else weight.to_numpy(float)
    model = sm.GLS(
        frame["value"].to_numpy(), x, sigma=rho**apart / np.sqrt(np.outer(heavy, heavy))
    ).fit()
    return model, np.array([0, 0, 1, time[-1]])


@pytest.mark.parametrize(("length", "change"), [(9, 4), (11, 7), (12, 6), (24, 12), (60, 20)])
def test_agrees_with_statsmodels(length, change):
    """Estimates, intervals and p at the autocorrelation that was found; ordinary least squares where
    the series is too short to find any."""
    frame = series(length, change, seed=length)
    row = interrupted(frame, value="value", **COLUMNS).iloc[0]
    model, end = by_statsmodels(frame, row["autocorrelation"])
    assert row["method"] == ("ols" if length < 12 else "reml")
    assert row["slope_before"] == pytest.approx(model.params[1], abs=1e-10)
    for name, contrast in zip(ESTIMATES, ([0, 0, 1, 0], [0, 0, 0, 1], end), strict=True):
        test = model.t_test(contrast)
        theirs = [test.effect[0], *test.conf_int()[0], float(test.pvalue)]
        ours = row[[name, f"{name}_lower", f"{name}_upper", f"{name}_p"]]
        assert ours.tolist() == pytest.approx(theirs, abs=1e-10)
    ordinary, _ = by_statsmodels(frame, 0)
    e = ordinary.resid
    assert row["durbin_watson"] == pytest.approx(durbin_watson(e), abs=1e-10)
    assert row["lag1"] == pytest.approx((e[1:] * e[:-1]).sum() / (e**2).sum(), abs=1e-10)


def test_rates_weigh_by_their_denominators():
    """A month of 60 checks says more than one of 20; a month without any is a gap that is as long as it is."""
    frame = series(24, 12, seed=3).drop(columns="value").rename(columns={"weight": "checked"})
    frame["passed"] = (frame["checked"] * 0.8).astype(int) + frame["after"] * 3
    frame.loc[[4, 5, 15], ["passed", "checked"]] = 0
    row = interrupted(frame, numerator="passed", denominator="checked", **COLUMNS).iloc[0]
    known = frame[frame["checked"] > 0].assign(value=lambda f: f["passed"] / f["checked"])
    model, end = by_statsmodels(known, row["autocorrelation"], known["checked"])
    assert row["points_before"] == 10
    assert row["level_change"] == pytest.approx(model.params[2], abs=1e-10)
    assert row["effect_end_p"] == pytest.approx(float(model.t_test(end).pvalue), abs=1e-10)


def test_what_was_made_is_found():
    """With hardly any noise: the jump of 2, 0.2 more a month, and what the old line would have come to."""
    row = interrupted(series(24, 12, spread=1e-4), value="value", **COLUMNS).iloc[0]
    assert row["state"] == "fitted"
    found = row[["slope_before", "level_change", "slope_change", "effect_end"]].tolist()
    assert found == pytest.approx([0.1, 2, 0.2, 2 + 11 * 0.2], abs=2e-3)
    assert row["counterfactual_end"] == pytest.approx(12.3, abs=2e-3)
    assert row["fitted_end"] == pytest.approx(16.5, abs=2e-3)


def test_autocorrelation_widens():
    """Errors that persist for months are fewer witnesses than ordinary least squares takes them for."""
    frame = series(48, 24, seed=1, alike=0.8)
    row = interrupted(frame, value="value", **COLUMNS).iloc[0]
    ordinary, _ = by_statsmodels(frame, 0)
    assert row["autocorrelation"] > 0.5
    assert row["level_change_upper"] - row["level_change_lower"] > np.ptp(ordinary.conf_int()[2])


def test_alternating_errors_are_not_credited():
    """Months that swing to and fro would narrow the interval below the ordinary one: they do not."""
    row = interrupted(series(24, 12, seed=2, alike=-0.7), value="value", **COLUMNS).iloc[0]
    assert row["lag1"] < 0
    assert row["autocorrelation"] == 0


def test_many_series_at_once():
    """Each unit's answer is the one that it would get alone; one too short stays in the table."""
    parts = [series(30, 12, 5, unit="A"), series(7, 4, 6, unit="B"), series(30, 22, 7, unit="C")]
    alone = pd.concat([interrupted(p, value="value", by="unit", **COLUMNS) for p in parts])
    frame = pd.concat(parts).sample(frac=1, random_state=1)
    for given in (frame, pl.from_pandas(frame)):
        table = interrupted(given, value="value", by="unit", **COLUMNS)
        assert table["state"].tolist() == ["fitted", "too_few_points", "fitted"]
        pd.testing.assert_frame_equal(table, alone.reset_index(drop=True), rtol=1e-6)
    assert table.loc[1, ESTIMATES].isna().all()
    assert table.loc[1, ["points_before", "points_after", "method"]].tolist() == [4, 3, "none"]


def test_no_spread():
    """Always 100 %, or never: no change, and nothing to say how sure."""
    for value in (1.0, 0.0, 0.1):
        row = interrupted(series(24, 12).assign(value=value), value="value", **COLUMNS).iloc[0]
        assert row["state"] == "no_spread"
        assert row[ESTIMATES].tolist() == pytest.approx([0, 0, 0], abs=1e-12)
        assert row["counterfactual_end"] == pytest.approx(value)
        unknown = ["level_change_lower", "slope_change_p", "autocorrelation", "durbin_watson"]
        assert row[unknown].isna().all()


@pytest.mark.parametrize("change", [0, 3, 27, 30])
def test_too_few_points(change):
    """Before or after everything, or three months on a side: no line is drawn through three points."""
    row = interrupted(series(30, change), value="value", **COLUMNS).iloc[0]
    assert row["state"] == "too_few_points"
    assert row[["slope_before", "level_change_p", "lag1"]].isna().all()


def test_empty():
    """No rows, no series."""
    assert interrupted(series(9, 4)[:0], value="value", by="unit", **COLUMNS).empty


def test_bad_input_is_named():
    """After the intervention there is no before."""
    frame = series(9, 4)
    with pytest.raises(ValueError, match="after must not go back to no within a series"):
        interrupted(frame.assign(after=frame["month"].between(3, 6)), value="value", **COLUMNS)
    with pytest.raises(ValueError, match="month comes twice"):
        interrupted(pd.concat([frame, frame]), value="value", **COLUMNS)
    with pytest.raises(ValueError, match="give either value, or numerator and denominator"):
        interrupted(frame, **COLUMNS)
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1"):
        interrupted(frame, value="value", confidence=95, **COLUMNS)
