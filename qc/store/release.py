"""What comes back when an import no longer says what it said: it was undone, or read anew.

The checks that it had ended are live again and the problems that it had answered wait again, unless
a later import has ended or answered them too.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, exists, func, not_, or_, select, update

from qc.errors import ScopeError
from qc.locale import N_
from qc.store.editions import withdrawn
from qc.store.schema import checks, imports
from qc.store.scope import Scope
from qc.store.superseding import answered, covering, end_checks, first_pairs, superseded
from qc.store.trail import Change
from qc.store.visible import check_visible, import_wholly_visible

LIVE = checks.c.superseded_at.is_(None)


class Edition(NamedTuple):
    """A later import that withdrew what an earlier one said of a unit."""

    earlier: int
    later: int
    site: str
    unit: str


def must_own(connection: Connection, scope: Scope, import_id: int) -> None:
    """ScopeError unless every check of the import, and every one that it ended, is the actor's."""
    whole = select(imports.c.id).where(imports.c.id == import_id, import_wholly_visible(scope))
    foreign = exists().where(
        or_(checks.c.import_id == import_id, checks.c.ended_by == import_id),
        not_(check_visible(scope)),
    )
    if connection.scalar(whole.where(not_(foreign))) is None:
        raise ScopeError(
            N_("There is no import {import_id} that {actor} may change as a whole."),
            N_("Ask somebody who is responsible for all of its units."),
            import_id=import_id,
            actor=scope.actor,
        )


def release(connection: Connection, import_id: int) -> tuple[set[int], list[Change]]:
    """Bring back what the import ended in others and open the problems that it answered; returns
    the imports touched. `settle` must follow."""
    ended = and_(checks.c.ended_by == import_id, checks.c.import_id != import_id)
    back = connection.execute(select(checks.c.id, checks.c.import_id).where(ended)).all()
    free = {"superseded_by": None, "superseded_at": None, "ended_by": None}
    connection.execute(update(checks).where(ended).values(free))
    closed = imports.c.corrected_by == import_id
    reopened = list(connection.scalars(select(imports.c.id).where(closed)))
    connection.execute(update(imports).where(closed).values(corrected_by=None, corrected_at=None))
    restored = [
        Change("restore", earlier, key, before={"live": False}, after={"live": True})
        for key, earlier in back
    ]
    again = [answered(earlier, None, before=import_id) for earlier in reopened]
    return {earlier for _, earlier in back} | {*reopened}, restored + again


def editions_of(connection: Connection, touched: set[int]) -> set[Edition]:
    """Which later imports withdrew checks of these."""
    columns = checks.c.import_id, checks.c.ended_by, checks.c.site, checks.c.unit
    query = select(*columns).distinct().where(
        checks.c.import_id.in_(touched),
        checks.c.ended_by > checks.c.import_id,
        checks.c.superseded_by.is_(None),
    )  # fmt: skip
    return {Edition(*row) for row in connection.execute(query)}


def settle(
    connection: Connection, touched: set[int], editions: set[Edition], at: str
) -> list[Change]:
    """End again what later imports have ended too: they bring the same check, or are later editions
    that withdrew the others of the unit."""
    later = covering(
        lambda old, new: old.c.import_id.in_(touched) & (new.c.import_id > old.c.import_id)
    )
    pairs = first_pairs(connection.execute(later))
    end_checks(connection, pairs, at)
    changes = superseded(pairs)
    for edition in sorted(editions | editions_of(connection, touched)):
        changes += _withdraw(connection, edition, at)
    return changes + _answer_again(connection, touched)


def _withdraw(connection: Connection, edition: Edition, at: str) -> list[Change]:
    rest = and_(
        checks.c.import_id == edition.earlier,
        checks.c.site == edition.site,
        checks.c.unit == edition.unit,
        LIVE,
    )
    gone = list(connection.scalars(select(checks.c.id).where(rest)))
    connection.execute(update(checks).where(rest).values(superseded_at=at, ended_by=edition.later))
    return [withdrawn(edition.earlier, key) for key in gone]


def _answer_again(connection: Connection, touched: set[int]) -> list[Change]:
    """Imports of which later ones have ended every check wait for nothing any more."""
    gone = checks.alias("gone")
    live = exists().where(checks.c.import_id == imports.c.id, LIVE)
    query = (
        select(imports.c.id, func.max(gone.c.ended_by), func.max(gone.c.superseded_at))
        .join(gone, (gone.c.import_id == imports.c.id) & (gone.c.ended_by > imports.c.id))
        .where(imports.c.id.in_(touched), imports.c.corrected_at.is_(None), not_(live))
        .group_by(imports.c.id)
    )
    found = connection.execute(query).all()
    for earlier, later, at in found:
        closed = update(imports).where(imports.c.id == earlier)
        connection.execute(closed.values(corrected_by=later, corrected_at=at))
    return [answered(earlier, later) for earlier, later, _ in found]
