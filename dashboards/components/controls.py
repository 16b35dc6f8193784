"""The filters: month, unit, language. Their values are addresses, so that choosing is going there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboards.address import View
from qc.analysis import Period, period_name
from qc.locale import Translator

# The clientside script goes to the value of every component with an id of this type.
GOES = "goes"


def controls(
    periods: Sequence[Period],
    units: Mapping[str, str],
    shown: Period,
    view: View,
    t: Translator,
) -> Any:
    """Selects for the period (newest first) and the unit, and the language switch. `units`: the name
    on the page of each unit."""
    months = [
        (period_name(p, t), view.link(period=p)) for p in sorted({*periods, shown}, reverse=True)
    ]
    each = [(name, view.link(unit=unit)) for unit, name in units.items()]
    places = [(t("All units"), view.link(unit=None)), *each]
    return html.Div(
        [
            _select("period", t("Period"), months, view.link(period=shown)),
            _select("unit", t("Unit"), places, view.link(unit=view.unit)),
            language_switch(view, t),
        ],
        className="controls",
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]], value: str) -> Any:
    return dmc.Select(
        id={"type": GOES, "name": name},
        data=[{"label": text, "value": link} for text, link in options],
        value=value,
        allowDeselect=False,
        withCheckIcon=False,
        **{"aria-label": label, "data-here": value},
    )


def language_switch(view: View, t: Translator) -> Any:
    """The other language, named in its own words."""
    return other_language(lambda language: view.link(language=language, rows=view.rows), t)


def other_language(link: Callable[[str], str], t: Translator) -> Any:
    """A link to the same page in the other language, named in its own words."""
    other, name = ("zh", "中文") if t.language == "en" else ("en", "English")
    return html.A(name, href=link(other), lang=other, className="language")
