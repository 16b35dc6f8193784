"""A watched folder: what is dropped into it comes in once, and only when it is whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from qc.cli import cli
from qc.cli.watched import Watched
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
    workspace: Workspace, tmp_path: Path, handed: list[str]
) -> None:
    """The head nurse drops her week's files and goes; one that is broken must not stop the rest."""
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "0坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    shutil.copy(BOOK, drop / BOOK.name)
    shutil.copy(BOOK, drop / "又一份.xlsx")
    watched = Watched(workspace, handed.append)
    watch(drop, watched.came, steps(nothing, nothing, nothing))
    assert len(handed) == 2  # a line each; what is known already says nothing
    assert "✗ 0坏的.xlsx" in handed[0] and "已损坏" in handed[0]
    assert f"✓ {BOOK.name}" in handed[1] and "条目结果" in handed[1]
    assert [each.file_name for each in workspace.store.imports(workspace.scope)] == [BOOK.name]


def test_a_copy_with_marked_cells_comes_in_when_it_was_put_right_and_not_before(
    workspace: Workspace, tmp_path: Path, handed: list[str]
) -> None:
    """The watched folder may hold the workspace; our own copies and reports would come in as the clinic's."""
    book = load_workbook(BOOK)
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == "√")
    cell.value = "看不清"
    book.save(tmp_path / "十月.xlsx")
    watched = Watched(workspace, handed.append)
    watch(tmp_path, watched.came, steps(nothing, nothing))
    copy = next((workspace.folder / "annotated").rglob("*.xlsx"))
    assert len(handed) == 1 and str(copy) in handed[0] and "待更正 1" in handed[0]
    shutil.copy(copy, tmp_path / copy.name)
    watch(tmp_path, watched.came, steps(nothing, nothing))
    assert len(handed) == 2 and "没有改动" in handed[1]
    mended = load_workbook(tmp_path / copy.name)
    mended[book.worksheets[0].title][cell.coordinate].value = "√"
    mended.save(tmp_path / copy.name)
    watch(tmp_path, watched.came, steps(nothing, nothing))
    assert len(handed) == 3 and "已导入" in handed[2]


def run(folder: Path, workspace: Path) -> Result:
    told = ["watch", str(folder), "--once", "--every", "0.1", "--workspace", str(workspace), "--today", "2026-11-02"]  # fmt: skip
    return CliRunner().invoke(cli, told)


def test_a_scheduler_hears_whether_something_was_held_back(tmp_path: Path) -> None:
    """A scheduled task that always ends well is looked at by nobody."""
    drop = tmp_path / "drop"
    drop.mkdir()
    assert run(drop, tmp_path / "ws").exit_code == 0
    shutil.copy(BOOK, drop)
    assert run(drop, tmp_path / "ws").exit_code == 0
    (drop / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    told = run(drop, tmp_path / "ws")
    assert told.exit_code == 2 and "坏的.xlsx" in told.output
    assert {each.name for each in drop.iterdir()} == {BOOK.name, "坏的.xlsx"}  # it is no workspace


def test_the_documented_lines_are_commands(tmp_path: Path) -> None:
    """A line that is copied into a scheduler fails at night, and nobody sees why."""
    told = (Path(__file__).parents[2] / "docs" / "schedule.md").read_text("utf-8")
    lines = re.findall(r"\bqc(?:\.exe)? ((?:watch|report|meeting|bulletin) [^\n;>`]*)", told)
    names = {line.split()[0] for line in lines}
    assert {"watch", "report", "meeting", "bulletin"} <= names and len(lines) >= 8
    for line in lines:
        words = line.replace("%MONTH%", "2026-10").replace("$month", "2026-10").replace('"', "").replace("\\", "/").split()  # fmt: skip
        words = [str(tmp_path) if each.endswith(("收件箱", "inbox")) else each for each in words]
        command = cli.get_command(Context(cli), words[0])
        assert command is not None
        command.make_context(words[0], words[1:], resilient_parsing=False)
