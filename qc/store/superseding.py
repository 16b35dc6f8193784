"""A corrected check takes the place of the one that it corrects; the old one stays as history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    Connection,
    Select,
    Subquery,
    bindparam,
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


def supersede(connection: Connection, scope: Scope, import_id: int, at: str) -> int:
    """End the live checks that this import corrects, and the problems it answers.

    Returns how many checks went out of the figures. A check corrects a live one of the same
    `check_id` when it covers at least half of its items; with fewer it is another part of the same
    inspection, and both count. A later edition of a whole file also withdraws what it no longer
    says (`qc.store.editions`, `qc.store.namesakes`).
    """
    pairs = _pairs(connection, import_id)
    editions = renamed_editions(connection, scope, import_id)
    if not pairs and not editions:
        return 0
    editions |= earlier_editions(connection, scope, import_id)
    _end_checks(connection, pairs, at)
    withdrawn = withdraw_the_rest(connection, scope, editions, at)
    touched = editions | {pair.old_import for pair in pairs}
    answered = _answered_imports(connection, scope, import_id, touched)
    _end_problems(connection, answered, import_id, at)
    record(connection, scope, at, [*_changes(pairs, answered, import_id), *withdrawn])
    return len(pairs) + len(withdrawn)


def _pairs(connection: Connection, import_id: int) -> list[Pair]:
    first: dict[int, Pair] = {}
    for old, old_import, new in connection.execute(_pairs_query(), {"import_id": import_id}):
        first.setdefault(old, Pair(old, old_import, new))
    return list(first.values())


@cache
def _pairs_query() -> Select[int, int, int]:
    """Built once: putting it together takes longer than running it."""
    old, new = checks.alias("old"), checks.alias("new")
    theirs, its = _item_codes("theirs"), _item_codes("its")
    of_old, covered = func.count(distinct(theirs.c.code)), func.count(distinct(its.c.code))
    return (
        select(old.c.id, old.c.import_id, new.c.id)
        .select_from(new)
        .join(old, old.c.check_id == new.c.check_id)
        .outerjoin(theirs, theirs.c.check_key == old.c.id)
        .outerjoin(its, (its.c.check_key == new.c.id) & (its.c.code == theirs.c.code))
        .where(new.c.import_id == bindparam("import_id"), old.c.import_id != bindparam("import_id"))
        .where(old.c.superseded_at.is_(None))
        .group_by(old.c.id, old.c.import_id, new.c.id)
        .having(2 * covered >= of_old)
        .order_by(old.c.id, new.c.id)
    )


def _item_codes(name: str) -> Subquery:
    """Which items a check looked at, by their codes: the wording may have been corrected too."""
    query = select(results.c.check_key, items.c.code)
    return query.join(items, items.c.id == results.c.item_key).subquery(name)


def _end_checks(connection: Connection, pairs: list[Pair], at: str) -> None:
    statement = (
        update(checks)
        .where(checks.c.id == bindparam("old"))
        .values(superseded_by=bindparam("new"), superseded_at=at)
    )
    if not pairs:
        return
    connection.execute(statement, [{"old": pair.old, "new": pair.new} for pair in pairs])


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


def _end_problems(connection: Connection, answered: list[int], import_id: int, at: str) -> None:
    statement = update(imports).where(imports.c.id.in_(answered))
    connection.execute(statement.values(corrected_by=import_id, corrected_at=at))


def _changes(pairs: list[Pair], answered: list[int], import_id: int) -> list[Change]:
    superseded = [
        Change(
            "supersede",
            pair.old_import,
            check_key=pair.old,
            before={"superseded_by": None},
            after={"superseded_by": pair.new},
        )
        for pair in pairs
    ]
    corrected = [
        Change(
            "correct",
            earlier,
            before={"corrected_by": None},
            after={"corrected_by": import_id},
        )
        for earlier in answered
    ]
    return superseded + corrected
