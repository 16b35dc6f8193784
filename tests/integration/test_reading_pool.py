"""Many files are read by processes of their own: what one file does to its reader costs that file
alone, and nothing depends on which reader is the quickest."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from qc.errors import WorkbookError
from qc.ingest.importer import FEW, import_content, import_each, import_paths
from qc.ingest.reading import read_workbook
from qc.ingest.reading_pool import reading_pool
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book, check_rows

TODAY = dt.date(2026, 10, 31)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "workspace", today=TODAY, actor="王丽")
    yield opened
    opened.store.close()


def audit(day: int) -> bytes:
    return book(check_rows([[f"2026-10-{day:02d}", "治疗室", "手卫生", "√"]]))


def wide(rows: int) -> bytes:
    """A workbook that takes a while."""
    return book(check_rows([["2026-10-01", f"{row}室", f"第{row}项", "√"] for row in range(rows)]))


def folder_of(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03d}.xlsx").write_bytes(audit(number % 30 + 1))
    return folder


def test_many_files_come_out_as_few_do_and_in_the_order_of_their_names(
    here: Workspace, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, FEW + 6)
    outcomes = import_paths(here, [folder])
    assert [o.path.name for o in outcomes] == [f"{n:03d}.xlsx" for n in range(FEW + 6)]
    for outcome in outcomes:
        alone = read_workbook(here, outcome.path.name, outcome.path.read_bytes())
        assert outcome.reading == alone
    assert len(here.store.imports(here.scope)) == FEW + 6


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_same_content_twice_in_one_batch_is_told_as_a_duplicate(
    here: Workspace, tmp_path: Path, dry_run: bool
) -> None:
    content = audit(1)  # once: a workbook holds the second in which it was written
    (tmp_path / "a.xlsx").write_bytes(content)
    (tmp_path / "b.xlsx").write_bytes(content)
    outcomes = import_paths(here, [tmp_path / "a.xlsx", tmp_path / "b.xlsx"], dry_run=dry_run)
    assert [outcome.status for outcome in outcomes] == ["imported", "duplicate"]
    assert len(here.store.imports(here.scope)) == (0 if dry_run else 1)


def test_progress_counts_every_file_to_the_last(here: Workspace, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder = folder_of(tmp_path, FEW + 1)
    import_paths(here, [folder], progress=lambda done, total, _: seen.append((done, total)))
    assert seen == [(done, FEW + 1) for done in range(FEW + 2)]


def test_a_broken_file_among_many_is_refused_in_the_words_that_it_has_alone(
    here: Workspace, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, FEW + 2)
    (folder / "000 {x}.xlsx").write_bytes(audit(1)[:900])
    refused = [o for o in import_paths(here, [folder]) if o.status == "rejected"]
    with pytest.raises(WorkbookError) as alone:
        read_workbook(here, "000 {x}.xlsx", audit(1)[:900])
    assert [str(outcome.fault) for outcome in refused] == [str(alone.value)]


def test_whoever_stops_half_way_has_what_was_given_out(here: Workspace, tmp_path: Path) -> None:
    outcomes = import_each(here, [folder_of(tmp_path, FEW + 3)])
    first = next(outcomes)
    outcomes.close()
    assert here.store.find_import(here.scope, first.sha256) is not None


def test_content_that_was_uploaded_comes_in_under_its_name(here: Workspace) -> None:
    content = audit(1)
    outcome = import_content(here, "十月.xlsx", content)
    assert (outcome.status, outcome.path) == ("imported", Path("十月.xlsx"))
    assert here.store.original(here.scope, outcome.sha256) == ("十月.xlsx", content)
    assert import_content(here, "再来.xlsx", content).status == "duplicate"


def test_a_file_that_takes_too_long_is_given_up_in_words(here: Workspace) -> None:
    with (
        reading_pool(here, seconds=0.05) as begin,
        pytest.raises(WorkbookError, match="was given up after"),
    ):
        begin("慢.xlsx", wide(5_000))()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is kept on Linux")
def test_a_file_that_needs_too_much_memory_is_refused_in_words(here: Workspace) -> None:
    with (
        reading_pool(here, memory=1) as begin,  # no more than the process has when it is ready
        pytest.raises(WorkbookError, match="too much memory"),
    ):
        begin("大.xlsx", wide(5_000))()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds its children in /proc")
def test_a_reader_that_dies_costs_the_file_that_it_was_reading(here: Workspace) -> None:
    others = _children()
    with reading_pool(here, seconds=60) as begin:
        for _ in range(os.cpu_count() or 1):  # every reader is up before one is killed
            begin("小.xlsx", audit(1))()
        used = {pid: _seconds_of(pid) for pid in _children() - others}
        reading = begin("死.xlsx", wide(20_000))
        killed = threading.Thread(target=_kill_the_busy, args=[used])
        killed.start()
        with pytest.raises(WorkbookError, match="could not be read"):
            reading()
        killed.join()
        assert begin("生.xlsx", audit(1))().sheets


def test_without_processes_the_files_are_read_all_the_same(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for executable in ("/nowhere/python", sys.executable):
        monkeypatch.setattr(sys, "executable", executable)
        if executable != "/nowhere/python":  # one that starts and ends at once
            monkeypatch.setenv("PYTHONHOME", "/nowhere")
        with reading_pool(here) as begin:
            assert begin("一.xlsx", audit(1))().sheets


def _kill_the_busy(used: Mapping[int, float]) -> None:
    """Kill the reader that is at work, by the seconds that each had used before."""
    while not (busy := [pid for pid, before in used.items() if _seconds_of(pid) > before + 0.5]):
        time.sleep(0.01)
    for pid in busy:
        os.kill(pid, signal.SIGKILL)


def _children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


def _seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
