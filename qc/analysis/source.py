"""What the store holds for the one who asks, read once and carried on from one revision to the next.

The facts are the rollups that every figure is made from: the results, the checks that they add up to,
and the days that these add up to. Texts stand once: a column of three million words is a column of
small numbers. After an import only what came in is read.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

from qc.analysis.changes import Changes, from_now
from qc.analysis.counting import ABOUT_A_CHECK, NUMBERS, accepted, checks_of, period_labels
from qc.analysis.judging import pooled, summed
from qc.analysis.kept import renewed, shared, standing
from qc.analysis.periods import PeriodKind
from qc.catalogue.model import Catalogue
from qc.errors import UsageError
from qc.locale import N_
from qc.store.marks import ABOUT, NO_POINTS, STATES, Marks
from qc.workspace import Workspace

if TYPE_CHECKING:
    from qc.analysis.lake_facts import LakeFacts
    from qc.store.lake.reading import Lake

SLIM = (
    *ABOUT_A_CHECK, "version", "kind", "item_code", "item", "level", "checked", "passed", "points", "scored",
    "state",
)  # fmt: skip
OF_AN_ITEM = ("item_code", "item", "level")
OF_AN_ITEMS_MONTH = ("unit", "kind", "indicator", "checklist", "item_code", "item", "level")
OF_A_DAY = ("date", "indicator", "site", "unit")


_Begins = tuple[list[str], list[int]]
"""The days of a frame, and on which row each begins; last the number of rows."""


@dataclass(frozen=True)
class Facts:
    """`results`: the live results that may be seen, with the columns of SLIM; `checks`: `checks_of`
    them. From `facts` both lie in the order of their dates; dates are ISO text, other texts categories.
    `changes`: when the checks of the whole came or went. Shared between requests, so never written to."""

    results: pd.DataFrame
    checks: pd.DataFrame
    changes: Changes = field(default_factory=Changes)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """What the checks add up to by OF_A_DAY: enough for every rate of a period, not for its interval."""
        by = self.checks.groupby(list(OF_A_DAY), observed=True, sort=True)
        return by[list(NUMBERS)].sum().reset_index()

    def between(
        self, start: dt.date, end: dt.date, indicators: Collection[str] | None = None
    ) -> Facts:
        """Those of the days from `start` to `end`, both included: a part of these, not a copy. Who needs
        some indicators only says so: others may be left out then, and need not be."""
        del indicators  # in memory it costs more to choose than to pass over
        days = (start.isoformat(), end.isoformat())
        of_results, of_checks = self._begins
        results = _part(self.results, of_results, *days)
        return Facts(results, _part(self.checks, of_checks, *days), self.changes)

    @cached_property
    def _begins(self) -> tuple[_Begins, _Begins]:
        return _begins(self.results), _begins(self.checks)

    def pooled_by(self, kind: PeriodKind, by: Sequence[str]) -> pd.DataFrame:
        """`judging.pooled` of the checks by `period` (its label) and others."""
        labelled = self.checks.assign(period=period_labels(self.checks["date"], kind))
        return pooled(labelled, ["period", *by]).astype(dict.fromkeys(("period", *by), "str"))

    def sums(
        self, by: Sequence[str], indicators: Collection[str], cluster: str | None = None
    ) -> pd.DataFrame:
        """`metrics.cluster_sums` of the accepted results of some indicators by texts about them."""
        rows = accepted(self.results[self.results["indicator"].isin(list(indicators))])
        return summed(rows, by, cluster)

    def items_by_month(self) -> pd.DataFrame:
        """The accepted results added up by month (2026-10, as `month`) and OF_AN_ITEMS_MONTH."""
        rows = accepted(self.results)
        dated = rows.assign(month=period_labels(rows["date"], "month").astype("category"))
        by = dated.groupby(["month", *OF_AN_ITEMS_MONTH], observed=True, dropna=False)
        return by[["checked", "passed"]].sum().reset_index()


def facts(workspace: Workspace) -> Facts | LakeFacts:
    """The facts as of now for the workspace's scope."""
    if workspace.lake is not None:
        return _lake_facts(workspace.lake, workspace)
    asked = (shared(workspace.scope), "facts")
    held = renewed(
        workspace, asked, standing(workspace), (workspace.catalogue,),
        lambda known: _carried_on(known, workspace),
    )  # fmt: skip
    return held.facts


def _lake_facts(lake: Lake, workspace: Workspace) -> LakeFacts:
    """Those of before as long as no site was written: what they added up stays added up."""
    from qc.analysis.lake_facts import facts_of_lake  # it takes DuckDB along

    asked, stamp = (shared(workspace.scope), "facts of the lake"), (lake.stamp(),)
    return renewed(workspace, asked, (), stamp, lambda _: facts_of_lake(lake, workspace.scope))


def single_results(
    workspace: Workspace, start: dt.date, end: dt.date, unit: str | None
) -> pd.DataFrame:
    """The results between two days one by one, with the columns of the store's frame; of a lake without
    file, for that stays in the clinic. UsageError for those of more than one clinic."""
    if workspace.lake is None:
        return workspace.store.results(workspace.scope, start=start, end=end, unit=unit)
    if len(workspace.scope.sites or ()) != 1:
        raise UsageError(
            N_("Single results are those of one clinic."), N_("Choose a clinic first.")
        )
    held = _lake_facts(workspace.lake, workspace).between(start, end)
    return held.single_results(unit)


