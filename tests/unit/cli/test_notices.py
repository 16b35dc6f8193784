"""`qc notices` and `qc inspection-folder` from the command line, and a notice that comes back by `qc import`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2024-04-10")


@pytest.fixture
def filled(run: Run) -> Run:
    run("import", WORKBOOKS / "disinfection_check_rows.xlsx", *TODAY)
    return run


def printed(run: Run, folder: Path) -> Path:
    said = run("notices", "2024-03", "--out", folder, *TODAY)
    assert said.exit_code == 0, said.output
    return sorted(folder.glob("*.xlsx"))[0]


def test_a_notice_goes_out_and_comes_back(filled: Run, tmp_path: Path) -> None:
    """What was typed once is not typed again; the import says how many lines it took, and of which not."""
    path = printed(filled, tmp_path / "out")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for column, value in zip("FGHI", ("备货不足", "每周补货", "李敏", "尽快"), strict=True):
        sheet[f"{column}5"].value = value
    book.save(path)
    looked = filled("import", path, "--dry-run", *TODAY)
    assert "尽快" in looked.output and "I5" in looked.output
    sheet["I5"].value = "4月20日"
    book.save(path)
    assert "可登记 1 行" in filled("import", path, "--dry-run", *TODAY).output
    said = filled("import", path, *TODAY)
    assert said.exit_code == 0 and "已登记 1 行" in said.output
    again = json.loads(filled("import", path, "--json", *TODAY).output)["files"][0]
    assert again["status"] == "duplicate" and again["notice"]["known"] == 1
    assert "李敏" in filled("findings", *TODAY).output
    left = filled("notices", "2024-03", "--out", path.parent, *TODAY)
    assert left.exit_code == 1 and str(path.name) in left.output.replace("\n", "")


def test_a_day_and_days_that_are_none(filled: Run, tmp_path: Path) -> None:
    day = filled("notices", "2024-03-01", "--out", tmp_path / "day", *TODAY)
    assert day.exit_code in (0, 2) and "Traceback" not in day.output
    for wrong in ([], ["十月"], ["2024-03", "--unit", "火星"], ["2024-03-99"]):
        said = filled("notices", *wrong, "--out", tmp_path / "x", *TODAY)
        assert said.exit_code == 2 and "Traceback" not in said.output


def test_nobody_filled_it_in(filled: Run, tmp_path: Path) -> None:
    said = filled("import", printed(filled, tmp_path / "out"), *TODAY)
    assert said.exit_code == 2 and "○" in said.output and "还没有填写" in said.output


def test_the_inspectors_folder(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "包.zip"
    said = filled("inspection-folder", "--period", "2024-Q1", "--standard", "disinfection",
                  "--standard", "hand-hygiene", "--out", out, *TODAY)  # fmt: skip
    assert said.exit_code == 0 and "包.zip" in said.output
    names = zipfile.ZipFile(out).namelist()
    assert any(name.endswith("disinfection_check_rows.xlsx") for name in names)
    wrong = filled("inspection-folder", "--period", "2024-Q1", "--standard", "火星", *TODAY)
    assert wrong.exit_code == 2 and "Traceback" not in wrong.output
