"""A watched folder: what is dropped into it comes in once, and only when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qc.cli.watch import _came
from qc.watching import look, watch
from qc.workspace import Workspace
from sample_data import core_workbooks

BOOK = core_workbooks()[0]


def steps(*happen: Callable[[], object]) -> Callable[[], bool]:
    """A clock that lets these things happen, one before each further look."""
    coming = iter(happen)

    def wait() -> bool:
        for each in coming:
            each()
            return True
        return False

    return wait


def nothing() -> None:
    return None


@pytest.fixture
def handed() -> Iterator[list[str]]:
    yield []


def test_a_file_is_handed_on_when_it_no_longer_changes(tmp_path: Path, handed: list[str]) -> None:
    """A workbook that is still being copied would come in as half of itself."""
    file = tmp_path / "10月.csv"

    def grow() -> None:
        file.write_text((file.read_text() if file.exists() else "") + "x")

    watch(tmp_path, lambda p: bool(handed.append(f"{p.name} {p.read_text()}")) or True, steps(grow, grow, nothing, nothing))  # fmt: skip
    assert handed == ["10月.csv xx"]


def test_a_changed_file_comes_again_and_an_unchanged_one_does_not(
    tmp_path: Path, handed: list[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("1")
    watch(
        tmp_path,
        lambda p: bool(handed.append(p.read_text())) or True,
        steps(nothing, nothing, lambda: file.write_text("22"), nothing, nothing),
    )
    assert handed == ["1", "22"]


def test_what_could_not_be_done_is_tried_again(tmp_path: Path, handed: list[str]) -> None:
    """A locked database for a minute, and the workbook would be forgotten."""
    (tmp_path / "a.csv").write_text("1")

    def refuse_once(path: Path) -> bool:
        handed.append(path.name)
        return len(handed) > 1

    watch(tmp_path, refuse_once, steps(nothing, nothing, nothing))
    assert handed == ["a.csv", "a.csv"]


def test_only_workbooks_are_seen(tmp_path: Path) -> None:
    """The lock file of a workbook that is open in Excel is no workbook."""
    for name in ("a.xlsx", "~$a.xlsx", ".~b.xlsx", "c.txt", "子/d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert sorted(path.name for path in look(tmp_path)) == ["a.xlsx", "d.csv"]


def test_a_dropped_workbook_is_imported_and_a_bad_one_keeps_nothing_up(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The head nurse drops her week's files and goes; one that is broken must not stop the rest."""
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "0坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    shutil.copy(BOOK, drop / BOOK.name)
    watch(drop, lambda path: _came(workspace, path), steps(nothing, nothing, nothing))
    said = capsys.readouterr().out
    assert said.count("✗ 0坏的.xlsx") == 1 and said.count(f" {BOOK.name}  ") == 1
    assert [each.file_name for each in workspace.store.imports(workspace.scope)] == [BOOK.name]
