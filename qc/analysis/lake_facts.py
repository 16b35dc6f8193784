"""The facts of many clinics, from a lake: what is asked for is added up there, and only that comes back.

The same answers rest on them as on a clinic's own (`qc.analysis.source`), but nothing is held that grows
with the number of results: days and months are sums, and single checks and results are read for the days
that are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from metrics import cluster_sums, clustering_of_sums
from qc.analysis.changes import Changes
from qc.analysis.counting import period_labels
from qc.analysis.periods import PeriodKind
from qc.store.lake.reading import Lake, table
from qc.store.scope import Scope
from qc.words import ResultState

_ABOUT = ("indicator", "checklist", "date", "site", "unit", "inspector", "round")
_OF_RESULT = (*_ABOUT, "version", "kind", "item_code", "item", "level")
_OTHERS = ("accepted", "missed", "held_back")
_POINTS = ("points", "scored")
_OF_A_DAY = ("date", "indicator", "unit")
_OF_AN_ITEM = ("month", "unit", "kind", "indicator", "checklist", "item_code", "item", "level")


_LAST = "9999-12-31"


@dataclass(frozen=True)
class Span:
    """What of a lake is meant: days as ISO text, both included; indicators by code, None for all."""

    first: str = ""
    last: str = _LAST
    indicators: tuple[str, ...] | None = None

    def narrowed(self, start: str, end: str, indicators: Collection[str] | None) -> Span:
        """The part of it that lies between two days."""
        codes = self.indicators if indicators is None else tuple(sorted(indicators))
        return Span(max(self.first, start), min(self.last, end), codes)


@dataclass(frozen=True)
class LakeFacts:
    """As `qc.analysis.source.Facts`, of the sites and units that a scope covers. Whom a check was about
    stays in the clinic: `subject` is empty, and `check_id` a number that tells checks apart."""

    lake: Lake
    scope: Scope
    span: Span = Span()
    changes = Changes()  # what is kept of a lake holds as long as no site was written

    @cached_property
    def checks(self) -> pd.DataFrame:
        """The checks of the span, by day."""
        told = self._frame(
            "checks", _ABOUT, ("row_number() OVER () AS check_id", "checked", "passed", *_OTHERS)
        )
        return told.sort_values("date", kind="stable", ignore_index=True)

    @cached_property
    def results(self) -> pd.DataFrame:
        """The accepted results of the span, by day."""
        numbers = [f"(100 * {name})::BIGINT AS {name}" for name in _POINTS]
        told = self._frame(
            "results", _OF_RESULT, (_CHECK, "checked::INTEGER AS checked", "passed::INTEGER AS passed", *numbers)
        )  # fmt: skip
        state = pd.Categorical.from_codes([0] * len(told), [ResultState.ACCEPTED.value])
        told = told.assign(state=state, **{name: told[name].astype("Int64") for name in _POINTS})
        return told.sort_values("date", kind="stable", ignore_index=True)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """What the checks of all sites add up to by day, indicator and unit; `site` is empty. Their squares
        stand beside (`metrics.cluster_sums`), so that any period and unit can be judged from them."""
        others = ", ".join(f"sum({name})::BIGINT AS {name}" for name in _OTHERS)
        days = ", ".join(_OF_A_DAY)
        with self.lake.relation(*self._asked("checks", "SELECT * FROM rows")) as rows:
            sums = cluster_sums(rows, _OF_A_DAY, cluster=None)
            told = sums.merge(rows.aggregate(f"{days}, {others}").df(), on=list(_OF_A_DAY))
        told = told.assign(site="").astype(dict.fromkeys(("indicator", "unit", "site"), "category"))
        return told.astype({"date": "str"}).sort_values(list(_OF_A_DAY), ignore_index=True)

    def between(
        self, start: dt.date, end: dt.date, indicators: Collection[str] | None = None
    ) -> LakeFacts:
        """The facts of these days, of these indicators at most."""
        span = self.span.narrowed(start.isoformat(), end.isoformat(), indicators)
        return replace(self, span=span)

    def pooled_by(self, kind: PeriodKind, by: Sequence[str]) -> pd.DataFrame:
        """`judging.pooled` of the checks by `period` (its label) and of indicator, unit."""
        keys = ["period", *by]
        days = self.daily.assign(period=period_labels(self.daily["date"], kind))
        known = days.astype(dict.fromkeys(keys, "str"))
        told = clustering_of_sums(known, keys)
        last = known.groupby(keys)["date"].max().rename("on").reset_index()
        return told[[*keys, "checked", "passed", "rate", "effective"]].merge(last, on=keys)

    def sums(
        self, by: Sequence[str], indicators: Collection[str], cluster: str | None = None
    ) -> pd.DataFrame:
        """`metrics.cluster_sums` of the accepted results of some indicators by texts about them."""
        known = replace(self, span=self.span.narrowed("", _LAST, indicators))
        columns = known._coded("results", [name for name in by if name != "check_id"])
        sql = f"SELECT {', '.join([*columns, _CHECK, 'checked', 'passed'])} FROM rows"
        with self.lake.relation(*known._asked("results", sql)) as rows:
            return cluster_sums(rows, by, cluster)

    def items_by_month(self) -> pd.DataFrame:
        """The accepted results added up by month (2026-10) and item."""
        keys = ", ".join(_OF_AN_ITEM)
        sums = "sum(checked)::BIGINT AS checked, sum(passed)::BIGINT AS passed"
        told = self._ask("items", f"SELECT {keys}, {sums} FROM rows GROUP BY {keys}")
        return told.astype(dict.fromkeys(_OF_AN_ITEM, "category"))

    def single_results(self, unit: str | None = None) -> pd.DataFrame:
        """The results of the span as the store's frame has them, without a file."""
        told = self._ask("results", "SELECT * FROM rows")
        rows = told if unit is None else told[told["unit"] == unit]
        points = {name: (100 * rows[name]).round().astype("Int64") for name in _POINTS}
        file = {"file": "", "sha256": "", "import_id": 0, "state": ResultState.ACCEPTED.value}
        return rows.assign(**points, **file)

    def _frame(self, kind: str, texts: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
        """Rows of the lake, each text as a number of the few that there are: a frame of two million rows
        takes megabytes then."""
        columns = self._coded(kind, texts)
        told = self._ask(kind, f"SELECT {', '.join([*columns, *numbers])} FROM rows")
        subject = pd.Categorical.from_codes([0] * len(told), [""])
        return told.assign(subject=subject).astype({"date": "str"})

    def _coded(self, kind: str, texts: Sequence[str]) -> list[str]:
        """The columns of a question for texts as numbers."""
        lists = ", ".join(f"list(DISTINCT {name}) AS {name}" for name in texts)
        (known,) = self._ask(kind, f"SELECT {lists} FROM rows").to_dict("records")
        return [f"{name}::{_enum(known[name])} AS {name}" for name in texts]

    def _ask(self, kind: str, sql: str) -> pd.DataFrame:
        query, files, given = self._asked(kind, sql)
        return self.lake.ask(query, files, given)

    def _asked(
        self, kind: str, sql: str, **given: object
    ) -> tuple[str, list[str], dict[str, object]]:
        """A question about `rows`, the part of the files of a kind that is meant."""
        months = (self.span.first[:7], self.span.last[:7])
        files = self.lake.files(kind, self.scope.sites, months)
        conditions = []
        if kind != "items":
            conditions.append("date BETWEEN $first AND $last")
            given |= {"first": self.span.first, "last": self.span.last}
        if self.span.indicators is not None:
            conditions.append("list_contains($indicators, indicator)")
            given["indicators"] = list(self.span.indicators)
        if self.scope.units is not None:
            conditions.append("list_contains($units, unit)")
            given["units"] = sorted(self.scope.units)
        rows = f"SELECT * FROM {table(kind, files)} WHERE {' AND '.join(conditions) or 'true'}"
        return f"WITH rows AS ({rows}) {sql}", files, given


_CHECK = "(hash(site, check_id) >> 1)::BIGINT AS check_id"


def _enum(texts: Iterable[Any] | None) -> str:
    """A type of the few texts that there are, sorted, so that categories are; None where there is no row."""
    known = sorted(
        {str(text) for text in (() if texts is None else texts) if text is not None} | {""}
    )
    return f"ENUM({', '.join(_literal(text) for text in known)})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def facts_of_lake(lake: Lake, scope: Scope) -> LakeFacts:
    """The facts of a lake as of now, for a scope."""
    return LakeFacts(lake, scope)
