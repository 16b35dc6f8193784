"""Sites × indicators in one period, for a clinic that has more than one."""

from __future__ import annotations

import pandas as pd

from qc.analysis.counting import within
from qc.analysis.judging import judged, pooled
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.locale import Translator
from qc.words import State, Verdict
from qc.workspace import Workspace

FIGURES = ("checked", "passed", "rate", "lower", "upper", "target", "verdict", "state")


def clinics_of(workspace: Workspace) -> list[str]:
    """The clinics of a lake that may be seen, by name; none without a lake."""
    if workspace.lake is None:
        return []
    seen = workspace.scope.sites
    return [each.site for each in workspace.lake.manifests if seen is None or each.site in seen]


def site_rates(workspace: Workspace, period: Period) -> pd.DataFrame:
    """Each site's rate on each indicator in one period. See `site_rates_of`."""
    return site_rates_of(
        facts(workspace).between(period.start, period.end).checks, workspace.catalogue, period
    )


def site_rates_of(checks: pd.DataFrame, catalogue: Catalogue, period: Period) -> pd.DataFrame:
    """One row a site and indicator that has checks: `site`, `indicator`, FIGURES; sorted by site, then
    as in the catalogue. Not a ranking."""
    rows = within(checks, period).astype({"site": "str", "indicator": "str"})
    rows = rows[rows["indicator"].isin(catalogue.indicators)]
    frame = pooled(rows, ["site", "indicator"]).assign(on=period.end.isoformat())
    order = {code: place for place, code in enumerate(catalogue.indicators)}
    table = judged(frame[frame["checked"] > 0], catalogue)
    table = table.assign(order=table["indicator"].map(order)).sort_values(["site", "order"])
    return table[["site", "indicator", *FIGURES]].reset_index(drop=True)


def site_sentence(sites: pd.DataFrame, t: Translator) -> str:
    """In how many sites every target was met, and which clearly missed one. `sites`: site_rates."""
    rated = sites[sites["verdict"] != Verdict.NONE]
    if rated.empty:
        return t("Nothing has been checked yet.")
    clean = (rated["verdict"] == Verdict.MET).groupby(rated["site"]).all()
    missed = dict.fromkeys(rated.loc[rated["state"] == State.MISSED, "site"])
    said = t("{n} of {all} sites met all their targets.", n=int(clean.sum()), all=len(clean))
    if missed:
        names = t(", ").join(missed)
        return said + t("Clearly missed a target: {units}.", units=names)
    return said
