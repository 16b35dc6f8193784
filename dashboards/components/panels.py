"""What stands where there are no figures: nothing yet, something wrong, still coming."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboards.address import View
from dashboards.components.aria import aria
from dashboards.components.controls import language_switch
from qc.errors import QcError
from qc.locale import N_, Translator


def empty(view: View, t: Translator, folder: str) -> Any:
    """A workspace without data: what will stand here and the one next step."""
    return html.Section(
        [
            language_switch(view, t),
            html.H1(t("Nothing has been imported yet.")),
            html.P(
                t(
                    "This page will show every indicator of the month against its target, its "
                    "trend, the units, and the items that failed."
                )
            ),
            html.P(t("Next step: import the month's audit workbooks.")),
            html.A(t("Import"), href=f"/import?lang={t.language}", className="button"),
            html.Pre(html.Code(f'qc import --workspace "{folder}" 检查表.xlsx')),
        ],
        className="panel",
    )


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


def keys(
    t: Translator,
    walk: str = N_("Next / previous indicator"),
    opens: str = N_("Show its trend and failing items"),
) -> Any:
    """The keys of the page, as a dialog that `?` opens; `walk` and `opens` are msgids."""
    told = (
        ("j / k", t(walk)),
        ("Enter", t(opens)),
        ("Esc", t("Close")),
        ("?", t("This list")),
    )
    pairs = [part for key, does in told for part in (html.Dt(html.Kbd(key)), html.Dd(does))]
    shut = html.Form(html.Button(t("Close"), className="button"), method="dialog")
    return html.Dialog(
        [html.H2(t("Keys"), id="keys-name"), html.Dl(pairs), shut],
        id="keys",
        **aria(labelledby="keys-name"),
    )


def skeleton(*heights: int) -> Any:
    """Grey bars of the given heights (px) where figures will stand."""
    return html.Div(
        [dmc.Skeleton(height=height, mb=12) for height in heights],
        className="panel",
        **aria(hidden="true"),
    )
