"""The answers that were given about layouts: asked once, remembered by the layout's fingerprint.

They stand in the workspace's `layouts.toml`, which may be edited by hand, and a file of the same
form may be given for one import (`qc import --map FILE`):

    [[layouts]]
    fingerprint = "9f3c0a1b2c3d4e5f"
    name = "护理文书书写质量评分表"
    answers = { checklist = "documents", points_are = "deducted" }
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from qc.errors import UsageError, WorkspaceError
from qc.ingest.tables.table import Table
from qc.ingest.values.vocabulary import fields_of, role_of
from qc.locale import N_
from qc.store.disk import write_whole
from qc.text import normal_form
from qc.tomlfile import parse, read

LAYOUTS = "layouts.toml"

Answers = Mapping[str, Mapping[str, str]]
"""Answers by question, by fingerprint."""

_HEADING = """\
# 各种表格的约定：每种表只问一次，在这里可以查看和修改。
# What was answered about each layout of sheet: asked once, to be seen and changed here.
"""


class Layout(BaseModel):
    """One layout with its answers; `name` is the title by which people know it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    name: str = ""
    answers: dict[str, str] = {}


class Layouts(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    layouts: tuple[Layout, ...] = ()


def fingerprint(table: Table, title: str, panels: Sequence[Table] = ()) -> str:
    """The same for every month's sheet of one layout: title without numbers, the labels that name
    columns, the items, those of the `panels` that go on with it as well; not its dates, persons and
    rooms."""
    labels = [
        normal_form(text)
        for texts in table.label_texts.values()
        for text in texts
        if role_of(text) or fields_of(text)
    ]
    items = {normal_form(t.item_cell(row).text) for t in (table, *panels) for row in t.data_rows}
    name = "".join(sign for sign in normal_form(title) if not sign.isdigit())
    parts = "\x1f".join((name, *labels, *sorted(items)))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def read_layouts(path: Path) -> tuple[Layout, ...]:
    """The layouts of a file, none where there is no file. WorkspaceError, with file, line and key,
    for what cannot be right."""
    if not path.is_file():
        return ()
    return parse(Layouts, read(path, path.name, WorkspaceError)).layouts


def given_layouts(path: Path) -> tuple[Layout, ...]:
    """The layouts of a file that the user named; UsageError where there is none."""
    if not path.is_file():
        raise UsageError(N_("There is no file {path}."), N_("Check the name."), path=path)
    return read_layouts(path)


def answers_of(layouts: tuple[Layout, ...]) -> Answers:
    """The answers by fingerprint; of two entries of one layout the later one adds to the first."""
    found: dict[str, dict[str, str]] = {}
    for layout in layouts:
        found.setdefault(layout.fingerprint, {}).update(layout.answers)
    return found


def remember(path: Path, layout: Layout) -> None:
    """Keep a layout's answers in place of those it had; without answers it is forgotten."""
    others = [known for known in read_layouts(path) if known.fingerprint != layout.fingerprint]
    kept = [*others, layout] if layout.answers else others
    write_whole({path: (_HEADING + "".join(map(_written, kept))).encode()})


def _written(layout: Layout) -> str:
    pairs = ", ".join(f"{_quoted(key)} = {_quoted(said)}" for key, said in layout.answers.items())
    return (
        f"\n[[layouts]]\nfingerprint = {_quoted(layout.fingerprint)}\n"
        f"name = {_quoted(layout.name)}\nanswers = {{ {pairs} }}\n"
    )


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
