"""What a sheet leaves open is asked once: an answer changes the reading, is remembered, can be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.errors import UsageError
from qc.ingest.importer import import_content
from qc.ingest.reading import read_workbook
from qc.ingest.remembered import LAYOUTS, Layout, answers_of, given_layouts, read_layouts, remember
from qc.records import SheetReading
from qc.workspace import Workspace
from tests.workbooks import book, days_across

ROWS = days_across([["√", "×"], ["√", "√"]])


def sheet_of(workspace: Workspace, rows: list[list[object]] = ROWS) -> SheetReading:
    (sheet,) = read_workbook(workspace, "十月.xlsx", book(rows)).sheets
    return sheet


def test_the_same_form_next_month_has_the_same_fingerprint(workspace: Workspace) -> None:
    """Asked again every month, a question would be clicked away unread."""
    other = [list(row) for row in ROWS]
    other[0] = [str(other[0][0]).replace("10", "9")]
    assert sheet_of(workspace, other).fingerprint == sheet_of(workspace).fingerprint


def test_an_answer_is_used_and_remembered(workspace: Workspace) -> None:
    """A checklist named once by the head nurse decides the indicator from then on."""
    before = sheet_of(workspace)
    remember(
        workspace.folder / LAYOUTS,
        Layout(
            fingerprint=before.fingerprint, name='自查 "表"', answers={"checklist": "documents"}
        ),
    )
    after = sheet_of(workspace)
    assert (before.checklist, after.checklist) == ("disinfection", "documents")
    outcome = import_content(workspace, "十月.xlsx", book(ROWS))
    assert outcome.reading and {s.checklist for s in outcome.reading.sheets} == {"documents"}


def test_answers_can_be_listed_changed_and_forgotten(tmp_path: Path) -> None:
    place = tmp_path / LAYOUTS
    assert read_layouts(place) == ()
    one = Layout(fingerprint="a" * 16, name="甲\n乙", answers={"blanks_are": "missed"})
    two = Layout(fingerprint="b" * 16, name="丙", answers={"ticks_are": "problem"})
    for layout in (one, two):
        remember(place, layout)
    assert read_layouts(place) == (one, two)
    remember(place, one.model_copy(update={"answers": {}}))
    assert read_layouts(place) == (two,)
    assert answers_of(read_layouts(place)) == {"b" * 16: {"ticks_are": "problem"}}


def test_a_file_of_answers_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        given_layouts(tmp_path / "nothing.toml")
