"""A corrected check takes the place of the one that it corrects; the old one stays as history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    case,
    distinct,
    exists,
    func,
    not_,
    select,
    update,
)

from qc.store.editions import earlier_editions, withdraw_the_rest
from qc.store.namesakes import renamed_editions
from qc.store.schema import checks, imports, items, results
from qc.store.scope import Scope
from qc.store.trail import Change, record
from qc.store.visible import import_wholly_visible


@dataclass(frozen=True, slots=True)
class Pair:
    """A live check and the incoming one that takes its place."""

    old: int
    old_import: int
    new: int
    new_import: int


def supersede(connection: Connection, scope: Scope, import_id: int, at: str) -> int:
    """End the live checks that this import corrects, and the problems it answers.

    Only checks of imports that came before it: who reads an old file anew does not undo what later
    files put right. Returns how many checks went out of the figures. A check corrects a live one of the same
    `check_id` when it covers at least half of its items; with fewer it is another part of the same
    inspection, and both count. A later edition of a whole file also withdraws what it no longer
    says (`qc.store.editions`, `qc.store.namesakes`).
    """
    if not connection.scalar(_may_correct_query(), {"import_id": import_id}):
        return 0
    pairs = first_pairs(connection.execute(_pairs_query(), {"import_id": import_id}))
    editions = renamed_editions(connection, scope, import_id)
    if not pairs and not editions:
        return 0
    editions |= earlier_editions(connection, scope, import_id)
    end_checks(connection, pairs, at)
    withdrawn = withdraw_the_rest(connection, scope, editions, import_id, at)
    touched = editions | {pair.old_import for pair in pairs}
    closed = _answered_imports(connection, scope, import_id, touched)
    _end_problems(connection, closed, import_id, at)
    corrected = [answered(earlier, import_id) for earlier in closed]
    record(connection, scope, at, [*superseded(pairs), *corrected, *withdrawn])
    return len(pairs) + len(withdrawn)


def first_pairs(rows: Iterable[Any]) -> list[Pair]:
    """One pair for each old check, of rows as `covering` brings them."""
    first: dict[int, Pair] = {}
    for row in rows:
        first.setdefault(row[0], Pair(*row))
    return list(first.values())


@cache
def _may_correct_query() -> Select[bool]:
    """Whether anything could be corrected at all, in two looks at indexes: mostly nothing is."""
    old, new, mine = checks.alias("old"), checks.alias("new"), imports.alias("mine")
    import_id: ColumnElement[int] = bindparam("import_id")
    again = (
        exists()
        .where(new.c.import_id == import_id, old.c.check_id == new.c.check_id)
        .where(old.c.import_id < import_id, old.c.superseded_at.is_(None))
    )
    namesake = (
        exists()
        .where(mine.c.id == import_id, imports.c.file_name == mine.c.file_name)
        .where(imports.c.id < import_id)
    )
    return select(again | namesake)


@cache
def _pairs_query() -> Select[int, int, int, int]:
    """Built once: putting it together takes longer than running it."""
    import_id: ColumnElement[int] = bindparam("import_id")
    return covering(lambda old, new: (new.c.import_id == import_id) & (old.c.import_id < import_id))


def covering(
    meant: Callable[[FromClause, FromClause], ColumnElement[bool]],
) -> Select[int, int, int, int]:
    """Old and new live checks (with their imports) of one `check_id`, where the new one covers at
    least half of the old one's items; `meant` says which old and which new ones."""
    old, new = checks.alias("old"), checks.alias("new")
    mark, item = results.alias("mark"), items.alias("item")
    its, its_item = results.alias("its"), items.alias("its_item")
    again = (  # by its code: the wording may have been corrected too
        exists()
        .where(its.c.check_key == new.c.id, its_item.c.id == its.c.item_key)
        .where(its_item.c.code == item.c.code)
    )
    of_old = func.count(distinct(item.c.code))
    covered = func.count(distinct(case((again, item.c.code))))
    columns = old.c.id, old.c.import_id, new.c.id, new.c.import_id
    return (
        select(*columns)
        .select_from(new)
        .join(old, old.c.check_id == new.c.check_id)
        .outerjoin(mark, mark.c.check_key == old.c.id)
        .outerjoin(item, item.c.id == mark.c.item_key)
        .where(meant(old, new), old.c.superseded_at.is_(None), new.c.superseded_at.is_(None))
        .group_by(*columns)
        .having(2 * covered >= of_old)
        .order_by(old.c.id, new.c.id)
    )


def end_checks(connection: Connection, pairs: list[Pair], at: str) -> None:
    """Take old checks out of the figures, each for the new one in its place."""
    if not pairs:
        return
    statement = (
        update(checks)
        .where(checks.c.id == bindparam("old"))
        .values(superseded_by=bindparam("new"), superseded_at=at, ended_by=bindparam("by"))
    )
    rows = [{"old": pair.old, "new": pair.new, "by": pair.new_import} for pair in pairs]
    connection.execute(statement, rows)


def _answered_imports(
    connection: Connection, scope: Scope, import_id: int, touched: set[int]
) -> list[int]:
    """Touched imports with no live check left, or of the same name where all of it is in scope."""
    name = select(imports.c.file_name).where(imports.c.id == import_id).scalar_subquery()
    live = exists().where(checks.c.import_id == imports.c.id, checks.c.superseded_at.is_(None))
    same_file = (imports.c.file_name == name) & import_wholly_visible(scope)
    query = (
        select(imports.c.id)
        .where(imports.c.id.in_(touched), imports.c.corrected_at.is_(None))
        .where(not_(live) | same_file)
        .order_by(imports.c.id)
    )
    return list(connection.scalars(query))


def _end_problems(connection: Connection, closed: list[int], import_id: int, at: str) -> None:
    statement = update(imports).where(imports.c.id.in_(closed))
    connection.execute(statement.values(corrected_by=import_id, corrected_at=at))


def superseded(pairs: list[Pair]) -> list[Change]:
    """What the trail says of ended checks."""
    return [
        Change(
            "supersede",
            pair.old_import,
            check_key=pair.old,
            before={"superseded_by": None},
            after={"superseded_by": pair.new},
        )
        for pair in pairs
    ]


def answered(earlier: int, by: int | None, before: int | None = None) -> Change:
    """What the trail says when a later import answers the problems of an earlier one, or no more."""
    action = "reopen" if by is None else "correct"
    return Change(action, earlier, before={"corrected_by": before}, after={"corrected_by": by})
