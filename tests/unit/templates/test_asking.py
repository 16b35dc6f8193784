"""Asking for a template: which checklist is meant, and where the file goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from qc.catalogue.model import Text
from qc.errors import QcError, UsageError
from qc.templates import find_checklist, write_all, write_template
from qc.templates.write import file_name
from qc.workspace import Workspace


@pytest.mark.parametrize(
    "asked",
    [
        "disinfection",
        "消毒隔离质量检查表",
        " 手卫生 ",
        "Disinfection and isolation checklist",
        "消毒隔离质量",
    ],
)
def test_a_checklist_is_found_by_code_name_and_title_word(workspace: Workspace, asked: str) -> None:
    assert find_checklist(workspace.catalogue, asked).code == "disinfection"


def test_a_mistyped_name_is_answered_with_near_ones(workspace: Workspace) -> None:
    """A head nurse would have to guess codes."""
    with pytest.raises(UsageError) as raised:
        find_checklist(workspace.catalogue, "消读隔离检查表")
    assert "disinfection 消毒隔离质量检查表" in raised.value.sentence(workspace.t)


@pytest.mark.parametrize("asked", ["zzz", "？？"])
def test_a_name_like_nothing_is_answered_with_all(workspace: Workspace, asked: str) -> None:
    with pytest.raises(UsageError) as raised:
        find_checklist(workspace.catalogue, asked)
    for code in workspace.catalogue.checklists:
        assert code in raised.value.sentence(workspace.t)


def test_a_word_of_several_is_not_guessed(workspace: Workspace) -> None:
    """The template of another checklist would be filled in for a month."""
    with pytest.raises(UsageError) as raised:
        find_checklist(workspace.catalogue, "检查表")
    assert "disinfection" in raised.value.sentence(workspace.t)


def test_without_a_place_it_goes_into_the_workspace(workspace: Workspace) -> None:
    paths = write_all(workspace)
    assert paths[0].parent == workspace.folder / "templates"
    assert "消毒隔离质量检查表_2026-11.xlsx" in {path.name for path in paths}
    assert len(paths) == len(workspace.catalogue.checklists)


def test_what_was_filled_in_is_never_written_over(workspace: Workspace, tmp_path: Path) -> None:
    """A month of marks would be gone with one command."""
    checklist = workspace.catalogue.checklists["appearance"]
    path = write_template(workspace, checklist, tmp_path / "new" / "仪表.xlsx")
    assert (
        write_template(workspace, checklist, path) == path
    )  # the empty one again: nothing to lose
    path.write_bytes(path.read_bytes() + b"filled")
    with pytest.raises(QcError, match="there already"):
        write_template(workspace, checklist, path)
    assert path.read_bytes().endswith(b"filled")


def test_another_ending_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no name for an Excel workbook"):
        write_template(workspace, workspace.catalogue.checklists["appearance"], tmp_path / "a.xls")


def test_a_place_that_cannot_be_written_is_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    checklist = workspace.catalogue.checklists["appearance"]
    with pytest.raises(QcError, match="cannot be written"):
        write_template(workspace, checklist, tmp_path / "file" / "a.xlsx")


@pytest.mark.parametrize(
    ("name", "file"),
    [("急救/抢救：A|B", "急救 抢救：A B_2026-11.xlsx"), ("///", "appearance_2026-11.xlsx")],
)
def test_a_name_becomes_one_that_windows_takes(workspace: Workspace, name: str, file: str) -> None:
    checklist: Any = workspace.catalogue.checklists["appearance"]
    named = checklist.model_copy(update={"name": Text(zh=name, en=name)})
    assert file_name(workspace, named) == file
    assert os.sep not in file
