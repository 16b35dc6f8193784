"""The clinics beside each other: which differ by more than chance, and where targets were clearly missed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboards.address import View
from dashboards.components import html
from dashboards.components.cut_table import Line, cut_table
from dashboards.components.graphs import block, graph
from dashboards.components.heat import places_by_indicator
from dashboards.figures.funnel import funnel_figure
from qc import analysis
from qc.analysis import Period, Scorecard
from qc.analysis.comparing import Units, compared_units
from qc.analysis.cuts import cut
from qc.analysis.sentences import joined
from qc.analysis.window import Window
from qc.catalogue.model import Indicator
from qc.locale import Translator
from qc.words import State, Verdict
from qc.workspace import Workspace

FUNNEL = "clinics-figure"
MOST_NAMED = 5
MOST_SHOWN = 40


def link(view: View, clinic: str, **changes: object) -> str:
    """The way to a clinic's own scorecard."""
    return "/scorecard" + view.link(clinic=clinic, show=None, compare=None, **changes)


def compared(indicator: Indicator, period: Period, view: View, reader: Workspace) -> list[Any]:
    """The funnel of an indicator over the year up to a period; nothing for a parent, which counts nothing
    of its own."""
    t, window = reader.t, Window.up_to(period)
    if reader.catalogue.children(indicator.code):
        return []
    about = (indicator.name.of(t.language), t("Clinics"), f"{window.first} – {window.last}")
    caption = " · ".join(about)
    counted_in = indicator.counting_unit.of(t.language)
    units = compared_units(reader, indicator.code, window, "site")
    if units is None:
        rows = cut(reader, indicator.code, window, "site").rename(columns={"site": "unit"})
        said = t("Fewer than three clinics were checked: there is too little to compare.")
        return [block(said, caption, [_table(rows, view, counted_in, t)], "clinics")]
    names = {site: site for site in units.frame["unit"]}
    links = {site: link(view, site) for site in names}
    figure = funnel_figure(units, names, links, counted_in, t)
    said = _stand_out(units, t)
    drawn, listed = graph(FUNNEL, figure, said), _listed(units.frame)
    if listed.empty:
        return [block(said, caption, [drawn], "clinics items")]
    pair = html.Div([drawn, _table(listed, view, counted_in, t)], className="pair")
    return [block(said, caption, [pair], "clinics items")]


def _stand_out(units: Units, t: Translator) -> str:
    """The clinics by name where they are few, else how many."""
    places = units.frame["place"]
    worse, better = (int(places.str.endswith(side).sum()) for side in ("worse", "better"))
    if not worse and not better:
        return t("The clinics do not differ by more than chance.")
    if worse + better <= MOST_NAMED:
        return _named(units, t)
    return t(
        "Of {all} clinics {worse} are clearly worse than the others, {better} clearly better.",
        all=len(units.frame),
        worse=worse,
        better=better,
    )


def _named(units: Units, t: Translator) -> str:
    frame = units.frame
    worse, better = (
        t(", ").join(frame.loc[frame["place"].str.endswith(side), "unit"])
        for side in ("worse", "better")
    )
    said = [
        t("Clearly worse than the other clinics: {names}.", names=worse) if worse else "",
        t("Clearly better than the other clinics: {names}.", names=better) if better else "",
    ]
    return joined([each for each in said if each], t)


def _listed(frame: pd.DataFrame) -> pd.DataFrame:
    """Those that stand out, the worst first, then the others by name; where there are more than MOST_SHOWN
    clinics only what stands out, the first MOST_SHOWN of it."""
    order = {"much_worse": 0, "worse": 1, "better": 2, "much_better": 3}
    placed = frame.assign(order=frame["place"].map(order)).sort_values(["order", "unit"])
    if len(placed) > MOST_SHOWN:
        placed = placed.dropna(subset="order")
    return placed.head(MOST_SHOWN)


def _table(rows: pd.DataFrame, view: View, counted_in: str, t: Translator) -> Any:
    lines = [
        Line(str(row["unit"]), row, link(view, str(row["unit"]))) for row in rows.to_dict("records")
    ]
    return html.Div(cut_table(lines, t("Clinic"), counted_in, t), className="scrolls", tabIndex=0)


def behind(rates: pd.DataFrame, card: Scorecard, view: View, reader: Workspace) -> Any:
    """The clinics that clearly missed a target, with all their indicators; those with most of them first."""
    t = reader.t
    missed = rates[rates["state"] == State.MISSED].groupby("site").size()
    order = missed.sort_values(ascending=False, kind="stable").index
    shown = list(order[:MOST_SHOWN]) or sorted(rates["site"].unique())[:MOST_SHOWN]
    met = (rates["verdict"] != Verdict.MISSED).groupby(rates["site"]).all()
    said = t("{n} of {all} clinics met all their targets.", n=int(met.sum()), all=len(met))
    if len(order) > MOST_SHOWN:
        more = t("{n} clinics clearly missed a target; these {most} missed most.", n=len(order), most=MOST_SHOWN)  # fmt: skip
    elif len(order):
        more = t("{n} clinics clearly missed a target.", n=len(order))
    else:
        more = t("No clinic clearly missed a target.")
    table = places_by_indicator(
        rates[rates["site"].isin(shown)].rename(columns={"site": "place"}),
        {site: site for site in shown},
        [line.indicator for line in card.core],
        t("Clinic"),
        lambda site, code: link(view, site, indicator=code),
        t,
    )
    caption = " · ".join([t("Clinics and indicators"), analysis.period_name(card.period, t)])
    return block(joined([said, more], t), caption, [table], "units")
