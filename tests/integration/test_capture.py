"""A check written down on the spot becomes a check like any other, once, with its photos."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from qc.capture import photos
from qc.capture.model import Capture, can_be_captured, capture_of
from qc.capture.saving import save
from qc.capture.sheet import workbook_of
from qc.errors import ScopeError, UsageError
from qc.improve.acting import findings
from qc.ingest.importer import read_workbook
from qc.store.scope import Scope
from qc.words import Outcome
from qc.workspace import Workspace
from tests.unit.capture.test_pictures import exif, jpeg

JPEG = jpeg()
CHECKLIST = "disinfection"


def said(workspace: Workspace, **more: Any) -> dict[str, Any]:
    """What the phone sends: all in order but the first item, the second not applicable."""
    items = workspace.catalogue.checklists[CHECKLIST].items
    marks = {item.code: {"outcome": "pass", "note": ""} for item in items}
    marks[items[0].code] = {"outcome": "fail", "note": "=缺 <b>3</b> 包"}
    marks[items[1].code] = {"outcome": "na", "note": ""}
    told = {
        "id": "7f3a-1", "checklist": CHECKLIST, "unit": "换药室", "inspector": "李敏",
        "date": workspace.today.isoformat(), "marks": marks,
    }  # fmt: skip
    return told | more


def captured(workspace: Workspace, **more: Any) -> Capture:
    first = workspace.catalogue.checklists[CHECKLIST].items[0].code
    return capture_of(workspace, said(workspace, **more), {first: [JPEG]})


def test_every_checklist_of_yes_and_no_comes_back_as_it_was_filled_in(workspace: Workspace) -> None:
    """A list whose workbook reads otherwise could be filled in for an hour and not be saved."""
    for checklist in workspace.catalogue.checklists.values():
        if not can_be_captured(checklist):
            continue
        outcomes = (Outcome.FAIL, Outcome.NA, Outcome.PASS)
        marks = {
            item.code: {"outcome": outcomes[min(n, 2)].value, "note": "缺" if n == 0 else ""}
            for n, item in enumerate(checklist.items)
        }
        capture = capture_of(workspace, said(workspace, checklist=checklist.code, marks=marks))
        reading = read_workbook(workspace, "a.xlsx", workbook_of(capture))
        (check,) = (check for sheet in reading.sheets for check in sheet.checks)
        found = {result.item_code: result.outcome for result in check.results}
        assert found == {mark.item_code: mark.outcome for mark in capture.marks}, checklist.code
        assert (check.checklist, check.unit, check.inspector) == (checklist.code, "换药室", "李敏")


def test_it_counts_and_its_failure_is_a_finding_with_the_photo(workspace: Workspace) -> None:
    kept = save(workspace, captured(workspace))
    assert (kept.failed, kept.photos, kept.is_known) == (1, 1, False)
    results = workspace.store.results(workspace.scope)
    assert len(results) == kept.items and (results["outcome"] == "fail").sum() == 1
    (found,) = findings(workspace)
    (photo,) = photos.photos(workspace)
    assert (photo.unit, photo.date, photo.item_code) == (
        found.unit, found.date.isoformat(), found.item_code,
    )  # fmt: skip
    assert photos.content(workspace, photo.name) == ("image/jpeg", JPEG)


def test_what_is_sent_again_counts_once(workspace: Workspace) -> None:
    """The phone sends until it hears that all is saved; a lost answer would double the check."""
    save(workspace, captured(workspace))
    again = save(workspace, captured(workspace))
    assert again.is_known
    assert len(photos.photos(workspace)) == 1
    assert len(workspace.store.imports(workspace.scope)) == 1


def test_two_checks_of_one_day_are_two(workspace: Workspace) -> None:
    save(workspace, captured(workspace))
    save(workspace, captured(workspace, id="8b-2", unit="治疗室"))
    assert len(workspace.store.imports(workspace.scope)) == 2


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"checklist": "nothing"}, "cannot be filled in"),
        ({"checklist": "adverse-events"}, "cannot be filled in"),
        ({"unit": " "}, "unit is missing"),
        ({"date": "2999-01-01"}, "still to come"),
        ({"date": "gestern"}, "not a date"),
        ({"marks": {}}, "without a mark"),
        ({"marks": "no"}, "without a mark"),
        ({"id": ""}, "not whole"),
        ({"id": 7}, "not whole"),
        ({"id": "../a"}, "not whole"),
        ({"id": "a" * 41}, "not whole"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    workspace: Workspace, wrong: dict[str, Any], expected: str
) -> None:
    with pytest.raises(UsageError, match=expected):
        captured(workspace, **wrong)


def test_a_mark_that_is_none_is_refused(workspace: Workspace) -> None:
    marks = {code: {"outcome": "perhaps"} for code in said(workspace)["marks"]}
    with pytest.raises(UsageError, match="not whole"):
        captured(workspace, marks=marks)


def test_another_units_check_is_refused(workspace: Workspace) -> None:
    nurse = replace(workspace, scope=Scope("李敏", units=frozenset({"换药室"})))
    with pytest.raises(ScopeError):
        captured(nurse, unit="治疗室")


def test_a_photo_is_kept_without_where_it_was_taken(workspace: Workspace) -> None:
    """A phone of another make, or a request made by hand, sends what the camera wrote."""
    first = workspace.catalogue.checklists[CHECKLIST].items[0].code
    taken = {first: [jpeg(exif(1)) + b"<script>alert(1)</script>"]}
    save(workspace, capture_of(workspace, said(workspace), taken))
    (photo,) = photos.photos(workspace)
    assert photos.content(workspace, photo.name)[1] == JPEG


@pytest.mark.parametrize("content", [JPEG[:-2], b"<svg onload=alert(1)>", b"GIF89a", b""])
def test_only_pictures_are_kept(workspace: Workspace, content: bytes) -> None:
    """What a browser would run must not be served from here, and the check waits for the right one."""
    first = workspace.catalogue.checklists[CHECKLIST].items[0].code
    with pytest.raises(UsageError, match="no photo"):
        save(workspace, capture_of(workspace, said(workspace), {first: [content]}))
    assert len(workspace.store.imports(workspace.scope)) == 0


def test_a_photo_of_another_unit_is_not_seen(workspace: Workspace) -> None:
    save(workspace, captured(workspace))
    (photo,) = photos.photos(workspace)
    other = replace(workspace, scope=Scope("王婷", units=frozenset({"治疗室"})))
    assert photos.photos(other) == []
    with pytest.raises(ScopeError):
        photos.content(other, photo.name)


def test_a_note_that_looks_like_a_formula_stays_text(workspace: Workspace) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(workbook_of(captured(workspace)))).active
    assert sheet is not None
    assert sheet["D4"].value == "=缺 <b>3</b> 包" and sheet["D4"].data_type == "s"


def test_signs_that_no_workbook_holds_do_not_stop_a_check(workspace: Workspace) -> None:
    """Half an emoji or a control sign comes from a keyboard, and an hour of checking hangs on it."""
    told = said(workspace, inspector="李\ud83d敏\x00\u202e")
    first = workspace.catalogue.checklists[CHECKLIST].items[0].code
    told["marks"][first]["note"] = "缺\ud800 3\x07 包"
    capture = capture_of(workspace, told)
    assert (capture.inspector, capture.marks[0].note) == ("李?敏", "缺? 3 包")
    assert save(workspace, capture).failed == 1


def test_the_same_check_is_the_same_file_on_any_day(workspace: Workspace) -> None:
    later = replace(workspace, today=workspace.today + dt.timedelta(days=3))
    day = workspace.today.isoformat()
    assert workbook_of(captured(workspace)) == workbook_of(captured(later, date=day))
