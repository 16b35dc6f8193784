"""Series and charts as the tests of this room write them."""

from __future__ import annotations

import pandas as pd

from metrics import control_chart

ADDED = [
    "value", "centre", "lower", "upper", "lower95", "upper95", "beyond_limits", "runs_signal",
    "longest_run", "longest_run_max", "crossings", "crossings_min",
]  # fmt: skip


def series(passed, checked=20, **columns):
    """One series, months counted from 1."""
    months = range(1, len(passed) + 1)
    return pd.DataFrame({"month": months, "passed": passed, "checked": checked, **columns})


def chart(frame, kind="p", **options):
    """A chart of `passed` of `checked`."""
    options = {"numerator": "passed", "denominator": "checked", "order": "month", **options}
    return control_chart(frame, kind, **options)


def alone(values, kind, **options):
    """A chart of values without denominator."""
    return chart(series(values), kind, denominator=None, **options)
