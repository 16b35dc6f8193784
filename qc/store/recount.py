"""The record counted by the plainest of queries, to hold the program's own figures against it."""

from __future__ import annotations

import json
from typing import NamedTuple

from sqlalchemy import case, func, select

from qc.store.backups import BACKUP
from qc.store.engine import reading
from qc.store.repository import Store
from qc.store.schema import audit, checks, imports, journal, results
from qc.words import ResultState

_HASHES = ("sha256", "checksum")
"""Under which fields an act names a file of the archive."""


class Counted(NamedTuple):
    """One live check: what its accepted results come to; `marked` of them were looked at, `held` of its
    results are held back."""

    check_id: str
    indicator: str
    month: str
    kind: str
    checked: int
    passed: int
    marked: int
    held: int


def counted(store: Store) -> list[Counted]:
    """Every live check with what it comes to."""
    is_in = results.c.state == ResultState.ACCEPTED
    month = func.substr(checks.c.date, 1, 7)
    named = (checks.c.check_id, checks.c.indicator, month, checks.c.kind)
    query = (
        select(
            *named,
            func.sum(case((is_in, results.c.checked), else_=0)),
            func.sum(case((is_in, results.c.passed), else_=0)),
            func.sum(case((is_in & (results.c.checked > 0), 1), else_=0)),
            func.sum(case((results.c.state == ResultState.HELD_BACK, 1), else_=0)),
        )
        .join_from(checks, results, results.c.check_key == checks.c.id)
        .where(checks.c.superseded_at.is_(None))
        .group_by(*named)
    )
    with reading(store.engine) as connection:
        return [Counted(*row[:4], *map(int, row[4:])) for row in connection.execute(query)]


def half_written(store: Store) -> list[tuple[str, str]]:
    """Checks that do not hold as many results as they were written with: file and check."""
    held = (
        select(results.c.check_key, func.count().label("n")).group_by(results.c.check_key).subquery()
    )  # fmt: skip
    query = (
        select(imports.c.file_name, checks.c.check_id)
        .select_from(
            checks.join(imports, imports.c.id == checks.c.import_id).outerjoin(
                held, held.c.check_key == checks.c.id
            )
        )
        .where(func.coalesce(held.c.n, 0) != checks.c.marks)
        .order_by(checks.c.id)
    )
    with reading(store.engine) as connection:
        return [(name, check) for name, check in connection.execute(query)]


def imported_files(store: Store) -> list[tuple[str, str]]:
    """SHA-256 and name of every file that was ever imported."""
    query = select(imports.c.sha256, imports.c.file_name).order_by(imports.c.id)
    with reading(store.engine) as connection:
        return [(sha256, name) for sha256, name in connection.execute(query)]


def acted_upon(store: Store) -> dict[str, str]:
    """SHA-256 of every file that an act speaks of, with the subject of the act."""
    query = select(journal.c.subject, journal.c.fields).order_by(journal.c.id)
    with reading(store.engine) as connection:
        rows = connection.execute(query).all()
    told = ((subject, json.loads(fields)) for subject, fields in rows)
    return {
        fields[name]: subject
        for subject, fields in told
        for name in _HASHES
        if len(str(fields.get(name, ""))) == 64
    }


def newest_times(store: Store) -> tuple[str, str]:
    """The latest time in audit trail and journal, and that of the first entry since the last backup was
    made (UTC, ISO text); "" where there is none."""
    with reading(store.engine) as connection:
        times = [connection.scalar(select(func.max(table.c.at))) for table in (audit, journal)]
        last = select(audit.c.id, audit.c.at).where(audit.c.action == BACKUP)
        made = connection.execute(last.order_by(audit.c.id.desc()).limit(1)).first() or (0, "")
        since = (
            select(func.min(audit.c.at)).where(audit.c.id > made[0]),
            select(func.min(journal.c.at)).where(journal.c.at > made[1]),
        )
        first = [connection.scalar(query) for query in since]
    return max(filter(None, times), default=""), min(filter(None, first), default="")
