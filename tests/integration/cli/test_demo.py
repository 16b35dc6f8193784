"""`qc demo`: the first thing that anybody runs."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qc.improve.acting import findings
from qc.improve.cycles.acting import cycles as all_cycles
from qc.improve.cycles.effect import Conclusion
from qc.improve.cycles.states import CycleState
from qc.improve.states import FindingState
from qc.workspace import Workspace, open_workspace
from sample_data import TODAY
from tests.integration.cli.test_process import QC, environment, serving


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*QC, "demo", "--no-serve", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", timeout=300
    )


def contents(folder: Path) -> dict[str, str]:
    """Every file by its hash; not SQLite's passing files beside the database."""
    files = [p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm"))]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(folder, today=TODAY, create=False)
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sample clinic's folder and what the first run said."""
    folder = tmp_path_factory.mktemp("demo")
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_it_says_the_conclusion_then_every_indicator_then_the_report(
    clinic: tuple[Path, str],
) -> None:
    """Who runs the demo wants the month in a sentence before a table."""
    folder, said = clinic
    lines = said.splitlines()
    assert lines[0].startswith("示例检查表：")
    assert "达标" in lines[2] and "10" in lines[2]
    table = lines[4:]
    assert sum(any(shape in line for shape in "●◐◑▲—") for line in table) >= 12
    (report,) = (folder / "qc-demo" / "reports").glob("*2026-10.xlsx")
    assert report.name in lines[-1]


def test_a_second_run_changes_nothing(clinic: tuple[Path, str]) -> None:
    """Figures, history and report must be the same however often it is run."""
    folder, first = clinic
    before = contents(folder)
    again = demo(folder)
    assert again.returncode == 0
    assert contents(folder) == before
    assert again.stdout.splitlines()[2:] == first.splitlines()[2:]
    assert "导入 0 份" in again.stdout


def test_it_serves_the_dashboard(clinic: tuple[Path, str]) -> None:
    folder, _ = clinic
    with serving(folder, "demo") as (_, address, said):
        assert address.startswith("http://127.0.0.1:")
        assert "示例检查表" in said[0]


def test_it_never_mixes_with_a_real_workspace(tmp_path: Path) -> None:
    """Invented checks among real ones could not be told apart afterwards."""
    real = tmp_path / "qc-demo"
    real.mkdir()
    (real / "workspace.toml").write_text('format = 1\nclinic = "真实诊所"\n', encoding="utf-8")
    done = demo(tmp_path)
    assert done.returncode == 2
    assert contents(tmp_path).keys() == {"qc-demo/workspace.toml"}


def test_the_sample_never_gets_into_a_real_database(tmp_path: Path) -> None:
    """The folder is marked as a demo's; a database named by the environment is not."""
    environment = {**os.environ, "QC_DATABASE_URL": "postgresql://qc@127.0.0.1:1/clinic"}
    command = [*QC, "demo", "--no-serve", "--workspace", str(tmp_path / "demo")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "QC_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_shows_what_was_done_about_the_failures(clinic: tuple[Path, str]) -> None:
    """A page of improvement with nothing but 600 overdue failures would frighten whoever looks first."""
    with opened(clinic[0] / "qc-demo") as workspace:
        cycles = {shown.cycle.state: shown for shown in all_cycles(workspace)}
        assert cycles.keys() == {CycleState.CLOSED, CycleState.CHECK, CycleState.PLAN}
        assert cycles[CycleState.CLOSED].conclusion is Conclusion.EFFECTIVE
        found = [found for found in findings(workspace) if found.followed]
        assert {found.state for found in found} == set(FindingState) - {FindingState.WITHDRAWN}
        assert sum(found.waits for found in found) < 100
        for act in (act for each in found for act in each.acts):
            assert act.at[:10] >= "2026-10-01", "an act is dated by the story, not by the machine"
            assert act.at[:10] <= "2026-11-02"
