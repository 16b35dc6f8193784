"""Whose mark it is: the day or period, unit, subject and inspector of each entry, understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Whose
from qc.ingest.problems import problem
from qc.ingest.tables.context import Context
from qc.ingest.values.dates import DateReading, Month, days_of, read_date, read_month
from qc.ingest.values.durations import read_moment
from qc.organisation import Organisation
from qc.records import Problem
from qc.words import Severity

_BESIDE = dt.timedelta(days=1)  # of a range that the sheet says itself
_NEAR = dt.timedelta(days=62)  # a list may run into the neighbouring months, not into another year


class Identity(NamedTuple):
    """What makes an inspection this one and no other. `date` is the day it counts for."""

    date: dt.date
    period: tuple[dt.date, dt.date] | None
    site: str
    unit: str
    subject: str
    inspector: str
    round: str
    place: str


@dataclass
class IdentityReader:
    """Reads the identities of one table's entries; a cell is understood, and complained of, once."""

    sheet: str
    context: Context
    organisation: Organisation
    today: dt.date
    errors: Mapping[tuple[int, int], str]
    _problems: dict[tuple[str, str], Problem] = field(default_factory=dict)
    _told: set[tuple[str, Cell | None, object]] = field(default_factory=set)
    _dates: dict[Cell, dt.date | None] = field(default_factory=dict)
    _units: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[Whose, str], Identity | None] = field(default_factory=dict)

    @property
    def problems(self) -> Iterator[Problem]:
        return iter(self._problems.values())

    def read(self, whose: Whose, place: str) -> Identity | None:
        """The identity of the marks that share these cells and place; None when its date or unit
        cannot be right."""
        if (whose, place) not in self._known:
            self._known[whose, place] = self._understand(whose, place)
        return self._known[whose, place]

    def _understand(self, whose: Whose, place: str) -> Identity | None:
        day, period = self._day(whose.date)
        unit = self._unit(whose.unit)
        if day is None or unit is None:
            return None
        return Identity(
            date=day,
            period=period,
            site=self.organisation.site_of(unit),
            unit=unit,
            subject=_name(whose.subject or self.context.subject),
            inspector=_name(whose.inspector) or self.context.inspector,
            round=_name(whose.round) or self.context.round,
            place=place,
        )

    def _day(self, cell: Cell | None) -> tuple[dt.date | None, tuple[dt.date, dt.date] | None]:
        written = cell or self.context.date
        if written is not None:
            if named := read_month(written.value, self.context.month):
                return self._period(*days_of(named))
            return self._written(written), None
        if self.context.period:
            return self._period(*self.context.period)
        self._say("date_unknown", None)
        return self.today, None

    def _period(
        self, first: dt.date, last: dt.date
    ) -> tuple[dt.date | None, tuple[dt.date, dt.date] | None]:
        self._say("period_assumed", None, value=str(first), start=str(first), end=str(last))
        if first > self.today:
            self._say("future_date", None, value=str(first), today=str(self.today))
            return None, None
        return min(last, self.today), (first, last)

    def _written(self, cell: Cell) -> dt.date | None:
        if cell not in self._dates:
            self._dates[cell] = self._understand_date(cell)
        return self._dates[cell]

    def _understand_date(self, cell: Cell) -> dt.date | None:
        if self._is_error(cell):
            return None
        reading = _day_in(cell, self.context.month)
        if reading.fault:
            self._say(f"{reading.fault}_date", cell)
            return None
        if reading.date and reading.date > self.today:
            self._say("future_date", cell, today=str(self.today))
            return None
        if reading.date and self._is_far(reading.date):
            self._say("contradictory_date", cell, said=self.context.month_from)
            return None
        if reading.assumed and not self.context.month_written:
            self._say("year_assumed", cell, value=self.context.month_from)
        return reading.date

    def _is_error(self, cell: Cell) -> bool:
        error = self.errors.get((cell.row, cell.col))
        if error:
            self._say("error_value", cell, value=error)
        return error is not None

    def _is_far(self, date: dt.date) -> bool:
        """Whether a date cannot belong to the time that strip, title or file name gives."""
        if not self.context.period:
            return False
        first, last = self.context.period
        near = _BESIDE if self.context.within else _NEAR
        return not first - near <= date <= last + near

    def _unit(self, cell: Cell | None) -> str | None:
        written = cell or self.context.unit
        if written is None:
            return self._unit_of_titles()
        if self._is_error(written):
            return None
        if not written.text:
            self._say("missing_unit", written)
            return None
        text = _name(written)
        if text not in self._units:
            resolution = self.organisation.resolve(text)
            if resolution.via == "alias":
                self._say("unit_alias", written, value=text, unit=resolution.unit)
            self._units[text] = resolution.unit
        return self._units[text]

    def _unit_of_titles(self) -> str:
        """The unit that the title or the sheet's name begins with; else the site."""
        if self.context.named_unit:
            named, title = self.context.named_unit
            unit = self.organisation.resolve(named).unit
            self._say("unit_of_title", None, value=title, unit=unit)
            return unit
        self._say("unit_assumed", None, site=self.organisation.site)
        return self.organisation.site

    def _say(self, code: str, cell: Cell | None, **values: object) -> None:
        """Note a problem: a fault once a cell, an assumption once a table and value."""
        told = (code, cell, values.get("value"))
        if told in self._told:
            return
        self._told.add(told)
        found = problem(code, self.sheet, cell, **values)
        held_back = found.severity is Severity.ERROR
        self._problems.setdefault((code, found.cell if held_back else found.value), found)


def _day_in(cell: Cell, month: Month | None) -> DateReading:
    """The day that a cell holds, the time of day behind it left aside (1月26日 9:00)."""
    reading = read_date(cell.value, month)
    if reading.fault != "unreadable" or not isinstance(cell.value, str):
        return reading
    day = read_moment(cell.value, month).day
    return DateReading(day, assumed=str(day.year) not in cell.text) if day else reading


def _name(cell: Cell | None) -> str:
    return cell.written if cell else ""
