"""What the sheets of an import leave open, once a layout, as the lines of a file for `--map`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qc.ingest.questions import CHECKLIST
from qc.locale import Translator

Told = Mapping[str, Any]
SHOWN = 10  # layouts; --json lists all


def open_questions(files: Sequence[Told], t: Translator, *, whole: bool) -> Iterator[str]:
    """How many layouts have questions to which the usual answer was taken; `whole`: and the lines
    by which it can be changed, which are TOML as they stand."""
    layouts = _layouts(files)
    if not layouts:
        return
    yield t("Layouts with questions, to which the usual answer was taken: {n}.", n=len(layouts))
    if not whole:
        yield t("The import page asks them; --dry-run shows them.")
        return
    yield t(
        "If one is wrong, change it below, keep these lines in a file and give it by --map FILE."
    )
    for sheet in layouts[:SHOWN]:
        yield ""
        yield from _layout(sheet, t)
    if len(layouts) > SHOWN:
        yield "# " + t("… and {n} more (--json lists all)", n=len(layouts) - SHOWN)


def _layouts(files: Sequence[Told]) -> list[Told]:
    """One sheet of each layout of which something is only assumed."""
    found: dict[str, Told] = {}
    for file in files:
        for sheet in file["sheets"] if file["status"] != "duplicate" else ():
            if any(asked["assumed"] for asked in sheet["questions"]):
                found.setdefault(sheet["fingerprint"], sheet)
    return list(found.values())


def _layout(sheet: Told, t: Translator) -> Iterator[str]:
    yield "[[layouts]]"
    yield f"fingerprint = {_quoted(sheet['fingerprint'])}"
    yield f"name = {_quoted(sheet['title'])}"
    yield "[layouts.answers]"
    for asked in sheet["questions"]:
        if asked["assumed"]:
            yield from _question(asked, t)


def _question(asked: Told, t: Translator) -> Iterator[str]:
    """The question as a comment, its answers, and the line that gives one."""
    cell = asked["cell"]
    said = asked["question"]
    yield "# " + (t("{question} (cell {cell})", question=said, cell=cell) if cell else said)
    if asked["code"] == CHECKLIST:  # the clinic's own until it is named
        yield f"# {CHECKLIST} = {_quoted('…')}  " + " | ".join(asked["answers"])
        return
    yield "# " + " | ".join(f"{code}: {text}" for code, text in asked["answers"].items())
    yield f"{asked['code']} = {_quoted(asked['taken'])}"


def _quoted(text: str) -> str:
    """A TOML string; what a title holds of control signs is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
