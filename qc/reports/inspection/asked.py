"""What an inspector asks for: which standards, which period, and the checks that fall into both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from qc.analysis.asked import with_children
from qc.analysis.evidence import evidence
from qc.analysis.periods import Period
from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Checklist
from qc.errors import UsageError
from qc.locale import N_
from qc.templates import find_checklist
from qc.workspace import STANDARDS, Workspace


@dataclass(frozen=True)
class Asked:
    """`codes` are the checklists that are meant (None: all that were used), `named` those of them that were
    asked for one by one, `indicators` those that are answered for, `results` what was found in the
    period."""

    workspace: Workspace
    period: Period
    names: tuple[str, ...]
    codes: frozenset[str] | None
    named: frozenset[str]
    indicators: frozenset[str]
    results: pd.DataFrame

    @property
    def checklists(self) -> tuple[Checklist, ...]:
        """The checklists that are meant and those in use among all, in the catalogue's order."""
        used = set(self.results["checklist"])
        wanted = used if self.codes is None else self.codes
        return tuple(c for code, c in self.workspace.catalogue.checklists.items() if code in wanted)

    @property
    def last_day(self) -> dt.date:
        """The last day of the period that has come."""
        return min(self.period.end, self.workspace.today)


def asked(workspace: Workspace, period: Period, names: Sequence[str] = ()) -> Asked:
    """What is meant by these names (codes or names of checklists, codes of indicators; none: all).

    Raises UsageError for a name that is not known, a period that has not begun, or one without any check.
    """
    if period.start > workspace.today:
        raise UsageError(N_("{period} has not begun yet."), period=period)
    rows = evidence(workspace, period)
    if rows.empty:
        raise UsageError(N_("There is no data for {period}."), period=period)
    if not names:
        found = frozenset(rows["indicator"].astype("str"))
        return Asked(workspace, period, (), None, frozenset(), found, _texts(rows))
    codes, named, indicators = _meant(workspace, names)
    mine = rows[rows["checklist"].astype("str").isin(codes)]
    return Asked(workspace, period, tuple(names), codes, named, indicators, _texts(mine))


def _texts(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["indicator", "checklist", "unit", "site", "date", "sha256", "file", "state"]
    return rows.astype(dict.fromkeys(columns, "str"))


def _meant(
    workspace: Workspace, names: Sequence[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The checklists, those of them named one by one, and the indicators: an indicator brings all its
    checklists, a checklist its indicator."""
    catalogue = workspace.catalogue
    codes: set[str] = set()
    named: set[str] = set()
    indicators: set[str] = set()
    for name in names:
        if name in catalogue.indicators:
            below = with_children(catalogue, name)
            indicators.update(below)
            named.update({name} & catalogue.checklists.keys())  # a code that both have means both
            codes.update(c.code for c in catalogue.checklists.values() if c.indicator in below)
        else:
            one = find_checklist(catalogue, name)
            named.add(one.code)
            indicators.add(one.indicator)
    return frozenset(codes | named), frozenset(named), frozenset(indicators)


def on_last_day(asked: Asked) -> Workspace:
    """The workspace with the standards that were in force at the end of the period."""
    day, workspace = asked.last_day, asked.workspace
    standards = load_catalogue(workspace.folder / STANDARDS, day)
    return replace(workspace, today=day, catalogue=standards)
