"""The addresses of the results behind a cycle's figures."""

from __future__ import annotations

import datetime as dt

from dashboards.address import Rows, rows_link
from qc.analysis import Period
from qc.improve.cycles.figures import Place
from qc.improve.cycles.model import Cycle


def behind_days(
    search: str, known: Cycle, first: dt.date, last: dt.date, at: Place | None = None
) -> str:
    """What the cycle counts from `first` to `last`: all of it, or one item in one unit."""
    rows = Rows(
        period=Period.of(last),
        since=Period.of(first),
        cycle=known.id,
        first=first,
        last=last,
        unit=at.unit if at else None,
        site=at.site if at else None,
        item=at.item_code if at else None,
        checklist=at.checklist if at else None,
    )
    return rows_link(search, rows)
