"""Calendar periods: a week from Monday, a month, a quarter, a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from qc.errors import UsageError
from qc.locale import N_

PeriodKind = Literal["week", "month", "quarter", "year"]

_FORMS: dict[PeriodKind, re.Pattern[str]] = {
    "week": re.compile(r"(\d{4})-W(\d{1,2})"),
    "month": re.compile(r"(\d{4})-(\d{1,2})"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "year": re.compile(r"(\d{4})()"),
}

_LABELS: dict[PeriodKind, str] = {
    "week": "{year}-W{part:02d}",
    "month": "{year}-{part:02d}",
    "quarter": "{year}-Q{part}",
    "year": "{year}",
}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A period by its first day and kind; prints as 2026-10, 2026-Q4, 2026-W41 or 2026."""

    start: dt.date
    kind: PeriodKind = "month"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a label; UsageError when it is none."""
        for kind, form in _FORMS.items():
            if found := form.fullmatch(text.strip()):
                year, part = int(found[1]), int(found[2] or 1)
                try:
                    return cls._from_parts(kind, year, part)
                except ValueError:
                    break
        raise UsageError(
            N_('"{period}" is not a period.'),
            N_(
                "Write a month like 2026-10, a quarter like 2026-Q3, a week like 2026-W41 or a year."
            ),
            period=text,
        )

    @classmethod
    def _from_parts(cls, kind: PeriodKind, year: int, part: int) -> Period:
        if kind == "week":
            return cls(dt.date.fromisocalendar(year, part, 1), kind)
        if kind == "quarter":
            return cls(dt.date(year, 3 * part - 2, 1), kind)
        return cls(dt.date(year, part, 1), kind)

    @classmethod
    def of(cls, day: dt.date, kind: PeriodKind = "month") -> Period:
        """The period that a day falls into."""
        if kind == "week":
            return cls(day - dt.timedelta(days=day.weekday()), kind)
        if kind == "quarter":
            return cls(dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), kind)
        if kind == "year":
            return cls(dt.date(day.year, 1, 1), kind)
        return cls(day.replace(day=1), kind)

    @property
    def end(self) -> dt.date:
        """The last day, included."""
        if self.kind == "week":
            return self.start + dt.timedelta(days=6)
        months = {"month": 1, "quarter": 3, "year": 12}[self.kind]
        month = self.start.month + months - 1
        return self.start.replace(month=month, day=calendar.monthrange(self.start.year, month)[1])

    def shift(self, steps: int) -> Period:
        """The period so many steps later (earlier when negative)."""
        if self.kind == "week":
            return Period(self.start + dt.timedelta(weeks=steps), self.kind)
        months = {"month": 1, "quarter": 3, "year": 12}[self.kind]
        year, month = divmod(self.start.year * 12 + self.start.month - 1 + steps * months, 12)
        return Period(dt.date(year, month + 1, 1), self.kind)

    @property
    def year_before(self) -> Period:
        """The same period of the year before; a week's is the one 52 weeks earlier."""
        return self.shift(-{"week": 52, "month": 12, "quarter": 4, "year": 1}[self.kind])

    @property
    def parts(self) -> tuple[int, int]:
        """The year and the number of the week, month or quarter in it; a year is its own first."""
        if self.kind == "week":
            year, week, _ = self.start.isocalendar()
            return year, week
        if self.kind == "quarter":
            return self.start.year, (self.start.month + 2) // 3
        return self.start.year, self.start.month

    def __str__(self) -> str:
        year, part = self.parts
        return _LABELS[self.kind].format(year=year, part=part)
