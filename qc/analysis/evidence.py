"""The results behind a figure, down to file, sheet and cell; and what of the files still waits."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qc.analysis.asked import known_indicator, with_children
from qc.analysis.inspectors import key_of
from qc.analysis.numbered import item_texts
from qc.analysis.periods import Period
from qc.analysis.source import single_results
from qc.analysis.weekdays import weekday_of
from qc.store.answers import StoredProblem
from qc.words import Level, Outcome, ResultState
from qc.workspace import Workspace


@dataclass(frozen=True)
class Only:
    """What narrows the results further: `since` an earlier period, one `site`, `level`, `weekday` (1,
    Monday, to 7), `inspector` (by `inspectors.key_of`), `checklist` (its code)."""

    since: Period | None = None
    site: str | None = None
    level: Level | str | None = None
    weekday: int | None = None
    inspector: str | None = None
    checklist: str | None = None

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that are meant."""
        kept = rows
        if self.site is not None:
            kept = kept[kept["site"] == self.site]
        if self.level is not None:
            kept = kept[kept["level"] == str(self.level)]
        if self.weekday is not None:
            kept = kept[kept["date"].astype("str").map(weekday_of) == self.weekday]
        if self.inspector is not None:
            kept = kept[kept["inspector"].astype("str").map(key_of) == self.inspector]
        if self.checklist is not None:
            kept = kept[kept["checklist"] == self.checklist]
        return kept


def evidence(
    workspace: Workspace,
    period: Period,
    indicator: str | None = None,
    unit: str | None = None,
    item_code: str | None = None,
    outcome: Outcome | str | None = None,
    state: ResultState | str | None = None,
    only: Only | None = None,
) -> pd.DataFrame:
    """The store's results of a period (its columns: `qc.records.RESULT_COLUMNS` and `state, file,
    sha256, import_id`), newest first; a parent stands for all below it.

    `item` is the catalogue's text in the reader's language where it has the item, `points` and
    `scored` are plain points. Missed and held-back results are among them unless `state` says
    otherwise. UsageError for an unknown indicator.
    """
    catalogue = workspace.catalogue
    only = only or Only()
    start = min(period.start, (only.since or period).start)
    rows = single_results(workspace, start, period.end, unit)
    if indicator is not None:
        codes = with_children(catalogue, known_indicator(catalogue, indicator).code)
        rows = rows[rows["indicator"].isin(codes)]
    for column, wanted in (("item_code", item_code), ("outcome", outcome), ("state", state)):
        if wanted is not None:
            rows = rows[rows[column] == str(wanted)]
    rows = only.of(rows)
    told = rows.assign(
        item=item_texts(rows, catalogue, workspace.language),
        points=rows["points"].astype("Float64") / 100,
        scored=rows["scored"].astype("Float64") / 100,
    )
    return told.sort_values("date", ascending=False, kind="stable", ignore_index=True)


def problems(workspace: Workspace) -> tuple[StoredProblem, ...]:
    """What still waits in the files for a corrected copy, newest file first."""
    return workspace.store.problems(workspace.scope)
