"""What is not in the figures, and what they do not know yet."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from dashboards.address import Rows, View
from dashboards.components import html
from qc.analysis import Scorecard, percent
from qc.locale import Translator
from qc.words import ResultState


def notes(card: Scorecard, today: dt.date, view: View, t: Translator) -> Any:
    """One quiet line, each part only where it applies; the counts open what they count. A period is over
    when its last day has come, of whatever kind it is."""
    parts: list[Any] = []
    if card.period.end > today:
        parts.append(t("This period is not over yet."))
    if card.held_back:
        parts.append(
            _link(
                t("{n} results held back until corrected", n=card.held_back),
                ResultState.HELD_BACK,
                card,
                view,
            )
        )
    if card.missed_items:
        parts.append(
            _link(
                t("{n} items left blank on the sheets", n=card.missed_items),
                ResultState.MISSED,
                card,
                view,
            )
        )
    if parts and not math.isnan(card.completeness):
        parts.append(
            t("{rate} of the items due were looked at", rate=percent(card.completeness, 1.0))
        )
    if not parts:
        return None
    spaced = [piece for part in parts for piece in (" · ", part)][1:]
    return html.P(
        [t("Not in the figures: "), *spaced] if card.held_back or card.missed_items else spaced,
        className="notes",
    )


def _link(text: str, state: ResultState, card: Scorecard, view: View) -> Any:
    return html.A(text, href=view.link(rows=Rows(card.period, unit=card.unit, state=state)))
