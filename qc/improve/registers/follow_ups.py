"""The month's follow-ups: due and done by type of contact, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from qc.improve.registers.figures import NOTHING, Counted, number, share
from qc.improve.registers.model import Figure
from qc.words import ResultState

COLUMNS = ("check_id", "checklist", "date", "unit", "item", "checked", "passed", "state")


def figures_of(
    now: pd.DataFrame, before: pd.DataFrame, target: Decimal | None
) -> tuple[Figure, ...]:
    """Done of due, and how many are missing: of the whole, by contact, by unit. Rows with COLUMNS."""
    now, before = (rows[rows["state"] == ResultState.ACCEPTED] for rows in (now, before))
    here, earlier = _sums(now), _sums(before)
    return (
        share("done", here, earlier, target=target),
        number("missing", here.of - here.done, earlier.of - earlier.done),
        *_by("contact", "item", now, before, target),
        *_by("unit", "unit", now, before, target),
    )


def due(rows: pd.DataFrame) -> int:
    """How many were due."""
    return _sums(rows[rows["state"] == ResultState.ACCEPTED]).of


def _sums(rows: pd.DataFrame) -> Counted:
    return Counted(int(rows["passed"].sum()), int(rows["checked"].sum()))


def _by(
    by: str, column: str, now: pd.DataFrame, before: pd.DataFrame, target: Decimal | None
) -> Iterator[Figure]:
    here, earlier = (
        {str(key): _sums(part) for key, part in rows.groupby(column, sort=False)}
        for rows in (now, before)
    )
    for key in dict.fromkeys([*here, *earlier]):
        a, b = here.get(key, NOTHING), earlier.get(key, NOTHING)
        yield share("done", a, b, target=target, by=by, key=key)
        yield number("missing", a.of - a.done, b.of - b.done, by=by, key=key)
