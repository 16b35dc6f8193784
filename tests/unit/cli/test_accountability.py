"""`qc accountability`: off, named, proposed and decided from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import WORKBOOKS, Run

TODAY = ("--today", "2026-11-02")
LADDER = 'accountability.events.record-error = ["disinfection"]\n'


@pytest.fixture
def on(run: Run, tmp_path: Path) -> Run:
    """Switched on, the ladder of record errors fed by the disinfection sheet."""
    run("import", WORKBOOKS / "disinfection_check_rows.xlsx", *TODAY)
    switch(tmp_path, LADDER)
    return run


def switch(folder: Path, text: str) -> None:
    own = folder / "workspace" / "improvement.toml"
    own.write_text(f"accountability.since = 2020-01-01\n{text}", encoding="utf-8")


def findings(run: Run) -> list[str]:
    said = run("findings", *TODAY, "--show", "all", "--format", "json")
    return [row["id"] for row in json.loads(said.stdout)]


def do(run: Run, name: str, what: str, *arguments: str, form: str = "json") -> list[dict[str, Any]]:
    said = run("accountability", name, *TODAY, "--do", what, "--format", form, *arguments)
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def test_off_says_so(run: Run) -> None:
    """Nobody is left to wonder why nothing is proposed."""
    said = run("accountability", *TODAY, lang="en")
    assert said.exit_code == 0 and "Accountability is switched off" in said.output
    assert json.loads(run("accountability", *TODAY, "--format", "json").stdout) == []
    for what in ("name", "accept"):
        said = run("accountability", "x", *TODAY, "--do", what, "--note", "x")
        assert said.exit_code == 2 and "switched off" in said.output


def test_the_whole_way(on: Run) -> None:
    """Named, proposed, accepted with a reason, lifted again; names are masked unless asked for."""
    name = findings(on)[0]
    (row,) = do(on, name, "name", "--person", "周小婷")
    assert (row["person"], row["count"], row["action"]) == ("周*", 1, "unit_notice")
    assert (row["findings"], row["state"], row["event"]) == (name, "proposed", "record-error")
    assert "amount" not in row
    said = on("accountability", *TODAY, "--names", lang="en").output
    assert "周小婷" in said and "A record with an error or a gap" in said and name in said
    assert "周小婷" not in on("accountability", *TODAY).output
    proposal = row["id"]
    refused = on("accountability", proposal, *TODAY, "--do", "accept")
    assert refused.exit_code == 2 and "note is missing" in refused.output
    assert do(on, proposal, "accept", "--note", "属实") == []
    again = on("accountability", proposal, *TODAY, "--do", "refuse", "--note", "x")
    assert again.exit_code == 2 and "There is no proposal" in again.output
    assert "No proposal stands here" in on("accountability", *TODAY).output
    (row,) = do(on, proposal, "lift", "--note", "申诉成立", "--show", "decided")
    assert (row["state"], row["note"], row["lifted"]) == ("lifted", "属实", "申诉成立")
    said = on("accountability", *TODAY, "--show", "all").output
    assert "属实" in said and "申诉成立" in said and "▲" not in said


def test_taken_off_and_refused(on: Run, tmp_path: Path) -> None:
    first, second = findings(on)[:2]
    do(on, first, "name", "--person", "周小婷")
    assert do(on, first, "unname", "--person", "周小婷", "--note", "误记") == []
    (row,) = do(on, second, "name", "--person", "周小婷", "--event", "record-error")
    assert do(on, row["id"], "refuse", "--note", "系统故障") == []
    (row,) = do(on, first, "name", "--person", "周小婷")
    do(on, row["id"], "accept", "--note", "属实")
    switch(tmp_path, "")  # the sheet leads there no more
    said = on("accountability", *TODAY, "--show", "all", lang="en").output
    assert "▲ The record behind it was corrected" in said


def test_amounts_stand_with_a_warning(on: Run, tmp_path: Path) -> None:
    """Only where the clinic has them shown."""
    switch(tmp_path, f"{LADDER}accountability.amounts = true\n")
    for name in findings(on)[:2]:
        rows = do(on, name, "name", "--person", "周小婷")
    assert [(row["window"], row["count"], row["amount"]) for row in rows] == [("2024-03", 2, 20)]
    said = on("accountability", *TODAY, lang="en").output
    assert "has no right to fine" in said and "notice in the department's meeting (20)" in said


def test_nobody_is_named_on_a_complaint(run: Run, tmp_path: Path) -> None:
    """A real register, imported: its failed lines are findings, and not one of them can name anybody."""
    run("import", WORKBOOKS / "complaints_register.xlsx", *TODAY)
    switch(tmp_path, "")
    reports = findings(run)
    assert reports
    for name in reports:
        said = run("accountability", name, *TODAY, "--do", "name", "--person", "周小婷", lang="en")
        assert said.exit_code == 2 and "may name somebody" in said.output
    assert (
        json.loads(run("accountability", *TODAY, "--show", "all", "--format", "json").stdout) == []
    )


def test_about_which_must_be_said(on: Run) -> None:
    assert on("accountability", *TODAY, "--do", "accept").exit_code == 2
