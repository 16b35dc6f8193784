"""Rectification notices that come back filled in: which sheet is one, and what its lines say.

The notice is this program's own form (`qc.reports.notices`), whoever saved it since: rows may be gone, moved
or put between, columns too. So a line is known by the id that it was printed with, a column by its
heading, and nothing by where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from qc.ingest.grid import Cell, Grid
from qc.ingest.values.text import key
from qc.locale import LANGUAGES, N_, translator
from qc.records import Notice, NoticeLine, Said

SIGN = "clinic-qc:notice"
"""Stands on every sheet of a notice, with the mark of its workspace behind it."""
ID = re.compile(r"[0-9a-f]{16}-[0-9]{1,5}-[0-9]{1,5}-[0-9a-f]{8}")
HEADS: Mapping[str, str] = {
    "date": N_("Date"),
    "problem": N_("Problem found"),
    "cause": N_("Why it happened"),
    "measure": N_("What is done about it"),
    "person": N_("In charge"),
    "due": N_("By when"),
    "done": N_("Put right on"),
    "recheck": N_("Result of the re-check"),
    "id": N_("Line id"),
}
"""What the columns are called that are read back, by field."""
FILLED = ("cause", "measure", "person", "due", "done")
"""Fields that the unit fills in."""
_SIGNED = re.compile(re.escape(SIGN) + r":([0-9a-f]{8})")
_SHORTEST = len(SIGN)
_ENOUGH = 4  # headings that make a head
_TO_SIGN_ON = re.compile("[_＿]{3}")


def read_notice(grid: Grid) -> Notice | None:
    """What a sheet says as a notice; None where it is none."""
    long = [
        text for text in grid.texts if len(text) >= _SHORTEST
    ]  # most texts of a sheet are short
    marks = [text for text in long if SIGN in text]
    if not marks and not any(ID.fullmatch(text.strip()) for text in long):
        return None
    signed = next((found[1] for text in sorted(marks) if (found := _SIGNED.search(text))), "")
    head = next((row for row in range(grid.height) if _is_head(_columns(grid, row))), None)
    if (
        head is None and not marks
    ):  # a list of what was wrong with one, as the annotated copy has it
        return None
    if head is None:
        return Notice(grid.sheet, signed, has_head=False, lines=())
    return Notice(grid.sheet, signed, has_head=True, lines=tuple(_lines(grid, head)))


def _is_head(columns: Mapping[str, int]) -> bool:
    return "id" in columns and len(columns) >= _ENOUGH


def _columns(grid: Grid, row: int) -> dict[str, int]:
    """Where each field stands, if a row were the head."""
    found: dict[str, int] = {}
    for cell in grid.row_cells(row):
        name = _names().get(key(cell.text))
        if name:
            found.setdefault(name, cell.col)
    return found


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """The fields by their headings in every language."""
    spoken = [translator(language) for language in LANGUAGES]
    return {key(t(head)): name for t in spoken for name, head in HEADS.items()}


def _lines(grid: Grid, head: int) -> Iterator[NoticeLine]:
    """The lines below the head, up to where it is signed."""
    columns = _columns(grid, head)
    for row in range(head + 1, grid.height):
        texts = [cell.text for cell in grid.row_cells(row)]
        if any(map(_TO_SIGN_ON.search, texts)):
            continue
        said = {name: _said(grid, row, col) for name, col in columns.items() if name != "id"}
        own = grid.own(row, columns["id"])  # an id over several lines would be each of theirs
        filled = any(grid.own(row, columns[name]).value is not None for name in columns)
        if own.value is not None or filled:
            yield NoticeLine(grid.sheet, own.ref, own.text, said)


def _said(grid: Grid, row: int, col: int) -> Said:
    """A cell, or what the merged cells around it say; the place is that of the cell itself."""
    held: Cell = grid.cell(row, col)
    return Said(grid.own(row, col).ref, held.value, grid.errors.get((held.row, held.col), ""))
