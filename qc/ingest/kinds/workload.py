"""Kind workload: how much was done (治疗人次, 手术例数). It is neither good nor bad: a reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import is_closed
from qc.ingest.layouts.values import possible_values
from qc.ingest.results import blank_result, held_back
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.WORKLOAD


def may_be(table: Table, context: Context) -> bool:
    """Whether anything speaks of work done, and a whole number stands in the columns of amounts."""
    said = table.may_speak_of(vocabulary().treated, context.titles)
    return said and any(map(_is_amount, possible_values(table, KIND)))


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:
    """Whether whole numbers stand below words that speak of work done, and nothing is judged."""
    labels = [cell.text for said in table.labels.values() for cell in said]
    texts = [*context.titles, *labels, *(entry.item.text for entry in entries[:60])]
    if not any(word in text for word in vocabulary().treated for text in texts):
        return False
    if any(kind is not KIND and table.has_fields(kind) for kind in _JUDGED):
        return False
    if _is_judged(table, legend):
        return False
    written = [entry.mark.value for entry in entries if entry.mark.value is not None]
    whole = sum(_is_amount(value) for value in written)
    return whole * 2 > len(written)


def _is_judged(table: Table, legend: Legend) -> bool:
    """Whether marks stand in the other columns: their numbers then only count faults."""
    axis = table.axis(Kind.CHECKLIST)
    values = [table.grid.own(row, col).value for row in table.data_rows for col in axis]
    written = [value for value in values if value is not None and not _is_amount(value)]
    return sum(read_mark(value, legend) is not None for value in written) * 2 > len(values) > 0


_WHOLE = ("人次", "人数", "例数", "台次", "台数", "例次", "次数", "件数", "份数")
_JUDGED = (Kind.COUNTS, Kind.POINTS, Kind.STOCK, Kind.SURVEY, Kind.REGISTER)


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result an amount, which counts in no rate; nothing of a blank cell."""
    counted = _what_is_counted(known)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        cell = entry.mark
        named = entry if entry.item.value is not None else entry._replace(item=counted)
        result = blank_result(named, known.standard, cell)
        if error := known.error_at(cell):
            known.say("error_value", cell, value=error)
            return (held_back(result, error),)
        if is_closed(cell.value) or read_mark(cell.value, {}) is Outcome.NA:
            return ()
        number = read_number(cell.value)
        if number.value is None or (_counts_heads(result.item) and not _is_amount(cell.value)):
            known.say("text_in_number", cell)
            return (held_back(result),)
        if number.value < 0:
            known.say("negative_number", cell)
            return (held_back(result),)
        if number.note:
            known.say(number.note, cell, number=str(number.value))
        return (result._replace(reading=float(number.value)),)

    return results


def _counts_heads(item: str) -> bool:
    """Whether there can be no half of what is counted."""
    return clean(item).endswith(_WHOLE)


def _what_is_counted(known: Known) -> Cell:
    """What the title says is counted; the standard's name where it does not say."""
    words = sorted(vocabulary().treated, key=len, reverse=True)
    for title in known.context.titles:
        for word in words:
            place = title.find(word)
            if place >= 0:
                return Cell(0, 0, title[max(place - 2, 0) : place + len(word)])
    return Cell(0, 0, known.standard.name)


def _is_amount(value: object) -> bool:
    number = read_number(value)
    return number.value is not None and number.value == number.value.to_integral_value()
