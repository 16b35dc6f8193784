"""The clinic's own slides, filled: texts in their own type, table rows that grow; all else untouched."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

from pptx import Presentation

from qc.analysis.display import NO_DATA
from qc.errors import QcError
from qc.locale import N_
from qc.reports.layouts.answers import cell_of, lines_of, said_of
from qc.reports.layouts.placeholders import FORM, Fault, Placeholder, placeholders
from qc.reports.layouts.vocabulary import Source
from qc.reports.office import plain

Say = Callable[[Placeholder], str]
NOTES = N_("notes")


def fill_deck(content: bytes, source: Source) -> tuple[bytes, list[Fault]]:
    """The filled slides and what could not be filled (then they are not to be used)."""
    deck = Presentation(io.BytesIO(content))
    faults: list[Fault] = []
    for number, slide in enumerate(deck.slides, 1):
        for shape in _shapes(slide.shapes):
            place = f"{number}/{shape.name}"
            if getattr(shape, "has_table", False):
                _fill_table(shape.table, place, source, faults)
            elif shape.has_text_frame:
                _fill_frame(shape.text_frame, _saying(source, place, faults))
        if slide.has_notes_slide:
            place = f"{number}/{source.t(NOTES)}"
            _fill_frame(slide.notes_slide.notes_text_frame, _saying(source, place, faults))
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue(), faults


def _shapes(shapes: Any) -> Iterator[Any]:
    """All shapes, those in groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _saying(source: Source, place: str, faults: list[Fault], line: Any = None) -> Say:
    """What stands for a placeholder; one that cannot be filled is noted and left as it is."""

    def say(asked: Placeholder) -> str:
        try:
            if not asked.column:
                return said_of(asked, source)
            lines_of(asked, source)
            found = "" if line is None else cell_of(asked, line, source)
            return NO_DATA if found is None else str(found)
        except QcError as fault:
            faults.append(Fault(place, asked.written, fault.sentence(source.t)))
            return asked.written

    return say


def _fill_table(table: Any, place: str, source: Source, faults: list[Fault]) -> None:
    """Rows that hold placeholders of a table are repeated for each of its lines."""
    for row in list(table._tbl.tr_lst):
        text = "".join(row.itertext())
        asked = next((each for each in placeholders(text) if each.column), None)
        if asked is None:
            _fill_row(table, row, _saying(source, place, faults))
            continue
        try:
            lines = lines_of(asked, source)
        except QcError as fault:
            faults.append(Fault(place, asked.written, fault.sentence(source.t)))
            continue
        copies = [row, *(deepcopy(row) for _ in lines[1:])]
        for before, copy in pairwise(copies):
            before.addnext(copy)
        for at, copy in enumerate(copies):
            _fill_row(table, copy, _saying(source, place, faults, lines[at] if lines else None))


def _fill_row(table: Any, row: Any, say: Say) -> None:
    at = table._tbl.tr_lst.index(row)
    for cell in table.rows[at].cells:
        _fill_frame(cell.text_frame, say)


def _fill_frame(frame: Any, say: Say) -> None:
    for paragraph in frame.paragraphs:
        _fill_runs([run for run in paragraph.runs if run.text], say)


def _fill_runs(runs: list[Any], say: Say) -> None:
    """What stands for a placeholder comes into the run in which it begins, in that run's type: PowerPoint
    splits a text into runs where it likes."""
    text = "".join(run.text for run in runs)
    for found in reversed(list(FORM.finditer(text))):
        told = plain(say(next(placeholders(found[0]))))
        _replace(runs, found.start(), found.end(), told)


def _replace(runs: list[Any], start: int, end: int, told: str) -> None:
    at = 0
    for run in runs:
        first, last = at, at + len(run.text)
        at = last
        if last <= start or first >= end:
            continue
        before, after = run.text[: max(0, start - first)], run.text[max(0, end - first) :]
        if end > last:
            after = ""
        run.text = before + (told if first <= start else "") + after
