"""A column for each answer (非常满意 | 满意 | 一般 | 不满意), ticked or counted, once or under each
question; or the forms that were handed out, came back and were satisfied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.places import places
from qc.ingest.layouts.rows import identified_rows, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_month
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.satisfaction import SKIPPED, counted_answer, grade_of
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind, Outcome

NAME = "answers across"

TICKED, COUNTED = "ticked", "counted"

_FORMS = ("sent", "returned", "valid", "asked", "satisfied", "dissatisfied", "rate")


class Group(NamedTuple):
    """Columns that belong together: `head` is the label above them, if any; `answers` by their
    words, `forms` by their field."""

    head: Cell | None
    answers: Mapping[str, int]
    forms: Mapping[str, int]

    @property
    def columns(self) -> tuple[int, ...]:
        return (*self.answers.values(), *self.forms.values())


def recognises(table: Table, kind: Kind) -> bool:
    """A table with a column of answers for satisfied and one for another, or with numbers of forms."""
    return kind is Kind.SURVEY and bool(groups(table))


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a row and group of columns, with the answers' cells beside it as "answer WORD" and
    the numbers of forms by field; `says` whether answers are ticked or counted."""
    found = groups(table)
    says = TICKED if is_ticked(table, found) else COUNTED
    rows = list(identified_rows(table))
    place_of = _places(table, says)
    for row, identity in rows:
        cells = [table.grid.cell(row, col) for group in found for col in group.columns]
        blank = all(cell.value is None and not _is_error(table, cell) for cell in cells)
        rows_alone = says is COUNTED or table.item_column is None
        if blank and (rows_alone or _is_blank(table, found)):
            continue
        for group in found:
            mark = Cell(row, group.columns[0], table.grid.cell(row, group.columns[0]).value)
            entry = row_entry(table, kind, row, mark, identity)
            entry = _of_head(entry, group.head, hints)
            yield entry._replace(
                says=says, place=place_of.get(row, ""), beside=_beside(table, row, group)
            )


def groups(table: Table) -> Sequence[Group]:
    """The groups of answer columns of a table, from left to right."""
    found: dict[Cell | None, tuple[dict[str, int], dict[str, int]]] = {}
    for col, labels in table.labels.items():
        if not labels:
            continue
        word, field = counted_answer(labels[-1].text), fields_of(labels[-1].text).get(Kind.SURVEY)
        head = labels[-2] if len(labels) > 1 else None
        answers, forms = found.setdefault(head, ({}, {}))
        if field in _FORMS:
            forms.setdefault(field, col)
        elif word and grade_of(word) != SKIPPED:
            answers.setdefault(word, col)
    every = _shared([Group(head, *columns) for head, columns in found.items()])
    return [group for group in every if _is_whole(group)]


def _shared(every: Sequence[Group]) -> Sequence[Group]:
    """The numbers of forms beside a heading over the answers (有效份数 | 评价: 满意, 不满意) are theirs."""
    asked = [group for group in every if group.answers]
    beside = [group.forms for group in every if group.forms and not group.answers]
    if not asked or len(beside) != 1 or "satisfied" in beside[0]:
        return every
    forms = {name: col for name, col in beside[0].items() if name != "rate" or len(asked) == 1}
    return [group._replace(forms={**forms, **group.forms}) for group in asked]


def _is_whole(group: Group) -> bool:
    """Whether the columns tell what was answered: satisfied and something to compare it with."""
    grades = {grade_of(word) for word in group.answers}
    has_satisfied = bool(grades & {"very", "good", "fair"}) or "satisfied" in group.forms
    total = group.forms.keys() & {"sent", "returned", "valid", "asked"}
    if len(group.answers) > 1 and has_satisfied:
        return True
    return bool(total) and (has_satisfied or "rate" in group.forms)


def is_ticked(table: Table, found: Sequence[Group]) -> bool:
    """Whether answers are ticked: more √ than figures stand in their columns. A sheet in which
    nothing but ones stand, one a row, is ticked with ones."""
    values = [
        table.grid.own(row, col).value
        for row in table.data_rows
        for group in found
        for col in group.answers.values()
    ]
    written = [value for value in values if value is not None]
    ticks = sum(read_mark(value, {}) is Outcome.PASS for value in written)
    figures = sum(read_number(value).value is not None for value in written)
    ones = sum(read_number(value).value == 1 for value in written)
    if figures and ones == figures == len(written):
        return len(written) <= len(table.data_rows) * len(found)
    return ticks > figures


def _is_blank(table: Table, found: Sequence[Group]) -> bool:
    """Whether a whole form was left blank."""
    return all(
        table.grid.own(row, col).value is None
        for row in table.data_rows
        for group in found
        for col in group.columns
    )


def _places(table: Table, says: str) -> Mapping[int, str]:
    """Forms and respondents are told apart; tallies of one unit and month are the same ones."""
    if says is COUNTED:
        return {}
    if table.item_column is None:
        rows = identified_rows(table)
        return places(table, rows, copies=False, sheet=table.grid.sheet)
    number = table.facts.get("number")
    form = number.text if number else f"{table.grid.sheet} {table.top + 1}"
    return dict.fromkeys(table.data_rows, form)


def _of_head(entry: Entry, head: Cell | None, hints: Hints) -> Entry:
    """What the label above a group says: a month, a unit, or the question."""
    if head is None:
        return entry
    if read_month(head.value, ANY_MONTH):
        return entry._replace(whose=entry.whose._replace(date=head))
    if hints.is_unit(head.text) and entry.whose.unit is None:
        return entry._replace(whose=entry.whose._replace(unit=head))
    return entry._replace(group=head.text) if entry.item.text else entry._replace(item=head)


def _beside(table: Table, row: int, group: Group) -> dict[str, Cell]:
    answers = {f"answer {word}": table.grid.cell(row, col) for word, col in group.answers.items()}
    forms = {field: table.grid.cell(row, col) for field, col in group.forms.items()}
    return {**answers, **forms}


def _is_error(table: Table, cell: Cell) -> bool:
    return (cell.row, cell.col) in table.grid.errors
