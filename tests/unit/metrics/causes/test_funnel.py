"""Units against the funnel's limits: FunnelPlotR's figures, and what it does wrong."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

from metrics import funnel, funnel_limits
from metrics.causes.overdispersion import spread
from tests.unit.metrics.reference import read

PAIRS = {"lower95": "95LCL", "upper95": "95UCL", "lower998": "99LCL", "upper998": "99UCL"}
COUNTS = {"numerator": "x", "denominator": "n", "by": "unit"}


def units(*counts, **columns):
    names = [chr(ord("A") + i) for i in range(len(counts))]
    passed, checked = ([pair[i] for pair in counts] for i in (0, 1))
    return pd.DataFrame({"unit": names, "x": passed, "n": checked, **columns})


def reference():
    rows = read("funnelplotr_units")
    return rows[rows["limit"] == 95].sort_values(["adjusted", "funnel", "group"])


@pytest.mark.parametrize("adjusted", [False, True])
def test_limits_agree_with_funnelplotr(adjusted):
    """All funnels in one call: rate, score and every limit to 1e-9, with and without over-dispersion.
    Two of its limits are wrong: where the angle passes 90° it lets sin² come down again at the largest
    unit, so that a unit at 99.7 % of its best stands out as too good; there ours is 100 %."""
    rows = reference()
    rows = rows[rows["adjusted"] == adjusted]
    ours = funnel(
        rows.sample(frac=1, random_state=1),
        numerator="numerator", denominator="denominator", by="group", within="funnel",
        overdispersion=adjusted, method="arcsine",
    )  # fmt: skip
    folded = []
    for column, theirs in PAIRS.items():
        theirs = f"OD{theirs}" if adjusted else theirs[2:] + theirs[:2]
        off = ~np.isclose(ours[column], rows[theirs], rtol=0, atol=1e-9)
        folded += ours.loc[off, ["funnel", "denominator", column]].to_numpy().tolist()
    assert folded == ([[8, 397, 1], [20, 398, 1]] if adjusted else [])
    np.testing.assert_allclose(ours["rate"], rows["rr"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(ours["z"], rows["Uzscore"], rtol=0, atol=1e-9)


def test_the_way_there_agrees_with_funnelplotr():
    """Standard errors, centres and winsorised scores to 1e-9."""
    rows = reference()
    rows = rows[rows["adjusted"]].reset_index(drop=True)
    group = pd.factorize(rows["funnel"])[0]
    found = spread(
        rows["numerator"].to_numpy(float), rows["denominator"].to_numpy(float),
        np.sin(rows["target_transformed"].to_numpy()) ** 2, group, group.max() + 1,
    )  # fmt: skip
    for ours, theirs in ((found.s, "s"), (found.z, "Uzscore"), (found.w, "Wuzscore")):
        np.testing.assert_allclose(ours, rows[theirs], rtol=0, atol=1e-9)
    pulled = np.abs(found.w - found.z) > 1e-12
    assert not np.any(pulled & (rows["winsorised"] == 0))


@pytest.mark.parametrize(("limit", "states"), [(95, ("95", "998")), (99, ("998",))])
def test_outliers_agree_with_funnelplotr(limit, states):
    """Who lies outside, but for the unit that its folded limit calls too good."""
    rows = read("funnelplotr_units")
    rows = rows[(rows["limit"] == limit) & rows["adjusted"]].sort_values(["funnel", "group"])
    ours = funnel(
        rows, numerator="numerator", denominator="denominator", by="group", within="funnel",
        overdispersion=True, method="arcsine",
    )  # fmt: skip
    outside = ours["state"].str.endswith(tuple(f"_{name}" for name in states)).to_numpy()
    # Without over-dispersion FunnelPlotR judges by the plain limits: the same where tau2 is 0.
    differ = rows[outside != (rows["outlier"] == 1).to_numpy()]
    expected = [] if limit == 95 else [[8, "U13"]]
    assert differ[["funnel", "group"]].to_numpy().tolist() == expected


def test_small_units_are_not_praised_by_luck():
    """A unit of 20 at a centre of 95 % is clean one time in three: the arcsine limit calls that better
    than the rest, the exact one does not; nine failures stand out by both."""
    frame = units((20, 20), (11, 20), (1900, 2000))
    assert funnel(frame, target=0.95, method="arcsine", **COUNTS)["state"][0] == "above_95"
    table = funnel(frame, target=0.95, **COUNTS)
    assert table["state"].tolist() == ["inside", "below_998", "inside"]
    assert table["method"].tolist() == ["exact", "exact", "arcsine"]


def test_too_few_to_say_anything():
    """One of one failed at 95 % is no news (5 %), two of two is; half and half takes six."""
    table = funnel(units((0, 1), (0, 2)), target=0.95, **COUNTS)
    assert table["state"].tolist() == ["too_few", "below_95"]
    assert table["needed"].tolist() == [2, 2]
    table = funnel(units((5, 5), (6, 6)), target=0.5, **COUNTS)
    assert table["state"].tolist() == ["too_few", "above_95"]
    assert table["needed"].tolist() == [6, 6]


def test_units_without_checks_say_nothing():
    """A closed unit has no rate, no limits and no state; it moves nobody else."""
    table = funnel(units((19, 20), (0, 0), (30, 30)), **COUNTS)
    assert table["state"].tolist() == ["inside", "no_data", "inside"]
    assert table["method"][1] == "none"
    assert table.loc[1, ["rate", "z", "lower95", "upper998"]].isna().all()
    assert table["units"].tolist() == [2] * 3
    assert table["chance95"].tolist() == [0.1] * 3


def test_nothing_but_closed_units():
    """A funnel without a check has no centre and no state."""
    table = funnel(units((0, 0), (0, 0)), **COUNTS)
    assert table["state"].tolist() == ["no_data"] * 2
    assert table[["centre", "phi", "needed"]].isna().all(axis=None)


def test_all_perfect_and_all_failed():
    """Nobody differs where all passed (or failed); against 100 % every failure stands out."""
    for counts in ([(5, 5), (200, 200)], [(0, 5), (0, 200)]):
        table = funnel(units(*counts), **COUNTS)
        assert table["state"].tolist() == ["inside", "inside"]
        assert (table["lower95"] == table["rate"]).all()
        assert table["phi"].tolist() == [0, 0]
    table = funnel(units((5, 5), (199, 200)), target=1, **COUNTS)
    assert table["state"].tolist() == ["inside", "below_998"]


def test_one_unit_and_none():
    """One unit is its own centre; no rows have all their columns."""
    table = funnel(units((19, 20)), **COUNTS)
    assert (table["state"][0], table["tau2"][0], table["units"][0]) == ("inside", 0, 1)
    empty = funnel(units((19, 20)).iloc[:0], **COUNTS)
    assert empty.columns.tolist() == table.columns.tolist()


def test_overdispersion_by_choice_and_by_evidence():
    """Twelve units that truly differ: allowed for by itself and on demand, not when switched off; four
    units are too few for it, one outlier among twelve does not excuse itself."""
    rng = np.random.default_rng(3)
    rates = rng.permutation(np.linspace(0.80, 0.98, 12))
    wild = units(*[(int(1000 * rate), 1000) for rate in rates])
    auto, always, never = (
        funnel(wild, overdispersion=choice, **COUNTS) for choice in ("auto", True, False)
    )
    pd.testing.assert_frame_equal(auto, always)
    assert auto["tau2"][0] > 0 == never["tau2"][0]
    assert (auto["state"] != "inside").sum() <= 1
    assert (never["state"] != "inside").sum() > 6
    np.testing.assert_allclose(
        always["z_adjusted"] ** 2 * (1 + 4000 * always["tau2"]), always["z"] ** 2
    )
    assert funnel(wild.iloc[:4], **COUNTS)["tau2"].tolist() == [0] * 4
    one = funnel(units(*[(900, 1000)] * 11, (700, 1000)), **COUNTS)
    assert one["tau2"][0] < 0.001
    assert one["state"].iloc[-1] == "below_998"


def test_exact_limits_allow_for_overdispersion():
    """A small unit among units that differ has wider limits, and needs more checks to be judged."""
    plain, wide = funnel_limits(30, 0.9, [0, 0.02]).to_dict("records")
    assert plain["method"] == wide["method"] == "exact"
    assert wide["lower95"] < plain["lower95"]
    assert funnel_limits(30, 0.9, 0.25)["lower95"].tolist() == [0]


def test_limits_for_drawing():
    """Curves narrow towards the centre; nothing and less than nothing has no limits."""
    table = funnel_limits([0, np.nan, 20, 200, 2000], 0.9)
    assert table["method"].tolist() == ["none", "none", "exact", "arcsine", "arcsine"]
    assert table.iloc[:2, 1:5].isna().all(axis=None)
    assert (table["upper95"] - table["lower95"]).iloc[2:].is_monotonic_decreasing
    assert funnel_limits(50, 0)[["lower998", "upper998"]].to_numpy().tolist() == [[0, 0]]


def test_several_rows_a_unit_from_an_engine():
    """Rows are summed by unit on the frame's own engine; a row without a count counts in neither."""
    frame = pd.concat([units((9, 10), (8, 10)), units((10, 10), (10, 10))])
    missing = pd.concat([frame, pd.DataFrame({"unit": ["A"], "x": [np.nan], "n": [50]})])
    expected = funnel(units((19, 20), (18, 20)), **COUNTS)
    for given in (frame, missing, duckdb.from_df(frame)):
        pd.testing.assert_frame_equal(funnel(given, **COUNTS), expected, check_dtype=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "room"}, "no column room; the frame has unit, x, n"),
        ({"by": []}, "by must name the columns of a unit"),
        ({"numerator": "n", "denominator": "x"}, r"n must lie .* \(got 20 of 19 at A\)"),
        ({"target": 95}, "target must lie between 0 and 1"),
        ({"overdispersion": "maybe"}, "overdispersion must be True, False or auto, not maybe"),
        ({"method": "poisson"}, "method must be one of auto, arcsine, exact, not poisson"),
    ],
)
def test_bad_input_is_named(options, message):
    """What is wrong is said, with where."""
    with pytest.raises(ValueError, match=message):
        funnel(units((19, 20), (5, 6)), **{**COUNTS, **options})


def test_bad_limits_are_named():
    """A centre in per cent or a negative variance is refused."""
    with pytest.raises(ValueError, match="centre must lie between 0 and 1"):
        funnel_limits(20, 95)
    with pytest.raises(ValueError, match="tau2 must not be negative"):
        funnel_limits(20, 0.95, -1)
