"""From files to the store and back: what the head nurse drops in is all there, once, with its cell."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.errors import UsageError
from qc.ingest.importer import FileOutcome, import_paths
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book, check_rows, days_across

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
REFERENCES = sorted(WORKBOOKS.glob("disinfection_*.xlsx"))  # the others: tests of their kinds


def truth_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return found


def imported(workspace: Workspace, path: Path, **more: Any) -> FileOutcome:
    (outcome,) = import_paths(workspace, [path], **more)
    return outcome


def live(workspace: Workspace) -> Any:
    return workspace.store.results(workspace.scope)


@pytest.fixture
def in_march(tmp_path: Path) -> Any:
    opened = open_workspace(tmp_path / "march", today=dt.date(2024, 3, 31), actor="王丽")
    yield opened
    opened.store.close()


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_every_record_comes_out_as_the_truth_says(in_march: Workspace, path: Path) -> None:
    imported(in_march, path)
    frame = live(in_march)
    frame = frame[frame["state"] == "accepted"]
    columns = ["sheet", "cell", "date", "unit", "inspector", "item", "outcome"]
    found = {tuple(row) for row in frame[columns].itertuples(index=False)}
    wanted = {
        tuple(record[column] for column in columns)
        for record in truth_of(path)["checks"]
        if record["accepted"]
    }
    assert found == wanted
    total = truth_of(path)["totals"][0]["accepted"]
    assert (frame["passed"].sum(), frame["checked"].sum()) == (
        total["numerator"],
        total["denominator"],
    )
    assert set(frame["indicator"]) == {"disinfection"}


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_every_fault_is_pointed_at_and_nothing_else(in_march: Workspace, path: Path) -> None:
    outcome = imported(in_march, path)
    assert outcome.reading
    found = {
        (p.sheet, p.cell, p.code, p.severity)
        for p in outcome.reading.problems
        if p.severity != "info"
    }
    wanted = {(f["sheet"], f["cell"], f["type"], f["severity"]) for f in truth_of(path)["faults"]}
    assert found == wanted


def test_the_same_file_again_is_recognised_and_counts_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "×"]])))
    assert imported(workspace, path).status == "imported"
    copy = shutil.copy(path, tmp_path / "十月 副本.xlsx")
    assert imported(workspace, Path(copy)).status == "duplicate"
    assert len(live(workspace)) == 2


def test_a_corrected_file_replaces_what_it_corrects(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "?"], ["√", "√"], ["√", "√"]])))
    assert imported(workspace, path).status == "partly"
    assert len(workspace.store.problems(workspace.scope)) > 0

    corrected = load_workbook(path)
    corrected.active["D4"] = "×"
    corrected.save(path)
    assert imported(workspace, path).status == "imported"

    frame = live(workspace)
    assert (frame["checked"].sum(), frame["passed"].sum()) == (6, 5)
    errors = [p for p in workspace.store.problems(workspace.scope) if p.problem.severity == "error"]
    assert errors == []


def test_a_corrected_date_does_not_leave_the_wrong_day_behind(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "×", "√", "√"]])))
    imported(workspace, path)
    corrected = load_workbook(path)
    corrected.active["F3"] = 5
    corrected.save(path)
    imported(workspace, path)
    assert sorted(live(workspace)["date"].str[-2:]) == ["01", "02", "03", "05"]


def test_a_dry_run_tells_the_same_and_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "?"]])))
    before = workspace.store.revision(workspace.scope)
    dry = imported(workspace, path, dry_run=True)
    assert workspace.store.revision(workspace.scope) == before
    assert len(live(workspace)) == 0
    assert not list((workspace.folder / "originals").rglob("*.xlsx*"))
    real = imported(workspace, path)
    assert (dry.status, dry.reading) == (real.status, real.reading)


def test_one_bad_file_does_not_keep_the_others_out(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "检查表"
    folder.mkdir()
    (folder / "1 好.xlsx").write_bytes(book(days_across([["√", "×"]])))
    (folder / "2 坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "3 值班表.xlsx").write_bytes(book([["值班表"], ["周一", "李敏"]]))
    (folder / "~$1 好.xlsx").write_bytes(b"lock")
    (folder / "说明.txt").write_text("x", encoding="utf-8")
    outcomes = import_paths(workspace, [folder])
    assert [(o.path.name, o.status) for o in outcomes] == [
        ("1 好.xlsx", "imported"),
        ("2 坏.xlsx", "rejected"),
        ("3 值班表.xlsx", "rejected"),
    ]


def test_the_original_is_kept_as_it_came(workspace: Workspace, tmp_path: Path) -> None:
    content = book(days_across([["√", "×"]]))
    path = tmp_path / "十月.xlsx"
    path.write_bytes(content)
    outcome = imported(workspace, path)
    assert workspace.store.original(workspace.scope, outcome.sha256) == ("十月.xlsx", content)


def test_two_lists_of_one_day_with_other_items_stand_side_by_side(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name, items in (("上午", ["手卫生执行", "医疗废物分类"]), ("下午", ["物表清洁消毒"])):
        rows = [["2026-10-5", "注射室", item, "合格", "周婷"] for item in items]
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(book(check_rows(rows)))
        imported(workspace, path)
    assert len(live(workspace)) == 3


def test_a_pipe_and_a_huge_file_are_refused_unread(workspace: Workspace, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with (tmp_path / "huge.xlsx").open("wb") as huge:
        huge.truncate(3 * 2**30)
    outcomes = import_paths(workspace, [tmp_path / "pipe.xlsx", tmp_path / "huge.xlsx"])
    assert [o.status for o in outcomes] == ["rejected", "rejected"]


@pytest.mark.parametrize("name", ["没有.xlsx", "空文件夹", "长" * 2000])
def test_a_wrong_path_is_said_before_anything_is_read(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    (tmp_path / "空文件夹").mkdir()
    with pytest.raises(UsageError, match=name[:50]):
        import_paths(workspace, [tmp_path / name])
