"""Western Electric and Nelson rules: a chart that flags too much is soon not looked at any more."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import control_chart
from metrics.signals.drawn import Drawn
from metrics.signals.rules import point_flags
from metrics.signals.zones import nelson, western_electric
from tests.unit.metrics.reference import read

BOTH = ("western_electric", "nelson")
COLUMNS = {f"wer{i}": f"western_electric_{i}" for i in range(1, 5)} | {
    f"nel{i}": f"nelson_{i}" for i in range(1, 9)
}


def drawn(value, centre=0.0, sigma=1.0, segment=0):
    value, centre, sigma, segment = np.broadcast_arrays(
        np.asarray(value, float), float(centre), np.asarray(sigma, float), segment
    )
    return Drawn(value, centre, sigma, centre - 3 * sigma, centre + 3 * sigma, segment)


def flagged(value, rule, **options):
    """The places at which a rule flags."""
    found = point_flags(BOTH, drawn(value, **options))
    return np.flatnonzero(found[rule]).tolist()


def test_agrees_with_qcc():
    """Every rule at every point of every series, months without checks still in the frame."""
    chart = control_chart(
        read("series").sample(frac=1, random_state=1),
        "p", numerator="num", denominator="den", order="point", by="series_id", rules=BOTH,
    )  # fmt: skip
    both = read("qcc_p_rules").merge(chart, on=["series_id", "point"])
    assert len(both) == 626
    for theirs, ours in COLUMNS.items():
        assert both[ours].tolist() == both[theirs].tolist(), ours
    assert not chart.loc[chart["den"] == 0, list(COLUMNS.values())].any(axis=None)


@pytest.mark.parametrize(
    ("rule", "value", "places"),
    [
        ("western_electric_1", [0, 3.01, 3, -3.01], [1, 3]),
        ("western_electric_2", [2.1, 0, 2.1, 2, -2.1, -2.1], [2, 5]),
        ("western_electric_2", [2.1, 2.1, 0], []),
        ("western_electric_3", [1.1, 1.1, 0, 1.1, 1.1, 1], [4]),
        ("western_electric_4", [1] * 9 + [0] + [-1] * 8, [7, 8, 17]),
        ("nelson_2", [1] * 9, [8]),
        ("nelson_3", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.4], [5]),
        ("nelson_4", [0, 1] * 7 + [2], [13]),
        ("nelson_7", [0.5] * 14 + [1, 1.1], [14]),
        ("nelson_8", [1.5, -1.5] * 4 + [1], [7]),
        ("nelson_8", [1.5] * 8, []),
    ],
)
def test_patterns_by_hand(rule, value, places):
    """Each rule on the least pattern that meets it, and on its edge: a point on a line is not beyond."""
    assert flagged(value, rule) == places


def test_rounding_moves_no_point_over_a_line():
    """0.1 + 0.2 is a hair more than 0.3 in floating point; nobody is to explain that to a head nurse."""
    assert flagged([0.1 + 0.2], "nelson_1", sigma=0.1) == []
    assert flagged([0.1 + 0.2] * 9, "nelson_2", centre=0.3) == []
    assert flagged([0, 0.1, 0.2, 0.3, 0.1 + 0.2, 0.5], "nelson_3") == []
    assert flagged([0, 0.3, 0.1 + 0.2], "western_electric_2", sigma=0.15) == []


def test_gaps_are_passed_over():
    """A closed month neither ends a run nor counts as one of its points."""
    gappy = [1, 1, np.nan, 1, 1, 1, 1, np.nan, 1, 1]
    assert flagged(gappy, "western_electric_4") == [9]


def test_windows_end_with_the_series():
    """Four high points of one unit and four of the next are no run of eight."""
    segment = np.repeat([0, 1], 4)
    found = point_flags(BOTH, drawn([1.5, -1.5] * 4, segment=segment))
    assert not any(flags.any() for flags in found.values())
    assert flagged([1.5] * 8, "western_electric_4", segment=segment) == []


def test_the_last_points_own_zones_decide():
    """Where n varies, a window is measured by its last point's deviation: 2.5 beyond 2 x 1, but within
    2 x 2."""
    assert flagged([2.5, 0, 2.5], "western_electric_2", sigma=[2, 2, 1]) == [2]
    assert flagged([2.5, 0, 2.5], "western_electric_2", sigma=[1, 1, 2]) == []


@pytest.mark.parametrize("sigma", [np.nan, 0.0])
def test_no_width_no_zones(sigma):
    """Always 100 % must not be accused of hugging its centre line; a chart without limits has no zones.
    With limits that coincide a point off them is beyond them, as the column `beyond_limits` says."""
    found = point_flags(BOTH, drawn([1.0] * 20, centre=1, sigma=sigma))
    assert not any(flags.any() for flags in found.values())
    one_dip = [
        name for name in COLUMNS.values() if flagged([1] * 19 + [0.9], name, centre=1, sigma=sigma)
    ]
    assert one_dip == ([] if np.isnan(sigma) else ["western_electric_1", "nelson_1"])


def test_limits_cut_at_the_ends_of_the_scale():
    """A month at 100 % does not lie beyond an upper limit that stops at 100 %."""
    frame = pd.DataFrame({"month": range(12), "n": 20, "x": [19] * 10 + [10, 20]})
    chart = control_chart(frame, "p", numerator="x", denominator="n", order="month", rules=BOTH)
    assert chart["nelson_1"].tolist() == chart["beyond_limits"].tolist()
    assert chart["nelson_1"].sum() == 1


def test_no_points():
    """A new clinic has all the columns and no flag."""
    nothing = drawn([])
    for rules, count in ((western_electric, 4), (nelson, 8)):
        assert [flags.size for flags in rules(nothing).values()] == [0] * count
