"""What an indicator's rate depends on: a regression on all suspected drivers at once, told in plain
words first. An association is no proof of a cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics import drivers as regression
from qc.analysis.counting import period_labels
from qc.analysis.items import item_rows
from qc.analysis.kept import kept
from qc.analysis.numbered import failing_apart
from qc.analysis.weekdays import weekday_of
from qc.analysis.window import Window
from qc.locale import N_, Translator
from qc.workspace import Workspace

FACTORS = {
    "unit": N_("Unit"),
    "level": N_("Level"),
    "inspector": N_("Inspector"),
    "weekday": N_("Day of the week"),
    "round": N_("Kind of check"),
    "month": N_("Months passed"),
}
MOST_LEVELS = 8
FEWEST = 20
"""A level with fewer marks than this is left out: one failure would make it look like a driver."""
SURE = 0.05


def drivers(
    workspace: Workspace, indicator: str, window: Window, unit: str | None = None
) -> pd.DataFrame:
    """The rows of `metrics.drivers` of an indicator over a window, by whichever of FACTORS vary, errors
    robust to the marks of one check; empty where nothing varies or nothing (or everything) failed."""
    return kept(
        workspace,
        ("drivers", indicator, window, unit),
        lambda: _drivers(workspace, indicator, window, unit),
    )


def _drivers(
    workspace: Workspace, indicator: str, window: Window, unit: str | None
) -> pd.DataFrame:
    rows = failing_apart(
        item_rows(workspace, indicator, window, unit), workspace.catalogue
    ).reset_index(drop=True)
    first = window.first
    months = {str(month): n for n, month in enumerate(window.months)}
    frame = pd.DataFrame(
        {
            **{name: rows[name].astype("str") for name in ("unit", "level", "inspector", "round")},
            "weekday": rows["date"].astype("str").map(weekday_of).astype("str"),
            "month": period_labels(rows["date"], first.kind).astype("str").map(months),
            "checked": rows["checked"],
            "passed": rows["passed"],
            "check_id": rows["check_id"].astype("str"),
        }
    )
    return _regression(frame)


def _regression(frame: pd.DataFrame) -> pd.DataFrame:
    rows = frame
    for name in FACTORS:
        if name != "month":
            rows = rows[rows[name].isin(_levels(rows, name))]
    factors = [name for name in FACTORS if rows[name].nunique() > 1]
    failures = int((rows["checked"] - rows["passed"]).sum())
    if not factors or not 0 < failures < int(rows["checked"].sum()):
        return pd.DataFrame()
    summed = rows.groupby([*factors, "check_id"], as_index=False, observed=True)
    counts = summed[["checked", "passed"]].sum()
    return regression(
        counts, numerator="passed", denominator="checked", factors=factors, cluster="check_id"
    )


def _levels(frame: pd.DataFrame, name: str) -> list[str]:
    """The levels with most marks of which some passed and some failed: without either the odds have no
    finite value (such a level stands among the units and days, with its interval). None with a handful
    of marks, and nothing that was left blank."""
    marks = frame.groupby(name)[["checked", "passed"]].sum()
    marks = marks.sort_values("checked", ascending=False)
    mixed = (marks["passed"] > 0) & (marks["passed"] < marks["checked"])
    named = marks[mixed & (marks["checked"] >= FEWEST) & ~marks.index.isin(["nan", "<NA>"])]
    levels = [str(level) for level in named.index[:MOST_LEVELS]]
    return levels if len(levels) > 1 else [str(level) for level in marks.index]


def clear_effects(table: pd.DataFrame) -> pd.DataFrame:
    """The levels whose odds of failing clearly differ from their reference's, the surest first."""
    if table.empty:
        return table
    clear = table[(table["p"] < SURE) & (table["state"] == "estimated") & table["level"].notna()]
    return clear.sort_values("p")


def effect_sentence(row: Mapping[Any, Any], level: str, reference: str, t: Translator) -> str:
    """ "The odds of failing are about 3 times those of the treatment room (2–5)": always the one that
    fails more against the one that fails less."""
    odds, low, high = (float(row[name]) for name in ("odds_ratio", "lower", "upper"))
    if odds < 1:  # of passing: the level fails more
        odds, low, high = 1 / odds, 1 / high, 1 / low
    else:
        level, reference = reference, level
    told = [f"{value:.2g}" if value < 10 else f"{value:.0f}" for value in (odds, low, high)]
    said = N_("{level}: the odds of failing are about {odds} times those of {reference} ({low}–{high}).")  # fmt: skip
    return t(said, level=level, odds=told[0], reference=reference, low=told[1], high=told[2])
