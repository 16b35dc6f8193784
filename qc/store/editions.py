"""When a file is a later edition of one that is in already.

A corrected date, unit or inspector makes another check of the same column of marks: the check that
stood there before was a mistake and must not count beside it. A file is a later edition of another
when it brings more than half of the other's live checks again, the same items at the same cells
of the same sheets. (A form that is used again next month has the same cells but other checks, a rolling list
the same checks at other cells: neither is an edition.) Files of one name of which no check is the
same any more are compared by their marks (`qc.store.namesakes`).
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    exists,
    func,
    select,
    update,
)

from qc.store.schema import checks, items, results
from qc.store.scope import Scope
from qc.store.trail import Change
from qc.store.visible import check_visible


def earlier_editions(connection: Connection, scope: Scope, import_id: int) -> set[int]:
    """The imports of which this one is a later edition, as far as the scope sees them. To be asked
    while the checks that it corrects are still live."""
    found = connection.execute(_in_place_query(), {"import_id": import_id})
    in_place = dict(found.all())
    live = (
        select(checks.c.import_id, func.count())
        .where(checks.c.import_id.in_(in_place), checks.c.superseded_at.is_(None))
        .where(check_visible(scope))
        .group_by(checks.c.import_id)
    )
    return {earlier for earlier, count in connection.execute(live) if 2 * in_place[earlier] > count}


def withdraw_the_rest(
    connection: Connection, scope: Scope, editions: set[int], ended_by: int, at: str
) -> list[Change]:
    """End what an earlier edition still has and the later one no longer says."""
    if not editions:
        return []
    rest = and_(
        checks.c.import_id.in_(editions), checks.c.superseded_at.is_(None), check_visible(scope)
    )
    gone = connection.execute(select(checks.c.id, checks.c.import_id).where(rest)).all()
    connection.execute(update(checks).where(rest).values(superseded_at=at, ended_by=ended_by))
    return [withdrawn(earlier, key) for key, earlier in gone]


def withdrawn(import_id: int, key: int) -> Change:
    """What the trail says of a check that ended without another in its place."""
    return Change("withdraw", import_id, key, before={"live": True}, after={"live": False})


@cache
def _in_place_query() -> Select[int, int]:
    """By earlier import: how many of its live checks come again with half of their marks in place."""
    old, new = checks.alias("old"), checks.alias("new")
    mark, item = results.alias("mark"), items.alias("item")
    its, its_item = results.alias("its"), items.alias("its_item")
    in_place = (  # by the item's code: its wording may have been corrected too
        exists()
        .where(its.c.check_key == new.c.id, its.c.cell == mark.c.cell)
        .where(its_item.c.id == its.c.item_key, its_item.c.code == item.c.code)
    )
    again = (
        select(old.c.import_id.label("earlier"), old.c.id)
        .select_from(old)
        .join(new, (new.c.check_id == old.c.check_id) & (new.c.sheet == old.c.sheet))
        .join(mark, mark.c.check_key == old.c.id)
        .join(item, item.c.id == mark.c.item_key)
        .where(new.c.import_id == bindparam("import_id"), new.c.superseded_at.is_(None))
        .where(old.c.import_id < bindparam("import_id"), old.c.superseded_at.is_(None))
        .group_by(old.c.import_id, old.c.id, new.c.id)
        .having(2 * func.count(case((in_place, mark.c.id))) >= func.count(mark.c.id))
        .subquery("again")
    )
    return select(again.c.earlier, func.count(distinct(again.c.id))).group_by(again.c.earlier)
