"""Where each indicator stood in each period: exact rate and verdict, parents included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pandas as pd

from metrics import rates
from qc.analysis.asked import with_children
from qc.analysis.counting import at_unit, period_labels
from qc.analysis.kept import kept
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.source import facts
from qc.analysis.verdicts import parent_rate, parent_verdict, share, target_of, verdict_of
from qc.catalogue.model import Catalogue, Indicator
from qc.words import Verdict
from qc.workspace import Workspace


@dataclass(frozen=True)
class Standing:
    """`rate` is exact; None where nothing was checked. A parent counts nothing of its own."""

    checked: int
    passed: int
    rate: Fraction | None
    verdict: Verdict


@dataclass(frozen=True)
class Standings:
    """`tallies`: (checked, passed) by indicator code and period label; `last`: the label of the last
    period that is meant, None for all."""

    catalogue: Catalogue
    tallies: Mapping[tuple[str, str], tuple[int, int]]
    last: str | None = None
    _known: dict[tuple[str, Period], Standing] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, checks: pd.DataFrame, catalogue: Catalogue, kind: PeriodKind) -> Standings:
        """Pool checks by indicator and period."""
        labelled = checks.assign(period=period_labels(checks["date"], kind))
        frame = rates(labelled, by=["indicator", "period"], count="items")
        rows = zip(
            frame["indicator"], frame["period"], frame["checked"], frame["passed"], strict=True
        )
        return cls(catalogue, {(code, label): (int(n), int(k)) for code, label, n, k in rows})

    def up_to(self, period: Period) -> Standings:
        """The same without the periods after one."""
        return replace(self, last=str(period))

    def at(self, indicator: Indicator, period: Period) -> Standing:
        """One indicator in one period, against the target in force on the period's last day."""
        key = (indicator.code, period)
        if key not in self._known:
            self._known[key] = self._at(indicator, period)
        return self._known[key]

    def _at(self, indicator: Indicator, period: Period) -> Standing:
        target = target_of(indicator, period.end)
        children = self.catalogue.children(indicator.code)
        if not children:
            checked, passed = self.tallies.get((indicator.code, str(period)), (0, 0))
            rate = share(passed, checked)
            return Standing(checked, passed, rate, verdict_of(rate, target, indicator.direction))
        standings = [self.at(child, period) for child in children]
        rate = parent_rate([(c, s.rate) for c, s in zip(children, standings, strict=True)])
        own = verdict_of(rate, target, indicator.direction)
        return Standing(0, 0, rate, parent_verdict(own, [s.verdict for s in standings]))

    def missed_periods(self, indicator: Indicator, period: Period) -> int:
        """How many periods in a row, up to this one, missed their target; a gap ends the row."""
        row = 0
        while self.at(indicator, period.shift(-row)).verdict is Verdict.MISSED:
            row += 1
        return row

    def periods(self, indicator: Indicator, kind: PeriodKind) -> list[Period]:
        """Every calendar period from the first to the last in which something was checked."""
        codes = with_children(self.catalogue, indicator.code)
        starts = [
            Period.parse(label).start
            for (code, label), (checked, _) in self.tallies.items()
            if code in codes and checked and (self.last is None or label <= self.last)
        ]
        if not starts:
            return []
        found = [Period(min(starts), kind)]
        while found[-1].start < max(starts):
            found.append(found[-1].shift(1))
        return found


def standings(workspace: Workspace, unit: str | None, kind: PeriodKind) -> Standings:
    """Of all checks that may be seen, or those of one unit."""

    def work() -> Standings:
        return Standings.of(at_unit(facts(workspace).daily, unit), workspace.catalogue, kind)

    return kept(workspace, ("standings", unit, kind), work)
