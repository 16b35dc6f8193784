"""What the address of the calendar says: which period and unit, which cell or appointment lies open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import LANGUAGES, N_

PATH = "/calendar"


@dataclass(frozen=True)
class Place:
    """`period`: None for this week. `checklist`: the cadence whose appointments are listed, `on` the first
    day of the column that they are listed of (None: the whole period). `appointment`: the one that is
    acted on."""

    language: str | None = None
    period: Period | None = None
    unit: str | None = None
    checklist: str | None = None
    on: dt.date | None = None
    appointment: str | None = None

    @classmethod
    def parse(cls, search: str | None) -> Place:
        """Read the address's part after "?"; UsageError for a word that is none."""
        text = search if isinstance(search, str) else ""  # a forged request may send anything
        said = dict(parse_qsl(text.removeprefix("?")))
        return cls(
            language=said["lang"] if said.get("lang") in LANGUAGES else None,
            period=Period.parse(said["period"]) if "period" in said else None,
            unit=said.get("unit"),
            checklist=said.get("checklist"),
            on=_day(said["on"]) if "on" in said else None,
            appointment=said.get("appointment"),
        )

    def link(self, **changes: object) -> str:
        """The address of this place with some parts changed; a form shuts unless it is named."""
        here = replace(self, **{"appointment": None, **changes})  # type: ignore[arg-type]
        said = {
            "lang": here.language,
            "period": here.period,
            "unit": here.unit,
            "checklist": here.checklist,
            "on": here.on,
            "appointment": here.appointment,
        }
        pairs = {key: str(value) for key, value in said.items() if value is not None}
        return "?" + urlencode(pairs, quote_via=quote)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            N_('"{word}" is no day.'), N_("Write a day like 2026-10-31."), word=text
        ) from None
