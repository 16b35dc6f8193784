"""A workbook understood: its sheets, their tables, what is to be said of them. Nothing is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from qc.ingest.annotated.notes import original_name
from qc.ingest.checks import Surroundings, read_table
from qc.ingest.containers import read_container
from qc.ingest.doubles import hold_back_across
from qc.ingest.folded import joined
from qc.ingest.grid import Grid
from qc.ingest.notices import read_notice
from qc.ingest.problems import problem
from qc.ingest.remembered import LAYOUTS, Answers, answers_of, read_layouts
from qc.ingest.rest import rest_of
from qc.ingest.tables.headers import find_tables
from qc.ingest.tables.table import Table
from qc.ingest.unplaced import of_unplaced_marks, of_unread_marks
from qc.ingest.unread import (
    explains,
    is_empty_form,
    is_own_book,
    is_read_among,
    of_unread_sheet,
    texts_of,
)
from qc.ingest.values.legend import read_legend
from qc.records import Problem, SheetReading, WorkbookReading
from qc.words import Severity

if TYPE_CHECKING:  # a process that only reads loads neither database nor pandas
    from qc.store.answers import Correction
    from qc.workspace import Workspace


_SAID = ("no_cases", "own_book", "notice")  # why nothing was read is said already


def read_workbook(
    workspace: Workspace,
    name: str,
    content: bytes,
    answers: Answers | None = None,
    corrections: Sequence[Correction] = (),
) -> WorkbookReading:
    """Understand a workbook without keeping anything of it. Raises WorkbookError.

    `answers` about its layouts are those that the workspace remembers unless given; `corrections`
    are read instead of what stands in their cells, later ones over earlier ones. An annotated copy that comes back is read under the name of the file that it corrects.
    """
    known = remembered_answers(workspace) if answers is None else answers
    return understand(workspace, name, content, known, corrections)


def remembered_answers(workspace: Workspace) -> Answers:
    """What was answered in this workspace about layouts of sheets."""
    return answers_of(read_layouts(workspace.folder / LAYOUTS))


def understand(
    surroundings: Surroundings,
    name: str,
    content: bytes,
    answers: Answers,
    corrections: Sequence[Correction] = (),
) -> WorkbookReading:
    """`read_workbook` by the surroundings and answers alone. Raises WorkbookError."""
    title = original_name(name)
    sheets: list[SheetReading] = []
    begins: list[tuple[str, int]] = []
    container = read_container(name, content)
    problems, empty = list(container.problems), ""
    grids = [_corrected(grid, corrections) for grid in container.grids]
    if ours := "、".join(grid.sheet for grid in grids if is_own_book(grid)):
        grids = [grid for grid in grids if not is_own_book(grid)]
        problems.append(problem("own_book", "", None, value=ours))
    notices = tuple(notice for grid in grids if (notice := read_notice(grid)))
    if named := [notice.sheet for notice in notices]:
        grids = [grid for grid in grids if grid.sheet not in named]
        problems.append(problem("notice", "", None, value="、".join(named)))
    legend = read_legend(text for grid in grids if explains(grid) for text in texts_of(grid))
    for grid in grids:
        tables = find_tables(grid) if is_read_among(grid, grids) else ()
        for table in tables:
            others = [other for other in tables if other is not table]
            read = partial(
                read_table, surroundings, file_name=title, neighbours=others, remembered=answers,
                explained=legend,
            )  # fmt: skip
            readings, found = _read_whole(read, table)
            sheets += readings
            begins += [(grid.sheet, table.top)] * len(readings)
            problems += found
            if not readings and not found:
                problems += (unread := tuple(of_unread_marks(table)))
                empty = empty or (grid.sheet if not unread and is_empty_form(table) else "")
        if not tables:
            problems += of_unread_sheet(grid)
    sheets, doubles = hold_back_across(sheets)
    problems = _once([*problems, *doubles])
    silent = all(found.severity is Severity.INFO for found in problems)
    if not sheets and silent and not any(found.code in _SAID for found in problems):
        problems.append(problem("nothing_filled" if empty else "no_table", empty, None))
    whole = joined(zip(begins, sheets, strict=True))
    digest = hashlib.sha256(content).hexdigest()
    return WorkbookReading(title, digest, whole, tuple(problems), notices)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """Each problem of a cell once: two tables over the same rows say the same of it."""
    first: dict[tuple[object, ...], Problem] = {}
    return [
        found
        for found in problems
        if not found.cell or first.setdefault((*found[:5], str(found.values)), found) is found
    ]


def _read_whole(
    read: Callable[[Table], tuple[SheetReading | None, Sequence[Problem]]], table: Table
) -> tuple[list[SheetReading], list[Problem]]:
    """A table as it is read, the columns that this leaves as well, and what is said of all of them."""
    reading, found = read(table)
    if reading is None:
        return [], [*found]
    readings, said = [reading], [*found]
    if rest := rest_of(table, reading):
        more, also = read(rest)
        readings += [more] if more else []
        said += [each for each in also if more and each not in said]
    return readings, [*said, *of_unplaced_marks(table, readings, said)]


def _corrected(grid: Grid, corrections: Sequence[Correction]) -> Grid:
    written = {c.cell: c.value for c in corrections if c.sheet == grid.sheet}
    return grid.over({cell: value for cell, value in written.items() if value is not None})
