"""What came in: imports, their problems and their originals' names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from qc.store.answers import StoredImport, StoredProblem
from qc.store.rows import problem
from qc.store.schema import checks, imports, problems
from qc.store.scope import Scope
from qc.store.visible import (
    check_visible,
    import_visible,
    import_wholly_visible,
    problem_visible,
)


def stored_imports(
    connection: Connection, scope: Scope, sha256: str | None = None
) -> tuple[StoredImport, ...]:
    """The imports that the scope sees a part of, newest first; of one content only, if given."""
    query = _imports(scope).where(true() if sha256 is None else imports.c.sha256 == sha256)
    return tuple(StoredImport(**row._asdict()) for row in connection.execute(query))


def stored_problems(
    connection: Connection, scope: Scope, *, open_only: bool = True
) -> tuple[StoredProblem, ...]:
    """The problems that the scope sees, newest file first, in the order they were found."""
    query = (
        select(*_PROBLEM, imports.c.id, imports.c.file_name, imports.c.sha256, _OPEN)
        .select_from(_PROBLEMS)
        .where(problem_visible(scope), _OPEN if open_only else true())
        .order_by(imports.c.id.desc(), problems.c.id)
    )
    return tuple(
        StoredProblem(problem(*row[: len(_PROBLEM)]), *row[len(_PROBLEM) :])
        for row in connection.execute(query)
    )


def original_name(connection: Connection, scope: Scope, sha256: str) -> str | None:
    """The name of a file all of which the scope may see; None otherwise."""
    query = select(imports.c.file_name).where(imports.c.sha256 == sha256)
    return connection.scalar(query.where(import_wholly_visible(scope)))


# the check that a problem may belong to, under its own name beside those of a scope's conditions
_OWNER = checks.alias("owner")
_PROBLEMS = problems.join(imports, imports.c.id == problems.c.import_id).outerjoin(
    _OWNER, _OWNER.c.id == problems.c.check_key
)
_PROBLEM = (
    problems.c.severity,
    problems.c.code,
    problems.c.sheet,
    problems.c.cell,
    problems.c.value,
    problems.c.filling,
)
_OPEN: ColumnElement[bool] = and_(
    imports.c.corrected_at.is_(None),
    or_(problems.c.check_key.is_(None), _OWNER.c.superseded_at.is_(None)),
).label("open")


def _imports(scope: Scope) -> Select[Any]:
    live = func.count().filter(checks.c.superseded_at.is_(None))
    seen = (
        select(checks.c.import_id, func.count().label("checks"), live.label("live"))
        .where(check_visible(scope))
        .group_by(checks.c.import_id)
        .subquery("seen")
    )
    waiting = (
        select(problems.c.import_id, func.count().label("open_problems"))
        .select_from(_PROBLEMS)
        .where(problem_visible(scope), _OPEN)
        .group_by(problems.c.import_id)
        .subquery("waiting")
    )
    counts = (seen.c.checks, seen.c.live, waiting.c.open_problems)
    columns = (column for column in imports.c if column.name != "corrected_at")
    return (
        select(*columns, *(func.coalesce(count, 0).label(count.name) for count in counts))
        .select_from(imports)
        .outerjoin(seen, seen.c.import_id == imports.c.id)
        .outerjoin(waiting, waiting.c.import_id == imports.c.id)
        .where(import_visible(scope))
        .order_by(imports.c.id.desc())
    )
