"""Where a link of the answers leads on the dashboard: the page that shows it, or the records behind it."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboards.address import Rows, View
from qc.analysis import Period
from qc.attention.matter import Link, LinkKind, Matter
from qc.catalogue.model import Catalogue

OWN_PAGES = {
    LinkKind.FINDING: ("/findings", "finding"),
    LinkKind.CYCLE: ("/cycles", "cycle"),
    LinkKind.REGISTER: ("/registers", "register"),
    LinkKind.APPOINTMENT: ("/calendar", "appointment"),
    LinkKind.IMPORT: ("/import", "open"),
}
"""The kinds whose subject has a page of its own, with the word of its address."""


def address(matter: Matter, language: str, catalogue: Catalogue) -> str | None:
    """The address that a matter leads to; None where no page shows it: its words say what to do."""
    return to(matter.link, language, catalogue)


def to(link: Link, language: str, catalogue: Catalogue) -> str | None:
    """The address that a link leads to; None where no page shows what it is about."""
    if link.kind in OWN_PAGES and link.subject:
        path, word = OWN_PAGES[link.kind]
        return _page(path, language, **{word: link.subject})
    if link.kind is LinkKind.CALENDAR:
        return _page("/calendar", language, checklist=link.checklist)
    if link.kind is LinkKind.PROPOSALS:
        return _page("/cycles", language)
    if link.kind is LinkKind.FINDINGS:
        return _page("/findings", language, unit=link.unit, indicator=link.indicator)
    if link.indicator not in catalogue.indicators or link.day is None:
        return None
    month = Period.of(link.day)
    if link.kind is LinkKind.TREND:
        return "/indicator" + View(language, month, link.unit or None, link.indicator).link()
    rows = Rows(month, link.indicator, link.unit or None, link.item or None)
    return "/scorecard" + View(language, month, indicator=link.indicator).link(rows=rows)


def _page(path: str, language: str, **said: str) -> str:
    given = {key: text for key, text in {"lang": language, **said}.items() if text}
    return f"{path}?{urlencode(given)}"
