"""Control charts of random series against a chart drawn one phase at a time in plain Python."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import between_failures, control_chart, rebase_proposals
from tests.rival_implementations import charts

ALONE = ("c", "g", "t")


@st.composite
def drawn_charts(draw):
    """Rows of up to three series with gaps, exclusions, baselines and phases, in order."""
    rows = []
    for unit in range(draw(st.integers(0, 3))):
        phase = 0
        for month in range(draw(st.integers(1, 25))):
            phase += draw(st.integers(0, 9)) == 0
            checked = draw(st.integers(0, 20))
            rows.append({
                "unit": unit, "month": month, "phase": phase, "checked": checked,
                "passed": draw(st.integers(max(0, checked - 3), checked)),
                "out": draw(st.integers(0, 9)) == 0, "base": draw(st.integers(0, 3)) > 0,
            })  # fmt: skip
    columns = ["unit", "month", "phase", "checked", "passed", "out", "base"]
    return pd.DataFrame(rows, columns=columns).astype("int64")


@pytest.mark.parametrize("kind", charts.LINES)
@settings(max_examples=15)
@given(frame=drawn_charts(), frozen=st.booleans(), screened=st.booleans(), seed=st.integers(0, 9))
def test_charts_agree_with_the_rival(kind, frame, frozen, screened, seed):
    """Values, centre, limits, run lengths, crossings and signals, all series in one call."""
    table = control_chart(
        frame.sample(frac=1, random_state=seed),
        kind, numerator="passed", denominator=None if kind in ALONE else "checked", order="month",
        by="unit", phases="phase", exclude="out", freeze="base" if frozen else None,
        screened=screened,
    )  # fmt: skip
    pd.testing.assert_frame_equal(table[frame.columns], frame)
    for _, phase in table.groupby(["unit", "phase"]):
        bases = phase["base"] if frozen else phase["base"] * 0
        sizes = phase["checked"] * 0 + 1 if kind in ALONE else phase["checked"]
        points = zip(phase["passed"], sizes, bases, phase["out"] == 0, strict=True)
        values, centres, lines, runs = charts.chart(kind, list(points), screened)
        check_lines(phase, values, centres, np.array(lines))
        if stands_clear(values, centres):
            check_runs(phase, runs)


def stands_clear(values, centres):
    """A mean of floats may miss a value that it equals by a rounding: then both sides are right."""
    apart = np.abs(np.subtract(values, centres))
    return not np.any((apart > 0) & (apart < 1e-9))


def check_lines(phase, values, centres, lines):
    np.testing.assert_allclose(phase["value"], values, atol=1e-9)
    np.testing.assert_allclose(phase["centre"], centres, atol=1e-9)
    for place, column in enumerate(("lower", "upper", "lower95", "upper95")):
        np.testing.assert_allclose(phase[column], lines[:, place], atol=1e-9, err_msg=column)
    beyond = (phase["value"] < phase["lower"]) | (phase["value"] > phase["upper"])
    edges = np.minimum(
        (phase["value"] - phase["lower"]).abs(), (phase["value"] - phase["upper"]).abs()
    )
    clear = ~(edges < 1e-9)
    assert phase["beyond_limits"][clear].tolist() == beyond[clear].tolist()


def check_runs(phase, runs):
    signal, *counts = runs or (False, *[np.nan] * 4)
    assert phase["runs_signal"].tolist() == [signal] * len(phase)
    columns = ["longest_run", "longest_run_max", "crossings", "crossings_min"]
    np.testing.assert_array_equal(phase[columns], [counts] * len(phase))


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(0, 2), st.integers(2, 9)))
)
def test_what_lies_between_failures(rows):
    """Days and clean cases between failing dates, several series and several checks a day."""
    frame = pd.DataFrame(rows, columns=["unit", "day", "failed", "checked"]).astype("int64")
    found = between_failures(frame, order="day", failures="failed", checked="checked", by="unit")
    expected = [
        (unit, *point)
        for unit in range(3)
        for point in charts.between(sorted(row[1:] for row in rows if row[0] == unit))
    ]
    columns = ["unit", "day", "days", "cases"]
    assert found[columns].to_numpy().tolist() == [list(row) for row in expected]


@st.composite
def shifted_series(draw):
    """Up to three series, each a stretch of middling months and then one of other months."""
    rows = []
    for unit in range(draw(st.integers(0, 3))):
        before = draw(st.lists(st.integers(8, 14), max_size=14))
        after = draw(st.lists(st.integers(12, 20), max_size=14))
        new_phase = draw(st.integers(0, 40))
        for month, passed in enumerate(before + after):
            rows.append({
                "unit": unit, "month": month, "phase": month >= new_phase, "passed": passed,
                "checked": draw(st.sampled_from([20, 20, 20, 20, 0])) and 20,
                "out": draw(st.integers(0, 9)) == 0,
            })  # fmt: skip
    columns = ["unit", "month", "phase", "passed", "checked", "out"]
    frame = pd.DataFrame(rows, columns=columns).astype("int64")
    return frame.assign(passed=frame["passed"].where(frame["checked"] > 0, 0))


@given(shifted_series())
def test_proposals_agree_with_the_rival(frame):
    """Only a run of eight that still lasts, in the last phase, with eight points before it."""
    asked = {
        "numerator": "passed", "denominator": "checked", "order": "month", "by": "unit",
        "phases": "phase", "exclude": "out",
    }  # fmt: skip
    charted = control_chart(frame, "p", **asked)
    proposed = rebase_proposals(charted, "p", **asked).set_index("unit")
    for unit, rows in charted.groupby("unit"):
        last = rows[rows["phase"] == rows["phase"].iloc[-1]].reset_index(drop=True)
        values = last["value"].where(last["out"] == 0)
        run = charts.last_run(values.tolist(), last["centre"].tolist())
        due = run is not None and run[1] >= 8 and run[2] >= 8
        assert (unit in proposed.index) == due
        if due:
            since = last.iloc[run[0] :]
            since = since[since["out"] == 0]
            assert proposed.loc[unit, "start"] == last["month"][run[0]]
            assert proposed.loc[unit, "points"] == run[1]
            assert proposed.loc[unit, "centre_after"] == pytest.approx(
                since["passed"].sum() / since["checked"].sum()
            )
