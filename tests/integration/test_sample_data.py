"""The sample clinic: what the maker meant is what comes in, through the same door as any workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sample_data
from qc.ingest.importer import FileOutcome, import_paths
from qc.workspace import Workspace, open_workspace

TRUTH: dict[str, Any] = json.loads(
    (Path(sample_data.__file__).parent / "truth.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def clinic(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Workspace, list[FileOutcome]]]:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "organisation.toml").write_text(sample_data.organisation(), encoding="utf-8")
    opened = open_workspace(folder, today=sample_data.TODAY, actor="王丽")
    yield opened, import_paths(opened, sample_data.workbooks())
    opened.store.close()


def test_every_file_comes_in(clinic: tuple[Workspace, list[FileOutcome]]) -> None:
    spoilt = {name for name, told in TRUTH.items() if told["faults"]}
    assert {o.path.name: o.status for o in clinic[1]} == {
        name: "partly" if name in spoilt else "imported" for name in TRUTH
    }


def test_the_figures_are_those_that_the_maker_meant(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    workspace, _ = clinic
    frame = workspace.store.results(workspace.scope)
    frame = frame[frame["state"] == "accepted"].assign(month=frame["date"].str[:7])
    keys = ["indicator", "month", "unit"]
    counts = {name: (name, "sum") for name in ("checked", "passed")}
    applicable = frame[frame["checked"] > 0].groupby(keys)
    found = applicable.agg(checks=("check_id", "nunique"), **counts)
    rows = [row for told in TRUTH.values() for row in told["totals"]]
    meant = pd.DataFrame(rows).groupby(keys).agg(checks=("checks", "sum"), **counts)
    pd.testing.assert_frame_equal(found, meant, check_dtype=False)


def test_every_deliberate_fault_is_found_and_no_other(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    found = {
        (o.path.name, p.sheet, p.cell, p.code, p.severity.value)
        for o in clinic[1]
        if o.reading
        for p in o.reading.problems
        if p.severity != "info"
    }
    meant = {
        (name, f["sheet"], f["cell"], f["code"], f["severity"])
        for name, told in TRUTH.items()
        for f in told["faults"]
    }
    assert found == meant


def test_importing_again_changes_nothing(clinic: tuple[Workspace, list[FileOutcome]]) -> None:
    workspace, _ = clinic
    before = workspace.store.revision(workspace.scope)
    outcomes = import_paths(workspace, sample_data.workbooks()[:5])
    assert {outcome.status for outcome in outcomes} == {"duplicate"}
    assert workspace.store.revision(workspace.scope) == before
