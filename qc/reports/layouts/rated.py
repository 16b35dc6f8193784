"""An indicator as a layout speaks of it: in the clinic as a whole, or in one unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qc.analysis import ScoreLine
from qc.reports.content import Report, UnitRate


@dataclass(frozen=True)
class Rated:
    """A line of the scorecard, its figures those of `unit` where there is one; `sentence` says its trend."""

    line: ScoreLine
    sentence: str = ""
    unit: UnitRate | None = None

    def __getattr__(self, name: str) -> Any:
        told = self.unit if self.unit is not None and name != "indicator" else self.line
        return getattr(told, name)


def rated_lines(report: Report) -> list[Rated]:
    """Every indicator of a month."""
    said = {trend.code: trend.sentence for trend in report.trends}
    return [Rated(line, said.get(line.indicator.code, "")) for line in report.scorecard.lines]
