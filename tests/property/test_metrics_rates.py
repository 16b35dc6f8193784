"""Rates against slow rivals, on results that no example thought of."""

from __future__ import annotations

import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import clustering, pareto, rates
from tests.rival_implementations import causes, certainty, rating

BY = ["unit", "month"]
PASS_SCORES = [None, 0.07, 0.29, 0.58, 0.9, 0.95, 1.0]


@st.composite
def results(draw):
    """Rows of checks: unit, month and pass score are the check's own, all else is the row's."""
    rows = []
    for number in range(draw(st.integers(0, 6))):
        check = {
            "check_id": f"c{number}",
            "unit": draw(st.sampled_from(["A", "B", None])),
            "month": draw(st.sampled_from([9, 10])),
            "pass_score": draw(st.sampled_from(PASS_SCORES)),
        }
        rows += [{**check, **draw(marks())} for _ in range(draw(st.integers(1, 5)))]
    return rows


@st.composite
def marks(draw):
    checked = draw(st.integers(0, 3))
    points = draw(st.one_of(st.none(), st.integers(0, 20)))
    return {
        "subject": draw(st.sampled_from(["chart 1", "chart 2", None])),
        "checked": checked,
        "passed": draw(st.integers(0, checked)),
        "points": points,
        "scored": None if points is None else draw(st.integers(0, points)),
        "critical": draw(st.booleans()),
        "undecided": draw(st.integers(0, 9)) == 0,
    }


SCHEMA = {
    "check_id": pl.String, "unit": pl.String, "month": pl.Int64, "pass_score": pl.Float64,
    "subject": pl.String, "checked": pl.Int64, "passed": pl.Int64, "points": pl.Int64,
    "scored": pl.Int64, "critical": pl.Boolean, "undecided": pl.Boolean,
}  # fmt: skip


def frame_of(rows):
    return pl.DataFrame(rows, schema=SCHEMA)


def as_dict(table):
    """{group: (checked, passed)} of a table of rates."""
    return {
        (row["unit"], row["month"]): (row["checked"], row["passed"])
        for row in nw.from_native(table, eager_only=True).to_arrow().to_pylist()
    }


@pytest.mark.parametrize(
    ("count", "slow"),
    [
        ("items", rating.pooled),
        ("checks", lambda rows, by: rating.whole_checks(rows, by, ["check_id"])),
        ("samples", rating.samples),
    ],
)
@given(rows=results())
def test_rates_agree_with_the_rival(count, slow, rows):
    """Counts come out the same when checks are judged one by one with fractions."""
    assert as_dict(rates(frame_of(rows), BY, count)) == slow(rows, BY)


@given(rows=results())
def test_points_agree_with_the_rival(rows):
    """Σ scored of Σ points, over applicable rows with points."""
    pointed = [
        {**row, "checked": row["points"], "passed": row["scored"]}
        for row in rows
        if row["checked"] > 0 and row["points"] is not None
    ]
    assert as_dict(rates(frame_of(rows), BY, "points")) == rating.pooled(pointed, BY)


@settings(max_examples=25)
@given(rows=results(), seed=st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(rows, seed):
    """A workbook sorted another way gives the same figures, in the same order."""
    frame = frame_of(rows).to_pandas()
    shuffled = frame.sample(frac=1, random_state=seed)
    for count in ("items", "checks", "samples", "points"):
        pd.testing.assert_frame_equal(rates(shuffled, BY, count), rates(frame, BY, count))


@settings(max_examples=30)
@given(rows=results())
def test_groups_add_up_to_the_whole(rows):
    """The clinic's counts are the sum of its units' counts, whichever unit is counted."""
    frame = frame_of(rows)
    for count in ("items", "checks", "samples", "points"):
        parts, whole = rates(frame, BY, count), rates(frame, [], count)
        assert parts.select(pl.sum("checked", "passed")).equals(whole.drop("rate"))
        assert parts["rate"].drop_nans().is_between(0, 1).all()


@given(rows=results())
def test_clustering_agrees_with_the_rival(rows):
    """Rate, standard error and design effect, check by check."""
    frame = frame_of(rows)
    table = clustering(frame, BY)
    groups = {}
    for row in rows:
        checks = groups.setdefault((row["unit"], row["month"]), {})
        m, x = checks.get(row["check_id"], (0, 0))
        checks[row["check_id"]] = (m + row["checked"], x + row["passed"])
    assert as_dict(table) == rating.pooled(rows, BY)
    figures = table[["rate", "se", "design_effect"]].to_numpy()
    for group, (rate, se, effect) in zip(as_dict(table), figures, strict=True):
        expected = certainty.design_effect(groups[group].values())
        assert (rate, se, effect) == pytest.approx(expected, abs=1e-12, nan_ok=True)
    assert (table["effective"] <= table["checked"]).all()


@given(defects=st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30)))
def test_pareto_agrees_with_the_rival(defects):
    """Order, cumulative share and the vital few, with fractions."""
    columns = {"cause": list(defects), "n": list(defects.values())}
    frame = pl.DataFrame(columns, schema={"cause": pl.String, "n": pl.Int64})
    table = pareto(frame, "cause", defects="n")
    expected = causes.vital_few(defects)
    assert table["cause"].tolist() == [row[0] for row in expected]
    assert table["defects"].tolist() == [row[1] for row in expected]
    assert table["cumulative"].tolist() == [float(row[2]) for row in expected]
    assert table["vital"].tolist() == [row[3] for row in expected]
