"""What became of each failing item: its rate of failure before a day and since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboards.components import html
from dashboards.components.navigation import day as day_name
from qc.analysis import display
from qc.locale import Translator


def change_table(table: pd.DataFrame, links: Sequence[str], day: dt.date, t: Translator) -> Any:
    """`table`: `analysis.items.item_change`; `links[i]` is the address of the results behind row i."""
    heads = (
        ("", t("Item")),
        ("number", t("Failed before {day}", day=day_name(day, t))),
        ("number", t("Failed since")),
        ("", t("What became of it")),
    )
    rows = [_row(row, link, t) for row, link in zip(table.to_dict("records"), links, strict=True)]
    drawn = html.Table(
        [
            html.Thead(
                html.Tr([html.Th(text, scope="col", className=name) for name, text in heads])
            ),
            html.Tbody(rows),
        ],
        className="plain changes",
    )
    return html.Div(drawn, className="scrolls", tabIndex=0)


def _row(row: dict[Any, Any], link: str, t: Translator) -> Any:
    return html.Tr(
        [
            html.Th(html.A(str(row["item"]), href=link), scope="row"),
            *(html.Td(_counted(row, part), className="number") for part in ("before", "after")),
            html.Td(_became(row, t)),
        ]
    )


def _counted(row: dict[Any, Any], part: str) -> str:
    checked = row[f"checked_{part}"]
    if not checked > 0:
        return display.NO_DATA
    defects = int(row[f"defects_{part}"])
    return f"{defects}/{int(checked)} · {display.percent(defects / checked)}"


def _became(row: dict[Any, Any], t: Translator) -> str:
    """Said only where the interval of the change leaves no doubt."""
    if row["change_upper"] < 0:
        return "▼ " + t("fails clearly less")
    if row["change_lower"] > 0:
        return "▲ " + t("fails clearly more")
    return t("no clear change")
