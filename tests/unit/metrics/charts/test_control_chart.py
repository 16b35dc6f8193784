"""Control charts against qicharts2, and series that have driven other charts mad."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from metrics import control_chart
from tests.unit.metrics.reference import read

COLUMNS = {
    "y": "value", "cl": "centre", "lcl": "lower", "ucl": "upper", "lcl_95": "lower95",
    "ucl_95": "upper95", "sigma_signal": "beyond_limits", "runs_signal": "runs_signal",
    "longest_run": "longest_run", "longest_run_max": "longest_run_max", "n_crossings": "crossings",
    "n_crossings_min": "crossings_min",
}  # fmt: skip
ADDED = [
    "value", "centre", "lower", "upper", "lower95", "upper95", "beyond_limits", "runs_signal",
    "longest_run", "longest_run_max", "crossings", "crossings_min",
]  # fmt: skip


def series(passed, checked=20, **columns):
    """One series, months counted from 1."""
    months = range(1, len(passed) + 1)
    return pd.DataFrame({"month": months, "passed": passed, "checked": checked, **columns})


def chart(frame, kind="p", **options):
    options = {"numerator": "passed", "denominator": "checked", "order": "month", **options}
    return control_chart(frame, kind, **options)


@pytest.mark.parametrize("kind", ["p", "pp", "run"])
@pytest.mark.parametrize("variant", ["base", "freeze", "part", "exclude", "freeze_exclude"])
def test_agrees_with_qicharts2(kind, variant):
    """All series of a variant in one call, shuffled: every limit to 1e-9, every signal, every count."""
    points = read("qicharts2_points")
    points = points[(points["chart"] == kind) & (points["variant"] == variant)]
    points = points.assign(num=(points["y"] * points["n"]).round(), out=~points["include"])
    ours = control_chart(
        points.sample(frac=1, random_state=1),
        kind, numerator="num", denominator="n", order="xx", by="series_id",
        freeze="baseline", phases="part", exclude="out",
    )  # fmt: skip
    points = points.sort_values(["series_id", "xx"])
    for theirs, column in COLUMNS.items():
        np.testing.assert_allclose(
            ours[column].astype(float), points[theirs].astype(float), atol=1e-9, err_msg=theirs
        )


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
        ({"kind": "xmr"}, "chart must be one of p, run, pp, not xmr"),
        ({"rules": ("nelson",)}, "rules must be of anhoej, not nelson"),
        ({"denominator": None}, "a p chart needs a denominator"),
        ({"by": "unit"}, "no column unit; the frame has month, passed, checked"),
        ({"freeze": "passed"}, "column passed must hold true and false only"),
        ({"numerator": "checked", "denominator": "passed"}, "must lie between 0 and passed"),
    ],
)
def test_bad_input_is_named(options, message):
    """What is not supported is said, with what is."""
    with pytest.raises(ValueError, match=message):
        chart(series([19, 18]), **options)
