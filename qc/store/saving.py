"""Saving a workbook: its import, checks, results, problems and audit entries in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, select

from qc.errors import ScopeError
from qc.locale import N_
from qc.records import Check, Problem, WorkbookReading
from qc.store.answers import Saved
from qc.store.bulk import insert_rows, next_id, placeholders
from qc.store.keys import keys_of
from qc.store.rows import (
    CHECK_COLUMNS,
    MARK_COLUMNS,
    MEASURED_COLUMNS,
    PROBLEM_COLUMNS,
    Item,
    Line,
    check_row,
    checks_of,
    item_of,
    printable,
    problem_row,
    result_rows,
)
from qc.store.schema import checks, imports, items, problems, results
from qc.store.scope import Scope
from qc.store.superseding import supersede
from qc.store.trail import Change, record
from qc.store.visible import import_visible
from qc.words import Right

Mark = tuple[str, str]
"""A sheet and the A1 place of a mark in it."""

MANY = 900
"""How many values one question holds: fewer than any driver's limit."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A workbook on its way in: what was read from it, its size in bytes, when it came (UTC)."""

    reading: WorkbookReading
    size: int
    at: str


def foreign(scope: Scope, reading: WorkbookReading) -> ScopeError | None:
    """Why the actor may not write this workbook: no right to, or a check is of another site or unit."""
    if fault := scope.refused(Right.IMPORT):
        return fault
    if scope.is_whole:
        return None
    for check in checks_of(reading):
        if not scope.covers(check.site, check.unit):
            return ScopeError(
                N_('"{file}" holds checks of {unit} ({site}), which {actor} may not change.'),
                N_("Ask somebody who is responsible for this unit to import it."),
                file=reading.file_name,
                unit=check.unit,
                site=check.site,
                actor=scope.actor,
            )
    return None


def known(connection: Connection, scope: Scope, reading: WorkbookReading) -> Saved | None:
    """The live import of the same content; ScopeError when it is hidden from the actor."""
    import_id = connection.scalar(live_import(), {"sha256": reading.sha256})
    if import_id is None:
        return None
    mine = select(imports.c.id).where(imports.c.id == import_id, import_visible(scope))
    if connection.scalar(mine) is None:
        raise ScopeError(
            N_('"{file}" was imported by somebody else, for units that {actor} may not see.'),
            N_("Ask somebody who is responsible for these units."),
            file=reading.file_name,
            actor=scope.actor,
        )
    return Saved(import_id, "known")


_LIVE_IMPORT = select(imports.c.id).where(
    imports.c.sha256 == bindparam("sha256"), imports.c.undone_at.is_(None)
)


def live_import() -> Select[int]:
    """The import of the content `sha256` that was not undone."""
    return _LIVE_IMPORT


def save(connection: Connection, scope: Scope, arrival: Arrival) -> Saved:
    """Save within the caller's writing transaction; a known file changes nothing."""
    reading = arrival.reading
    if earlier := known(connection, scope, reading):
        return earlier
    import_id = _insert_import(connection, scope, arrival)
    incoming = checks_of(reading)
    keys = insert_checks(connection, import_id, incoming)
    marks = marks_at(reading.problems, incoming, keys)
    insert_problems(connection, import_id, reading.problems, marks)
    record(connection, scope, arrival.at, [_imported(import_id, arrival)])
    superseded = supersede(connection, scope, import_id, arrival.at)
    return Saved(import_id, "new", len(incoming), superseded)


def _insert_import(connection: Connection, scope: Scope, arrival: Arrival) -> int:
    import_id = next_id(connection, imports)
    name = printable(arrival.reading.file_name)
    row = (import_id, arrival.reading.sha256, name, arrival.size, arrival.at, scope.actor)
    columns = ("id", "sha256", "file_name", "size", "imported_at", "imported_by")
    insert_rows(connection, imports, columns, [row])
    return import_id


def insert_checks(connection: Connection, import_id: int, incoming: list[Check]) -> list[int]:
    """Write the checks of an import with their results; returns their keys, in their order."""
    first = next_id(connection, checks)
    keys = [*range(first, first + len(incoming))]
    keyed, seals = [*zip(incoming, keys, strict=True)], keys_of(connection)
    rows = [check_row(seals, check, key, import_id) for check, key in keyed]
    insert_rows(connection, checks, CHECK_COLUMNS, rows)
    item_keys = _item_keys(connection, incoming)
    marks, measured = result_rows(seals, keyed, item_keys, next_id(connection, results))
    insert_rows(connection, results, MARK_COLUMNS, marks)
    insert_rows(connection, results, MEASURED_COLUMNS, measured)
    return keys


def _item_keys(connection: Connection, incoming: list[Check]) -> dict[Line, int]:
    """The keys of all items, those that are new here written first."""
    lines = {(r.item_code, r.item, r.level) for check in incoming for r in check.results}
    wanted = {line: item_of(line) for line in sorted(lines, key=lambda line: line[:2])}
    known = _known_items(connection, {item.code for item in wanted.values()})
    new = [item for item in dict.fromkeys(wanted.values()) if item not in known]
    if new:
        first = next_id(connection, items)
        keys = dict(zip(new, range(first, first + len(new)), strict=True))
        rows = [(key, *item) for item, key in keys.items()]
        insert_rows(connection, items, ("id", "code", "text", "level"), rows)
        known |= keys
    return {line: known[item] for line, item in wanted.items()}


def _known_items(connection: Connection, codes: set[str]) -> dict[Item, int]:
    found: dict[Item, int] = {}
    every = sorted(codes)
    for start in range(0, len(every), MANY):
        some = every[start : start + MANY]
        places = placeholders(connection, len(some))
        query = f"SELECT code, text, level, id FROM items WHERE code IN ({places})"  # noqa: S608
        for code, text, level, key in connection.exec_driver_sql(query, tuple(some)):
            found[Item(code, text, level)] = key
    return found


def insert_problems(
    connection: Connection, import_id: int, found: Sequence[Problem], marks: dict[Mark, int]
) -> None:
    """Write problems, each with the check whose mark stands in its cell."""
    seals = keys_of(connection)
    rows = [problem_row(seals, one, import_id, marks.get((one.sheet, one.cell))) for one in found]
    insert_rows(connection, problems, PROBLEM_COLUMNS, rows)


def marks_at(found: Sequence[Problem], incoming: list[Check], keys: list[int]) -> dict[Mark, int]:
    """Whose mark stands in the cell of a problem."""
    places = {(one.sheet, one.cell) for one in found}
    return {
        place: key
        for check, key in zip(incoming, keys, strict=True)
        for result in (check.results if places else ())
        if (place := (check.sheet, result.cell)) in places
    }


def _imported(import_id: int, arrival: Arrival) -> Change:
    return Change("import", import_id, after=told(arrival.reading))


def told(reading: WorkbookReading) -> dict[str, object]:
    """What the trail says of a reading."""
    incoming = checks_of(reading)
    return {
        "sha256": reading.sha256,
        "file": printable(reading.file_name),
        "checks": len(incoming),
        "results": sum(len(check.results) for check in incoming),
        "problems": len(reading.problems),
    }
