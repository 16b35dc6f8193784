"""Reports of adverse events are kept without anybody's name: who reported, who was part of it, who wrote
it down. Reports would stop with the first person who is found through one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.places import places
from qc.ingest.layouts.rows import Identity
from qc.ingest.standard import Standard
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import read_date
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, ResultState

_OTHERS = frozenset({"complaint", "opened", "fault"})


def keeps_nobody(table: Table, kind: Kind, standard: Standard) -> bool:
    """Whether a sheet registers events that are to be reported: by its standard, or by its columns where
    it follows the standard of any register."""
    if kind is not Kind.REGISTER:
        return False
    if standard.indicator == "adverse_events":
        return standard.rule.report_within is not None
    fields = table.fields(kind).keys()
    return "event" in fields and _OTHERS.isdisjoint(fields)


def without_persons(
    table: Table, context: Context, entries: Sequence[Entry]
) -> tuple[Context, tuple[Entry, ...]]:
    """What surrounds the table and its cases without the names; a case keeps its number."""
    nameless = [_nameless(table, entry) for entry in entries]
    told = [(entry.mark.row, _said(entry)) for entry in nameless]
    place_of = places(table, told, copies=True)  # two of a day were told apart by a name, perhaps
    kept = tuple(entry._replace(place=place_of[entry.mark.row]) for entry in nameless)
    return replace(context, subject=None, inspector=""), kept


def _said(entry: Entry) -> Identity:
    day, subject = entry.whose.date, entry.whose.subject
    said: Identity = {} if day is None else {"date": day}
    return said if subject is None else {**said, "subject": subject}


def _nameless(table: Table, entry: Entry) -> Entry:
    subject = entry.whose.subject
    if subject is None or subject.col != table.fields(Kind.REGISTER).get("case"):
        subject = Cell(entry.mark.row, table.columns[0], None)
    return entry._replace(whose=entry.whose._replace(subject=subject, inspector=None))


def without_story(result: Result, cell: Cell) -> Result:
    """A result whose cell tells a story (已办结，某某道歉) without it; the file itself keeps it. What is
    held back stays readable: somebody has to put it right."""
    plain = not isinstance(cell.value, str) or key(cell.text) in vocabulary().statuses
    if plain or result.state is ResultState.HELD_BACK or _is_measured(cell):
        return result
    return result._replace(raw="")


def _is_measured(cell: Cell) -> bool:
    return bool(read_date(cell.value).date) or read_number(cell.value).value is not None
