"""One check a row, ticked under 合格 or under 不合格: the column says what the tick means."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, is_dated, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Kind, Outcome

NAME = "verdict columns"

_TICKS = frozenset(map(key, ("√", "✓", "✔", "☑", "v", "●", "○", "Ο", "是")))
_UNCLEAR = "?"  # no mark of any vocabulary: both columns ticked, or something else than a tick


def recognises(table: Table, kind: Kind) -> bool:  # noqa: ARG001
    """A table with one column for passed and one for failed."""
    outcomes = [vocabulary().marks[key(label)] for label in table.verdict_columns.values()]
    return (
        {Outcome.PASS, Outcome.FAIL} <= set(outcomes) and len(outcomes) == len(set(outcomes))
    )  # fmt: skip


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a row: at the tick, or at the first of the columns when none is ticked."""
    for row, identity in identified_rows(table):
        written = [
            (cell, label)
            for col, label in table.verdict_columns.items()
            if (cell := table.grid.cell(row, col)).value is not None
        ]
        if written:
            mark, says = written[0]
            clear = len(written) == 1 and key(mark.text) in _TICKS
            said = says if clear else _UNCLEAR
            yield row_entry(table, kind, row, mark, identity)._replace(says=said)
        elif is_dated(identity):
            first = next(iter(table.verdict_columns))
            yield row_entry(table, kind, row, Cell(row, first, None), identity)
