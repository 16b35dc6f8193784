"""Which unit stands out: a comparison that few checks cannot lose by luck."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import interval
from qc.analysis.judging import pooled
from qc.analysis.verdicts import is_census
from qc.catalogue.model import Catalogue
from qc.words import Direction

Floats = npt.NDArray[np.float64]

ERROR = 0.05
"""How often any unit at all may be named where all are alike."""


def worst_units(checks: pd.DataFrame, catalogue: Catalogue) -> dict[str, str]:
    """`worst_of` the units of these checks."""
    return worst_of(pooled(checks, ["indicator", "unit"]), catalogue)


def worst_of(units: pd.DataFrame, catalogue: Catalogue) -> dict[str, str]:
    """Of checks pooled by indicator and unit (`judging.pooled`): by indicator code the unit with the worst rate of those that are clearly worse than the whole;
    absent where no unit stands out.

    Clearly: its exact interval (Clopper-Pearson on the effective sample size; Wilson's is too narrow
    for a handful of checks) lies on the bad side of the whole's rate, at a confidence that holds for
    all units of the indicator together (Bonferroni, 1 - 0.05 / units). In a census, which has no
    interval, the rate itself has to.
    """
    units = _told(units, catalogue)
    behind = np.where(units["higher"], units["rate"] < units["all"], units["rate"] > units["all"])
    candidates = units[behind]
    bound = pd.Series(np.nan, index=candidates.index)
    for among, rows in candidates.groupby("among"):
        bound[rows.index] = _bounds(rows, 1 - ERROR / float(str(among)))
    beyond = np.where(candidates["higher"], bound < candidates["all"], bound > candidates["all"])
    worst = candidates[beyond].sort_values("behind", ascending=False, kind="stable")
    first = worst.drop_duplicates("indicator").sort_index()
    return dict(zip(first["indicator"], first["unit"], strict=True))


def _told(units: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The units of known indicators, each with the rate of all of them, how many they are, which way is
    up, and how far it is behind."""
    known = units[units["checked"] > 0].astype({"indicator": "str", "unit": "str"})
    known = known[known["indicator"].isin(list(catalogue.indicators))]
    of = [catalogue.indicators[code] for code in known["indicator"]]
    by = known.groupby("indicator")
    rate = by["passed"].transform("sum") / by["checked"].transform("sum")
    higher = np.array([each.direction is Direction.HIGHER for each in of], dtype=bool)
    return known.assign(
        all=rate,
        among=by["unit"].transform("size"),
        higher=higher,
        behind=np.where(higher, rate - known["rate"], known["rate"] - rate),
        census=np.array([is_census(each) for each in of], dtype=bool),
        worth=np.where(
            [each.count == "items" for each in of], known["effective"], known["checked"]
        ),
    )


def _bounds(units: pd.DataFrame, confidence: float) -> Floats:
    """The end of each unit's interval that lies towards the whole; of a census the rate itself."""
    lower, upper = interval(
        units["passed"].to_numpy(),
        units["checked"].to_numpy(),
        "clopper_pearson",
        confidence,
        units["worth"].to_numpy(dtype=np.float64),
    )
    near: Floats = np.where(units["higher"], upper, lower)
    return np.where(units["census"], units["rate"], near)
