"""The NHS rules and icons: what they say must be what NHS England's own tool says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import control_chart, icons
from metrics.signals.drawn import Drawn
from metrics.signals.nhs import nhs, two_in_three
from metrics.signals.windows import side, so_far, steps
from tests.unit.metrics.reference import read

KEYS = {
    "Common Cause": "none", "Above UCL": "above_limit", "Below LCL": "below_limit",
    "7 Point Trend (Increasing)": "trend_up", "7 Point Trend (Decreasing)": "trend_down",
    "2 in 3 Above CL": "two_in_three_above", "2 in 3 Below CL": "two_in_three_below",
    "7 Points Above CL": "shift_above", "7 Points Below CL": "shift_below",
}  # fmt: skip
DIRECTIONS = {"increase": "higher", "decrease": "lower", "neutral": "neutral"}


def nhs_chart(frame, value, order="point", by="series_id", **options):
    return control_chart(
        frame, "nhs", numerator=value, order=order, by=by, rules=("nhs",), **options
    )


def causes(value, centre=0.0, sigma=1.0):
    value, centre, sigma = np.broadcast_arrays(np.asarray(value, float), centre, sigma)
    points = Drawn(
        value, centre, sigma, centre - 3 * sigma, centre + 3 * sigma, np.zeros(len(value), int)
    )
    return nhs(points)["special_cause"].tolist()


@pytest.mark.parametrize("screened", [True, False])
def test_every_point_of_the_micro_cases(screened):
    """A hundred series made to meet the rules and their edges, all in one call: limits, causes."""
    cases = read("nhs_rule_microcases")
    cases = cases[cases["screen"] == screened].sort_values(["case", "point"])
    chart = nhs_chart(cases, "y", by="case", screened=screened)
    for ours, theirs in {"centre": "mean_col", "lower": "lpl", "upper": "upl"}.items():
        np.testing.assert_allclose(chart[ours], cases[theirs], atol=1e-9, err_msg=theirs)
    assert chart["special_cause"].tolist() == cases["special_cause_type"].map(KEYS).tolist()


def test_the_marks_behind_the_rules():
    """What each rule rests on, point by point: side, outer third, the seventh point on a side or of a
    trend."""
    cases = read("nhs_rule_microcases").sort_values(["case", "point"])
    value, centre, upper, lower = (cases[c].to_numpy() for c in ("y", "mean_col", "upl", "lpl"))
    segment, sides = cases["case"].to_numpy(), side(value, centre)
    step = steps(value, segment)
    outside = (side(value, upper) > 0) | (side(value, lower) < 0)
    away = np.abs(value - centre) / (upper - centre) > 2 / 3 + 1e-12
    seventh = [so_far(sides == sign, segment) >= 7 for sign in (1, -1)]
    trend = [so_far(step == sign, segment) >= 6 for sign in (1, -1)]
    near = away & ~outside
    assert sides.tolist() == cases["relative_to_mean"].tolist()
    assert outside.tolist() == cases["outside_limits"].tolist()
    assert near.tolist() == cases["close_to_limits"].tolist()
    assert (seventh[0] | seventh[1]).tolist() == (cases["seven_one_side"] == 1).tolist()
    assert (trend[0] * 1 - trend[1]).tolist() == cases["seven_trend"].tolist()
    windows = two_in_three(sides, near, segment)
    assert windows.tolist() == (cases["two_in_three"] == 1).tolist()


def frame_of(variant):
    """The series as a variant has them: percentages, phases, baselines."""
    series = read("series")
    series = series if variant == "keep_na" else series[series["den"] > 0]
    phase = (series["point"] > series["part"]) & ("rebase" in variant)
    place = series.groupby([series["series_id"], phase]).cumcount()
    base = (place < 12) | ("fix12" not in variant)
    percent = 100 * (series["num"] / series["den"].where(series["den"] > 0))
    return series.assign(phase=phase, base=base, percent=percent)


@pytest.mark.parametrize(
    "variant", ["base", "noscreen", "fix12", "rebase", "rebase_fix12", "keep_na"]
)
def test_icons_agree_with_r(variant):
    """All series, directions and targets: limits to 1e-9, cause, variation icon, assurance icon."""
    reference = read("nhs_icons")
    reference = reference[reference["variant"] == variant]
    assert len(reference)
    chart = nhs_chart(
        frame_of(variant), "percent", phases="phase", freeze="base", screened=variant != "noscreen"
    )
    for (direction, target), rows in reference.groupby(["direction", "target"]):
        shown = icons(chart, by="series_id", target=target, direction=DIRECTIONS[direction])
        both = rows.merge(shown, on="series_id")
        assert len(both) == len(rows)
        for ours, theirs in {
            "centre": "mean_last",
            "lower": "lpl_last",
            "upper": "upl_last",
        }.items():
            np.testing.assert_allclose(both[ours], both[theirs], atol=1e-9, err_msg=theirs)
        assert both["special_cause"].tolist() == both["last_special_cause"].map(KEYS).tolist()
        assert both["variation"].tolist() == both["variation_icon"].tolist()
        assert both["assurance"].tolist() == both["assurance_icon"].fillna("none").tolist()


def test_the_most_telling_rule_is_named():
    """A point beyond a limit within a shift is named for the limit; a turn points the way it goes on."""
    assert causes([1] * 6 + [4]) == ["shift_above"] * 6 + ["above_limit"]
    turn = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0]
    assert causes(turn) == ["trend_up"] * 6 + ["trend_down"] * 7


def test_edges():
    """On a limit is not beyond it, equal points are no trend, the centre line is no side, and a window
    of three needs its third point on the same side."""
    assert causes([3, 0]) == ["none", "none"]
    assert causes([0.1 + 0.2], sigma=0.1) == ["none"]
    assert causes([0, 0.1, 0.2, 0.3, 0.3, 0.4, 0.5]) == ["none"] * 7
    assert causes([0.5] * 6 + [0] + [0.5] * 6) == ["none"] * 13
    assert causes([2.5, -0.1, 2.5]) == ["none"] * 3
    assert causes([2.5, 0.1, 2.5]) == ["two_in_three_above", "none", "two_in_three_above"]


def test_a_gap_ends_a_run():
    """As in the NHS's tool; whoever wants a run to go on leaves the closed month out."""
    gappy = [0.5] * 4 + [np.nan] + [0.5] * 4
    assert causes(gappy) == ["none"] * 4 + ["not_judged"] + ["none"] * 4
    assert causes([0.5] * 8) == ["shift_above"] * 8


