"""The failing items as a table: what, how often, its share, in which units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboards.components import html
from qc.locale import Translator


def failing(items: pd.DataFrame, links: Sequence[str], t: Translator) -> Any:
    """The table of `failing_items`; `links[i]` is the address of the results behind row i."""
    heads = (
        ("", t("Item")),
        ("number", t("Failed")),
        ("number share", t("Share")),
        ("number share", t("Cumulative")),
        ("", t("Units")),
    )
    rows = [_row(row, link, t) for row, link in zip(items.to_dict("records"), links, strict=True)]
    return html.Table(
        [
            html.Thead(
                html.Tr([html.Th(text, scope="col", className=name) for name, text in heads])
            ),
            html.Tbody(rows),
        ],
        className="plain failing",
    )


def _row(row: dict[Any, Any], link: str, t: Translator) -> Any:
    return html.Tr(
        [
            html.Th(html.A(str(row["item"]), href=link), scope="row"),
            html.Td(f"{row['defects']}/{row['checked']}", className="number"),
            html.Td(f"{row['share']:.0%}", className="number share"),
            html.Td(f"{row['cumulative']:.0%}", className="number share"),
            html.Td(t(", ").join(row["units"])),
        ]
    )
