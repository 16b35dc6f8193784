"""What has become of the vital few."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from metrics import pareto, pareto_change

BEFORE = pd.DataFrame(
    {"item": list("abcde"), "checked": [10, 20, 30, 40, 5], "passed": [5, 10, 29, 40, 5]}
)
AFTER = pd.DataFrame({"item": list("bcdf"), "checked": [20, 60, 40, 5], "passed": [18, 59, 30, 4]})


def test_order_of_before_then_the_new():
    """Old categories keep their places, vanished ones stay in sight, new ones come after; what never
    failed is left out."""
    table = pareto_change(BEFORE, AFTER, "item")
    assert table["item"].tolist() == ["b", "a", "c", "d", "f"]
    assert table["status"].tolist() == ["kept", "vanished", "kept", "new", "new"]
    assert table["defects_before"].tolist() == [10, 5, 1, 0, 0]
    assert table["defects_after"].tolist() == [2, 0, 1, 10, 1]


def test_each_period_is_its_own_pareto():
    """Shares, running shares, ranks and the vital few are those that `pareto` gives for each period."""
    table = pareto_change(BEFORE, AFTER, "item").set_index("item")
    for label, frame in (("before", BEFORE), ("after", AFTER)):
        alone = pareto(frame, "item").set_index("item")
        mine = table[table[f"defects_{label}"] > 0]
        for name in ("share", "cumulative"):
            pd.testing.assert_series_equal(
                mine[f"{name}_{label}"].sort_index(), alone[name].sort_index(), check_names=False
            )
        assert mine[f"rank_{label}"].sort_values().index.tolist() == alone.index.tolist()
        assert mine.index[mine[f"vital_{label}"]].sort_values().tolist() == sorted(
            alone.index[alone["vital"]]
        )
    assert table.loc["a", ["cumulative_after", "rank_after"]].isna().all()


def test_change_is_of_rates():
    """One defect among 30, then one among 60: the share of defects says nothing of that, the rate does.
    Without checks afterwards there is no change to speak of."""
    table = pareto_change(BEFORE, AFTER, "item").set_index("item")
    assert table.loc["c", "change"] == pytest.approx(1 / 60 - 1 / 30)
    assert table.loc["c", "change_lower"] < table.loc["c", "change"] < 0
    assert table.loc["c", "change_upper"] > 0
    assert table.loc["b", "change_upper"] < 0
    assert table.loc["a", ["checked_after", "rate_after", "change", "change_lower"]].isna().all()


def test_newcombe_as_published():
    """Newcombe's example (a) for independent proportions, 56/70 and 48/80: 0.0524 to 0.3339."""
    frame = [pd.DataFrame({"i": ["x"], "bad": [x], "n": [n]}) for x, n in ((48, 80), (56, 70))]
    table = pareto_change(*frame, "i", defects="bad", checked="n")
    assert table["change"].tolist() == pytest.approx([0.2])
    assert table["change_lower"].tolist() == pytest.approx([0.0524], abs=5e-5)
    assert table["change_upper"].tolist() == pytest.approx([0.3339], abs=5e-5)


def test_defects_without_checks():
    """Counted defects alone have shares and ranks, but no rates."""
    frames = [pl.DataFrame({"cause": ["x", "y"], "n": n}) for n in ([3, 1], [0, 2])]
    table = pareto_change(*frames, "cause", defects="n")
    assert table["status"].tolist() == ["vanished", "kept"]
    assert table["share_after"].tolist() == [0, 1]
    assert table[["checked_before", "rate_before", "change", "change_upper"]].isna().all(axis=None)


def test_clean_periods():
    """A clean month before or after leaves the other's Pareto; two of them leave its columns."""
    clean = BEFORE.assign(passed=BEFORE["checked"])
    assert pareto_change(clean, AFTER, "item")["status"].tolist() == ["new"] * 4
    assert pareto_change(BEFORE, clean, "item")["status"].tolist() == ["vanished"] * 3
    empty = pareto_change(clean, clean.iloc[:0], "item")
    assert empty.columns.tolist() == pareto_change(BEFORE, AFTER, "item").columns.tolist()
    assert empty.empty


def test_bad_input_is_named():
    """More defects than checks, a missing column and a confidence in per cent are refused."""
    frame = pd.DataFrame({"i": ["x"], "bad": [3], "n": [2]})
    with pytest.raises(ValueError, match=r"defects must not exceed checked \(got 3 of 2 at x"):
        pareto_change(frame, frame, "i", defects="bad", checked="n")
    with pytest.raises(ValueError, match="no column worse"):
        pareto_change(frame, frame, "i", defects="worse")
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1, not 95"):
        pareto_change(BEFORE, AFTER, "item", confidence=95)
