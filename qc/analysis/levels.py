"""Structure, process and outcome quality: each indicator's items by level, and where the defects lie."""

from __future__ import annotations

import pandas as pd

from qc.analysis.counting import accepted, at_unit, within
from qc.analysis.display import percent
from qc.analysis.judging import judged, pooled
from qc.analysis.numbered import failing_apart
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.locale import Translator
from qc.words import Level
from qc.workspace import Workspace

FIGURES = ("checked", "passed", "defects", "rate", "lower", "upper", "target", "verdict", "state")


def level_rates(workspace: Workspace, period: Period, unit: str | None = None) -> pd.DataFrame:
    """Each indicator's items by level in a period. See `level_rates_of`."""
    return level_rates_of(
        facts(workspace).between(period.start, period.end).results,
        workspace.catalogue,
        period,
        unit,
    )


def level_rates_of(
    results: pd.DataFrame, catalogue: Catalogue, period: Period, unit: str | None = None
) -> pd.DataFrame:
    """One row an indicator and level with something checked, in catalogue order: `indicator`, `level`,
    FIGURES. Single items are counted, also where whole samples are rated: these have no target."""
    rows = accepted(at_unit(within(results, period), unit))
    known = rows.astype({"indicator": "str", "level": "str"})
    known = known[known["level"].isin(list(Level)) & known["indicator"].isin(catalogue.indicators)]
    frame = pooled(known, ["indicator", "level"]).assign(on=period.end.isoformat())
    told = judged(frame[frame["checked"] > 0], catalogue, of_items=True)
    good = failing_apart(told[["indicator", "checked", "passed"]], catalogue)["passed"]
    order = {code: place for place, code in enumerate(catalogue.indicators)}
    table = told.assign(defects=told["checked"] - good, order=told["indicator"].map(order))
    table = table.sort_values(["order", "level"], ignore_index=True)
    return table[["indicator", "level", *FIGURES]]


def level_sentence(levels: pd.DataFrame, t: Translator) -> str:
    """On which level most defects lie. `levels`: level_rates."""
    found = levels.groupby("level")["defects"].sum()
    if levels.empty:
        return t("Nothing has been checked yet.")
    if not (total := int(found.sum())):
        return t("No item failed.")
    most = str(found.idxmax())
    return t(
        "Most failures lie in {level}: {n} of {all} ({share}).",
        level=t(Level(most).label),
        n=int(found[most]),
        all=total,
        share=percent(float(found[most]) / total),
    )
