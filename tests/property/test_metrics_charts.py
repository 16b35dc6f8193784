"""Control charts of random series against a chart drawn one phase at a time in plain Python."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from metrics import control_chart
from tests.rival_implementations import charts


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


@given(
    frame=drawn_charts(),
    kind=st.sampled_from(["p", "pp", "run"]),
    frozen=st.booleans(),
    seed=st.integers(0, 9),
)
def test_charts_agree_with_the_rival(frame, kind, frozen, seed):
    """Values, centre, limits, run lengths, crossings and signals, all series in one call."""
    table = control_chart(
        frame.sample(frac=1, random_state=seed),
        kind, numerator="passed", denominator="checked", order="month", by="unit",
        phases="phase", exclude="out", freeze="base" if frozen else None,
    )  # fmt: skip
    pd.testing.assert_frame_equal(table[frame.columns], frame)
    for _, phase in table.groupby(["unit", "phase"]):
        bases = phase["base"] if frozen else phase["base"] * 0
        points = zip(phase["passed"], phase["checked"], bases, phase["out"] == 0, strict=True)
        values, centre, sigmas, runs = charts.chart(kind, list(points))
        check_lines(phase, values, centre, np.array(sigmas))
        check_runs(phase, runs)


def check_lines(phase, values, centre, sigmas):
    np.testing.assert_allclose(phase["value"], values, atol=1e-12)
    np.testing.assert_allclose(phase["centre"], centre, atol=1e-12)
    for column, factor in {"lower": -3, "upper": 3, "lower95": -2, "upper95": 2}.items():
        expected = np.clip(centre + factor * sigmas, 0, 1)
        np.testing.assert_allclose(phase[column], expected, atol=1e-9, err_msg=column)
    beyond = (phase["value"] < phase["lower"]) | (phase["value"] > phase["upper"])
    assert phase["beyond_limits"].tolist() == beyond.tolist()


def check_runs(phase, runs):
    signal, *counts = runs or (False, *[np.nan] * 4)
    assert phase["runs_signal"].tolist() == [signal] * len(phase)
    columns = ["longest_run", "longest_run_max", "crossings", "crossings_min"]
    np.testing.assert_array_equal(phase[columns], [counts] * len(phase))
