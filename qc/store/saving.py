"""Saving a workbook: its import, checks, results, problems and audit entries in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from qc.errors import ScopeError
from qc.locale import N_
from qc.records import Check, WorkbookReading
from qc.store.answers import Saved
from qc.store.rows import (
    Item,
    check_row,
    checks_of,
    item_of,
    printable,
    problem_row,
    result_row,
)
from qc.store.schema import checks, imports, items, problems, results
from qc.store.scope import Scope
from qc.store.superseding import supersede
from qc.store.trail import Change, record
from qc.store.visible import import_visible

Mark = tuple[str, str]
"""A sheet and the A1 place of a mark in it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A workbook on its way in: what was read from it, its size in bytes, when it came (UTC)."""

    reading: WorkbookReading
    size: int
    at: str


def refuse_foreign(scope: Scope, reading: WorkbookReading) -> None:
    """ScopeError when a check is of a site or unit that the actor may not write."""
    for check in checks_of(reading):
        if not scope.covers(check.site, check.unit):
            raise ScopeError(
                N_('"{file}" holds checks of {unit} ({site}), which {actor} may not change.'),
                N_("Ask somebody who is responsible for this unit to import it."),
                file=reading.file_name,
                unit=check.unit,
                site=check.site,
                actor=scope.actor,
            )


def known(connection: Connection, scope: Scope, reading: WorkbookReading) -> Saved | None:
    """The earlier import of the same content; ScopeError when it is hidden from the actor."""
    by_hash = imports.c.sha256 == reading.sha256
    import_id = connection.scalar(select(imports.c.id).where(by_hash))
    if import_id is None:
        return None
    if connection.scalar(select(imports.c.id).where(by_hash, import_visible(scope))) is None:
        raise ScopeError(
            N_('"{file}" was imported by somebody else, for units that {actor} may not see.'),
            N_("Ask somebody who is responsible for these units."),
            file=reading.file_name,
            actor=scope.actor,
        )
    return Saved(import_id, "known")


def save(connection: Connection, scope: Scope, arrival: Arrival) -> Saved:
    """Save within the caller's writing transaction; a known file changes nothing."""
    reading = arrival.reading
    if earlier := known(connection, scope, reading):
        return earlier
    incoming = checks_of(reading)
    import_id = _insert_import(connection, scope, arrival)
    keys = _insert_checks(connection, import_id, incoming)
    _insert_results(connection, incoming, keys)
    _insert_problems(connection, import_id, reading, _marks(incoming, keys))
    record(connection, scope, arrival.at, [_imported(import_id, arrival)])
    superseded = supersede(connection, scope, import_id, arrival.at)
    return Saved(import_id, "new", len(incoming), superseded)


def _insert_import(connection: Connection, scope: Scope, arrival: Arrival) -> int:
    row = {
        "sha256": arrival.reading.sha256,
        "file_name": printable(arrival.reading.file_name),
        "size": arrival.size,
        "imported_at": arrival.at,
        "imported_by": scope.actor,
    }
    import_id: int = connection.execute(insert(imports).returning(imports.c.id), row).scalar_one()
    return import_id


def _insert_checks(connection: Connection, import_id: int, incoming: list[Check]) -> list[int]:
    if not incoming:
        return []
    statement = insert(checks).returning(checks.c.id, sort_by_parameter_order=True)
    rows = [check_row(check, import_id) for check in incoming]
    return list(connection.execute(statement, rows).scalars())


def _insert_results(connection: Connection, incoming: list[Check], keys: list[int]) -> None:
    item_keys = _item_keys(connection, incoming)
    rows = [
        result_row(result, key, item_keys[item_of(result)])
        for check, key in zip(incoming, keys, strict=True)
        for result in check.results
    ]
    if rows:
        connection.execute(insert(results), rows)


def _item_keys(connection: Connection, incoming: list[Check]) -> dict[Item, int]:
    """The keys of all items, those that are new here written first."""
    wanted = {item_of(result): None for check in incoming for result in check.results}
    codes = {item.code for item in wanted}
    query = select(items.c.code, items.c.text, items.c.level, items.c.id)
    known = {
        Item(code, text, level): key
        for code, text, level, key in connection.execute(query.where(items.c.code.in_(codes)))
    }
    new = [item for item in wanted if item not in known]
    if not new:
        return known
    statement = insert(items).returning(items.c.id, sort_by_parameter_order=True)
    keys = connection.execute(statement, [item._asdict() for item in new]).scalars()
    return known | dict(zip(new, keys, strict=True))


def _insert_problems(
    connection: Connection, import_id: int, reading: WorkbookReading, marks: dict[Mark, int]
) -> None:
    rows = [
        problem_row(problem, import_id, marks.get((problem.sheet, problem.cell)))
        for problem in reading.problems
    ]
    if rows:
        connection.execute(insert(problems), rows)


def _marks(incoming: list[Check], keys: list[int]) -> dict[Mark, int]:
    """Whose mark stands in which cell."""
    return {
        (check.sheet, result.cell): key
        for check, key in zip(incoming, keys, strict=True)
        for result in check.results
    }


def _imported(import_id: int, arrival: Arrival) -> Change:
    reading = arrival.reading
    incoming = checks_of(reading)
    after = {
        "sha256": reading.sha256,
        "file": printable(reading.file_name),
        "checks": len(incoming),
        "results": sum(len(check.results) for check in incoming),
        "problems": len(reading.problems),
    }
    return Change("import", import_id, after=after)
