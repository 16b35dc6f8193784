"""What leaves the command line for scripts."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.cli.tables import as_csv, as_json, as_table, rows_of
from qc.words import Verdict


def test_json_never_holds_nan_and_keeps_numbers_exact() -> None:
    """`NaN` is no JSON: a script's parser would fail on an indicator without data."""
    frame = pd.DataFrame(
        {
            "rate": [0.1 + 0.2, math.nan, math.inf],
            "n": np.array([1, 2, 3]),
            "unit": ["A", None, "C"],
        }
    )
    rows = json.loads(as_json(rows_of(frame)), parse_constant=pytest.fail)
    assert rows[0] == {"rate": 0.1 + 0.2, "n": 1, "unit": "A"}
    assert rows[1]["rate"] is None and rows[1]["unit"] is None
    assert rows[2]["rate"] is None


def test_words_and_dates_are_plain() -> None:
    frame = pd.DataFrame({"verdict": [Verdict.MET], "day": [dt.date(2026, 10, 31)]})
    assert rows_of(frame) == [{"verdict": "met", "day": "2026-10-31"}]


@given(st.text(max_size=20))
def test_no_text_in_csv_is_a_formula(text: str) -> None:
    """A unit named =HYPERLINK(...) would act when the file is opened in Excel."""
    (row,) = csv.DictReader(io.StringIO(as_csv([{"unit": text}], ["unit"]), newline=""))
    assert not row["unit"].startswith(("=", "+", "-", "@", "\t"))
    assert row["unit"].removeprefix("'") == " ".join(text.splitlines()).removeprefix("'")


def test_negative_numbers_in_csv_stay_numbers() -> None:
    assert as_csv([{"movement": -1.5}], ["movement"]) == "movement\n-1.5"


def test_missing_values_in_csv_are_empty() -> None:
    assert as_csv([{"rate": None, "n": 0}], ["rate", "n"]) == "rate,n\n,0"


def test_text_in_a_table_is_never_markup() -> None:
    """A unit named [red] or :bomb: would vanish from the table, or change its colour."""
    shown = as_table(["unit", "rate"], [["[red]换药室[/red] :bomb:", "95 %"]])
    assert "[red]换药室[/red] :bomb:" in shown


def test_chinese_columns_line_up() -> None:
    """Chinese characters are two columns wide; counted as one, the figures would run askew."""
    lines = as_table(["科室", "n"], [["换药室", "1"], ["A", "22"]]).split("\n")
    ends = [sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines]
    assert len(set(ends)) == 1


def test_long_names_are_not_cut_in_a_pipe() -> None:
    name = "很长的科室名称" * 10
    assert name in as_table(["unit"], [[name]])
