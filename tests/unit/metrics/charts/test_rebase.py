"""New limits are proposed where a shift lasts, and nowhere else."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics import rebase_proposals
from tests.unit.metrics.charts.drawing import chart, series

COLUMNS = ["start", "points", "centre_before", "centre_after", "reason"]


def proposed(frame, kind="p", **options):
    asked = {"numerator": "passed", "denominator": "checked", "order": "month", **options}
    marks = {name: asked[name] for name in asked if name != "freeze"}
    return rebase_proposals(chart(frame, kind, **asked), kind, **marks)


def test_a_lasting_shift():
    """Twelve months at 15 and 16 of 20, then ten at 19: from month 13 on the centre is 95 %."""
    found = proposed(series([15, 16] * 6 + [19] * 10))
    assert found.columns.tolist() == COLUMNS
    (row,) = found.to_dict("records")
    assert (row["start"], row["points"], row["reason"]) == (13, 10, "long_run")
    assert row["centre_before"] == pytest.approx((15.5 * 12 + 190) / 440)
    assert row["centre_after"] == pytest.approx(0.95)


def test_eight_points_are_a_shift_before_they_are_a_long_run():
    """Eight of 28 points: Provost and Murray's rule, not yet Anhøj's (here 8 is the longest usual)."""
    (row,) = proposed(series([15, 16] * 10 + [19] * 8)).to_dict("records")
    assert (row["start"], row["points"], row["reason"]) == (21, 8, "shift")


@pytest.mark.parametrize(
    "passed",
    [
        [15, 16] * 6 + [19] * 7,  # too few after
        [15] * 7 + [19] * 9,  # too few before
        [15, 16] * 6 + [19] * 10 + [15],  # it did not last
        [19] * 20,
        [],
    ],
)
def test_no_proposal(passed):
    """A proposal on seven points would be taken back next month."""
    assert proposed(series(passed)).empty


def test_gaps_and_excluded_points_are_passed_over():
    """A closed month and an excluded one neither make nor break a shift."""
    frame = series([15, 16] * 6 + [19] * 4 + [0, 2] + [19] * 4, [20] * 16 + [0] + [20] * 5)
    frame["why"] = [""] * 17 + ["flood"] + [""] * 4
    (row,) = proposed(frame, exclude="why").to_dict("records")
    assert (row["start"], row["points"], row["centre_after"]) == (13, 8, 0.95)


def test_only_the_last_phase_and_each_series_for_itself():
    """What was re-based is done with; another unit's shift is its own."""
    passed = [15, 16] * 6 + [19] * 10
    frame = series(passed, phase=[1] * 12 + [2] * 10)
    assert proposed(frame, phases="phase").empty
    early = series([*passed, *[12] * 3], phase=[1] * 22 + [2] * 3)
    assert proposed(early, phases="phase").empty
    both = [series(passed, unit="A"), series([15, 16] * 11, unit="B")]
    assert proposed(pd.concat(both), by="unit")["unit"].tolist() == ["A"]


def test_a_frozen_centre_and_other_scales():
    """Against a frozen base the shift is measured from that base; np and t charts propose on the scale
    that they plot."""
    frame = series([17, 15] * 5 + [19] * 9, base=[True] * 10 + [False] * 9)
    (row,) = proposed(frame, "np", freeze="base").to_dict("records")
    assert (row["start"], row["centre_before"]) == (11, 16)
    assert row["centre_after"] == pytest.approx(19)
    days = series([4.0, 6.0] * 5 + [30.0] * 9)
    (row,) = proposed(days, "t", denominator=None).to_dict("records")
    assert row["start"] == 11 and row["centre_after"] == pytest.approx(30)


def test_not_a_chart():
    """A frame that no chart was drawn on is named by what it lacks."""
    with pytest.raises(ValueError, match="no column value, centre, longest_run_max"):
        rebase_proposals(series([1]), numerator="passed", denominator="checked", order="month")
