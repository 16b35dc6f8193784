"""Reading an original anew: a cell was put right in place, or a question about its layout answered.

The new reading takes the place of the old one within the same import: for other files it stays as
old as it was, so that what later files corrected remains corrected.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from qc.errors import ScopeError, UsageError
from qc.locale import N_
from qc.records import Problem, WorkbookReading
from qc.store.answers import Correction, Saved
from qc.store.bulk import insert_rows
from qc.store.editions import withdrawn
from qc.store.keys import keys_of
from qc.store.listing import PROBLEM, stored_corrections
from qc.store.release import editions_of, must_own, release, settle
from qc.store.rows import checks_of, problem_row
from qc.store.saving import Mark, insert_checks, insert_problems, live_import, marks_at, told
from qc.store.schema import checks, corrections, problems
from qc.store.scope import Scope
from qc.store.superseding import Pair, supersede, superseded
from qc.store.trail import Change, record
from qc.store.undoing import must_say_why
from qc.store.visible import import_visible

_CORRECTION = ("import_id", "sheet", "cell", "value", "was", "who", "why", "at")


def reread(
    connection: Connection,
    scope: Scope,
    reading: WorkbookReading,
    correction: Correction | None,
    seen: tuple[Correction, ...] | None,
    at: str,
) -> Saved:
    """Replace the reading of a live import within the caller's writing transaction.

    ScopeError when the file is not in or a check, old or new, is not the actor's; UsageError when
    the correction has no reason or others than those `seen` are in force.
    """
    import_id = _live(connection, scope, reading)
    must_own(connection, scope, import_id)
    _must_be_seen(connection, scope, reading, seen)
    changes = [Change("reread", import_id, after=told(reading))]
    changes += _record_correction(connection, scope, import_id, correction, at)
    before = _current(connection, import_id)
    editions = editions_of(connection, {import_id})
    incoming = checks_of(reading)
    keys = insert_checks(connection, import_id, incoming)
    changes += _replace(connection, import_id, before, _by_id(incoming, keys), at)
    marks = marks_at(reading.problems, incoming, keys)
    _replace_problems(connection, import_id, reading.problems, marks, at)
    touched, released = release(connection, import_id)
    record(connection, scope, at, [*changes, *released])
    ended = supersede(connection, scope, import_id, at)
    settled = settle(connection, touched | {import_id}, editions, at)
    record(connection, scope, at, settled)
    return Saved(import_id, "reread", len(incoming), ended)


def _live(connection: Connection, scope: Scope, reading: WorkbookReading) -> int:
    query = live_import().where(import_visible(scope))
    import_id = connection.scalar(query, {"sha256": reading.sha256})
    if import_id is None:
        raise ScopeError(
            N_("There is no file {sha256} that {actor} may open as a whole."),
            sha256=reading.sha256[:12],
            actor=scope.actor,
        )
    return import_id


def _must_be_seen(
    connection: Connection,
    scope: Scope,
    reading: WorkbookReading,
    seen: tuple[Correction, ...] | None,
) -> None:
    """A reading that knows nothing of a colleague's correction must not take it out again."""
    if seen is None or stored_corrections(connection, scope, reading.sha256) == seen:
        return
    raise UsageError(
        N_('Somebody else has put a cell of "{file}" right meanwhile.'),
        N_("Look at the file again, then repeat the correction."),
        file=reading.file_name,
    )


def _record_correction(
    connection: Connection, scope: Scope, import_id: int, given: Correction | None, at: str
) -> list[Change]:
    if given is None:
        return []
    must_say_why(given.why)
    seal = keys_of(connection).sealed
    value, was = given.value if given.value is None else seal(given.value), seal(given.was)
    row = (import_id, given.sheet, given.cell, value, was, scope.actor, given.why, at)
    insert_rows(connection, corrections, _CORRECTION, [row])
    place = {"sheet": given.sheet, "cell": given.cell}
    after = {**place, "value": value, "why": given.why}
    return [Change("amend", import_id, before={**place, "value": was}, after=after)]


def _current(connection: Connection, import_id: int) -> list[Any]:
    """The checks of the reading so far, also those that a later import ended."""
    query = select(checks.c.id, checks.c.check_id, checks.c.superseded_at).where(
        checks.c.import_id == import_id,
        or_(checks.c.ended_by.is_(None), checks.c.ended_by != import_id),
    )
    opened = keys_of(connection).opened
    rows = connection.execute(query.order_by(checks.c.id))
    return [(key, opened(check_id), ended) for key, check_id, ended in rows]


def _by_id(incoming: list[Any], keys: list[int]) -> dict[str, int]:
    first: dict[str, int] = {}
    for check, key in zip(incoming, keys, strict=True):
        first.setdefault(check.check_id, key)
    return first


def _replace(
    connection: Connection, import_id: int, before: list[Any], new: dict[str, int], at: str
) -> list[Change]:
    """End the checks of the old reading by this very import, each for its like in the new one.
    Those that a later import had ended keep their time; the new ones are ended by it in turn."""
    if not before:
        return []
    statement = (
        update(checks)
        .where(checks.c.id == bindparam("old"))
        .values(superseded_by=bindparam("new"), superseded_at=bindparam("at"), ended_by=import_id)
    )
    rows = [
        {"old": old, "new": new.get(check_id), "at": ended or at} for old, check_id, ended in before
    ]
    connection.execute(statement, rows)
    live = [(old, new.get(check_id)) for old, check_id, ended in before if ended is None]
    pairs = [Pair(old, import_id, key, import_id) for old, key in live if key is not None]
    return [
        *superseded(pairs),
        *(withdrawn(import_id, old) for old, key in live if key is None),
    ]


def _replace_problems(
    connection: Connection,
    import_id: int,
    found: tuple[Problem, ...],
    marks: dict[Mark, int],
    at: str,
) -> None:
    """Problems that are there again stay what they were, now at the new check; the others end."""
    mine = and_(problems.c.import_id == import_id, problems.c.ended_at.is_(None))
    query = select(problems.c.id, *PROBLEM).where(mine).order_by(problems.c.id)
    seals = keys_of(connection)
    before = [(key, tuple(row)) for key, *row in connection.execute(query)]
    left = [(problem_row(seals, one, 0, None)[2:], one) for one in found]
    kept, gone = [], []
    for key, name in before:
        again = next((n for n, (other, _) in enumerate(left) if other == name), None)
        if again is None:
            gone.append(key)
        else:
            one = left.pop(again)[1]
            kept.append({"key": key, "now": marks.get((one.sheet, one.cell))})
    if kept:
        at_check = update(problems).where(problems.c.id == bindparam("key"))
        connection.execute(at_check.values(check_key=bindparam("now")), kept)
    ended = update(problems).where(problems.c.id.in_(gone))
    connection.execute(ended.values(ended_at=at))
    insert_problems(connection, import_id, [one for _, one in left], marks)
