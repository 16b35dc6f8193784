"""Which unit stands out: a comparison that few checks cannot lose by luck."""

from __future__ import annotations

import pandas as pd

from metrics import interval
from qc.analysis.judging import pooled
from qc.analysis.verdicts import is_census
from qc.catalogue.model import Catalogue, Indicator
from qc.words import Direction

ERROR = 0.05
"""How often any unit at all may be named where all are alike."""


def worst_units(checks: pd.DataFrame, catalogue: Catalogue) -> dict[str, str]:
    """By indicator code the unit with the worst rate of those that are clearly worse than the whole;
    absent where no unit stands out.

    Clearly: its exact interval (Clopper-Pearson on the effective sample size; Wilson's is too narrow
    for a handful of checks) lies on the bad side of the whole's rate, at a confidence that holds for
    all units of the indicator together (Bonferroni, 1 - 0.05 / units). In a census, which has no
    interval, the rate itself has to.
    """
    units = pooled(checks, ["indicator", "unit"])
    whole = pooled(checks, ["indicator"]).set_index("indicator")["rate"]
    found = {
        str(code): _worst(rows[rows["checked"] > 0], float(whole[code]), catalogue.indicators[code])
        for code, rows in units.groupby("indicator", sort=False)
        if code in catalogue.indicators
    }
    return {code: unit for code, unit in found.items() if unit is not None}


def _worst(units: pd.DataFrame, overall: float, indicator: Indicator) -> str | None:
    lower, upper = _bounds(units, indicator)
    if indicator.direction is Direction.HIGHER:
        clear = units[upper < overall].sort_values("rate")
    else:
        clear = units[lower > overall].sort_values("rate", ascending=False)
    return None if clear.empty else str(clear["unit"].iloc[0])


def _bounds(units: pd.DataFrame, indicator: Indicator) -> tuple[pd.Series, pd.Series]:
    if is_census(indicator) or units.empty:
        return units["rate"], units["rate"]
    confidence = 1 - ERROR / len(units)
    effective = units["effective"] if indicator.count == "items" else None
    lower, upper = interval(
        units["passed"], units["checked"], "clopper_pearson", confidence, effective
    )
    return pd.Series(lower, index=units.index), pd.Series(upper, index=units.index)
