"""1,000 control charts of 60 months: limits and run signals, no drawing where a peer lets us."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from benchmarks.timing import Ratio, beside, medians
from metrics import control_chart

SERIES, MONTHS = 1000, 60
SOME = 50  # series that a peer draws, one by one; its time is scaled to all of them

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
    parts = [part.reset_index(drop=True) for _, part in frame.groupby("series")][:SOME]
    rivals: dict[str, Callable[[], object]] = {"ours": partial(_ours, frame)}
    missing = []
    for name, find in {"clinical-qikit": _qikit, "pyqicharts": _pyqicharts}.items():
        try:
            chart = find()
            chart(parts[0])
        except Exception as fault:  # noqa: BLE001 - a peer that fails here is told, not timed
            missing.append((name, f"does not run here: {type(fault).__name__}: {fault}"))
        else:
            rivals[name] = partial(_each, chart, parts)
    times = medians(rivals)
    scaled = {
        name: taken if name == "ours" else taken * SERIES / SOME for name, taken in times.items()
    }
    what = f"{SERIES:,} control charts × {MONTHS} months, {_peak(frame):.0f} MB"
    told = {
        "clinical-qikit": f"builds a figure description with each chart; {SOME} series, scaled",
        "pyqicharts": f"table only; other signals than ours; {SOME} series, scaled",
    }
    absent = [Ratio(what, name, times["ours"], None, fault) for name, fault in missing]
    return beside(what, scaled, told) + absent


def _peak(frame: pd.DataFrame) -> float:
    """Megabytes that our charts take at most, their own result among them."""
    tracemalloc.start()
    _ours(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


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
