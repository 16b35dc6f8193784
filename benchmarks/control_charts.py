"""120 control charts of 60 months: limits and run signals, no drawing where a peer lets us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from benchmarks.timing import Ratio, beside, medians
from metrics import control_chart

SERIES, MONTHS = 120, 60

Chart = Callable[[pd.DataFrame], object]


def sample() -> pd.DataFrame:
    random = np.random.default_rng(20261102)
    checked = random.integers(20, 80, SERIES * MONTHS)
    return pd.DataFrame(
        {
            "series": np.repeat(np.arange(SERIES), MONTHS),
            "month": np.tile(np.arange(MONTHS), SERIES),
            "checked": checked,
            "passed": random.binomial(checked, 0.93),
        }
    )


def run() -> list[Ratio]:
    frame = sample()
    one_by_one = [part.reset_index(drop=True) for _, part in frame.groupby("series")]
    rivals: dict[str, Callable[[], object]] = {"ours": partial(_ours, frame)}
    missing = []
    for name, find in {"clinical-qikit": _qikit, "pyqicharts": _pyqicharts}.items():
        try:
            chart = find()
            chart(one_by_one[0])
        except Exception as fault:  # noqa: BLE001 - a peer that fails here is told, not timed
            missing.append((name, f"does not run here: {type(fault).__name__}: {fault}"))
        else:
            rivals[name] = partial(_each, chart, one_by_one)
    times = medians(rivals, rounds=3)
    what = f"{SERIES} control charts × {MONTHS} months"
    told = {
        "clinical-qikit": "builds a figure description with each chart",
        "pyqicharts": "table only; other signals than ours",
    }
    absent = [Ratio(what, name, times["ours"], None, fault) for name, fault in missing]
    return beside(what, times, told) + absent


def _ours(frame: pd.DataFrame) -> pd.DataFrame:
    return control_chart(
        frame, "p", numerator="passed", denominator="checked", order="month", by="series"
    )


def _each(chart: Chart, parts: Sequence[pd.DataFrame]) -> list[object]:
    return [chart(part) for part in parts]


def _qikit() -> Chart:
    from qikit import qic

    return lambda part: qic(x="month", y="passed", n="checked", data=part, chart="p")


def _pyqicharts() -> Chart:
    from pyqicharts import qic_table

    return lambda part: qic_table(part, x="month", y="passed", denominator="checked", chart="p")
