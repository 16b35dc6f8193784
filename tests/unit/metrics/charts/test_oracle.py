"""Every chart that qicharts2 draws too, with its figures."""

from __future__ import annotations

import numpy as np
import pytest

from metrics import control_chart
from tests.unit.metrics.reference import read

COLUMNS = {
    "y": "value", "cl": "centre", "lcl": "lower", "ucl": "upper", "lcl_95": "lower95",
    "ucl_95": "upper95", "sigma_signal": "beyond_limits", "runs_signal": "runs_signal",
    "longest_run": "longest_run", "longest_run_max": "longest_run_max", "n_crossings": "crossings",
    "n_crossings_min": "crossings_min",
}  # fmt: skip
VARIANTS = ["base", "freeze", "part", "exclude", "freeze_exclude"]


def drawn(points, kind, **options):
    """All series in one call, shuffled."""
    return control_chart(
        points.sample(frac=1, random_state=1),
        kind, denominator="n", order="xx", by="series_id", freeze="baseline", phases="part",
        exclude="out", **options,
    )  # fmt: skip


def check(ours, points):
    points = points.sort_values(["series_id", "xx"])
    for theirs, column in COLUMNS.items():
        if theirs in points:
            expected = points[theirs].astype(float)
            np.testing.assert_allclose(
                ours[column].astype(float), expected, rtol=0, atol=1e-9, err_msg=theirs
            )


def prepared(variant):
    points = read("qicharts2_points")
    points = points[points["variant"] == variant]
    passed = (points["y"] * points["n"]).round()
    return points.assign(passed=passed, failed=points["n"] - passed, out=~points["include"])


@pytest.mark.parametrize("kind", ["p", "pp", "run"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_agrees_with_qicharts2(kind, variant):
    """Every limit to 1e-9, every signal, every count: a clinic that changes tools sees no change."""
    points = prepared(variant)
    points = points[points["chart"] == kind]
    check(drawn(points, kind, numerator="passed"), points)


@pytest.mark.parametrize(
    ("kind", "theirs", "numerator", "screened"),
    [
        ("xmr", "i", "passed", True),
        ("xmr", "i", "passed", False),
        ("u", "u", "failed", True),
        ("up", "up", "failed", True),
        ("up", "up", "failed", False),
        ("pp", "pp", "passed", False),
    ],
)
@pytest.mark.parametrize("variant", VARIANTS)
def test_more_charts_agree_with_qicharts2(kind, theirs, numerator, screened, variant):
    """XmR, u and u′, and moving ranges that are not screened."""
    more = read("qicharts2_more")
    more = more[(more["chart"] == theirs) & (more["screened_mr"] == screened)]
    given = prepared(variant)
    given = given.loc[
        given["chart"] == "p",
        ["series_id", "variant", "xx", "part", "baseline", "out", "n", "passed", "failed"],
    ]
    points = more[more["variant"] == variant].merge(given, on=["series_id", "variant", "xx"])
    assert len(points)
    check(drawn(points, kind, numerator=numerator, screened=screened), points)