@dataclass(frozen=True)
class _Held:
    """The facts with what they were made of: of `qc.store.marks` the checks by their keys and the marks, and
    the standards that checks were counted by."""

    facts: Facts
    about: pd.DataFrame
    marks: npt.NDArray[np.int64]
    catalogue: Catalogue


def _carried_on(known: _Held | None, workspace: Workspace) -> _Held:
    """What is known, without what has gone, with what came since; all anew where older checks came
    back."""
    last = int(known.about.index.max()) if known is not None and len(known.about) else 0
    read = workspace.store.marks(workspace.scope, after=last)
    if known is None or not last:
        return _read_anew(read, workspace.catalogue)
    older = read.live[read.live <= last]
    if not np.isin(older, known.about.index, assume_unique=True).all():
        return _read_anew(workspace.store.marks(workspace.scope), workspace.catalogue)
    stays = known.about.index.isin(older)
    about, came = known.about[stays], _about(read)
    both = _joined(about, came) if len(came) else about
    marks = known.marks[:, np.isin(known.marks[0], older)]
    numbers = np.concatenate([marks, read.numbers], axis=1)
    counted = known.facts.checks if known.catalogue is workspace.catalogue else None
    if counted is not None:
        same = counted["check_id"].isin(about["check_id"])
        counted = counted[same & ~counted["check_id"].isin(came["check_id"])]
    since = known.facts.changes.and_now(known.about[~stays], came)
    carried = _facts(both, numbers, read, workspace.catalogue, since, counted)
    return _Held(carried, both, numbers, workspace.catalogue)


def _read_anew(read: Marks, catalogue: Catalogue) -> _Held:
    about = _about(read)
    whole = _facts(about, read.numbers, read, catalogue, from_now())
    return _Held(whole, about, read.numbers, catalogue)


def _facts(
    about: pd.DataFrame,
    marks: npt.NDArray[np.int64],
    read: Marks,
    catalogue: Catalogue,
    changes: Changes,
    counted: pd.DataFrame | None = None,
) -> Facts:
    """`counted`: the checks that have been added up already."""
    names = pd.DataFrame.from_dict(read.items, orient="index", columns=list(OF_AN_ITEM))
    items = _with_categories(names.assign(level=names["level"].replace("", None)), OF_AN_ITEM)
    results = _results(about, marks, items)
    return Facts(results, _checks(results, catalogue, counted), changes)


def _checks(
    results: pd.DataFrame, catalogue: Catalogue, counted: pd.DataFrame | None
) -> pd.DataFrame:
    """The checks of the results by day; those that are counted already are not counted again."""
    if counted is None:
        found = checks_of(results, catalogue)
    else:
        new = checks_of(results[~results["check_id"].isin(counted["check_id"])], catalogue)
        found = _joined(counted, new) if len(new) else counted
    return found.sort_values("date", kind="stable", ignore_index=True)


def _about(read: Marks) -> pd.DataFrame:
    frame = pd.DataFrame(read.about, index=pd.Index(read.keys, dtype="int64"), dtype="str")
    return _with_categories(frame, ABOUT)


def _with_categories(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(names, "category"))


def _joined(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Two tables of checks under each other; what they name is named in one."""
    both = pd.concat([one[[]], other[[]]])
    for name in one:
        parts = [one[name], other[name]]
        texts = isinstance(one[name].dtype, pd.CategoricalDtype)
        both[name] = union_categoricals(parts, sort_categories=True) if texts else pd.concat(parts)
    return both


def _results(
    about: pd.DataFrame, marks: npt.NDArray[np.int64], items: pd.DataFrame
) -> pd.DataFrame:
    """A row for each mark, by the dates of their checks, then as they came in."""
    about = about.sort_values("date", kind="stable")
    check = about.index.get_indexer(marks[0])
    order = np.argsort(check, kind="stable")
    check, item = check[order], items.index.get_indexer(marks[1][order])
    state, checked, passed, points, scored = (row[order] for row in marks[2:])
    columns: dict[str, Any] = {
        **{name: about[name].array.take(check) for name in ABOUT},
        **{name: items[name].array.take(item) for name in OF_AN_ITEM},
        "checked": checked,
        "passed": passed,
        "points": pd.arrays.IntegerArray(points, points == NO_POINTS),
        "scored": pd.arrays.IntegerArray(scored, scored == NO_POINTS),
        "state": pd.Categorical.from_codes(state, list(STATES)),
    }
    frame = pd.DataFrame({name: columns[name] for name in SLIM}, copy=False)
    return frame.astype({"date": "str"})


def _begins(frame: pd.DataFrame) -> _Begins:
    first = np.flatnonzero(~frame["date"].duplicated().to_numpy())
    return [str(day) for day in frame["date"].iloc[first]], [*first.tolist(), len(frame)]


def _part(frame: pd.DataFrame, begins: _Begins, start: str, end: str) -> pd.DataFrame:
    days, rows = begins
    return frame.iloc[rows[bisect_left(days, start)] : rows[bisect_right(days, end)]]
