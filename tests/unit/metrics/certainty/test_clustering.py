"""Items of one check fail together: sixty items of six checks are not sixty checks."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

from metrics import clustering
from tests.unit.metrics.reference import read


def frame(rows):
    return pd.DataFrame(rows, columns=["unit", "check_id", "checked", "passed"])


def test_agrees_with_r():
    """Rate, standard error, design effect and degrees of freedom of R's survey package."""
    clusters, reference = read("clustered_checks"), read("clustered_intervals")
    ours = clustering(clusters, "dataset", cluster="cluster")
    pairs = {"rate": "rate", "se": "se", "deff_replace": "design_effect", "df": "df"}
    for theirs, column in {**pairs, "clusters": "clusters", "checked": "checked"}.items():
        np.testing.assert_allclose(ours[column], reference[theirs], rtol=1e-9, err_msg=theirs)
    expected = reference["checked"] / np.maximum(reference["deff_replace"], 1)
    np.testing.assert_allclose(ours["effective"], expected, rtol=1e-9)


@pytest.mark.parametrize(("method", "digits"), [("beta", 1e-12), ("mean", 1e-12), ("logit", 2e-10)])
def test_intervals_agree_with_r(method, digits):
    """All three of svyciprop, the logit one as far as R's own iteration goes: who prints both finds no
    ninth digit that differs."""
    ours = clustering(read("clustered_checks"), "dataset", cluster="cluster", method=method)
    reference = read("clustered_intervals")
    np.testing.assert_allclose(ours["lower"], reference[f"{method}_lower"], rtol=0, atol=digits)
    np.testing.assert_allclose(ours["upper"], reference[f"{method}_upper"], rtol=0, atol=digits)


@pytest.mark.parametrize("method", ["beta", "logit", "mean"])
def test_intervals_where_the_design_says_nothing(method):
    """One check vouches for no other; two clean checks not for what their twenty items would; nothing
    checked has no interval. More clean checks are worth more, and never less than with a failure."""
    rows = [("1 one", "c", 20, 19), ("2 none", "d", 0, 0), ("3 item", "e", 1, 1)]
    rows += [("4 two", f"f{i}", 10, 10) for i in range(2)]
    rows += [("5 ten", f"g{i}", 10, 10) for i in range(10)]
    rows += [("6 failed", f"h{i}", 10, 10 - (i == 0)) for i in range(10)]
    rows += [("7 alike", f"k{i}", 3, 1) for i in range(10)]
    rows += [("8 never", f"l{i}", 10, 0) for i in range(10)]
    table = clustering(frame(rows), "unit", method=method)
    lower, upper = table["lower"], table["upper"]
    assert (lower[0], upper[0], lower[2], upper[2]) == (0, 1, 0, 1)
    assert np.isnan(lower[1]) and np.isnan(upper[1])
    assert upper[3] == upper[4] == 1 and lower[7] == 0
    assert lower[3] < 0.025 ** (1 / 20) < lower[4] + 0.05
    assert lower[4] > lower[5] if method != "mean" else lower[4] > 0.95
    assert lower[6] < 1 / 3 < upper[6] and upper[6] - lower[6] > 0.2
    assert upper[7] == pytest.approx(1 - lower[4])


def test_confidence_and_method_of_the_interval():
    """A higher confidence is wider; a slip is named."""
    rows = frame([("A", "c1", 4, 3), ("A", "c2", 4, 4), ("A", "c3", 5, 4)])
    narrow, wide = (clustering(rows, confidence=level) for level in (0.8, 0.99))
    assert wide["lower"][0] < narrow["lower"][0] and wide["upper"][0] > narrow["upper"][0]
    with pytest.raises(ValueError, match="method must be beta, logit or mean, not wald"):
        clustering(rows, method="wald")
    with pytest.raises(ValueError, match="confidence must lie between"):
        clustering(rows, confidence=95)


def test_items_are_put_together_by_check():
    """Rows are items: a check's rows are one cluster, in whatever order and on whatever engine."""
    items = frame([("A", "c1", 1, 1), ("A", "c2", 1, 0), ("A", "c1", 1, 1), ("A", "c2", 1, 0)])
    whole = frame([("A", "c1", 2, 2), ("A", "c2", 2, 0)])
    pd.testing.assert_frame_equal(clustering(items, "unit"), clustering(whole, "unit"))
    engine = clustering(duckdb.from_df(items), "unit")
    pd.testing.assert_frame_equal(engine, clustering(whole, "unit"))


def test_where_no_effect_can_be_measured():
    """One check, nothing failed, nothing checked: the design effect is 1 and no size is invented."""
    table = clustering(
        frame([
            ("all", "c1", 3, 3), ("all", "c2", 5, 5),
            ("none", "c3", 0, 0),
            ("one", "c4", 4, 3), ("one", "c5", 0, 0),
        ]),
        ["unit"],
    ).set_index("unit")  # fmt: skip
    assert table["design_effect"].tolist() == [1, 1, 1]
    assert table["effective"].tolist() == [8, 0, 4]
    assert table["clusters"].tolist() == [2, 0, 1]
    assert table["df"].tolist() == [1, 0, 0]
    assert table["se"].isna().tolist() == [False, True, True]


def test_never_worth_more_than_counted():
    """Checks that are more alike than chance (design effect under 1) gain no size by it."""
    table = clustering(frame([("A", f"c{i}", 2, 1) for i in range(5)]), "unit")
    assert table["design_effect"][0] == 0
    assert table["effective"][0] == 10


def test_without_groups_and_without_rows():
    """No by-column is one group; no row is no group."""
    rows = frame([("A", "c1", 2, 2), ("B", "c2", 2, 0)])
    assert clustering(rows)["clusters"].tolist() == [2]
    assert clustering(rows.head(0), "unit").empty


def test_a_missing_column_is_named():
    """The error says which column is missing and which there are."""
    with pytest.raises(ValueError, match="no column visit; the frame has unit, check_id"):
        clustering(frame([]), "unit", cluster="visit")
