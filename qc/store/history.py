"""The history of imports, for a page of thousands: a few questions about all of them, none about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from qc.store.answers import StoredImport
from qc.store.listing import OPEN, PROBLEMS, in_force
from qc.store.schema import checks, imports, problems
from qc.store.scope import Scope
from qc.store.visible import check_visible, import_visible, problem_visible
from qc.words import Kind, Severity


def stored_imports(
    connection: Connection, scope: Scope, only: ColumnElement[bool] | None = None
) -> tuple[StoredImport, ...]:
    """The imports that the scope sees a part of, newest first; only those of a condition on
    `imports`, if given."""
    which = true() if only is None else only
    query = select(imports).where(import_visible(scope), which).order_by(imports.c.id.desc())
    found = connection.execute(query).all()
    if not found:
        return ()
    contents = _contents(connection, scope, which)
    waiting = _waiting(connection, scope, which)
    corrected = _corrected(connection, which)
    return tuple(_told(row, contents[row.id], waiting, corrected.get(row.id, 0)) for row in found)


def _told(
    row: Any, contents: _Contents, waiting: dict[tuple[int, str], int], corrected: int
) -> StoredImport:
    counts: dict[str, Any] = {
        f"{severity}s": waiting.get((row.id, severity.value), 0) for severity in Severity
    }
    return StoredImport(**row._asdict(), **contents.counts(), **counts, corrections=corrected)


# what is read from a file today: not what stood there before it was read anew
CURRENT: ColumnElement[bool] = or_(
    checks.c.ended_by.is_(None),
    checks.c.ended_by != checks.c.import_id,
    checks.c.superseded_at == imports.c.undone_at,
)


@dataclass
class _Contents:
    checks: int = 0
    live: int = 0
    results: int = 0
    kinds: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)

    def counts(self) -> dict[str, Any]:
        return {
            "checks": self.checks,
            "live": self.live,
            "results": self.results,
            "kinds": tuple(Kind(kind) for kind in sorted(self.kinds)),
            "indicators": tuple(sorted(self.indicators)),
        }


def _contents(
    connection: Connection, scope: Scope, which: ColumnElement[bool]
) -> dict[int, _Contents]:
    live = func.count().filter(checks.c.superseded_at.is_(None))
    query = (
        select(checks.c.import_id, checks.c.kind, checks.c.indicator)
        .add_columns(func.count(), live, func.sum(checks.c.marks))
        .join_from(checks, imports, imports.c.id == checks.c.import_id)
        .where(check_visible(scope), CURRENT, which)
        .group_by(checks.c.import_id, checks.c.kind, checks.c.indicator)
    )
    found: defaultdict[int, _Contents] = defaultdict(_Contents)
    for import_id, kind, indicator, count, counting, marks in connection.execute(query):
        one = found[import_id]
        one.checks += count
        one.live += counting
        one.results += int(marks)  # PostgreSQL's sums are decimals
        one.kinds.add(kind)
        one.indicators.add(indicator)
    return found


def _waiting(
    connection: Connection, scope: Scope, which: ColumnElement[bool]
) -> dict[tuple[int, str], int]:
    query = (
        select(problems.c.import_id, problems.c.severity, func.count())
        .select_from(PROBLEMS)
        .where(and_(problem_visible(scope), OPEN, which))
        .group_by(problems.c.import_id, problems.c.severity)
    )
    return {(import_id, severity): n for import_id, severity, n in connection.execute(query)}


def _corrected(connection: Connection, which: ColumnElement[bool]) -> dict[int, int]:
    """In how many cells a correction is in force."""
    latest = in_force(which).subquery()
    query = select(latest.c.import_id, func.count()).group_by(latest.c.import_id)
    rows: Iterable[Any] = connection.execute(query)
    return dict(map(tuple, rows))
