"""What the address says: the whole state of a page, so that a link shows the same to anybody.

Every control of a page is a link made here; the page is a function of the address alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.locale import LANGUAGES, N_
from qc.words import Outcome, ResultState

ROWS = "rows."
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Rows:
    """Which results lie open in the drawer: those behind one figure."""

    period: Period
    indicator: str | None = None
    unit: str | None = None
    item: str | None = None
    outcome: Outcome | None = None
    state: ResultState | None = None


@dataclass(frozen=True)
class View:
    """The filters. None means "not said": the newest month, all units, the workspace's language."""

    language: str | None = None
    period: Period | None = None
    unit: str | None = None
    indicator: str | None = None
    rows: Rows | None = None

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
            rows=_rows(said),
        )

    def link(self, **changes: object) -> str:
        """The address of this view with some parts changed; the drawer shuts unless `rows` is given."""
        view = replace(self, **{"rows": None, **changes})  # type: ignore[arg-type]
        said = {
            "lang": view.language,
            "period": view.period,
            "unit": view.unit,
            "indicator": view.indicator,
        }
        if view.rows:
            said |= {ROWS + f.name: getattr(view.rows, f.name) for f in fields(Rows)}
        pairs = {key: str(value) for key, value in said.items() if value is not None}
        return "?" + urlencode(pairs, quote_via=quote)


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
    )


def _word(kind: type[Word], text: str) -> Word:
    try:
        return kind(text)
    except ValueError:
        raise UsageError(
            N_('The address holds "{word}", which this page does not know.'),
            N_("Choose one of: {known}."),
            word=text,
            known=", ".join(kind),
        ) from None
