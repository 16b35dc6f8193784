"""One respondent a row, the questions across, as survey platforms export them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.places import places
from qc.ingest.layouts.rows import Identity, identified_rows, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.satisfaction import Question, question_of, scale_around
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import fields_of, vocabulary
from qc.words import Kind

NAME = "respondents down, questions across"
ASKED = frozenset({"submitted", "nps", "question"})
"""The fields that only surveys have."""

_SUMS = frozenset({"rate", "satisfied", "dissatisfied", "returned", "valid", "asked", "sent"})
_SUM = re.compile(
    r".{0,8}(?:满意[率度]|满意(?:人|份|票|例)?数|平均分?|均分|合计|总计|小计|人数|得分率|nps值?)"
)


def recognises(table: Table, kind: Kind) -> bool:
    """A table without items down, with a column that is a question."""
    return table.item_column is None and bool(_questions(table, kind))


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a question and respondent; `says` is what the question asks for. A row without
    any answer is none."""
    questions = _questions(table, kind)
    answered = tuple(row for row in table.data_rows if not _is_sum(table, row))
    rows = [
        (row, _completed(table, kind, row, who)) for row, who in identified_rows(table, answered)
    ]
    place_of = places(table, rows, copies=False, sheet=table.grid.sheet)
    for row, identity in rows:
        marks = [table.grid.cell(row, col) for col in questions]
        if all(mark.value is None for mark in marks):
            continue
        whole = row_entry(table, kind, row, marks[0], identity)
        for mark, (col, question) in zip(marks, questions.items(), strict=True):
            label = table.labels[col]
            yield whole._replace(
                mark=mark,
                item=label[-1],
                group=label[0].text if len(label) > 1 else "",
                says=f"{question.form} {question.best}",
                place=place_of[row],
            )


def _is_sum(table: Table, row: int) -> bool:
    """Whether a row below the answers counts them: 满意率, 满意人数, 平均分."""
    label = table.row_label(row)
    return fields_of(label).get(Kind.SURVEY) in _SUMS or bool(_SUM.fullmatch(key(label)))


def _questions(table: Table, kind: Kind) -> Mapping[int, Question]:
    """The columns that hold answers, with what they ask for."""
    numbers = is_survey(table)
    scale = scale_around([cell.text for cell in table.texts])
    rows = [row for row in table.data_rows if not _is_sum(table, row)]
    found: dict[int, Question] = {}
    for col in _columns(table, kind):
        values = [table.grid.own(row, col).value for row in rows]
        field = fields_of(table.labels[col][-1].text).get(kind)
        question = question_of(table.labels[col][-1].text, values, numbers=numbers, scale=scale)
        if field == "nps" and question and question.form == "score":
            question = Question("nps")
        if question:
            found[col] = question
    return found


def _columns(table: Table, kind: Kind) -> list[int]:
    """The columns that may be questions: those of no other meaning, and those whose label asks."""
    asking = [
        col
        for col, labels in table.labels.items()
        if labels and fields_of(labels[-1].text).get(kind) in ("nps", "question")
    ]
    return sorted({*table.axis(kind), *asking})


def is_survey(table: Table) -> bool:
    """Whether title or header speak of a survey, so that figures in it are scores."""
    labels = [cell.text for labels in table.labels.values() for cell in labels]
    fields = table.fields(Kind.SURVEY)
    texts = [*table.titles, table.grid.sheet, *labels]
    named = any(word in key(text) for word in vocabulary().surveys for text in texts)
    return named or not ASKED.isdisjoint(fields)


def _completed(table: Table, kind: Kind, row: int, identity: Identity) -> Identity:
    """Day and unit, where a survey's own columns say them: 提交答卷时间, 您就诊的科室是."""
    fields = table.fields(kind)
    found = dict(identity)
    for role, names in (("date", ("visited", "submitted")), ("unit", ("whose",))):
        cells = [table.grid.cell(row, fields[name]) for name in names if name in fields]
        if role not in found and cells:
            found[role] = _first_written(cells)  # type: ignore[index]
    return found


def _first_written(cells: list[Cell]) -> Cell:
    return next((cell for cell in cells if cell.value is not None), cells[0])
