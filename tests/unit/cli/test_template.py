"""`qc template`: forms to fill in, asked for by name or all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("asked", ["disinfection", "消毒隔离质量检查表", "手卫生"])
def test_a_form_is_written_where_it_is_asked(run: Run, tmp_path: Path, asked: str) -> None:
    """A head nurse knows the name on the sheet, not a code."""
    path = tmp_path / "表" / "十月.xlsx"
    outcome = run("template", asked, "--out", path)
    assert outcome.exit_code == 0
    assert path.read_bytes().startswith(b"PK")
    assert str(path) in outcome.output


def test_all_forms_go_into_one_folder(run: Run, tmp_path: Path) -> None:
    outcome = run("template", "--all", "--out", tmp_path / "forms", "--today", "2026-10-31")
    assert outcome.exit_code == 0
    names = {path.name for path in (tmp_path / "forms").iterdir()}
    assert "消毒隔离质量检查表_2026-10.xlsx" in names
    assert len(names) == len(outcome.output.splitlines())


def test_an_unknown_name_is_answered_with_near_ones(run: Run) -> None:
    outcome = run("template", "消读隔离检查表")
    assert outcome.exit_code == 2
    assert "消毒隔离质量检查表" in outcome.output
    assert "Traceback" not in outcome.output


@pytest.mark.parametrize("words", [(), ("disinfection", "--all")])
def test_one_or_all_must_be_said(run: Run, words: tuple[str, ...]) -> None:
    """With both, one of the wishes would be passed over in silence."""
    outcome = run("template", *words)
    assert outcome.exit_code == 2
    assert "disinfection" in outcome.output
