"""What is known of a table before its rows become results, and what is said about it on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.problems import problem
from qc.ingest.questions import QUESTIONS
from qc.ingest.standard import Standard
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.records import Problem, Question


@dataclass
class Known:
    """A kind reads its entries by this: table and what surrounds it, the standard it follows, the
    sheet's own legend, the day on which it is read, all entries that the layout found."""

    table: Table
    context: Context
    standard: Standard
    legend: Legend
    today: dt.date
    entries: Sequence[Entry] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    _questions: dict[str, Question] = field(default_factory=dict)
    _problems: dict[tuple[str, str, str], Problem] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was said so far, in its order."""
        return tuple(self._problems.values())

    @property
    def questions(self) -> tuple[Question, ...]:
        """What was asked so far, in its order."""
        return tuple(self._questions.values())

    def answer(self, code: str) -> str | None:
        """What was answered for this layout to a question of qc.ingest.questions; None without an
        answer, or with one that the question does not have."""
        given = self.answers.get(code)
        return given if given and given in QUESTIONS[code].answers else None

    def ask(self, code: str, assumed: str, cell: Cell | None = None) -> str:
        """The answer to a question of qc.ingest.questions: as it was given for this layout, else the
        one that is assumed."""
        given = self.answer(code)
        taken = given or assumed
        self._questions[code] = Question(code, taken, given is None, cell.ref if cell else "")
        return taken

    def say(self, code: str, cell: Cell | None, **values: object) -> None:
        """Note a problem at a cell (None: of the whole sheet), each once."""
        found = problem(code, self.table.grid.sheet, cell, **values)
        self._problems.setdefault((code, found.cell, found.value), found)

    def error_at(self, cell: Cell) -> str | None:
        """The error value (#DIV/0!) that a cell shows."""
        return self.table.grid.errors.get((cell.row, cell.col))
