"""Kind measurement: a measured value against its limit (CFU, µW/cm², mg/L, ℃, %)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cache

from qc.catalogue.model import Item
from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.values import possible_values
from qc.ingest.results import blank_result, detail, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.limits_said import Limit, Said, choose, limits_in, unit_of
from qc.ingest.values.marks import read_mark
from qc.ingest.values.measured import Measured, read_measured
from qc.ingest.values.text import clean
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.text import normal_form
from qc.words import Kind, Outcome

KIND = Kind.MEASUREMENT

_BELOW_ZERO = ("°C", "Pa")  # what is measured in these may be negative
_NEW = ("新灯", "新管", "新装", "新换", "新灯管")
_NEW_LAMP = "新灯管"
_IF_NEW = re.compile("新(?:灯|管|装|换|购|更换)")
_IN_USE = re.compile("使用中|在用|旧灯|使用灯")
_STATED = (Outcome.PASS, Outcome.FAIL)
_SHORT = 6  # signs: shorter texts elsewhere in the sheet are values of other tables


def may_be(table: Table, context: Context) -> bool:
    """Whether anything speaks of measured values, and one stands in the columns that could hold it.
    Deductions beside full marks are points, though an item be 浓度监测."""
    if {"points", "deducted"} <= table.fields(Kind.POINTS).keys():
        return False
    return table.may_speak_of(vocabulary().measured, context.titles) and any(
        read_measured(value) != Measured() for value in possible_values(table, KIND)
    )


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:
    """Whether label or title speak of measured values, and most cells hold such."""
    labels = [cell.text for said in table.labels.values() for cell in said]
    rows = [entry.item.text for entry in entries[:60]]
    around = [cell.text for cell in table.texts]
    texts = [*context.titles, *labels, *rows, *around]
    if not any(word in text for word in vocabulary().measured for text in texts):
        return False
    written = [entry.mark.value for entry in entries if entry.mark.value is not None]
    numbers = [
        value for value in written if read_mark(value, legend) is None or value not in (0, 1)
    ]
    values = sum(read_measured(value) != Measured() for value in numbers)
    plain = sum(read_mark(value, {}) in _STATED for value in written if isinstance(value, str))
    return values * 2 > len(written) and plain * 4 < len(written)


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result a value: within its limit or not. A limit is looked for beside the value, in its
    column's label, in the item's name, around the table and in the standard, in this order."""
    find_limit = _limits(known)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        mark = entry.mark
        result = blank_result(entry, known.standard, mark)
        if error := known.error_at(mark):
            known.say("error_value", mark, value=error)
            return (held_back(result, error),)
        if mark.value is None:
            known.say("missing_mark", mark)
            return (missed(result),)
        if read_mark(mark.value, known.legend) is Outcome.NA:
            return (judged(result, Outcome.NA),)
        measured = read_measured(mark.value)
        limit = find_limit(entry)
        if not _is_sound(known, mark, measured, limit):
            return (held_back(result),)
        return (_against(known, entry, result, measured, limit),)

    return results


def _is_sound(known: Known, mark: Cell, measured: Measured, limit: Said | None) -> bool:
    """Whether the cell holds a value that can be; what is said of it otherwise."""
    unknown = measured.value is None and not measured.uncounted
    if unknown or (limit and measured.sign and measured.keeps(limit.limit) is None):
        known.say("text_in_number", mark)
        return False
    unit = limit.unit if limit else ""
    may = unit in _BELOW_ZERO or (limit is not None and (limit.limit.low or 0) < 0)
    if measured.value is not None and measured.value < 0 and not may:
        known.say("negative_number", mark)
        return False
    if measured.note:
        known.say(measured.note, mark, number=str(measured.value))
    return True


def _against(
    known: Known, entry: Entry, result: Result, measured: Measured, limit: Said | None
) -> Result:
    """The value judged by its limit; without one by what the sheet says beside it, or not at all."""
    stated = entry.cell("verdict")
    said = read_mark(stated.value, known.legend) if stated else None
    reading = None if measured.value is None else float(measured.value)
    result = result._replace(
        reading=reading,
        detail=detail(limit=str(limit.limit) if limit else None, sign=measured.sign) or None,
    )
    kept = measured.keeps(limit.limit) if limit else False if measured.uncounted else None
    if kept is None:
        known.say("no_value_limit", entry.beside.get("label"), value=result.item)
        return judged(result, said) if said in _STATED else result
    if stated and said in _STATED and said is not passes(kept):
        known.say("stated_result_mismatch", stated, computed=_told(measured, limit))
    return judged(result, passes(kept))


