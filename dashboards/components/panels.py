"""What stands where there are no figures: nothing yet, something wrong, still coming."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.components.top import top
from qc.errors import QcError
from qc.locale import Translator
from qc.workspace import Workspace


def empty(path: str, reader: Workspace, search: str) -> list[Any]:
    """A workspace without data: what will stand here and the one next step."""
    t = reader.t
    said = t(
        "This page will show every indicator of the month against its target, its trend, the "
        "units, and the items that failed."
    )
    panel = html.Section(
        [
            html.P(said),
            html.P(t("Next step: import the month's audit workbooks.")),
            html.A(t("Import"), href=f"/import?lang={t.language}", className="button"),
        ],
        className="panel",
    )
    return [top(path, reader, search, t("Nothing has been imported yet.")), panel]


def mistake(error: QcError, t: Translator, home: str, way: str = "") -> Any:
    """Something in the address that cannot be: said in a sentence, with the way back (`way` is what
    it is called)."""
    way = way or t("Show the newest month")
    return _alert(error.sentence(t), t("Your data is untouched."), way, home)


def fault(t: Translator, home: str, way: str = "") -> Any:
    """A fault of ours: what happened, what is safe, what to do."""
    return _alert(
        t("This part of the page could not be worked out."),
        t("Your data is untouched. The fault stands in the program's log; please show it to IT."),
        way or t("Show the newest month"),
        home,
    )


def _alert(happened: str, safe: str, way: str, home: str) -> Any:
    return html.Section(
        [html.H2(happened), html.P(safe), html.A(way, href=home, className="button")],
        className="panel",
        role="alert",
    )


def skeleton(*heights: int) -> Any:
    """Grey bars of the given heights (px) where figures will stand."""
    return html.Div(
        [dmc.Skeleton(height=height, mb=12) for height in heights],
        className="panel",
        **aria(hidden="true"),
    )
