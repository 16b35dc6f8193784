"""Points and rates of each checklist in each unit: the clinic's own summary of its checks (汇总表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from qc.analysis.counting import accepted, within
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import Facts, facts
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace

if TYPE_CHECKING:
    from qc.analysis.lake_facts import LakeFacts

BY = ["unit", "checklist"]
COLUMNS = ("unit", "checklist", "checks", "points", "scored", "score_rate", "checked", "passed", "rate")  # fmt: skip


def checklist_scores(workspace: Workspace, period: Period) -> pd.DataFrame:
    """One row per unit and checklist with checks in the period (COLUMNS), by unit, then as in the catalogue.

    `points` and `scored` are plain points over the applicable items that were counted, `score_rate` their
    quotient (得分率); NaN where a sheet gives no points. `checked` and `passed` count in the indicator's own
    unit, `rate` is their quotient (合格率), NaN where nothing could be counted.
    """

    def work() -> pd.DataFrame:
        held = facts(workspace).between(period.start, period.end)
        return checklist_scores_of(held, workspace.catalogue, period)

    return kept(workspace, ("checklist scores", period), work)


def checklist_scores_of(
    held: Facts | LakeFacts, catalogue: Catalogue, period: Period
) -> pd.DataFrame:
    """The same from facts."""
    checks = within(held.checks, period).astype(dict.fromkeys(BY, "str"))
    sums = checks.groupby(BY)[["checked", "passed"]].sum().assign(checks=checks.groupby(BY).size())
    table = sums.join(_points(within(held.results, period))).reset_index()
    order = {code: place for place, code in enumerate(catalogue.checklists)}
    last = len(order)  # a checklist that the catalogue no longer has
    table = table.sort_values(
        BY,
        key=lambda column: column.map(order).fillna(last) if column.name == "checklist" else column,
        kind="stable",
        ignore_index=True,
    )
    score_rate = table["scored"] / table["points"].where(table["points"] > 0)
    rate = table["passed"] / table["checked"].where(table["checked"] > 0)
    return table.assign(score_rate=score_rate, rate=rate)[list(COLUMNS)]


def _points(results: pd.DataFrame) -> pd.DataFrame:
    """Σ points and Σ scored of what was applicable; the store keeps hundredths."""
    applicable = accepted(results)[lambda rows: rows["checked"] > 0]
    given = applicable.dropna(subset=["points", "scored"]).astype(dict.fromkeys(BY, "str"))
    return given.groupby(BY)[["points", "scored"]].sum().astype("float64") / 100
