"""`qc doctor` at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import Run


def test_a_sound_workspace_has_a_line_for_each_part_and_exit_code_0(run: Run) -> None:
    """A script that runs it every night could not tell good from bad."""
    run("rates")
    told = run("doctor", lang="en")
    assert told.exit_code == 0
    assert told.output.count("✓") == 12 and "All is sound." in told.output
    assert "一切完好" in run("doctor", lang="zh").output


def test_what_is_wrong_says_where_what_and_what_to_do_in_both_languages(run: Run, tmp_path: Path) -> None:  # fmt: skip
    """IT would know that something is wrong, and not what to do."""
    run("rates")
    (tmp_path / "workspace" / "organisation.toml").write_text("units = 3\n", "utf-8")
    told = run("doctor", "--json")
    assert told.exit_code == 1
    document = json.loads(told.output)
    wrong = [each for each in document["checks"] if not each["sound"]]
    assert not document["sound"] and wrong[0]["check"] == "settings"
    (trouble,) = wrong[0]["troubles"]
    assert trouble["place"].endswith("organisation.toml") and not trouble["mendable"]
    assert {"found", "found_en", "remedy", "remedy_en"} <= trouble.keys()
    assert trouble["found"] != trouble["found_en"] and trouble["remedy"] != trouble["remedy_en"]
    assert "✗" in run("doctor").output


def test_a_folder_that_is_no_workspace_is_not_made_one(run: Run, tmp_path: Path) -> None:
    """Whoever mistypes the folder would be told that all is sound."""
    told = run("doctor")
    assert told.exit_code == 2 and not (tmp_path / "workspace").exists()
