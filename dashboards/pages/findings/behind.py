"""The addresses that a finding leads to."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboards.address import Rows, rows_link
from qc.analysis import Period
from qc.improve.findings import Finding
from qc.improve.states import FindingState
from qc.words import Outcome


def cases_link(found: Finding, search: str) -> str | None:
    """The address with the failed results behind a finding open; None where its record was corrected.
    A line that no standard knows has its words for a code: it is found among the day's failures."""
    if found.state is FindingState.WITHDRAWN:
        return None
    rows = Rows(
        Period.of(found.date),
        found.indicator,
        found.unit,
        item=found.item_code if found.item_code != found.item else None,
        site=found.site,
        outcome=Outcome.FAIL,
        checklist=found.checklist,
        first=found.date,
        last=found.date,
    )
    return rows_link(search, rows)


def page_link(path: str, language: str, **said: str) -> str:
    """Another page's address in the reader's language."""
    return f"{path}?{urlencode({'lang': language, **said})}"
