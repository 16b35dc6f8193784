"""What the page says for an address: plain functions of a workspace and a search string."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import Any

from dashboards.address import View
from dashboards.components import controls, html, notes, panels
from dashboards.components.icons import icon_legend
from dashboards.components.score_table import score_table
from dashboards.components.top import top
from dashboards.pages.scorecard import layout
from dashboards.pages.scorecard.compared import compared
from dashboards.pages.scorecard.detail import detail, items
from qc import analysis
from qc.analysis import Coverage, Scorecard, ScoreLine
from qc.analysis.held_periods import held_periods
from qc.analysis.places import place_name, units_first
from qc.analysis.variation import variation
from qc.catalogue.model import CORE
from qc.errors import UsageError
from qc.locale import N_, Translator
from qc.words import Verdict
from qc.workspace import Workspace

PATH = "/scorecard"
DETAILS = "details"
ALL = "all"


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a period, unit or indicator that cannot be shown."""
    view = View.parse(search)
    covered = analysis.coverage(reader)
    period = view.period or covered.newest_full or covered.newest
    if period is None:
        return panels.empty(PATH, reader, search)
    check_unit(view.unit, covered)
    card = analysis.scorecard(reader, period, view.unit)
    line = chosen_line(card, view.indicator, reader)
    return layout.page(
        top=_top(card, covered, view, reader),
        card=_card(card, line, view, reader),
        detail=detail(line, card, view, reader),
        units=compared(card, view, reader),
        items=items(line, card, view, reader),
    )


def check_unit(unit: str | None, covered: Coverage) -> None:
    """UsageError for a unit of which nothing was ever checked."""
    if unit is not None and unit not in covered.units:
        raise UsageError(
            N_('There are no checks of a unit "{unit}".'),
            N_("Choose one of: {known}."),
            unit=unit,
            known="、".join(covered.units),
        )


def chosen_line(card: Scorecard, code: str | None, reader: Workspace) -> ScoreLine:
    """The line that the address names; else (also where its indicator has no line in this unit or period)
    the one that most wants attention; else the first with data. UsageError for an unknown code, with
    the known ones and their names."""
    for line in card.lines:
        if line.indicator.code == code:
            return line
    if code is not None and code not in reader.catalogue.indicators:
        known = [line.indicator for line in card.lines]
        raise UsageError(
            N_('There is no indicator "{word}".'),
            N_("Choose one of: {known}."),
            word=code,
            known=", ".join(f"{i.code} ({i.name.of(reader.language)})" for i in known),
        )
    rated = (line for line in card.lines if line.verdict is not Verdict.NONE)
    return card.foremost or next(rated, card.lines[0])


def _top(card: Scorecard, covered: Coverage, view: View, reader: Workspace) -> Any:
    t = reader.t
    places = units_first(covered.units, reader.organisation)
    units = {unit: place_name(unit, reader.organisation, t) for unit in places}
    periods = held_periods(reader, card.period.kind)
    return top(
        PATH,
        reader,
        view.link(),
        analysis.headline(card, t),
        *controls.controls(periods, units, card.period, view, t),
        about=units[card.unit] if card.unit else t("All units"),
        notes=notes.notes(card, reader.today, view, t),
    )


def without_open_ended(card: Scorecard, chosen: ScoreLine, view: View) -> tuple[Scorecard, int]:
    """The scorecard without what nobody has set a target for outside the core, and how many those are:
    asked is first what has to be reached. All of it where the address says so, or the chosen one is
    among them."""
    kept = tuple(
        each for each in card.lines if each.indicator.group == CORE or not isnan(each.target)
    )
    if view.show == ALL or chosen not in kept:
        return card, 0
    return replace(card, lines=kept), len(card.lines) - len(kept)


def _fold(folded: int, view: View, t: Translator) -> list[Any]:
    """The way to what is folded away, or back."""
    if folded:
        more = t("{n} more indicators, no target set", n=folded)
        return [html.A("▸ " + more, href=view.link(show=ALL))]
    if view.show == ALL:
        return [html.A("▾ " + t("Only indicators with a target"), href=view.link(show=None))]
    return []


def _card(card: Scorecard, line: ScoreLine, view: View, reader: Workspace) -> list[Any]:
    """The table; with the statistics where they are asked for, since they cost a chart an indicator."""
    t, code, opened = reader.t, line.indicator.code, view.show == DETAILS
    if not opened:
        shown, folded = without_open_ended(card, line, view)
        way = html.A("▸ " + t("Statistical details"), href=view.link(show=DETAILS))
        ways = [html.P(each, className="way") for each in (*_fold(folded, view, t), way)]
        return [score_table(shown, code, view, t), *ways]
    way = html.A("▾ " + t("Statistical details"), href=view.link(show=None))
    table = score_table(card, code, view, t, variation(card.lines))
    scrolls = html.Div(table, className="scrolls", tabIndex=0)
    return [scrolls, html.P(way, className="way"), icon_legend(t)]
