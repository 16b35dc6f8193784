"""What stands where on the import page. Components only; `update` brings the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria, data
from qc.locale import Translator

DONE = "import-done"
"""The store through which the browser's script tells what it has sent."""


def page(top: Any, drop: Any, *sections: Any) -> list[Any]:
    """The whole page in reading order."""
    return [top, drop, *(part for part in sections if part)]


def drop_zone(t: Translator) -> Any:
    """Where files are dropped or chosen. The script writes into the last part, whose words it finds
    here."""
    words = {
        "sending": t("Reading {done} of {all}: {name}"),
        "importing": t("Importing {done} of {all}"),
        "lost": t("The connection broke off; what has arrived is kept. Please drop the rest again."),
        "lang": t.language,
    }  # fmt: skip
    return html.Section(
        [
            html.P(t("Drop workbooks or folders here."), className="invitation"),
            html.P(
                t(".xlsx, .xlsm, .xls, .ods, .csv, .html, or a .zip of them"), className="caption"
            ),
            html.Button(t("Choose files"), id="choose-files", className="button", type="button"),
            html.Div(id="sending", role="status"),
        ],
        className="panel drop",
        id="drop",
        **data(**words),
        **aria(label=t("Drop files")),
    )


def block(heading: str, parts: Sequence[Any], name: str) -> Any:
    """A panel under its heading."""
    return html.Section([html.H2(heading), *parts], className=f"panel {name}", id=name)
