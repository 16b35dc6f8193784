"""Control charts against qicharts2, and series that have driven other charts mad."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from tests.unit.metrics.charts.drawing import ADDED, chart, series


def test_columns_as_agreed():
    """Scripts outside rely on these names and on the order of the rows."""
    table = chart(series([19, 20, 18]).iloc[::-1])
    assert table.columns.tolist() == ["month", "passed", "checked", *ADDED]
    assert table["month"].tolist() == [1, 2, 3]
    assert table.index.tolist() == [0, 1, 2]


def test_series_do_not_touch():
    """Two units in one call give what two calls give, even where one has a single month."""
    a, b = series([19, 12, 18, 20], unit="A"), series([5], unit="B")
    together = chart(pd.concat([b, a]), by="unit")
    apart = pd.concat([chart(a, by=["unit"]), chart(b, by="unit")], ignore_index=True)
    pd.testing.assert_frame_equal(together, apart)


def test_always_perfect():
    """Always 100 %: limits at 100 % and no signal; the first miss then stands out."""
    table = chart(series([20] * 12))
    assert table["lower"].tolist() == [1] * 12
    assert not table[["beyond_limits", "runs_signal"]].any(axis=None)
    assert table["longest_run"].isna().all()
    frozen = chart(series([20] * 12 + [19], base=[True] * 12 + [False]), freeze="base")
    assert frozen["beyond_limits"].tolist() == [False] * 12 + [True]


def test_always_zero():
    """Nothing ever passes: limits at 0, no signal."""
    table = chart(series([0] * 12))
    assert table["upper"].tolist() == [0] * 12
    assert not table["beyond_limits"].any()


def test_laney_without_spread_has_no_limits():
    """p′ measures its spread from month to month; where there is none it draws no limits and says
    nothing rather than flag the next month."""
    for passed in ([20] * 12, [19] * 12, [19]):
        table = chart(series(passed), "pp")
        assert table[["lower", "upper"]].isna().all(axis=None)
        assert not table["beyond_limits"].any()


def test_gaps_stay_gaps():
    """A closed month keeps its row without value or limits; the run goes on across it."""
    table = chart(series([18, 0, 20, np.nan, 18], [20, 0, 20, 20, np.nan]))
    assert table["value"].isna().tolist() == [False, True, False, True, True]
    assert table["lower"].isna().tolist() == [False, True, False, False, True]
    assert table["centre"].tolist() == pytest.approx([0.95] * 5)
    assert table["crossings"][0] == 1


def test_nothing_but_gaps():
    """A unit that was never checked has no centre line and no signal."""
    table = chart(series([0, 0], 0))
    assert table[["value", "centre", "lower", "upper", "longest_run"]].isna().all(axis=None)
    assert not table[["beyond_limits", "runs_signal"]].any(axis=None)


def test_no_rows():
    """A new clinic has an empty chart with all its columns."""
    assert chart(series([])).columns.tolist()[-len(ADDED) :] == ADDED


def test_run_chart_of_plain_values():
    """Without a denominator the value is the numerator itself, and it may be any number."""
    table = chart(series([-1.0, 3.0, 40.0]), "run", denominator=None)
    assert table["value"].tolist() == [-1, 3, 40]
    assert table["centre"].tolist() == [3, 3, 3]


def test_points_of_one_period_keep_their_order():
    """Two samples of one day stay in the order in which they were given, so that runs mean something."""
    passed = np.random.default_rng(1).integers(0, 20, 200)
    table = chart(series(passed, day=[2, 1] * 100), order="day")
    assert table["passed"].tolist() == [*passed[1::2], *passed[::2]]


def test_a_long_run_signals():
    """Ten months under the line, then ten over it: something changed."""
    assert chart(series([18] * 10 + [20] * 10))["runs_signal"].all()
    assert not chart(series([18] * 10 + [20] * 10), rules=())["runs_signal"].any()


def test_other_rules_add_columns_only_when_asked_for():
    """A page that shows Anhøj's rules is not flooded with those of four other schools. Rules of zones
    are silent where points do not spread evenly (g), and judge a t chart on its even scale."""
    shifted = series([15, 14] * 8 + [19] * 8)
    plain = chart(shifted)
    more = chart(shifted, rules=("anhoej", "western_electric"))
    pd.testing.assert_frame_equal(more[plain.columns], plain)
    flags = more.drop(columns=plain.columns)
    assert len(flags.columns) and flags.to_numpy(dtype=bool).any()
    assert not chart(shifted, rules="western_electric")["runs_signal"].any()
    days = series([1.0, 2, 1, 3, 2, 1, 2, 1, 3, 2, 400], days=1)
    for kind, found in (("g", False), ("t", True)):
        table = chart(days, kind, denominator=None, rules=("western_electric",))
        assert table[flags.columns].to_numpy(dtype=bool).any() == found


def test_phases_begin_anew():
    """From the day of a measure on, centre and run test are the new phase's own; a phase that comes
    back later is another phase."""
    frame = series([10] * 5 + [19] * 5 + [10] * 5, phase=["a"] * 5 + ["b"] * 5 + ["a"] * 5)
    table = chart(frame, phases="phase")
    assert table["centre"].tolist() == [0.5] * 5 + [0.95] * 5 + [0.5] * 5
    assert not table["runs_signal"].any()


def test_freeze_sets_the_limits_of_its_phase():
    """Marked months set the limits; a phase without a mark uses all its months."""
    frame = series([10, 12, 20, 16, 18], phase=[1, 1, 1, 2, 2], base=[1, 1, 0, 0, 0])
    assert chart(frame, freeze="base")["centre"].tolist() == [0.55] * 5
    table = chart(frame, freeze="base", phases="phase")
    assert table["centre"].tolist() == pytest.approx([0.55] * 3 + [0.85] * 2)


def test_excluded_months_are_shown_but_do_not_count():
    """An excluded month (a flood) moves no limit and no run, yet lies beyond the limits."""
    frame = series([19] * 6 + [2] + [19] * 6, out=[False] * 6 + [True] + [False] * 6)
    table = chart(frame, exclude="out")
    assert table["centre"].tolist() == [0.95] * 13
    assert table["beyond_limits"].tolist() == frame["out"].tolist()
    assert chart(frame.assign(out=True), exclude="out")["centre"].isna().all()


def test_reasons_exclude():
    """Who excludes a month says why; the reason stays with the point, a blank one excludes nothing."""
    reasons = [None, " ", "flood"]
    table = chart(series([19, 19, 2], why=reasons), exclude="why")
    assert table["centre"].tolist() == [0.95] * 3
    assert table["why"].tolist()[2] == "flood"
    assert (
        chart(series([19, 18], why=[None, None]), exclude="why")["centre"].tolist() == [0.925] * 2
    )
    mixed = series([19, 18], why=[True, "flood"])
    with pytest.raises(ValueError, match="column why must hold true and false only"):
        chart(mixed, exclude="why")


def test_missing_marks_are_no_marks():
    """An empty cell in a mark column excludes nothing."""
    frame = series([19, 18, 20], out=pd.array([None, True, False], dtype="boolean"))
    assert chart(frame, exclude="out")["centre"].tolist() == [0.975] * 3


def test_other_frames_in():
    """A Polars frame, lazy or not, comes back as the same pandas chart."""
    frame = series([19, 18, 20])
    for other in (pl.from_pandas(frame), pl.from_pandas(frame).lazy()):
        pd.testing.assert_frame_equal(chart(other), chart(frame))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "pie"}, "chart must be one of run, xmr, .*, not pie"),
        ({"rules": ("westgard",)}, "rules must be of anhoej.*, not westgard"),
        ({"denominator": None}, "a p chart needs a denominator"),
        ({"kind": "c"}, "a c chart takes no denominator, but checked was given"),
        ({"direction": "up"}, "direction must be higher or lower, not up"),
        ({"by": "unit"}, "no column unit; the frame has month, passed, checked"),
        ({"freeze": "passed"}, "column passed must hold true and false only"),
        (
            {"numerator": "checked", "denominator": "passed"},
            r"checked must lie between 0 and passed \(not so at month 1, checked 20, passed 19\)",
        ),
    ],
)
def test_bad_input_is_named(options, message):
    """What is not supported is said, with what is."""
    with pytest.raises(ValueError, match=message):
        chart(series([19, 18]), **options)
