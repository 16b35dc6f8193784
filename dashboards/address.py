"""What the address says: the whole state of a page, so that a link shows the same to anybody.

Every control of a page is a link made here; the page is a function of the address alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar, cast, get_args
from urllib.parse import parse_qsl, quote

from qc.analysis.periods import Period, PeriodKind
from qc.errors import UsageError
from qc.locale import LANGUAGES, N_
from qc.text import number_in
from qc.words import Level, Outcome, ResultState

ROWS = "rows."
CLINIC = "clinic"
WEEKDAYS = ("1", "2", "3", "4", "5", "6", "7")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Rows:
    """Which results lie open in the drawer: those behind one figure. `since`: from this period on, up to
    `period`. `weekday`: 1, Monday, to 7. `inspector`: the key that `qc.analysis.inspectors` gives them,
    for no name stands in an address. `cycle`: the items and units of this PDCA cycle, from the day `first`
    to the day `last`. `page`: which of the pages of a long list, from 1."""

    period: Period
    indicator: str | None = None
    unit: str | None = None
    item: str | None = None
    outcome: Outcome | None = None
    state: ResultState | None = None
    since: Period | None = None
    site: str | None = None
    level: Level | None = None
    weekday: int | None = None
    inspector: str | None = None
    checklist: str | None = None
    cycle: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    page: int | None = None


@dataclass(frozen=True)
class View:
    """The filters. None means "not said": the newest month, all units, the workspace's language. `kind`:
    the periods of a chart; `show`: which part of the page lies open; `compare`: what is held side by
    side; `clinic`: of a lake, that one."""

    language: str | None = None
    period: Period | None = None
    unit: str | None = None
    indicator: str | None = None
    kind: PeriodKind | None = None
    show: str | None = None
    compare: str | None = None
    rows: Rows | None = None
    clinic: str | None = None

    @classmethod
    def parse(cls, search: str | None) -> View:
        """Read the address's part after "?"; UsageError for a word that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            period=Period.parse(said["period"]) if "period" in said else None,
            unit=said.get("unit"),
            indicator=said.get("indicator"),
            kind=_kind(said.get("kind")),
            show=said.get("show"),
            compare=said.get("compare"),
            rows=_rows(said),
            clinic=said.get(CLINIC),
        )

    def link(self, **changes: object) -> str:
        """The address of this view with some parts changed; the drawer shuts unless `rows` is given."""
        view = replace(self, **{"rows": None, **changes})  # type: ignore[arg-type]
        said = {
            "lang": view.language,
            "period": view.period,
            "unit": view.unit,
            "indicator": view.indicator,
            "kind": view.kind,
            "show": view.show,
            "compare": view.compare,
            CLINIC: view.clinic,
        }
        pairs = {key: str(value) for key, value in said.items() if value is not None}
        if view.rows:
            pairs |= _pairs(view.rows)
        return _search(pairs)


def rows_link(search: str, rows: Rows) -> str:
    """The address of the same page, whatever its own words are, with the results behind a figure
    open."""
    said = dict(parse_qsl(search.removeprefix("?")))
    kept = {key: text for key, text in said.items() if not key.startswith(ROWS)}
    return _search(kept | _pairs(rows))


def _search(pairs: Mapping[str, str]) -> str:
    return "?" + "&".join(f"{_quoted(key)}={_quoted(text)}" for key, text in pairs.items())


@lru_cache(4096)
def _quoted(text: str) -> str:
    """A page has hundreds of links of the same few words."""
    return quote(text, safe="")


def _pairs(rows: Rows) -> dict[str, str]:
    found = {ROWS + field.name: getattr(rows, field.name) for field in fields(Rows)}
    return {key: str(value) for key, value in found.items() if value is not None}


def _rows(said: dict[str, str]) -> Rows | None:
    part = {key.removeprefix(ROWS): said[key] for key in said if key.startswith(ROWS)}
    if "period" not in part:
        return None
    return Rows(
        period=Period.parse(part["period"]),
        indicator=part.get("indicator"),
        unit=part.get("unit"),
        item=part.get("item"),
        outcome=_word(Outcome, part["outcome"]) if "outcome" in part else None,
        state=_word(ResultState, part["state"]) if "state" in part else None,
        since=Period.parse(part["since"]) if "since" in part else None,
        site=part.get("site"),
        level=_word(Level, part["level"]) if "level" in part else None,
        weekday=int(part["weekday"]) if part.get("weekday") in WEEKDAYS else None,
        inspector=part.get("inspector"),
        checklist=part.get("checklist"),
        cycle=part.get("cycle"),
        first=_day(part["first"]) if "first" in part else None,
        last=_day(part["last"]) if "last" in part else None,
        page=number_in(part.get("page", "")),
    )


def _day(text: str) -> dt.date:
    """A day; UsageError for a text that is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            N_('"{text}" is not a date.'), N_("Write it like 2026-10-31."), text=text
        ) from None


def _kind(text: str | None) -> PeriodKind | None:
    """A kind of period; UsageError for a word that is none."""
    if text is None:
        return None
    for kind in get_args(PeriodKind):
        if kind == text:
            return cast(PeriodKind, kind)
    raise _unknown(text, get_args(PeriodKind))


def _word(kind: type[Word], text: str) -> Word:
    try:
        return kind(text)
    except ValueError:
        raise _unknown(text, kind) from None


def _unknown(text: str, known: Iterable[str]) -> UsageError:
    return UsageError(
        N_('The address holds "{word}", which this page does not know.'),
        N_("Choose one of: {known}."),
        word=text,
        known=", ".join(known),
    )
