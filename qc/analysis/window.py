"""The twelve months that end with a period: what an indicator is broken down over, since one month of
spot checks holds too little to compare rooms or days by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from qc.analysis.periods import Period

MONTHS = 12


@dataclass(frozen=True)
class Window:
    """From the first month to the last, both included."""

    first: Period
    last: Period

    @classmethod
    def up_to(cls, period: Period) -> Window:
        """The twelve months that end with the period's last one."""
        last = Period.of(period.end)
        return cls(last.shift(1 - MONTHS), last)

    @property
    def months(self) -> tuple[Period, ...]:
        """Its months, the oldest first."""
        found = [self.first]
        while found[-1] < self.last:
            found.append(found[-1].shift(1))
        return tuple(found)

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Its first and its last day."""
        return self.first.start, self.last.end

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows whose date lies in it."""
        ends = self.first.start.isoformat(), self.last.end.isoformat()
        return frame[frame["date"].between(*ends)]
