"""What somebody types, through every field to every output: it stays text, whole, and acts as nothing else."""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner
from dash import Dash
from plotly.utils import PlotlyJSONEncoder

from dashboards.asking import as_asked
from dashboards.components.navigation import TITLES
from dashboards.page import Page
from dashboards.routes import pages
from dashboards.standing import with_standards
from qc.cli import cli
from qc.improve.cycles.acting import cycles
from qc.workspace import Workspace
from tests.hostile.evil_words import BODY, FIELDS, TODAY, clinic, files, mark
from tests.hostile.outputs import COMMANDS, MARK, STEERS, WITHOUT, Read

GROUPS = ("audit", "standards", "users")
UNSEEN = {"sheet", "batch", "channel", "desk", "suggestion", "person_checked", "note", "recheck"}
"""Fields that are kept, and shown in no output of these."""
CUT = mark("own_name")
"""A name of 60 signs: what follows is cut where it was typed."""
FILE_NAMES = ("bn", "bonclick")
ROOMS, ITEMS = {"unit", "unit2"}, {"item", "item2"}
FOUND = ROOMS | ITEMS | {"drug"}
CYCLE = (
    ROOMS
    | ITEMS
    | {"clinic", "cause", "person", "cycle", "cycle_cause", "cycle_measure", "cycle_how"}
)
SHOWN: Mapping[str, set[str]] = MappingProxyType(
    {
        "today": FOUND | {"clinic", "cycle", "person"},
        "rates": ROOMS,
        "findings": FOUND | {"clinic", "person", "cause", "measure"},
        "cycles": ITEMS | {"clinic", "person", "cycle"},
        "draw": ROOMS | {"clinic"},
        "registers": {"unit"},
        "report": FOUND | {"file", "clinic"},
        "meeting": FOUND | {"clinic", "person", "minutes", "resolution", "cycle"},
        "cycle-report": CYCLE | {"actor"},
        "fill": FOUND | {"clinic"},
        "feedback-book": FOUND | {"clinic"},
        "notices": FOUND | {"clinic"},
        "inspection-folder": FOUND
        | {"inspector", "file", "clinic", "cycle", "complaint", "answer", "defect"},
        "bulletin": FOUND | {"clinic", "minutes"},
        "export": FOUND | {"file", "inspector", "person", "cause", "measure"},
        "lake": FOUND | {"clinic"},
        "audit": {"clinic", "actor", "file", "unit"},
        "template": {"clinic", "own_name", "own_item"},
        "standards": {"clinic", "own_name", "own_item", "owner"},
        "doctor": {"clinic"},
        "import": FOUND | {"inspector", "file", "remark"},
    }
)
"""Fields that must come out of a command: an output that shows none of it would prove nothing."""


class Written(NamedTuple):
    workspace: Workspace
    out: Path
    places: Mapping[str, str]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    base = tmp_path_factory.mktemp("words")
    made = clinic(base / "clinic")
    inside = base / "in"
    inside.mkdir()
    for name, content in files():
        (inside / name.replace("/", "_").replace("\\", "_")).write_bytes(content)
    (cycle,) = cycles(made)
    CliRunner().invoke(cli, ["fill", "--sample", str(base), "--workspace", str(base / "clinic")])
    for sample in [*base.glob("*版式.*")]:
        shutil.move(sample, base / f"layout{sample.suffix}")
    places = {
        "in": str(inside),
        "layouts": str(base),
        "out": str(base / "out"),
        "cycle": cycle.cycle.id,
    }
    yield Written(made, base / "out", places)
    made.store.close()


def test_every_command_is_read_back_or_says_why_not() -> None:
    """A new way out would be tried by nobody."""
    assert {*COMMANDS, *WITHOUT} == {
        *cli.list_commands(click.Context(cli))
    } and not COMMANDS.keys() & WITHOUT.keys()
    assert SHOWN.keys() <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_words_stay_words(written: Written, name: str) -> None:
    """A remark in a workbook that came by mail would run on the PC of whoever opens the report, lead an
    inspector to a stranger's page, or be gone from the minutes."""
    read = Read(written.out.parent)
    workspace = written.workspace.folder if name != "import" else written.out / "another"
    for given in COMMANDS[name]:
        before = {*written.out.rglob("*")}
        sub, words = (given[:1], given[1:]) if name in GROUPS else ((), given)
        asked = [name, *sub, *(each.format(**written.places) for each in words)]
        done = CliRunner().invoke(
            cli, [*asked, "--workspace", str(workspace), "--today", str(TODAY)]
        )
        assert done.exit_code in (0, 1) and not isinstance(done.exception, Exception), done.output
        read.said(name, done.output)
        _read_new(read, written.out, before)
    assert not read.faults
    seen = {found for text in (*read.texts, *read.tables) for found in MARK.findall(text)}
    assert {mark(field) for field in SHOWN.get(name, ())} <= seen
    assert not [*_broken(read.texts)]


def _read_new(read: Read, folder: Path, before: set[Path]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells what it does not keep
        for path in sorted({*folder.rglob("*")} - before):
            if path.is_file() and ".sealed" not in path.name:
                read.file(path.name, path.read_bytes())


def _broken(texts: list[str]) -> Iterator[str]:
    """Texts in which a field's mark stands and what follows it was filled in, taken for markup or lost. A cut
    that shows itself is none, nor a name of a file that leaves signs out."""
    whole, brief = _bare(BODY), "<b>{n}"
    for text in texts:
        plain = _bare(text)
        for found in MARK.finditer(plain):
            after = plain[found.end() : found.end() + len(whole)]
            told, cut, _ = after.partition("…")
            is_cut = (cut or len(after) < len(whole)) and (
                whole.startswith(told) or brief.startswith(told)
            )
            if not (
                after == whole
                or after.startswith((brief, *FILE_NAMES))
                or is_cut
                or found[0] == CUT
            ):
                yield text[:300]


def _bare(text: str) -> str:
    """Without what JSON, CSV and lines of a sheet put around a text."""
    return re.sub(r"[\s\\\"'/_]", "", text)


@pytest.fixture(scope="module")
def shown(written: Written) -> Mapping[str, Page]:
    return pages(Dash(use_pages=False), lambda: written.workspace)


@pytest.mark.parametrize("path", [*TITLES])
def test_no_page_takes_a_text_for_a_component(
    written: Written, shown: Mapping[str, Page], path: str
) -> None:
    """A remark that looks like a component would be one in the browser: a frame with a stranger's page."""
    if path not in shown:  # of a lake alone
        return
    reader = with_standards(as_asked(written.workspace, "?period=2026-10"))
    told = json.loads(
        json.dumps(shown[path].show(reader, "?period=2026-10"), cls=PlotlyJSONEncoder)
    )
    for each in _objects(told):
        assert not str(each.get("type", "")).startswith("zq")
        assert "dangerously_allow_html" not in each
        for name in ("href", "src"):
            led = each.get(name)
            assert (
                not isinstance(led, str) or not MARK.search(led) or led.startswith(("/", "?", "#"))
            ), led
    assert not STEERS.search(json.dumps(told, ensure_ascii=False))


def _objects(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for each in inner:
        yield from _objects(each)


def test_every_field_is_tried() -> None:
    """A field that comes out nowhere was written into nothing."""
    shown = {field for fields in SHOWN.values() for field in fields}
    assert {*FIELDS} - shown <= UNSEEN
