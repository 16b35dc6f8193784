"""Where a matter leads on the dashboard: the page that shows it, the records behind it, or the import."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboards.address import Rows, View
from dashboards.pages.imports import update as imports
from dashboards.pages.scorecard import update as scorecard
from qc.analysis import Period
from qc.attention.matter import LinkKind, Matter, MatterKind
from qc.catalogue.model import Catalogue
from qc.words import Outcome

_FAILED = (LinkKind.FINDING, LinkKind.FINDINGS, LinkKind.PROPOSALS)


def address(matter: Matter, language: str, catalogue: Catalogue) -> str | None:
    """The address that a matter leads to; None where no page shows it yet: its words say what to do."""
    link = matter.link
    if matter.kind is MatterKind.MISSED_CHECK:
        return None
    if link.kind is LinkKind.IMPORT:
        return f"{imports.PATH}?{urlencode({'lang': language, 'open': link.subject})}"
    if link.kind in (LinkKind.APPOINTMENT, LinkKind.CALENDAR):  # what came in is what was done
        return f"{imports.PATH}?{urlencode({'lang': language})}"
    if link.day is None or link.indicator not in catalogue.indicators:
        return None
    month = Period.of(link.day)
    view = View(language=language, period=month, indicator=link.indicator)
    if link.kind in (LinkKind.TREND, LinkKind.CYCLE):
        return scorecard.PATH + view.link()
    outcome = Outcome.FAIL if link.kind in _FAILED else None
    rows = Rows(month, link.indicator, link.unit or None, link.item or None, outcome)
    return scorecard.PATH + view.link(rows=rows)
