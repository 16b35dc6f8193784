"""The form that makes a sheet's items a standard of the clinic's own."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.fields import button, choice, field
from dashboards.previews import SheetPreview
from qc.catalogue.model import Catalogue
from qc.locale import Translator


def offer(sheet: SheetPreview, link: str, t: Translator) -> Any:
    """The way to the form, for a sheet with items that no standard has."""
    if not sheet.own_items:
        return None
    said = t("No standard has these items: {n}.", n=len(sheet.own_items))
    return html.P(
        [said, " ", html.A(t("Make them a standard of the clinic's own"), href=link)],
        className="own",
    )


def own_standard(
    sheet: SheetPreview,
    of: str,
    name: str,
    owner: str,
    back: str,
    catalogue: Catalogue,
    t: Translator,
) -> Any:
    """Name, indicator, who answers for it, and the items that it will hold."""
    parents = {indicator.parent for indicator in catalogue.indicators.values()}
    indicators = {
        code: known.name.of(t.language)
        for code, known in catalogue.indicators.items()
        if code not in parents
    }
    return html.Section(
        [
            html.H2(t("A standard of the clinic's own")),
            html.P(
                t(
                    "It will hold {n} items and be looked at again in a year.",
                    n=len(sheet.own_items),
                ),
                className="caption",
            ),
            field("own-name", t("Name of the standard"), name),
            choice("own-indicator", t("Indicator"), indicators, sheet.reading.indicator),
            field("own-owner", t("Who answers for it"), owner),
            html.Details(
                [
                    html.Summary(t("Its items")),
                    html.Ol([html.Li(item.text) for item in sheet.own_items]),
                ],
                open=True,
            ),
            html.Div(
                [
                    button(t("Keep as a standard"), "own", of, quiet=False),
                    html.A(t("Cancel"), href=back, className="cancel"),
                ],
                className="foot",
            ),
        ],
        className="panel form",
        id="own-standard",
    )
