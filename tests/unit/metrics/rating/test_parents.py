"""Parent indicators: verdicts, weights, what has no data, errors."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics import parents

CHILDREN = pd.DataFrame(
    {
        "unit": ["B", "A", "A", "A", "B", "C"],
        "passed": [10, 19, 95, 190, 0, 0],
        "checked": [10, 20, 100, 200, 0, 0],
        "target": [0.9, 0.95, 0.95, 0.95, 0.9, None],
        "weight": [2.0, 1.0, 1.0, 1.0, 1.0, 1.0],
        "side": ["higher"] * 6,
    }
)


def test_a_row_for_each_parent():
    """A's mean of three times 95 % is 95 % and meets it, though doubles add up to less; B's empty child
    weighs nothing; C has no data and no verdict."""
    made = parents(CHILDREN, "unit", parent_target=0.95)
    assert made["unit"].tolist() == ["A", "B", "C"]
    assert made["rate"].tolist() == pytest.approx([0.95, 1.0, float("nan")], nan_ok=True)
    assert made["children"].tolist() == [3, 2, 1]
    assert made["rated"].tolist() == [3, 1, 0]
    assert made["met"].tolist() == [3, 1, 0]
    assert made["missed"].tolist() == [0, 0, 0]
    assert made["verdict"].tolist() == ["met", "met", "none"]


def test_never_met_while_a_child_is_missed():
    """Perfect documents do not make up for poor disinfection: the mean reaches 90 %, a child does not."""
    family = pd.DataFrame({"passed": [85, 100], "checked": [100, 100]})
    made = parents(family, None, target=0.9, parent_target=0.9)
    assert made["rate"].tolist() == [0.925]
    assert made[["met", "missed", "verdict"]].to_numpy().tolist() == [[1, 1, "missed"]]


def test_a_missed_mean_of_children_that_met():
    """Children may have lower targets than their parent."""
    family = pd.DataFrame({"passed": [85, 100], "checked": [100, 100]})
    made = parents(family, None, target=0.8, parent_target=0.95)
    assert made[["met", "missed", "verdict"]].to_numpy().tolist() == [[2, 0, "missed"]]


def test_fewer_is_better():
    """Complaints and infections: at or under the target is met, for child and parent."""
    family = pd.DataFrame({"passed": [1, 3], "checked": [100, 100]})
    options = {"target": 0.03, "direction": "lower", "parent_direction": "lower"}
    assert parents(family, None, parent_target=0.02, **options)["verdict"].tolist() == ["met"]
    assert parents(family, None, parent_target=0.019, **options)["verdict"].tolist() == ["missed"]


def test_scores_without_counts():
    """A satisfaction score has a rate and no counts; a missing one is no data. Exactness stays: the
    decimals are compared as they were written."""
    family = pd.DataFrame({"score": [0.9, 0.8, 0.7, None]})
    made = parents(family, None, passed="score", checked=None, target=0.7, parent_target=0.8)
    assert made[["rated", "met"]].to_numpy().tolist() == [[3, 3]]
    assert made["verdict"].tolist() == ["met"]


def test_a_target_for_each_parent():
    """Several parents in one table, one of them without a target."""
    family = CHILDREN.assign(own=[0.99, 0.96, 0.96, 0.96, 0.99, None])
    made = parents(family, "unit", parent_target="own")
    assert made["verdict"].tolist() == ["missed", "met", "none"]


def test_no_weight_no_rate():
    """All weight on children without data: nothing can be said."""
    family = CHILDREN.assign(weight=[0.0, 1, 1, 1, 1, 1])
    made = parents(family, "unit", weight="weight", parent_target=0.9)
    assert made["rate"].isna().tolist() == [False, True, True]
    assert made["verdict"].tolist() == ["met", "none", "none"]


def test_no_children():
    """An empty table has no parents, and the columns that one would have."""
    columns = ["unit", "rate", "children", "rated", "met", "missed", "verdict"]
    assert parents(CHILDREN[:0], "unit", parent_target=0.9).columns.tolist() == columns
    assert parents(CHILDREN[:0], None).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": "heft"}, "no column heft"),
        ({"target": "aim"}, "no column aim"),
        ({"direction": "up"}, "no column up"),
        ({"direction": "unit"}, "column unit must be higher or lower: A"),
        ({"parent_direction": "up"}, "parent_direction must be higher or lower, not up"),
        ({"target": 95}, "must lie between 0 and 1"),
        ({"target": "passed"}, "column passed must lie between 0 and 1"),
        ({"checked": "target"}, "passed must not exceed checked"),
        ({"passed": "checked", "checked": None}, "column checked must lie between 0 and 1"),
        ({"parent_target": "weight2"}, "column weight2 must be the same in all rows of a parent"),
        ({"weight": "negative"}, "column negative must be 0 or more"),
    ],
)
def test_bad_input_is_named(options, message):
    """The error names the rule, the column and the value."""
    frame = CHILDREN.assign(weight2=[0.1, 0.2, 0.2, 0.3, 0.1, 0.1], negative=-1.0)
    with pytest.raises(ValueError, match=message):
        parents(frame, "unit", **options)
