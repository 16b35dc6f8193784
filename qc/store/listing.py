"""What came in: problems, corrections and originals' names. Imports have a room of their own,
`qc.store.history`."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from qc.store.answers import Correction, StoredProblem
from qc.store.keys import keys_of
from qc.store.names import sees_names
from qc.store.rows import problem
from qc.store.schema import checks, corrections, imports, problems
from qc.store.scope import Scope
from qc.store.visible import import_wholly_visible, problem_visible


def stored_problems(
    connection: Connection, scope: Scope, *, open_only: bool = True
) -> tuple[StoredProblem, ...]:
    """The problems that the scope sees, newest file first, in the order they were found."""
    query = (
        select(*PROBLEM, imports.c.id, imports.c.file_name, imports.c.sha256, OPEN)
        .select_from(PROBLEMS)
        .where(problem_visible(scope), OPEN if open_only else true())
        .order_by(imports.c.id.desc(), problems.c.id)
    )
    keys, names = keys_of(connection), sees_names(scope)
    return tuple(
        StoredProblem(problem(keys, row[: len(PROBLEM)], names=names), *row[len(PROBLEM) :])
        for row in connection.execute(query)
    )


def original_name(connection: Connection, scope: Scope, sha256: str) -> str | None:
    """The name of a file all of which the scope may see, names too; None otherwise. Of a file that came
    again after it was undone, the latest name."""
    if not sees_names(scope):
        return None
    query = select(imports.c.file_name).where(imports.c.sha256 == sha256)
    query = query.where(import_wholly_visible(scope)).order_by(imports.c.id.desc())
    return connection.scalar(query.limit(1))


def stored_corrections(connection: Connection, scope: Scope, sha256: str) -> tuple[Correction, ...]:
    """The corrections in force on the live import of a content, oldest first; none to who may not
    see all of it, names too."""
    if not sees_names(scope):
        return ()
    mine = and_(
        imports.c.sha256 == sha256, imports.c.undone_at.is_(None), import_wholly_visible(scope)
    )
    rows = connection.execute(in_force(mine).order_by(corrections.c.id)).mappings()
    names = [field.name for field in fields(Correction)]
    opened = keys_of(connection).opened
    found = [Correction(**{name: row[name] for name in names}) for row in rows]
    return tuple(replace(one, value=opened(one.value or ""), was=opened(one.was)) for one in found)


def in_force(which: ColumnElement[bool]) -> Select[Any]:
    """The latest correction of each cell, where it was not taken back; of the imports meant."""
    latest = (
        select(func.max(corrections.c.id))
        .join(imports, imports.c.id == corrections.c.import_id)
        .where(which)
        .group_by(corrections.c.import_id, corrections.c.sheet, corrections.c.cell)
    )
    return select(corrections).where(corrections.c.id.in_(latest), corrections.c.value.is_not(None))


# the check that a problem may belong to, under its own name beside those of a scope's conditions
_OWNER = checks.alias("owner")
PROBLEMS = problems.join(imports, imports.c.id == problems.c.import_id).outerjoin(
    _OWNER, _OWNER.c.id == problems.c.check_key
)
PROBLEM = (
    problems.c.severity,
    problems.c.code,
    problems.c.sheet,
    problems.c.cell,
    problems.c.value,
    problems.c.filling,
)
OPEN: ColumnElement[bool] = and_(
    imports.c.corrected_at.is_(None),
    imports.c.undone_at.is_(None),
    problems.c.ended_at.is_(None),
    or_(problems.c.check_key.is_(None), _OWNER.c.superseded_at.is_(None)),
).label("open")
