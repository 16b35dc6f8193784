"""What the page of findings says: plain functions of a reader and an address."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.top import top
from dashboards.pages.findings import one
from dashboards.pages.findings.behind import page_link
from dashboards.pages.findings.bulk import bulk
from dashboards.pages.findings.chosen import chosen, page_of
from dashboards.pages.findings.files import BOOK, NOTICES
from dashboards.pages.findings.filters import bar, controls, pages
from dashboards.pages.findings.listed import every, listed
from dashboards.pages.findings.place import ALL, PATH, Place
from dashboards.pages.findings.words import about, headline, narrowed
from qc.analysis.display import period_name
from qc.analysis.periods import Period
from qc.improve.acting import findings
from qc.locale import Translator
from qc.words import Right
from qc.workspace import Workspace


def show(reader: Workspace, search: str) -> list[Any]:
    """One finding, or the list; UsageError for a word that the page does not know."""
    place = Place.parse(search)
    if place.finding:
        return one.show(reader, search, place)
    t, known = reader.t, findings(reader)
    if not known:
        return [top(PATH, reader, search, headline(known, place, reader)), _empty(t)]
    mine = chosen(known, place, reader.today)
    head = top(
        PATH, reader, search, headline(mine, place, reader), *controls(known, place, reader), about=about(place, reader),
        notes=_book(place, reader),
    )  # fmt: skip
    if not mine:
        return [head, bar(known, place, reader), _none(place, t)]
    shown, number, of = page_of(mine, place)
    may = reader.scope.refused(Right.RECORD) is None
    parts = [
        every(shown, t) if may else None,
        listed(shown, place, reader, search, may=may),
        pages(number, of, len(mine), place, t),
    ]
    panel = html.Section([part for part in parts if part is not None], className="panel")
    return [head, bar(known, place, reader), panel, *([bulk(reader)] if may else [])]


def _book(place: Place, reader: Workspace) -> Any:
    """The month's findings as workbooks to be signed: of the month and the unit that are shown."""
    t = reader.t
    month = place.period or Period.of(reader.today.replace(day=1)).shift(-1)
    unit = {"unit": place.unit} if place.unit else {}
    of, link = period_name(month, t), page_link(BOOK, t.language, period=str(month), **unit)
    notices = page_link(NOTICES, t.language, period=str(month), **unit)
    said = t("Feedback book to be signed, {period}", period=of)
    asked = t("Rectification notices to be filled in, {period}", period=of)
    ways = [html.A(said, href=link, download=""), " · ", html.A(asked, href=notices, download="")]
    return html.P(ways, className="notes")


def _none(place: Place, t: Translator) -> Any:
    """Nothing fits, or all is done."""
    if narrowed(place):
        said, way = t("Nothing fits what is asked for."), Place(place.language).listed()
        text = t("Show all that wait")
    else:
        said, way = t("What inspections find will stand here until it is put right."), place.listed(state=ALL)  # fmt: skip
        text = t("Show all there have been")
    return html.Section([html.P(said), html.A(text, href=way, className="button")], className="panel")  # fmt: skip


def _empty(t: Translator) -> Any:
    said = t("Every item that an inspection finds out of order will stand here with its cell, who puts it right and by when.")  # fmt: skip
    way = html.A(t("Import"), href=page_link("/import", t.language), className="button")
    return html.Section([html.P(said), way], className="panel")
