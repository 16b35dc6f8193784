"""An edited workbook held against the catalogue: what is added, changed or left out, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import CORE, Catalogue, Checklist
from qc.locale import N_
from qc.standards.columns import Column, SheetName, layout
from qc.standards.meant import Meant
from qc.standards.mistakes import Mistake
from qc.standards.reading import Line
from qc.standards.rows import Row, checklist_row, indicator_row, item_rows, stamp
from qc.standards.values import Value

_UNORDERED = ("aliases", "titles")
_OF_ITEMS = ("checklist", "called", "code")
_LISTED = N_("Take the name of one from the list on the first sheet.")


@dataclass(frozen=True)
class Field:
    """A column whose value is another."""

    column: Column
    old: Value
    new: Value


@dataclass(frozen=True)
class ItemChange:
    """An item that is new (no `old`), left out (no `new`) or says something else."""

    code: str
    old: Row | None
    new: Row | None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Change:
    """A standard that is new or says something else; `old` is what is in force, `new` what shall be."""

    sheet: SheetName
    code: str
    old: Row | None
    new: Row
    fields: tuple[Field, ...] = ()
    items: tuple[ItemChange, ...] = ()
    reordered: bool = False
    item_rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Held:
    """What came of holding a workbook against the catalogue."""

    changes: list[Change] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def between(old: Checklist, new: Checklist) -> Change:
    """What a version of a checklist changes against another one; when each begins is left out."""
    before, after = checklist_row(old), checklist_row(new)
    fields = tuple(
        field for field in _fields("checklists", before, after) if not field.column.printed
    )
    rows = item_rows(old), item_rows(new)
    items, reordered = _items(*rows)
    return Change("checklists", new.code, before, after, fields, items, reordered, tuple(rows[1]))


def held_against(meant: Meant, catalogue: Catalogue, start: dt.date, today: dt.date) -> Held:
    """What changes from a day on; `catalogue` is the one in force on that day."""
    held = Held(mistakes=[*meant.mistakes])
    _indicators(held, meant, catalogue, start)
    _checklists(held, meant, catalogue, start, today)
    return held


def _indicators(held: Held, meant: Meant, catalogue: Catalogue, start: dt.date) -> None:
    shipped = load_catalogue().indicators
    for code, line in meant.indicators.items():
        known = catalogue.indicators.get(code)
        if known is None:
            held.mistakes.extend(_new_indicator(line))
            held.changes.append(Change("indicators", code, None, line.row))
            continue
        base = indicator_row(known, start)
        if not _is_edited(held, line, base, stamp(line.row)):
            continue
        fields = tuple(_fields("indicators", base, line.row))
        held.mistakes.extend(_untouchable(line, fields))
        kept = shipped[code].aliases if code in shipped else ()
        held.mistakes.extend(_aliases_lost(line, kept))
        _add(held, Change("indicators", code, base, line.row, fields))


def _checklists(
    held: Held, meant: Meant, catalogue: Catalogue, start: dt.date, today: dt.date
) -> None:
    parents = {each.parent for each in catalogue.indicators.values()}
    for code, line in meant.checklists.items():
        rows = tuple(item.row for item in meant.items.get(code, ()))
        if line.row["indicator"] in parents - {None}:
            expected = N_("This indicator is worked out from others; no checklist counts for it.")
            held.mistakes.append(line.mistake("indicator", expected, _LISTED))
        known = catalogue.checklists.get(code)
        if known is None:
            held.changes.append(Change("checklists", code, None, line.row, item_rows=rows))
            continue
        base, base_items = checklist_row(known), item_rows(known)
        if not _is_edited(held, line, base, stamp(line.row, rows)):
            continue
        fields = tuple(_fields("checklists", base, line.row))
        held.mistakes.extend(_untouchable(line, fields))
        items, reordered = _items(base_items, rows)
        change = Change("checklists", code, base, line.row, fields, items, reordered, rows)
        if _add(held, change) and known.valid_from == start <= today:
            held.mistakes.append(_begun(line, start))


def _is_edited(held: Held, line: Line, base: Row, now: str) -> bool:
    """Whether somebody touched the lines of a standard since they were exported, and may. Whoever else
    changed it meanwhile must not be written over."""
    if line.row["stamp"] == now:
        held.unchanged.append(str(line.row["code"]))
        return False
    if not line.row["stamp"]:
        expected = N_("A standard of this code is there already.")
        remedy = N_("Give the new one another code, or edit the line that an export has for it.")
        held.mistakes.append(line.mistake("code", expected, remedy))
        return False
    if line.row["stamp"] != base["stamp"]:
        expected = N_(
            "It is not the one that this workbook was exported from: it was changed since."
        )
        remedy = N_("Export the standards in force on that day anew and make the change there.")
        held.mistakes.append(line.mistake("code", expected, remedy))
        return False
    return True


def _add(held: Held, change: Change) -> bool:
    """Keep a change that changes something."""
    changes = bool(change.fields or change.items or change.reordered)
    if changes:
        held.changes.append(change)
    else:
        held.unchanged.append(change.code)
    return changes


def _fields(name: SheetName, old: Row, new: Row) -> Iterator[Field]:
    for column in layout().sheets[name].columns:
        before, after = old[column.key], new[column.key]
        if column.key != "stamp" and not _same(column, before, after):
            yield Field(column, before, after)


def _same(column: Column, old: Value, new: Value) -> bool:
    if column.key in _UNORDERED and isinstance(old, tuple) and isinstance(new, tuple):
        return set(old) == set(new)
    return old == new


def _items(old: Sequence[Row], new: Sequence[Row]) -> tuple[tuple[ItemChange, ...], bool]:
    """What became of each item, and whether those that stayed stand in another order."""
    before, after = {str(row["code"]): row for row in old}, {str(row["code"]): row for row in new}
    found = [ItemChange(code, None, row) for code, row in after.items() if code not in before]
    found += [ItemChange(code, row, None) for code, row in before.items() if code not in after]
    for code in (both := [code for code in after if code in before]):
        fields = tuple(
            field
            for field in _fields("items", before[code], after[code])
            if field.column.key not in _OF_ITEMS
        )
        found += [ItemChange(code, before[code], after[code], fields)] if fields else []
    return tuple(found), both != [code for code in before if code in after]


def _untouchable(line: Line, fields: Sequence[Field]) -> Iterator[Mistake]:
    for each in fields:
        if each.column.printed:
            expected = N_("This cell is written by the program.")
            remedy = N_("Put back what stood there; from when a change holds is said with --from.")
            yield line.mistake(each.column.key, expected, remedy)
        elif each.column.fixed:
            expected = N_("This cannot be changed: figures of past months would change with it.")
            remedy = N_("Put back what stood there, or add an indicator with a code of its own.")
            yield line.mistake(each.column.key, expected, remedy)


def _aliases_lost(line: Line, kept: Sequence[str]) -> Iterator[Mistake]:
    words = line.row["aliases"]
    lost = [word for word in kept if isinstance(words, tuple) and word not in words]
    if lost:
        expected = N_("Aliases that ship with the program can be added to, not taken away.")
        remedy = N_("Write these again: {words}.")
        yield line.mistake("aliases", expected, remedy, "", words="；".join(lost))


def _new_indicator(line: Line) -> Iterator[Mistake]:
    if line.row["group"] == CORE:
        expected = N_(
            "A new indicator cannot be a core one: the conclusions of past months name them."
        )
        yield line.mistake("group", expected, N_("Choose another group."))
    if line.row["parent"] is not None:
        expected = N_(
            "A new indicator cannot have a parent: its figures of past months would change."
        )
        yield line.mistake("parent", expected, N_("Leave this cell blank."))


def _begun(line: Line, start: dt.date) -> Mistake:
    return line.mistake(
        "code",
        N_("A version of it begins on {day} already, and checks may have been made with it."),
        N_("Choose a later day with --from."),
        day=start,
    )