def test_without_limits_a_shift_is_still_told():
    """A baseline without spread has no limits, yet eight months under it are a shift."""
    value = [100.0] * 8 + [99.0] * 8
    assert causes(value, centre=100.0, sigma=np.nan) == ["none"] * 8 + ["shift_below"] * 8


def test_always_the_same():
    """Always 100 %: common cause, no warning; without limits nothing rules a miss out."""
    frame = pd.DataFrame({"point": range(12), "series_id": "A", "y": 100.0})
    shown = icons(nhs_chart(frame, "y"), by="series_id", target=95).iloc[0]
    assert (shown["variation"], shown["assurance"]) == ("common_cause", "inconsistent")
    assert np.isnan(shown["lower"])


def rate_chart(passed, checked=50, **columns):
    frame = pd.DataFrame(
        {"month": range(len(passed)), "passed": passed, "checked": checked, **columns}
    )
    return control_chart(
        frame, "p", numerator="passed", denominator="checked", order="month", rules=("nhs",)
    )


def test_icons_of_a_chart_from_counts():
    """Near 100 % an XmR chart degenerates; limits from counts do not: steadily about 80 % of 50 can be
    read as failing 100 %, and one bad month as a concern, or an improvement of a rate of events."""
    chart = rate_chart([40, 41, 39, 40, 42, 38] * 2)
    shown = icons(chart, target=1.0)
    assert shown.columns.tolist() == [
        "centre", "lower", "upper", "special_cause", "variation", "assurance"
    ]  # fmt: skip
    assert shown["assurance"].tolist() == ["fail"]
    assert icons(chart, target=0.5)["assurance"].tolist() == ["pass"]
    assert icons(chart, target=0.5, direction="lower")["assurance"].tolist() == ["fail"]
    assert icons(chart, target=0.8)["assurance"].tolist() == ["inconsistent"]
    assert icons(chart)["assurance"].tolist() == ["none"]
    bad_month = rate_chart([48] * 11 + [30])
    for direction, icon in {
        "higher": "concern_low", "lower": "improvement_low", "neutral": "neutral_low"
    }.items():  # fmt: skip
        assert icons(bad_month, direction=direction)["variation"].tolist() == [icon]


def test_the_last_judged_month_speaks():
    """A month without checks, or an excluded one, at the end has no icon of its own."""
    chart = rate_chart([40] * 6 + [20, 0], [50] * 7 + [0])
    assert icons(chart)["special_cause"].tolist() == ["below_limit"]
    empty = rate_chart([0, 0], 0)
    shown = icons(empty, target=0.9).iloc[0]
    assert (shown["special_cause"], shown["variation"], shown["assurance"]) == (
        "not_judged", "none", "none",
    )  # fmt: skip


def test_targets_by_series():
    """Each indicator has its own target, and one may have none."""
    frame = pd.DataFrame({
        "month": [*range(12)] * 2, "unit": ["A"] * 12 + ["B"] * 12, "goal": [0.5] * 12 + [np.nan] * 12,
        "passed": 40, "checked": 50,
    })  # fmt: skip
    chart = control_chart(
        frame,
        "p",
        numerator="passed",
        denominator="checked",
        order="month",
        by="unit",
        rules=("nhs",),
    )
    assert icons(chart, by="unit", target="goal")["assurance"].tolist() == ["pass", "none"]


def test_no_rows():
    """A new clinic has no icons, and no error."""
    assert icons(rate_chart([]), target=0.9).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"direction": "increase"}, "direction must be higher, lower or neutral, not increase"),
        ({"by": "unit"}, "no column unit"),
        ({"target": "goal"}, "no column goal"),
    ],
)
def test_bad_input_is_named(options, message):
    """What is not supported is said, with what is."""
    with pytest.raises(ValueError, match=message):
        icons(rate_chart([40, 41]), **options)


def test_a_chart_without_the_rule_is_named():
    """Icons need the chart drawn with the NHS rules, and say so by the column that is lacking."""
    with pytest.raises(ValueError, match="no column special_cause"):
        icons(rate_chart([40, 41]).drop(columns="special_cause"))
