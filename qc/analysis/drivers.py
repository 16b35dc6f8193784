"""What an indicator's rate depends on: a regression on all suspected drivers at once, told in plain
words first. An association is no proof of a cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics import drivers as regression
from qc.analysis.asked import known_indicator, with_children
from qc.analysis.counting import at_unit
from qc.analysis.kept import kept
from qc.analysis.numbered import failing_apart
from qc.analysis.source import facts
from qc.analysis.weekdays import have_weekdays, weekday_of
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
_ABOUT = ("indicator", "unit", "level", "inspector", "round", "date", "check_id")


def drivers(
    workspace: Workspace, indicator: str, window: Window, unit: str | None = None
) -> pd.DataFrame:
    """The rows of `metrics.drivers` of an indicator over a window, by whichever of FACTORS vary, errors
    robust to the marks of one check; by days of the week only where months have several. Empty where
    nothing varies or nothing (or everything) failed."""
    return kept(
        workspace,
        ("drivers", indicator, window, unit),
        lambda: _drivers(workspace, indicator, window, unit),
        of=facts(workspace).changes.of("indicator", with_children(workspace.catalogue, indicator)),
    )


def _drivers(
    workspace: Workspace, indicator: str, window: Window, unit: str | None
) -> pd.DataFrame:
    codes = with_children(workspace.catalogue, known_indicator(workspace.catalogue, indicator).code)
    sums = facts(workspace).between(*window.days, codes).sums(_ABOUT, codes)
    rows = failing_apart(at_unit(sums, unit), workspace.catalogue)
    months = {str(month): n for n, month in enumerate(window.months)}
    days = rows["date"].astype("category").cat.remove_unused_categories()
    weekdays = days.map(lambda day: str(weekday_of(day))).astype("category")
    return _regression(
        rows.astype(dict.fromkeys(("unit", "level", "inspector", "round"), "category")).assign(
            weekday=weekdays if have_weekdays(days) else "",
            month=days.map(lambda day: months[day[:7]]).astype("int64"),
        )
    )


def _regression(frame: pd.DataFrame) -> pd.DataFrame:
    rows = frame
    for name in FACTORS:
        if name != "month" and len(levels := _levels(rows, name)) > 1:
            rows = rows[rows[name].isin(levels)]
    factors = [name for name in FACTORS if rows[name].nunique() > 1]
    failures = int((rows["checked"] - rows["passed"]).sum())
    if not factors or not 0 < failures < int(rows["checked"].sum()):
        return pd.DataFrame()
    return regression(
        rows, numerator="passed", denominator="checked", factors=factors, cluster="check_id"
    )


def _levels(frame: pd.DataFrame, name: str) -> list[object]:
    """The levels with most marks of which some passed and some failed: without either the odds have no
    finite value (such a level stands among the units and days, with its interval). None with a handful
    of marks, and nothing that was left blank."""
    marks = frame.groupby(name, observed=True)[["checked", "passed"]].sum()
    marks = marks.sort_values("checked", ascending=False)
    mixed = (marks["passed"] > 0) & (marks["passed"] < marks["checked"])
    levels = list(marks[mixed & (marks["checked"] >= FEWEST)].index[:MOST_LEVELS])
    return levels if len(levels) > 1 else list(marks.index)


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
