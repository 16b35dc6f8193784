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
