"""What the list is narrowed by: every way is an address, with how many findings are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.controls import select, tabs
from dashboards.components.fields import button, field
from dashboards.pages.findings.chosen import counted
from dashboards.pages.findings.listed import HEADS
from dashboards.pages.findings.place import ALL, GRAVITIES, HISTORY, WAITING, Place
from dashboards.pages.findings.words import checklist_name, narrowed
from qc.analysis.display import period_name
from qc.analysis.periods import Period
from qc.analysis.places import place_name, units_first
from qc.improve.findings import Finding, Gravity
from qc.improve.states import FindingState
from qc.locale import N_, Translator
from qc.workspace import Workspace

SEARCH = "findings-search"
_TABS = {
    WAITING: N_("All that wait"),
    FindingState.OPEN.value: FindingState.OPEN.label,
    FindingState.IN_HAND.value: FindingState.IN_HAND.label,
    FindingState.RECHECK.value: FindingState.RECHECK.label,
    FindingState.CLOSED.value: FindingState.CLOSED.label,
    ALL: N_("All, with what is history"),
}
_RARE = {HISTORY: N_("history, not followed"), FindingState.WITHDRAWN.value: N_("withdrawn")}


def controls(found: Sequence[Finding], place: Place, reader: Workspace) -> list[Any]:
    """Selects for unit, indicator, gravity, month and order."""
    t = reader.t
    units = units_first(sorted({each.unit for each in found}), reader.organisation)
    days = {(each.date.year, each.date.month): each.date for each in found}
    months = [Period.of(days[month]) for month in sorted(days, reverse=True)]
    order = {name: t(text) for name, text in HEADS.items()}
    if place.sort.removeprefix("-") != place.sort:
        order[place.sort] = t("{name}, the other way round", name=order[place.sort[1:]])
    return [
        _select("unit", t("Unit"), {u: place_name(u, reader.organisation, t) for u in units}, t("All units"), place),
        _select("indicator", t("Indicator"), _indicators(found, reader), t("All indicators"), place),
        _select("gravity", t("Gravity"), {g: t(Gravity(g).label) for g in GRAVITIES}, t("Every gravity"), place),
        _select("period", t("Found in"), {str(m): period_name(m, t) for m in months}, t("Every month"), place),
        _select("sort", t("Order"), order, None, place),
    ]  # fmt: skip


def _indicators(found: Sequence[Finding], reader: Workspace) -> dict[str, str]:
    held = {each.indicator for each in found}
    known = reader.catalogue.indicators
    return {code: known[code].name.of(reader.language) for code in known if code in held}


def _select(name: str, label: str, options: dict[str, str], every: str | None, place: Place) -> Any:
    """Also what the address says and nobody has, so that it is seen."""
    said = getattr(place, name)
    if said and str(said) not in options:
        options = {**options, str(said): str(said)}
    ways = [(text, place.listed(**{name: code})) for code, text in options.items()]
    first = [(every, place.listed(**{name: None}))] if every else []
    return select(name, label, [*first, *ways], place.listed())


def bar(found: Sequence[Finding], place: Place, reader: Workspace) -> Any:
    """The states with their counts, what is late or comes again, and the search."""
    t, counts = reader.t, counted(found, place, reader.today)
    states = {
        state: t(text) + f" {counts.states[state]}"
        for state, text in (_TABS | _RARE).items()
        if state in _TABS or counts.states[state]
    }
    ways = tabs(states, place.state, lambda state: place.listed(state=state), t("State"))
    only = [
        _only(t("overdue {n}", n=counts.overdue), "overdue", place),
        _only(t("come again {n}", n=counts.recurring), "recurring", place),
        *_without(checklist_name(place, reader), "checklist", place, t),
        *_without(place.person or "", "person", place, t),
    ]
    return html.Div(
        [ways, html.P([t("Only"), *only], className="only"), _search(place, t)], className="narrow"
    )


def _only(text: str, name: str, place: Place) -> Any:
    is_on = getattr(place, name)
    mark = "✓ " if is_on else ""
    link = place.listed(**{name: not is_on})
    return html.A(mark + text, href=link, className="way", **(aria(current="true") if is_on else {}))  # fmt: skip


def _without(name: str, of: str, place: Place, t: Translator) -> list[Any]:
    """What only a link brings into the address: named, and taken away by a press."""
    if not name:
        return []
    told = aria(current="true", label=t("{name}: no longer only this", name=name))
    mark, away = (html.Span(text, **aria(hidden="true")) for text in ("✓ ", " ×"))
    return [html.A([mark, name, away], href=place.listed(**{of: None}), className="way", **told)]


def _search(place: Place, t: Translator) -> Any:
    shut = [html.A(t("Show all that wait"), href=Place(place.language).listed())] if narrowed(place) else []  # fmt: skip
    return html.Div(
        [
            field(SEARCH, t("Search items, units, causes, measures, persons"), place.q or ""),
            html.Div([button(t("Search"), "search"), *shut], className="foot"),
        ],
        className="form search",
        role="search",
    )


def pages(number: int, of: int, count: int, place: Place, t: Translator) -> Any:
    """The way from page to page."""
    if of == 1:
        return None
    steps = [
        html.A(t("Page before"), href=place.link(page=str(number - 1)), rel="prev") if number > 1 else None,
        html.Span(t("Page {number} of {of}, {count} findings", number=number, of=of, count=count)),
        html.A(t("Next page"), href=place.link(page=str(number + 1)), rel="next") if number < of else None,
    ]  # fmt: skip
    return html.Nav([step for step in steps if step is not None], className="turn", **aria(label=t("Pages of the list")))  # fmt: skip
