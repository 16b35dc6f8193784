"""The notebooks run as they stand, on the sample clinic, and say what its maker meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
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

Cells = dict[str, Any]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home, so that the kernel is this very Python whatever others the reader has installed;
    nothing to download through; and a database that must not be touched."""
    home, nowhere = str(tmp_path_factory.mktemp("home")), "http://127.0.0.1:9"
    names = ("HOME", "USERPROFILE", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*names, "JUPYTER_RUNTIME_DIR"):
            patch.setenv(name, home)
        patch.delenv("JUPYTER_PATH", raising=False)
        for name in ("http_proxy", "https_proxy"):
            patch.setenv(name, nowhere)
        patch.setenv("QC_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/real")
        patch.setenv("PLOTLY_RENDERER", "json")
        patch.setenv("PYTHONPATH", str(ROOT))
        yield


def run(path: Path) -> Cells:
    """The code cells of an executed notebook by their ids, run from its own folder."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name="python3", resources=resources
    ).execute()
    return code_cells(notebook)


def code_cells(notebook: Any) -> Cells:
    return {cell["id"]: cell for cell in notebook.cells if cell.cell_type == "code"}


def said(cell: Any) -> str:
    """What a cell prints and shows as text."""
    return "".join(
        out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.outputs
    )


def pooled(group: str, **wanted: str) -> dict[str, float]:
    """Rates by one key, from the maker's own counts of the audits that the notebooks import."""
    checked: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    names = (path.name for path in sample_data.core_workbooks())
    for row in (row for name in names for row in TRUTH[name]["totals"]):
        if all(row[key] == value for key, value in wanted.items()):
            checked[row[group]] += row["checked"]
            passed[row[group]] += row["passed"]
    return {key: passed[key] / checked[key] for key in checked}


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request: pytest.FixtureRequest, alone: None) -> tuple[str, Cells]:  # noqa: ARG001
    return request.param.stem, run(request.param)


def test_every_notebook_shows_its_fact(executed: tuple[str, Cells]) -> None:
    """Figures that the text rests on, held against the maker's counts and the printed tables; a
    new notebook has to name its own."""
    name, cells = executed
    rate = pooled("indicator", indicator="disinfection")["disinfection"]
    rooms = pooled("unit", indicator="disinfection")
    shown = {
        "rates_and_assurance": {
            "pooled": f"合并 pooled {rate:.2%}",
            "counting": f"按条目 items {pooled('indicator')['documents']:.1%}",
            "clean-checks": "59",
            "few-checks": "0.724",
            "plan": "0.98: 234",
            "since": "395",
            "census": "census {('治疗室', '盐酸肾上腺素注射液')",
            "dashboard": "2026年10月",
        },
        "control_charts": {
            "bad-spring": "低于下限 below: 2026-03, 2026-04, 2026-05",
            "run-chart": "few_periods",
            "choice": "rare_failures",
            "rare": "1039 样 lines, 140 天 days",
            "rebase": "2026-07-27",
            "rooms": min(rooms, key=lambda room: rooms[room]),
            "icons": "到不了",
            "many": "84 条线 lines: 单独看 p ≤ 0.05 alone 10",
        },
        "agreement": {
            "second": "lines inspected by two: 0 /",
            "paradox": "物品清点术前术后一致双签",
            "worst": "健康宣教记录具体: AC1 0.74",
            "failures": "两人都判 by both: 30（38%）",
            "how-many": "0.901",
        },
        "before_after": {
            "size": "升 up 3.1（2.2 – 4.1）",
            "test": "9.2571",
            "few": "target_reached_few_checks",
            "baseline-figure": "worse_not_clear",
            "chart": "improvement_high，21/21",
            "rooms": min(rooms, key=lambda room: rooms[room]),
            "verdict": "可以结案 may close: 光电治疗室、前台",
        },
        "pareto_and_funnel": {
            "items": "433 次不合格 failures；前四条 first four 56%，够八成要 for 80 % 9/17",
            "funnel": min(rooms, key=lambda room: rooms[room]),
            "small": "82 of 82: 8%",
            "spread": "按项数 counting alone       108.0     23.0",
            "order": "换药室第 9 dressing room ninth: 100%",
            "people": "{False: 1, True: 5}",
            "many": "[['换药室', 'disinfectant_concentration']",
            "correlation": "r = 0.42",
            "weekday": "binomial → cluster",
            "cannot": "separated",
        },
    }
    assert {cell: text for cell, text in shown[name].items() if text not in said(cells[cell])} == {}


def test_nothing_warns(executed: tuple[str, Cells]) -> None:
    """A deprecation in front of a reader is a notebook that is about to break."""
    _, cells = executed
    warned = [
        out.text for cell in cells.values() for out in cell.outputs if out.get("name") == "stderr"
    ]
    assert warned == []


def test_figures_are_drawn(executed: tuple[str, Cells]) -> None:
    _, cells = executed
    figures = [key for key in cells if key.endswith("-figure")]
    drawn = [key for key in figures if "application/json" in cells[key].outputs[-1].data]
    assert figures and drawn == figures


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_as_git_likes_them(path: Path) -> None:
    """Outputs would go stale, and outputs or new cell ids turn every run into a changed file."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    cells = code_cells(notebook)
    assert [key for key, cell in cells.items() if cell.outputs or cell.execution_count] == []
    assert nbformat.writes(notebook) + "\n" == text
    assert notebook.metadata.kernelspec.name == "python3"


def test_every_notebook_checks_its_own_words() -> None:
    """The text makes claims of the figures; without the asserts nobody would see them go stale."""
    cells = [code_cells(nbformat.read(path, as_version=4)) for path in NOTEBOOKS]
    assert cells and all("assert " in each["facts"].source for each in cells)


def test_all_notebooks_open_the_clinic_in_the_same_way() -> None:
    """The cell is a copy in each; one that is mended alone leaves the others broken."""
    cells = [code_cells(nbformat.read(path, as_version=4)) for path in NOTEBOOKS]
    assert len({each["clinic"].source for each in cells}) == 1
