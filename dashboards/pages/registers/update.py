"""What the page of registers says: plain functions of a reader and an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboards.components import html
from dashboards.components.controls import select, tabs
from dashboards.components.graphs import block
from dashboards.components.top import top
from dashboards.pages.registers import charts, tables
from dashboards.pages.registers.behind import link_of
from dashboards.pages.registers.cases import cases
from dashboards.pages.registers.place import PATH, Place
from dashboards.pages.registers.waiting import open_cases, outside, table
from dashboards.pages.registers.words import headline
from qc.analysis import coverage
from qc.analysis.display import period_name
from qc.analysis.periods import Period
from qc.improve.registers import Review, Which, review
from qc.improve.registers.listing import listing
from qc.improve.registers.words import conclusion
from qc.locale import N_, Translator
from qc.workspace import Workspace

MONTHS = 24


def show(reader: Workspace, search: str) -> list[Any]:
    """One register of a month, or all of them; UsageError for a period that is no month or has not
    begun."""
    place = Place.parse(search)
    month = place.period or Period.of(reader.today).shift(-1)
    if place.register is None:
        return _all(reader, search, place, month)
    return _one(reader, search, place, place.register, month)


def as_of_today(reader: Workspace, which: Which, month: Period) -> Review:
    """The month's review with all that waits today, also what came in after that month."""
    found = review(reader, which, month)
    now = review(reader, which, Period.of(reader.today))
    return replace(found, open=now.open, outside=now.outside)


def _all(reader: Workspace, search: str, place: Place, month: Period) -> list[Any]:
    t = reader.t
    if coverage(reader).newest is None:
        return [top(PATH, reader, search, t("Nothing has been imported yet.")), _empty(t)]
    found = [as_of_today(reader, which, month) for which in Which]
    said = headline(found, t)
    head = top(PATH, reader, search, said, *_controls(place, month, reader), about=period_name(month, t))  # fmt: skip
    return [head, _tabs(place, t), *(_panel(each, place, reader, search) for each in found)]


def _panel(found: Review, place: Place, reader: Workspace, search: str) -> Any:
    """A register in its sentences, with what waits in it."""
    t = reader.t
    first, *more = conclusion(found, t)
    way = html.A(t("All figures: {name}", name=t(found.which.label)), href=place.link(register=found.which))  # fmt: skip
    listed = table(found, reader, search) if found.open else None
    notes = [html.P(said, className="caption") for said in more]
    parts = [*notes, listed, html.P(way, className="way")]
    shown = [part for part in parts if part is not None]
    return block(first, t(found.which.label), shown, found.which.value)


def _one(reader: Workspace, search: str, place: Place, which: Which, month: Period) -> list[Any]:
    t, found = reader.t, as_of_today(reader, which, month)
    first, *more = conclusion(found, t)
    every = listing(reader, which, month, so_far=True)
    mine = every if place.all else tuple(e for e in every if e.case.date >= month.start)
    link = link_of(found, place, reader, search)
    notes = html.Div([html.P(said) for said in more], className="notes") if more else None
    head = top(
        PATH, reader, search, first, *_controls(place, month, reader), notes=notes,
        about=f"{t(which.label)} · {period_name(month, t)}",
    )  # fmt: skip
    parts = [
        cases(mine, place, reader, search),
        open_cases(found, reader, search),
        outside(found, reader),
        tables.whole(found, link, t),
        charts.monthly(every, month, place, t),
        charts.between(every, search, t) if which is Which.ADVERSE_EVENTS else None,
        *tables.parts(found, link, reader),
    ]
    shown = [part for part in parts if part is not None]
    return [head, _tabs(place, t), *(shown or [_empty(t)])]


def _controls(place: Place, month: Period, reader: Workspace) -> list[Any]:
    t = reader.t
    known = {each for each in coverage(reader).months if each.start <= reader.today}
    months = sorted({*known, month}, reverse=True)[:MONTHS]
    options = [(period_name(each, t), place.link(period=each)) for each in months]
    return [select("period", t("Period"), options, place.link(period=month))]


def _tabs(place: Place, t: Translator) -> Any:
    names = {"": t("All registers"), **{str(each): t(each.label) for each in Which}}
    return tabs(names, str(place.register or ""), lambda name: place.link(register=Which(name) if name else None), t("Registers"))  # fmt: skip


_EMPTY = N_("This register's cases and figures will stand here once its sheet has been imported.")


def _empty(t: Translator) -> Any:
    way = html.A(t("Import"), href=f"/import?lang={t.language}", className="button")
    return html.Section([html.P(t(_EMPTY)), way], className="panel")
