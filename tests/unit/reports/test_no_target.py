"""An indicator without a target in the report."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest

from qc.locale import Translator
from qc.reports.content import Method, Report
from qc.reports.workbook import render
from qc.words import State, Verdict
from tests.unit.reports.conftest import open_with_openpyxl
from tests.unit.reports.example import indicator, report, score_line, trend

KNOWN = indicator("knowing", "应知应会", "1", group="people").model_copy(update={"targets": ()})


def told() -> Report:
    whole = report()
    made = score_line(indicator("knowing", "应知应会", "1"), (7, 10), (6, 10), Verdict.NONE, State.NO_TARGET)  # fmt: skip
    line = dataclasses.replace(made, indicator=KNOWN, target=math.nan)
    lines = (*whole.scorecard.lines, line)
    method = Method("应知应会", "项次", math.nan, None, "运营计划")
    return dataclasses.replace(
        whole,
        scorecard=dataclasses.replace(whole.scorecard, lines=lines),
        trends=(*whole.trends, trend(line, "应知应会70 %")),
        methods=(*whole.methods, method),
    )


@pytest.fixture(scope="module")
def book() -> Any:
    return open_with_openpyxl(render(told(), Translator("en")))


def test_the_scorecard_says_that_none_is_set(book: Any) -> None:
    """A formula against an empty cell would call every rate met."""
    row = next(r for r in book["Scorecard"].iter_rows() if r[0].value == "knowing")
    assert row[1].value.startswith("=IF(D")
    assert (row[5].value, row[6].value, row[7].value) == ("—", "no target set", "○ no target set")


def test_the_key_figures_count_the_core_alone(book: Any) -> None:
    """ "6 indicators" on the first page, of which one is not in the plan."""
    formulas = [cell.value for row in book["Conclusions"].iter_rows() for cell in row]
    (missed,) = [f for f in formulas if isinstance(f, str) and f.endswith('"target missed")')]
    assert "$G$5:$G$9" in missed


def test_its_chart_has_no_target_line(book: Any) -> None:
    sheet = book["Trends"]
    drawn = [len(chart.series) for chart in sheet._charts]
    assert drawn[-1] == drawn[0] - 1
    rows = [r for r in sheet.iter_rows(min_col=14) if r[0].value == "应知应会"]
    assert len(rows) == 12 and {r[8].value for r in rows} == {None}


def test_its_method_has_no_day(book: Any) -> None:
    row = next(r for r in book["Sources and methods"].iter_rows() if r[0].value == "应知应会")
    assert [cell.value for cell in row[3:5]] == ["—", "—"]
