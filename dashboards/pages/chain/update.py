"""What the page of all clinics says for an address: the chain as a whole, then its clinics."""

from __future__ import annotations

from typing import Any

from dashboards.address import View
from dashboards.components import controls, html, panels
from dashboards.components.score_table import score_table
from dashboards.components.top import top
from dashboards.pages.chain import clinics
from dashboards.pages.scorecard.detail import detail
from dashboards.pages.scorecard.update import chosen_line, without_open_ended
from qc import analysis
from qc.analysis import Period, Scorecard
from qc.analysis.held_periods import held_periods
from qc.analysis.sites import clinics_of, site_rates
from qc.workspace import Workspace

PATH = "/chain"


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a period or indicator that cannot be shown."""
    view = View.parse(search)
    covered = analysis.coverage(reader)
    period = view.period or covered.newest_full or covered.newest
    if period is None:
        return panels.empty(PATH, reader, search)
    card = analysis.scorecard(reader, period)
    line = chosen_line(card, view.indicator, reader)
    rates = site_rates(reader, period)
    shown, _ = without_open_ended(card, line, view)
    table = score_table(shown, line.indicator.code, view, reader.t)
    of_chain = [html.Section([table], className="panel card"), detail(line, card, view, reader)]
    return [
        _top(card, period, view, reader),
        html.Div(of_chain, className="side-by-side"),
        html.Div(
            [
                *clinics.compared(line.indicator, period, view, reader),
                clinics.behind(rates, card, view, reader),
            ],
            className="below",
        ),
    ]


def _top(card: Scorecard, period: Period, view: View, reader: Workspace) -> Any:
    t = reader.t
    months = [
        (analysis.period_name(each, t), view.link(period=each))
        for each in sorted({*held_periods(reader, period.kind), period}, reverse=True)
    ]
    places = [(t("All clinics"), view.link())]
    places += [(site, clinics.link(view, site)) for site in clinics_of(reader)]
    return top(
        PATH,
        reader,
        view.link(),
        analysis.headline(card, t),
        controls.kinds(card.period, view, t),
        controls.select("period", t("Period"), months, view.link(period=period)),
        controls.select("clinic", t("Clinic"), places, view.link(), searchable=True),
        about=analysis.period_name(period, t),
    )
