"""Where most of the defects come from."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from metrics import pareto

FRAME = pd.DataFrame(
    {
        "item": ["hands", "label", "hands", "sharps", "waste", "clean"],
        "checked": [40, 10, 30, 10, 10, 10],
        "passed": [20, 9, 24, 6, 9, 10],
    }
)


def test_share_of_all_defects():
    """Shares are of the defects, not of the checks; equals by name; what never failed is left out."""
    table = pareto(FRAME, "item")
    assert table["item"].tolist() == ["hands", "sharps", "label", "waste"]
    assert table["defects"].tolist() == [26, 4, 1, 1]
    assert table["share"].tolist() == pytest.approx([26 / 32, 4 / 32, 1 / 32, 1 / 32])
    assert table["cumulative"].tolist() == [26 / 32, 30 / 32, 31 / 32, 1]
    assert table["vital"].tolist() == [True, False, False, False]


def test_exactly_eighty_per_cent_is_enough():
    """Four of five defects reach 80 %: the fifth is not vital, no float may add it."""
    frame = pd.DataFrame({"cause": list("abcde"), "n": [1, 1, 1, 1, 1]})
    assert pareto(frame, "cause", defects="n")["vital"].tolist() == [True] * 4 + [False]


def test_on_an_engine_and_by_two_columns():
    """The same from DuckDB, with whole counts."""
    table = pareto(duckdb.from_df(FRAME), ["item", "checked"])
    assert table["defects"].dtype == "int64"
    assert table["item"].tolist() == ["hands", "hands", "sharps", "label", "waste"]


def test_nothing_failed():
    """A clean month has an empty Pareto with its columns."""
    table = pareto(FRAME.assign(passed=FRAME["checked"]), "item")
    assert table.empty
    assert table.columns.tolist() == ["item", "defects", "share", "cumulative", "vital"]
