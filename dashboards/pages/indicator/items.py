"""By item: the Pareto of the twelve months, before and after, and items × units."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dashboards.address import Rows
from dashboards.components import html
from dashboards.components.cross import cell, cross
from dashboards.components.graphs import block, graph
from dashboards.components.item_change import change_table
from dashboards.figures.pareto import pareto_figure
from dashboards.pages.indicator.asked import Subject
from dashboards.pages.indicator.chart import done_days
from qc.analysis.display import percent
from qc.analysis.item_views import ItemView, item_view
from qc.analysis.places import units_first
from qc.analysis.sentences import item_sentence

PARETO = "item-figure"
MOST = 12


def parts(subject: Subject) -> list[Any]:
    """The Pareto with what became of each item, then where the first of them fail."""
    t, window = subject.t, subject.window
    day = turning_day(subject)
    view = item_view(subject.reader, subject.code, window, subject.unit, day)
    if view.pareto.empty:
        return [block(t("No item failed."), subject.caption(t("Failing items")), [], "by-item")]
    links = [_link(subject, *key) for key in view.keys]
    said = item_sentence(view.pareto, t)
    graphed = graph(PARETO, pareto_figure(view.pareto, links, t), said)
    table = change_table(view.change.head(MOST), _links(subject, view.change.head(MOST)), day, t)
    panel = [html.Div([graphed, table], className="pair")]
    return [block(said, subject.caption(t("Failing items")), panel, "by-item items"), _crossed(subject, view)]  # fmt: skip


def turning_day(subject: Subject) -> dt.date:
    """The day that parts before from after: the newest Do of a cycle within the window, else its middle."""
    window = subject.window
    inside = [day for day in done_days(subject) if window.first.end < day <= window.last.start]
    return max(inside, default=window.first.shift(6).start)


def _link(subject: Subject, code: str, item: str, unit: str | None = None) -> str:
    window = subject.window
    rows = Rows(window.last, code, unit or subject.unit, item, since=window.first)
    return subject.view.link(rows=rows)


def _links(subject: Subject, table: pd.DataFrame) -> list[str]:
    pairs = zip(table["indicator"], table["item_code"], strict=True)
    return [_link(subject, code, item) for code, item in pairs]


def _short(name: str) -> str:
    """As much of an item as has room at the head of a row; the cells tell all of it."""
    room = 40 if name.isascii() else 18
    return name if len(name) <= room else name[: room - 1] + "…"


def _where(subject: Subject, view: ItemView) -> str:
    """In which unit these items failed most often, with its share of all their failures."""
    t, crossed = subject.t, view.crossed
    failed = (crossed["checked"] - crossed["passed"]).groupby(crossed["unit"]).sum()
    most, all_of_them = failed.max(), failed.sum()
    if not all_of_them:
        return t("Where the items fail that fail most.")
    return t(
        "Of the {all} failures of these items {n} ({rate}) were in: {units}.",
        all=int(all_of_them), n=int(most), rate=percent(most / all_of_them),
        units=t(", ").join(subject.name(str(unit)) for unit in failed[failed == most].index),
    )  # fmt: skip


def _crossed(subject: Subject, view: ItemView) -> Any:
    t = subject.t
    names = {code: text for (_, code), text in zip(view.keys, view.pareto["item"], strict=True)}
    cells = {
        (row["item_code"], row["unit"]): cell(
            row,
            f"{names[row['item_code']]} · {subject.name(row['unit'])}",
            t("items"),
            _link(subject, row["indicator"], row["item_code"], row["unit"]),
            t,
        )
        for row in view.crossed.to_dict("records")
        if row["item_code"] in names
    }
    units = units_first(sorted({unit for _, unit in cells}), subject.reader.organisation)
    columns = [(unit, subject.name(unit)) for unit in units]
    rows = [(code, _short(name)) for code, name in names.items()]
    table = cross(t("Item"), columns, rows, cells, t("Items and units"), t)
    said = _where(subject, view)
    return block(said, subject.caption(t("Items and units")), [table], "item-unit")
