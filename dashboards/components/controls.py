"""The filters: month, unit, language. Their values are addresses, so that choosing is going there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc

from dashboards.address import View
from dashboards.components import html
from dashboards.components.aria import aria
from qc.analysis import Period, PeriodKind, period_name
from qc.locale import N_, Translator

# The clientside script goes to the value of every component with an id of this type.
GOES = "goes"


def controls(
    periods: Sequence[Period],
    units: Mapping[str, str],
    shown: Period,
    view: View,
    t: Translator,
) -> list[Any]:
    """Selects for the kind of period, the period (newest first) and the unit. `units`: the name on the
    page of each unit."""
    months = [
        (period_name(p, t), view.link(period=p)) for p in sorted({*periods, shown}, reverse=True)
    ]
    each = [(name, view.link(unit=unit)) for unit, name in units.items()]
    places = [(t("All units"), view.link(unit=None)), *each]
    return [
        kinds(shown, view, t),
        select("period", t("Period"), months, view.link(period=shown)),
        select("unit", t("Unit"), places, view.link(unit=view.unit)),
    ]


KINDS: dict[PeriodKind, str] = {
    "week": N_("By week"),
    "month": N_("By month"),
    "quarter": N_("By quarter"),
    "year": N_("By year"),
}


def kinds(shown: Period, view: View, t: Translator) -> Any:
    """Week, month, quarter or year: each leads to the one with the last day of the period shown."""
    options = [
        (t(name), view.link(period=Period.of(shown.end, kind))) for kind, name in KINDS.items()
    ]
    return select("kind", t("Kind of period"), options, view.link(period=shown))


def tabs(parts: Mapping[str, str], shown: str, link: Callable[[str], str], label: str) -> Any:
    """Links to the parts of a page of which one lies open. `parts`: name -> text."""
    links = [
        html.A(text, href=link(name), **(aria(current="true") if name == shown else {}))
        for name, text in parts.items()
    ]
    return html.Nav(links, className="tabs", **aria(label=label))


def select(
    name: str, label: str, options: Sequence[tuple[str, str]], value: str, **more: Any
) -> Any:
    """A select whose options are addresses: (text, address); `more` is Mantine's."""
    return dmc.Select(
        id={"type": GOES, "name": name},
        data=[{"label": text, "value": link} for text, link in options],
        value=value,
        allowDeselect=False,
        withCheckIcon=False,
        **{"aria-label": label, "data-here": value},
        **more,
    )


def other_language(link: Callable[[str], str], t: Translator) -> Any:
    """A link to the same page in the other language, named in its own words."""
    other, name = ("zh", "中文") if t.language == "en" else ("en", "English")
    return html.A(name, href=link(other), lang=other, className="language")
