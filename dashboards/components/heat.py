"""Units × indicators: where it is good and where not, in words, shapes and quiet colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from dashboards.address import Rows, View
from dashboards.components import verdict
from dashboards.components.aria import aria
from qc.analysis import display
from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.catalogue.model import Indicator
from qc.locale import Translator
from qc.organisation import Organisation
from qc.words import State, Verdict

LEGEND = (
    (Verdict.MET, State.MET),
    (Verdict.MET, State.MET_SO_FAR),
    (Verdict.MISSED, State.MISSED_SO_FAR),
    (Verdict.MISSED, State.MISSED),
    (Verdict.NONE, State.NO_DATA),
)


def heat(
    rates: pd.DataFrame,
    indicators: Sequence[Indicator],
    period: Period,
    organisation: Organisation,
    view: View,
    t: Translator,
) -> Any:
    """The table of `unit_rates`; an indicator that no unit has data for is left out."""
    cells = {(row["unit"], row["indicator"]): row for row in rates.to_dict("records")}
    columns = [i for i in indicators if any(code == i.code for _, code in cells)]
    units = {unit: place_name(unit, organisation, t) for unit in dict.fromkeys(rates["unit"])}
    head = [html.Th(t("Unit"), scope="col"), *(_head(i, t) for i in columns)]
    body = [_row(unit, name, columns, cells, period, view, t) for unit, name in units.items()]
    table = html.Table(
        [html.Thead(html.Tr(head)), html.Tbody(body)],
        className="heat",
        style={"--columns": len(columns)},
    )
    return html.Div(
        [
            html.Div(
                table,
                className="scrolls",
                tabIndex=0,
                role="region",
                **aria(label=t("Units and indicators")),
            ),
            legend(t),
        ]
    )


def _head(indicator: Indicator, t: Translator) -> Any:
    return html.Th(indicator.name.of(t.language), scope="col")


def _row(
    unit: str,
    name: str,
    columns: Sequence[Indicator],
    cells: Mapping[tuple[str, str], dict[Any, Any]],
    period: Period,
    view: View,
    t: Translator,
) -> Any:
    found = [_cell(cells.get((unit, i.code)), i, name, period, view, t) for i in columns]
    return html.Tr([html.Th(name, scope="row"), *found])


def _cell(
    row: dict[Any, Any] | None,
    indicator: Indicator,
    name: str,
    period: Period,
    view: View,
    t: Translator,
) -> Any:
    if row is None or not row["checked"]:
        return html.Td("", className="blank")
    state, said = State(row["state"]), Verdict(row["verdict"])
    rate = display.percent(row["rate"], row["target"])
    counted = display.counts(row["passed"], row["checked"], indicator.counting_unit.of(t.language))
    told = f"{name} · {indicator.name.of(t.language)}: {rate} ({counted}), {verdict.words(said, state, t)}"
    rows = Rows(period, indicator.code, row["unit"])
    shape = html.Span(state.shape, className="shape", **aria(hidden="true"))
    link = html.A([shape, rate], href=view.link(rows=rows), title=told, **aria(label=told))
    return html.Td(link, className=verdict.css(state))


def legend(t: Translator) -> Any:
    """What the shapes say."""
    return html.P([verdict.badge(said, state, t) for said, state in LEGEND], className="legend")
