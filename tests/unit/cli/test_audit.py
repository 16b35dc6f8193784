"""`qc audit`: the trail verified and listed from the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2026-11-02")


@pytest.fixture
def filled(run: Run) -> Run:
    for name in ("disinfection_check_rows.xlsx", "two_sheets.xlsx"):
        if (WORKBOOKS / name).exists():
            run("import", WORKBOOKS / name, *TODAY)
    return run


def forge(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "workspace" / "qc.sqlite") as raw:
        for change in ("update", "delete", "replace"):
            raw.execute(f"DROP TRIGGER audit_no_{change}")
        raw.execute(statement)
    raw.close()


def test_a_whole_trail_is_said_to_be_whole(filled: Run) -> None:
    """The assessor asks for one word and a hash to note down."""
    said = filled("audit", "verify", *TODAY, lang="en")
    assert said.exit_code == 0
    assert re.search(r"Audit trail: \d+ entries, all as they were written", said.output)
    (noted,) = re.findall(r"hash ([0-9a-f]{16})", said.output)
    assert filled("audit", "verify", "--head", noted, *TODAY).exit_code == 0


def test_a_forged_entry_is_named_and_scripts_are_told(filled: Run, tmp_path: Path) -> None:
    """A job that runs every night must fail, and the sentence must say where to look."""
    forge(tmp_path, "UPDATE audit SET actor = 'nobody' WHERE id = 1")
    said = filled("audit", "verify", *TODAY, lang="en")
    assert said.exit_code == 1
    assert "entry 1 (" in said.output and "nobody, import) does not fit" in said.output


def test_a_tail_cut_off_is_told_by_a_head_noted_before(filled: Run, tmp_path: Path) -> None:
    """Otherwise who deletes the last entries deletes them for good, unseen."""
    said = filled("audit", "verify", *TODAY, lang="en").output
    (noted,) = re.findall(r"hash ([0-9a-f]{16})", said)
    forge(tmp_path, "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    assert filled("audit", "verify", *TODAY).exit_code == 0
    lost = filled("audit", "verify", "--head", noted, *TODAY)
    assert lost.exit_code == 1
    assert f"The entry with the hash {noted} is no longer there" in lost.output


@pytest.mark.parametrize("head", ["xyz", "12ab", "%", "0" * 65])
def test_what_is_no_hash_is_misuse(filled: Run, head: str) -> None:
    """A slip of the pen must not pass for a forgery."""
    said = filled("audit", "verify", "--head", head, *TODAY, lang="en")
    assert said.exit_code == 2
    assert "is no hash of an entry" in said.output


def test_an_empty_workspace_is_whole(run: Run) -> None:
    said = run("audit", "verify", *TODAY, lang="en")
    assert said.exit_code == 0 and "no entries yet" in said.output
    assert "No entries" in run("audit", "list", *TODAY, lang="en").output


def test_entries_are_listed_for_people_and_scripts(filled: Run) -> None:
    """Who brought which file when, in the clinic's time."""
    listed = json.loads(filled("audit", "list", "--format", "json", *TODAY).stdout)
    assert listed[0]["action"] == "import" and listed[0]["number"] == 1
    assert listed[0]["at"].endswith("+08:00")
    assert json.loads(listed[0]["after"])["file"] == "disinfection_check_rows.xlsx"
    told = filled("audit", "list", "--format", "csv", *TODAY).stdout
    assert len(list(csv.DictReader(io.StringIO(told)))) == len(listed)
    assert "已导入" in filled("audit", "list", *TODAY, lang="zh").output


def test_entries_are_narrowed_by_day_and_person(filled: Run) -> None:
    """A question is about one week and one person."""

    def count(*asked: str) -> int:
        said = filled("audit", "list", "--format", "json", *asked, *TODAY)
        return len(json.loads(said.stdout))

    everything = json.loads(filled("audit", "list", "--format", "json", *TODAY).stdout)
    actor, day = everything[0]["actor"], everything[0]["at"][:10]
    assert count("--actor", actor, "--from", day) == len(everything)
    assert count("--actor", "nobody") == count("--from", "2099-01-01") == 0
