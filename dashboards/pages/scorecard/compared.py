"""What the scorecard holds side by side: units, levels of quality, sites. One of them lies open."""

from __future__ import annotations

from math import isnan
from typing import Any

from dashboards.address import Rows, View
from dashboards.components import controls, html
from dashboards.components.cross import cell, cross
from dashboards.components.graphs import block
from dashboards.components.heat import heat, places_by_indicator
from qc import analysis
from qc.analysis import Scorecard
from qc.analysis.levels import level_rates, level_sentence
from qc.analysis.sites import site_rates, site_sentence
from qc.locale import N_
from qc.words import Level
from qc.workspace import Workspace

PARTS = {"units": N_("By unit"), "levels": N_("By level of quality"), "sites": N_("By site")}


def compared(card: Scorecard, view: View, reader: Workspace) -> Any:
    """The part that the address opens, the units unless it says otherwise, with the way to the others."""
    shown = view.compare if view.compare in _parts(reader) else "units"
    said, caption, table = {"units": _units, "levels": _levels, "sites": _sites}[shown](
        card, view, reader
    )
    t = reader.t
    names = {name: t(text) for name, text in _parts(reader).items()}
    ways = controls.tabs(names, shown, lambda name: view.link(compare=name), t("Compare"))
    period = analysis.period_name(card.period, t)
    return block(said, " · ".join([t(caption), period]), [ways, table], "units")


def _parts(reader: Workspace) -> dict[str, str]:
    several = len(reader.organisation.sites) > 1
    return {name: text for name, text in PARTS.items() if several or name != "sites"}


def _units(card: Scorecard, view: View, reader: Workspace) -> tuple[str, str, Any]:
    rates = analysis.unit_rates(reader, card.period)
    judged = [line.indicator for line in card.lines if not isnan(line.target)]
    indicators = judged or [line.indicator for line in card.lines]
    table = heat(rates, indicators, card.period, reader.organisation, view, reader.t)
    return analysis.unit_sentence(rates, reader.t), N_("Units and indicators"), table


def _levels(card: Scorecard, view: View, reader: Workspace) -> tuple[str, str, Any]:
    t, rates = reader.t, level_rates(reader, card.period, card.unit)
    known = {line.indicator.code: line.indicator for line in card.lines}
    cells = {
        (row["indicator"], row["level"]): cell(
            row,
            f"{known[row['indicator']].name.of(t.language)} · {t(Level(row['level']).label)}",
            t("items"),
            view.link(
                rows=Rows(card.period, row["indicator"], card.unit, level=Level(row["level"]))
            ),
            t,
        )
        for row in rates.to_dict("records")
        if row["indicator"] in known
    }
    held = {code for code, _ in cells}
    names = [(code, i.name.of(t.language)) for code, i in known.items() if code in held]
    levels = [(level.value, t(level.label)) for level in Level]
    table = cross(t("Indicator"), levels, names, cells, t("Levels of quality"), t)
    note = html.P(t("Single items are counted here."), className="caption")
    return level_sentence(rates, t), N_("Levels of quality"), html.Div([table, note])


def _sites(card: Scorecard, view: View, reader: Workspace) -> tuple[str, str, Any]:
    t, rates = reader.t, site_rates(reader, card.period)
    names = {site: site for site in dict.fromkeys(rates["site"])}
    table = places_by_indicator(
        rates.rename(columns={"site": "place"}),
        names,
        [line.indicator for line in card.lines],
        t("Site"),
        lambda site, code: view.link(rows=Rows(card.period, code, site=site)),
        t,
    )
    return site_sentence(rates, t), N_("Sites and indicators"), table
