"""The page of one indicator: plain functions of a workspace and a search string.

Of its parts one lies open at a time, so that each is quick; the address says which.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.address import View
from dashboards.components import controls, html, panels
from dashboards.components.top import top
from dashboards.pages.indicator import causes, chart, days, items, units
from dashboards.pages.indicator.asked import Subject
from dashboards.pages.indicator.parent import children
from dashboards.pages.scorecard.update import check_unit
from qc import analysis
from qc.analysis import Coverage
from qc.analysis.asked import known_indicator
from qc.analysis.held_periods import held_periods
from qc.analysis.periods import Period
from qc.analysis.places import place_name, units_first
from qc.analysis.sentences import joined
from qc.locale import N_
from qc.workspace import Workspace

PATH = "/indicator"
PARTS: dict[str, tuple[str, Callable[[Subject], list[Any]]]] = {
    "units": (N_("By unit"), units.parts),
    "items": (N_("By item"), items.parts),
    "days": (N_("By day and inspector"), days.parts),
    "drivers": (N_("What it depends on"), causes.parts),
}


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for an indicator, unit or period that cannot be shown."""
    view = View.parse(search)
    covered = analysis.coverage(reader)
    newest = covered.newest_full or covered.newest
    if newest is None:
        return panels.empty(PATH, reader, search)
    if view.indicator is None:
        return _choose(covered, view, reader)
    check_unit(view.unit, covered)
    known = known_indicator(reader.catalogue, view.indicator)
    subject = Subject(reader, view, known, view.period or newest)
    drawn = chart.drawn(subject)
    parts = children(subject) if subject.is_parent else []
    said = joined([drawn.said, units.worse(subject)], reader.t)
    return [_top(subject, covered, said), drawn.block, *parts, *_part(subject)]


def _choose(covered: Coverage, view: View, reader: Workspace) -> list[Any]:
    t, known = reader.t, reader.catalogue.indicators
    links = [
        html.Li(html.A(known[code].name.of(t.language), href=view.link(indicator=code)))
        for code in covered.indicators
    ]
    head = top(PATH, reader, view.link(), t("Choose an indicator."))
    return [head, html.Section(html.Ul(links, className="choose"), className="panel")]


def _top(subject: Subject, covered: Coverage, said: str) -> Any:
    reader, view, t = subject.reader, subject.view, subject.t
    known = reader.catalogue.indicators
    codes = dict.fromkeys([*covered.indicators, subject.code])
    names = [(known[code].name.of(t.language), view.link(indicator=code)) for code in codes]
    places = units_first(covered.units, reader.organisation)
    rooms = [(t("All units"), view.link(unit=None))]
    rooms += [(place_name(u, reader.organisation, t), view.link(unit=u)) for u in places]
    kinds = [
        (t(text), view.link(kind=kind)) for kind, text in controls.KINDS.items() if kind != "year"
    ]
    return top(
        PATH,
        reader,
        view.link(),
        said,
        controls.select("indicator", t("Indicator"), names, view.link()),
        controls.select("kind", t("Kind of period"), kinds, view.link(kind=subject.kind)),
        controls.select("period", t("Up to"), _untils(subject), view.link(period=subject.until)),
        controls.select("unit", t("Unit"), rooms, view.link()),
        about=subject.indicator.name.of(t.language),
    )


def _untils(subject: Subject) -> list[tuple[str, str]]:
    held: set[Period] = {*held_periods(subject.reader, subject.until.kind), subject.until}
    return [
        (analysis.period_name(period, subject.t), subject.view.link(period=period))
        for period in sorted(held, reverse=True)
    ]


def _part(subject: Subject) -> list[Any]:
    """The tabs and what of them lies open. A parent counts nothing of its own: it has only items."""
    t, view = subject.t, subject.view
    offered = {
        name: part for name, part in PARTS.items() if name == "items" or not subject.is_parent
    }
    first = next(iter(offered))
    shown = view.show if view.show in offered else first
    names = {name: t(text) for name, (text, _) in offered.items()}
    ways = controls.tabs(
        names, str(shown), lambda name: view.link(show=name), t("Parts of this page")
    )
    return [ways, *offered[str(shown)][1](subject)]