def _told(measured: Measured, limit: Said | None) -> str:
    value = "∞" if measured.uncounted else f"{measured.sign}{measured.value}"
    return f"{value} ({limit.limit})" if limit else value


def _limits(known: Known) -> Callable[[Entry], Said | None]:
    """How the limit of an entry is found; what the table says around its rows is read once."""
    around = _around(known)
    unit_around = next(filter(None, map(unit_of, (text for text, _ in around))), "")

    @cache
    def found(
        label: str, item: str, group: str, beside: str, bounds: tuple[str, str], new: bool
    ) -> Said | None:
        words = (label, item, group, "新灯" if new else "使用中")
        unit = unit_of(label) or unit_of(item)
        near = [limits_in(beside, column=True), _bounds(*bounds), limits_in(label), limits_in(item)]
        far = [said for _, said in around]
        for said in (*near, *far):
            fitting = [one for one in said if not _is_of_others(one, new=new)]
            if chosen := choose(fitting, words, unit):
                return chosen._replace(unit=chosen.unit or unit or unit_around)
        return _of_standard(known, (item, label, group), unit, new=new)

    def of_entry(entry: Entry) -> Said | None:
        label, limit = entry.cell("label"), entry.cell("limit")
        low, high = entry.cell("low"), entry.cell("high")
        lamp = entry.cell("lamp")
        new = bool(lamp and lamp.text.startswith("新")) or _is_new(known.table, entry.mark.row)
        return found(
            label.text if label else "",
            entry.item.text,
            entry.group,
            limit.text if limit else "",
            (low.text if low else "", high.text if high else ""),
            new,
        )

    return of_entry


def _is_of_others(said: Said, *, new: bool) -> bool:
    """Whether a limit is for new lamps and this is none, or the other way round."""
    return bool((_IN_USE if new else _IF_NEW).search(said.name))


def _bounds(low: str, high: str) -> tuple[Said, ...]:
    """The limit of a row with a column for the lowest and one for the highest value."""
    least, most = read_measured(low).value, read_measured(high).value
    return () if least is None and most is None else (Said(Limit(least, most), "", ""),)


def _around(known: Known) -> list[tuple[str, tuple[Said, ...]]]:
    """What the texts around the table say of limits, the nearest first: its strip upwards, the notes
    below, what stands above it in the sheet, the names of sheet and file."""
    grid, table = known.table.grid, known.table
    own = sorted(table.texts, key=lambda cell: (cell.row > table.top, abs(cell.row - table.top)))
    above = [
        cell.text
        for row in range(table.strip.start - 1, -1, -1)
        for cell in grid.row_cells(row)
        if isinstance(cell.value, str) and len(cell.text) > _SHORT
    ]
    below = [
        cell.text
        for row in range(table.body.stop, grid.height)
        for cell in grid.row_cells(row)
        if isinstance(cell.value, str) and len(cell.text) > _SHORT
    ]
    texts = [*(cell.text for cell in own), *above, *below, *known.context.titles]
    return [(text, limits_in(text)) for text in texts]


def _of_standard(known: Known, words: Sequence[str], unit: str, *, new: bool) -> Said | None:
    """The bounds that the standard sets: for the item that is named (of a new lamp its own, where
    the lamp's light is meant), else for the whole sheet."""
    rule = known.standard.rule
    lamp = _NEW_LAMP if new and unit in ("", rule.unit) else ""
    for text in (*words, *known.context.titles):
        item = (not lamp and known.standard.item(text)) or _named_in(known, f"{lamp}{text}")
        if item and (item.low is not None or item.high is not None):
            return Said(Limit(item.low, item.high), "", unit)
    if rule.low is None and rule.high is None:
        return None
    return Said(Limit(rule.low, rule.high), "", unit or rule.unit)


def _named_in(known: Known, text: str) -> Item | None:
    """The standard's item with the longest name that a text holds."""
    plain = normal_form(text)
    items = known.standard.checklist.items if known.standard.checklist else ()
    named = [
        (len(form), item)
        for item in items
        for _, name in item.named()
        if (form := normal_form(name)) and form in plain
    ]
    return max(named, key=lambda pair: pair[0])[1] if named else None


def _is_new(table: Table, row: int) -> bool:
    """Whether a row speaks of a new lamp, which must shine brighter."""
    cells = (table.grid.cell(row, col) for col in table.columns)
    return any(isinstance(cell.value, str) and clean(cell.value).startswith(_NEW) for cell in cells)
