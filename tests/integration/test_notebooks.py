"""The notebooks run as they stand, on the sample clinic, and say what its maker meant."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import sample_data

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CELL_SECONDS = 300
TRUTH: dict[str, Any] = json.loads(
    (Path(sample_data.__file__).parent / "truth.json").read_text(encoding="utf-8")
)

Said = dict[str, str]


def said_by(name: str) -> Said:
    """Run a notebook from the project's folder; what each cell prints, by the cell's id."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(ROOT)}}
    NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name="python3", resources=resources
    ).execute()
    outputs = [
        (cell["id"], out)
        for cell in notebook.cells
        if cell.cell_type == "code"
        for out in cell.outputs
    ]
    warned = [out.text for _, out in outputs if out.get("name") == "stderr"]
    assert warned == []
    said: Said = {}
    for cell, out in outputs:
        said[cell] = said.get(cell, "") + (out.get("text") or out.data.get("text/plain", ""))
    return said


def pooled(group: str, **wanted: str) -> dict[str, float]:
    """Rates by one key, from the maker's own counts."""
    checked: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for row in (row for told in TRUTH.values() for row in told["totals"]):
        if all(row[key] == value for key, value in wanted.items()):
            checked[row[group]] += row["checked"]
            passed[row[group]] += row["passed"]
    return {key: passed[key] / checked[key] for key in checked}


@pytest.fixture(scope="module")
def rates_and_assurance() -> Said:
    return said_by("rates_and_assurance")


@pytest.fixture(scope="module")
def control_charts() -> Said:
    return said_by("control_charts")


def test_every_notebook_is_run_here() -> None:
    """A new one would rot unseen."""
    assert [path.stem for path in NOTEBOOKS] == ["control_charts", "rates_and_assurance"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_outputs(path: Path) -> None:
    """Outputs would go stale, and turn every run into a changed file."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell["id"] for cell in cells if cell.outputs or cell.execution_count] == []


def test_the_pooled_rate_is_the_makers(rates_and_assurance: Said) -> None:
    """The reader checks our arithmetic with it."""
    rate = pooled("month", indicator="disinfection")["2026-10"]
    assert f"= {rate:.2%}" in rates_and_assurance["pooled"]


def test_charts_pass_less_often_than_their_items(rates_and_assurance: Said) -> None:
    """The chapter on counting units rests on it."""
    items, charts = map(float, re.findall(r"([\d.]+)%", rates_and_assurance["units"]))
    assert items == round(100 * pooled("indicator")["documents"], 1)
    assert charts < items


def test_the_four_states_and_what_is_still_needed_are_shown(rates_and_assurance: Said) -> None:
    states = re.findall(
        r"met_so_far|missed_so_far|met|missed|no_data", rates_and_assurance["states"]
    )
    assert set(states) == {"met_so_far", "missed_so_far", "met", "missed", "no_data"}
    assert "59 次" in rates_and_assurance["needed"]


def test_the_notebook_ends_on_the_dashboards_own_sentence(rates_and_assurance: Said) -> None:
    assert rates_and_assurance["headline"].startswith("2026年10月")


def test_the_spring_and_the_improvement_show(control_charts: Said) -> None:
    """Both chapters are empty talk when the sample year stops telling its story."""
    assert "有信号：是" in control_charts["year"]
    weeks, below, _ = map(int, re.findall(r"(\d+) 周", control_charts["spring"]))
    assert below > 0.8 * weeks
    before, after = map(float, re.findall(r"([\d.]+)%", control_charts["phases"]))
    assert before < after
    assert "实施后有信号：否" in control_charts["phases"]


def test_the_worst_room_is_the_makers(control_charts: Said) -> None:
    rooms = pooled("unit", indicator="disinfection")
    assert f"全年最低：{min(rooms, key=lambda room: rooms[room])}" in control_charts["worst"]
