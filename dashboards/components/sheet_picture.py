"""The part of a sheet around a cell, drawn as the table that it is. Every text is shown as text."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria
from qc.ingest.picture import Picture
from qc.locale import Translator

LEFT_OUT = "⋯"


def sheet_picture(picture: Picture, file_name: str, t: Translator) -> Any:
    """Column letters above, row numbers beside, the cell itself marked."""
    place = f"{file_name} › {picture.sheet} › {picture.cell}"
    head = html.Tr([html.Td(), *(_head(name, "col") for name in picture.columns)])
    body = [_row(picture, i) for i in range(len(picture.rows))]
    table = html.Table([html.Thead(head), html.Tbody(body)])
    shown = html.Div(
        table,
        className="scrolls",
        tabIndex=0,
        role="region",
        **aria(label=t("The sheet around {place}", place=place)),
    )
    return html.Figure([html.Figcaption(place), shown], className="sheet-picture")


def _row(picture: Picture, i: int) -> Any:
    cells = [_cell(text, picture.marked == (i, j)) for j, text in enumerate(picture.texts[i])]
    return html.Tr([_head(picture.rows[i], "row"), *cells])


def _head(name: str | None, scope: str) -> Any:
    return html.Th(name or LEFT_OUT, scope=scope)


def _cell(text: str, is_marked: bool) -> Any:
    return html.Td(html.Mark(text or " "), className="marked") if is_marked else html.Td(text)
