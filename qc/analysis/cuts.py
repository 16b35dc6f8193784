"""One indicator over a window, cut by unit, month, day of the week or inspector: rates against the
target, with their intervals. A parent counts nothing of its own, so it has no cuts."""

from __future__ import annotations

import pandas as pd

from metrics import interval
from qc.analysis.asked import known_indicator
from qc.analysis.counting import at_unit, period_labels
from qc.analysis.judging import judged, pooled
from qc.analysis.kept import kept
from qc.analysis.outliers import ERROR
from qc.analysis.rollups import months_of_units
from qc.analysis.source import facts
from qc.analysis.verdicts import is_census
from qc.analysis.weekdays import weekday_of
from qc.analysis.window import Window
from qc.catalogue.model import Catalogue, Indicator
from qc.workspace import Workspace

CUTS = ("unit", "site", "month", "weekday", "inspector")
FIGURES = ("checked", "passed", "rate", "lower", "upper", "target", "verdict", "state", "effective")


def cut(
    workspace: Workspace, indicator: str, window: Window, *by: str, unit: str | None = None
) -> pd.DataFrame:
    """The indicator's rate by one or two of CUTS. See `cut_of`. UsageError for an unknown indicator."""
    known = known_indicator(workspace.catalogue, indicator)

    def work() -> pd.DataFrame:
        if by == ("unit", "month"):
            told = months_of_units(workspace, known.code)
            lies = told["month"].isin([str(month) for month in window.months])
            return _judged(at_unit(told[lies], unit), workspace.catalogue, window, by)
        checks = facts(workspace).between(*window.days, [known.code]).checks
        return cut_of(checks, workspace.catalogue, known.code, window, *by, unit=unit)

    of = facts(workspace).changes.of("indicator", [known.code])
    return kept(workspace, ("cut", indicator, window, *by, unit), work, of=of)


def cut_of(
    checks: pd.DataFrame,
    catalogue: Catalogue,
    indicator: str,
    window: Window,
    *by: str,
    unit: str | None = None,
) -> pd.DataFrame:
    """One row a combination that was checked, sorted: the by-columns (`month` as 2026-10, `weekday` from
    1, Monday, to 7) and FIGURES. The target is the one on the window's last day, of a month that on
    its own. Not a ranking: `lower` and `upper` say how much the checks leave open."""
    own = window.of(at_unit(checks, unit))
    own = own[own["indicator"] == indicator]
    rows = own.assign(**_columns(own, by))
    return _judged(pooled(rows, ["indicator", *by]), catalogue, window, by)


def _judged(
    frame: pd.DataFrame, catalogue: Catalogue, window: Window, by: tuple[str, ...]
) -> pd.DataFrame:
    days = _target_days(frame, window) if "month" in by else window.last.end.isoformat()
    effective = frame["effective"]
    told = judged(frame[frame["checked"] > 0].assign(on=days), catalogue)
    return told.assign(effective=effective)[[*by, *FIGURES]].reset_index(drop=True)


def _columns(rows: pd.DataFrame, by: tuple[str, ...]) -> dict[str, pd.Series]:
    return {name: _column(rows, name) for name in by}


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    if name == "month":
        return period_labels(rows["date"], "month")
    if name == "weekday":
        return rows["date"].astype("str").map(weekday_of).astype("int64")
    return rows[name]


def _target_days(frame: pd.DataFrame, window: Window) -> pd.Series:
    return frame["month"].map({str(month): month.end.isoformat() for month in window.months})


def stand_out(frame: pd.DataFrame, indicator: Indicator) -> list[bool]:
    """Which rows of a cut differ from the whole by more than chance: their exact interval, at a
    confidence that holds for all rows together (Bonferroni), leaves the whole's rate out. In a census,
    which has no interval, none does."""
    if is_census(indicator) or len(frame) < 2:
        return [False] * len(frame)
    whole = frame["passed"].sum() / frame["checked"].sum()
    worth = frame["effective"] if indicator.count == "items" else None
    lower, upper = interval(
        frame["passed"], frame["checked"], "clopper_pearson", 1 - ERROR / len(frame), worth
    )
    return [bool(out) for out in (lower > whole) | (upper < whole)]
