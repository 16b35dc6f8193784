"""The annotated copy goes round: imported, corrected, imported again, and nothing counts twice."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from qc.cli import cli
from qc.errors import WorkspaceError
from qc.ingest.annotated import annotated_copy, keep_copy
from qc.ingest.importer import import_paths, read_workbook
from qc.locale import Translator
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book, days_across

WORKBOOKS = sorted((Path(__file__).parents[1] / "data" / "workbooks").glob("*.xlsx"))

UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_an_unchanged_copy_reads_like_its_original(
    tmp_path: Path, path: Path, language: str
) -> None:
    in_march = open_workspace(tmp_path / "w", today=dt.date(2024, 3, 31), actor="王丽")
    content = path.read_bytes()
    original = read_workbook(in_march, path.name, content)
    name, copy = annotated_copy(path.name, content, original.problems, Translator(language))
    again = read_workbook(in_march, name, copy)
    in_march.store.close()
    assert copy != content
    assert again.file_name == path.name
    assert (again.sheets, again.problems) == (original.sheets, original.problems)


def test_a_corrected_copy_takes_the_place_of_its_original(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "?"], ["√", "√"], ["√", "√"]])))
    (outcome,) = import_paths(workspace, [path])
    assert outcome.reading
    copy = keep_copy(workspace, path.name, outcome.sha256, outcome.reading.problems)
    assert copy == workspace.folder / "annotated" / outcome.sha256[:12] / "十月（待更正）.xlsx"
    corrected = load_workbook(copy)
    corrected["表"]["D4"] = "×"
    corrected.save(copy)
    (outcome,) = import_paths(workspace, [copy])
    assert outcome.status == "imported"
    frame = workspace.store.results(workspace.scope)
    assert (frame["checked"].sum(), frame["passed"].sum()) == (6, 5)


def test_the_command_keeps_a_copy_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "?"]])))
    common = ["--workspace", str(tmp_path / "w"), "--today", "2026-11-02"]

    def run(*arguments: str) -> str:
        return CliRunner().invoke(cli, ["import", str(path), *arguments, *common]).output

    dry = json.loads(run("--dry-run", "--json"))
    assert dry["files"][0]["annotated"] is None
    assert not (tmp_path / "w" / "annotated").exists()
    said = next(line for line in run().splitlines() if "批注版" in line)
    kept = Path(said.split("：", 1)[1].strip())
    assert load_workbook(io.BytesIO(kept.read_bytes())).sheetnames == ["待更正", "表"]
    path.write_bytes(book(days_across([["√", "??"]])))
    told = json.loads(run("--json"))["files"][0]["annotated"]
    assert Path(told).is_file() and told != str(kept)


def test_what_is_in_order_gets_no_copy(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "×"]])))
    (outcome,) = import_paths(workspace, [path])
    assert outcome.reading
    assert keep_copy(workspace, path.name, outcome.sha256, outcome.reading.problems) is None
    assert not (workspace.folder / "annotated").exists()


def test_a_folder_that_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "?"]])))
    (outcome,) = import_paths(workspace, [path])
    assert outcome.reading
    (workspace.folder / "annotated").write_text("no folder", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="十月"):
        keep_copy(workspace, path.name, outcome.sha256, outcome.reading.problems)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_it_and_shows_the_list(workspace: Workspace, tmp_path: Path) -> None:
    content = WORKBOOKS[0].read_bytes()
    problems = read_workbook(workspace, WORKBOOKS[0].name, content).problems
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated_copy(copy.name, content, problems, workspace.t)[1])
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", UTF8_CSV, "--outdir", str(tmp_path), str(copy)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "待更正" in (tmp_path / "copy.csv").read_text(encoding="utf-8")
