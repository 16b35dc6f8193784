"""Figures are plain dicts; plotly's own validation holds them to its schema."""

from __future__ import annotations

import json
import math
from typing import Any
from urllib.parse import unquote

import plotly.graph_objects as go
import pytest

from dashboards.figures.pareto import in_two_lines, pareto_figure
from dashboards.figures.sparkline import sparkline
from dashboards.figures.theme import MISSED
from dashboards.figures.trend import short_labels, trend_figure
from qc.locale import translator
from qc.words import Verdict
from tests.unit.dashboards import answers

ZH = translator("zh")
LINKS = [f"?rows.period=2026-{month:02d}" for month in (7, 8, 9, 10)]


@pytest.fixture
def trend() -> dict[str, Any]:
    return trend_figure(answers.trend(), LINKS, ZH)


def test_the_trend_is_a_valid_figure(trend: dict[str, Any]) -> None:
    """A misspelt attribute is ignored in the browser: the target line would just be missing."""
    go.Figure(trend)


def test_the_trend_is_strict_json(trend: dict[str, Any]) -> None:
    """NaN is no JSON: the browser would show no chart at all in a year with a gap."""
    assert json.loads(json.dumps(trend, allow_nan=False))["data"][-1]["y"] == [
        0.97,
        None,
        0.98,
        0.8,
    ]


def test_a_point_beyond_its_limit_stands_out_in_shape_and_colour(trend: dict[str, Any]) -> None:
    """Somebody who cannot tell the colours would miss the signal."""
    marker = trend["data"][-1]["marker"]
    assert marker["symbol"] == ["circle", "circle", "circle", "diamond"]
    assert marker["color"][-1] == MISSED


def test_each_point_knows_the_results_behind_it(trend: dict[str, Any]) -> None:
    assert trend["data"][-1]["customdata"] == LINKS


def test_a_trend_without_limits_draws_no_band() -> None:
    """A run chart has none; an empty band would be drawn at zero."""
    plain = answers.trend()
    frame = plain.frame.assign(lower=math.nan, upper=math.nan)
    figure = trend_figure(answers.trend(frame=frame, chart="run"), LINKS, ZH)
    go.Figure(figure)
    assert all("fill" not in trace for trace in figure["data"])


def test_a_trend_without_any_data_is_still_a_figure() -> None:
    """An indicator that nobody has filled yet would break the page."""
    columns = ("value", "centre", "lower", "upper")
    frame = answers.trend().frame.assign(**dict.fromkeys(columns, math.nan), checked=0, passed=0)
    figure = trend_figure(answers.trend(frame=frame), LINKS, ZH)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)


def test_the_year_stands_under_the_first_month_and_each_january() -> None:
    assert short_labels(["2025-11", "2025-12", "2026-01"]) == ["11<br>2025", "12", "1<br>2026"]


def test_the_pareto_is_a_valid_figure() -> None:
    figure = pareto_figure(answers.failing_items("甲", "乙", "丙"), LINKS, ZH)
    go.Figure(figure)
    json.dumps(figure, allow_nan=False)


def test_markup_in_an_item_stays_text() -> None:
    """plotly reads <a href> in a label as a link: a sheet could put one on the page."""
    items = answers.failing_items('<a href="//x">y</a>')
    figure = pareto_figure(items, LINKS, ZH)
    assert "<" not in figure["layout"]["yaxis"]["ticktext"][0]
    assert "<" not in figure["data"][0]["hovertext"][0]


def test_the_vital_few_stand_out() -> None:
    colours = pareto_figure(answers.failing_items("甲", "乙"), LINKS, ZH)["data"][0]["marker"][
        "color"
    ]
    assert colours[0] == MISSED != colours[1]


def test_a_gap_breaks_the_sparkline() -> None:
    """A line drawn over a month without data would claim that it was measured."""
    svg = unquote(sparkline([0.9, 0.95, math.nan, 0.97, 0.98], 0.95, Verdict.MET))
    assert svg.count("<polyline") == 2


def test_a_sparkline_of_one_level_lies_in_the_middle() -> None:
    """Twelve months of 100 % against 100 % have no span to divide by."""
    svg = unquote(sparkline([1.0, 1.0], 1.0, Verdict.MET))
    assert 'points="4.0,14.0 108.0,14.0"' in svg


def test_no_data_draws_an_empty_sparkline() -> None:
    assert "<polyline" not in unquote(sparkline([math.nan] * 12, 0.95, Verdict.NONE))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("甲乙丙丁戊己庚辛壬癸子丑寅，卯辰", "甲乙丙丁戊己庚辛壬癸子丑寅，<br>卯辰"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅）。卯", "甲乙丙丁戊己庚辛壬癸子丑寅）。<br>卯"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅。", "甲乙丙丁戊己庚辛壬癸子丑寅。"),
        (
            "clean hands before every  dressing, always",
            "clean hands before every<br>dressing, always",
        ),
    ],
)
def test_no_line_begins_with_a_comma(name: str, lines: str) -> None:
    """Chinese print never does: the label looks broken."""
    assert in_two_lines(name) == lines


def test_a_long_name_takes_two_lines_and_no_more() -> None:
    """Cut to one line, ten items of a checklist begin alike and cannot be told apart."""
    assert in_two_lines("水池与治疗车旁备有洗手液、擦手纸和速干手消毒剂，均未过期") == (
        "水池与治疗车旁备有洗手液、<br>擦手纸和速干手消毒剂，均…"
    )
