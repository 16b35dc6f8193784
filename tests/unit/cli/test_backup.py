"""`qc backup` and `qc restore` at the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2026-11-02")


@pytest.fixture
def filled(run: Run) -> Run:
    run("import", WORKBOOKS / "disinfection_check_rows.xlsx", *TODAY)
    return run


def test_made_and_brought_back(filled: Run, tmp_path: Path) -> None:
    """IT reads from these lines that it can rely on the file."""
    said = filled("backup", *TODAY, lang="en")
    assert said.exit_code == 0 and "1 imports" in said.output
    assert "Keep it like the key" in said.output
    (sha256,) = re.findall(r"SHA-256\): ([0-9a-f]{64})", said.output)
    (made,) = (tmp_path / "workspace" / "backups").glob("*.zip")
    assert sha256 in made.with_name(made.name + ".sha256").read_text()
    rates = filled("rates", "--format", "csv", *TODAY).stdout
    back = filled("restore", made, "--workspace", tmp_path / "new")
    assert back.exit_code == 0 and "Every file, row and rate is as it was." in back.output
    assert (
        filled("rates", "--format", "csv", "--workspace", tmp_path / "new", *TODAY).stdout == rates
    )
    assert filled("audit", "verify", "--workspace", tmp_path / "new", *TODAY).exit_code == 0


def test_what_cannot_be_is_a_sentence_and_code_2(filled: Run, tmp_path: Path) -> None:
    """A script that runs every night must fail when there is no backup."""
    out = tmp_path / "a.zip"
    assert filled("backup", "--out", out, "--without-key", *TODAY, lang="en").exit_code == 0
    again = filled("backup", "--out", out, *TODAY)
    assert again.exit_code == 2 and "is there already" in again.output
    filled_in = filled("restore", out, "--workspace", tmp_path / "workspace")
    assert filled_in.exit_code == 2 and "is not empty" in filled_in.output
    keyless = filled("restore", out, "--workspace", tmp_path / "new")
    assert keyless.exit_code == 2 and "QC_KEY" in keyless.output
    assert not (tmp_path / "new").exists()
    missing = filled("restore", tmp_path / "none.zip", "--workspace", tmp_path / "new")
    assert missing.exit_code == 2 and "Traceback" not in missing.output
    nowhere = filled("backup", "--out", tmp_path / "no" / "a.zip", *TODAY)
    assert nowhere.exit_code == 2 and "cannot be written" in nowhere.output
