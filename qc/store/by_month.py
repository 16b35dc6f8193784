"""What each site's months are made of, so that a month that stands elsewhere is known to be the same."""

from __future__ import annotations

import hashlib
from itertools import groupby

from sqlalchemy import Connection, func, select

from qc.store.schema import checks
from qc.store.scope import Scope
from qc.store.visible import check_visible


def month_stamps(connection: Connection, scope: Scope) -> dict[tuple[str, str], str]:
    """Of each (site, month as 2026-10) with live checks a digest of which checks these are. A check never
    changes (a correction ends it and makes another), so the same digest means the same results."""
    month = func.substr(checks.c.date, 1, 7).label("month")
    rows = connection.execute(
        select(checks.c.site, month, checks.c.id)
        .where(checks.c.superseded_at.is_(None), check_visible(scope))
        .order_by(checks.c.site, month, checks.c.id)
    )
    return {
        (site, label): hashlib.sha256(" ".join(str(row.id) for row in some).encode()).hexdigest()
        for (site, label), some in groupby(rows, key=lambda row: (row.site, row.month))
    }
