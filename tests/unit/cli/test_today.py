"""`qc today`: one sentence, then the list, each line with the command that leads to it."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from qc.attention.matter import Link, LinkKind
from qc.cli.today import COLUMNS, way
from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2026-11-02")


@pytest.fixture
def filled(run: Run) -> Run:
    run("import", WORKBOOKS / "disinfection_check_rows.xlsx", *TODAY)
    return run


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    said = run("today", *TODAY, "--format", "json", *arguments)
    assert said.exit_code == 0
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def test_a_new_workspace_is_led_to_the_import(run: Run) -> None:
    said = run("today", *TODAY, lang="en").output
    assert said.startswith("Nothing has been imported yet.") and "qc import" in said
    assert listed(run) == []


def test_the_list_begins_with_its_sentence(filled: Run) -> None:
    """Five failed marks of October are in the list; the sentence counts its lines."""
    rows = listed(filled)
    failed = [row for row in rows if row["kind"] in ("critical", "overdue", "action")]
    assert sum(row["count"] for row in failed) == 5
    urgent = sum(row["urgency"] == "now" for row in rows)
    said = filled("today", *TODAY, lang="en").output
    assert said.startswith(f"Urgent today: {urgent};")
    assert all(row["command"] in said for row in rows)


def test_the_command_leads_there(filled: Run) -> None:
    """A line whose command answers with an error helps nobody."""
    for row in listed(filled):
        program, *words = shlex.split(row["command"])
        assert program == "qc"
        if words[0] == "import":  # the file lies with whoever corrected it
            assert words[1:] == ["disinfection_check_rows.xlsx"]
            continue
        assert filled(*words, *TODAY).exit_code == 0


def test_what_is_done_is_gone(filled: Run) -> None:
    names = [row["id"] for row in json.loads(filled("findings", *TODAY, "--format", "json").stdout)]
    given = ("--cause", "忘记", "--measure", "贴提示")
    for name in names:
        assert filled("findings", name, *TODAY, "--do", "fix_at_once", *given).exit_code == 0
    assert not [r for r in listed(filled) if r["kind"] in ("critical", "overdue", "action")]


def test_csv_has_the_columns(filled: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("today", *TODAY, "--format", "csv").stdout)))
    assert rows and tuple(rows[0]) == COLUMNS


def test_the_workspace_goes_along(filled: Run, tmp_path: Path) -> None:
    """Copied as they stand, the commands would ask another workspace."""
    there = str(tmp_path / "workspace")
    assert "--workspace" not in filled("today", *TODAY).output
    assert f"--workspace {there}" in filled("today", *TODAY, "--workspace", there).output


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("十月.xlsx", "qc import 十月.xlsx"),
        ("10月 护理.xlsx", 'qc import "10月 护理.xlsx"'),
        ("$(rm -rf ~).xlsx", "qc import '$(rm -rf ~).xlsx'"),
        ("a;b&c.xlsx", 'qc import "a;b&c.xlsx"'),
    ],
)
def test_a_files_name_stays_a_name(name: str, command: str) -> None:
    """A command is copied into a shell: what a stranger called the file must not run there."""
    assert way(Link(LinkKind.IMPORT, "1"), {"file": name}) == command


def test_every_kind_of_link_has_its_command() -> None:
    """A new kind of matter would stop the whole list."""
    for kind in LinkKind:
        link = Link(kind, "x", indicator="disinfection", unit="换药室")
        assert way(link, {}).startswith("qc ")
