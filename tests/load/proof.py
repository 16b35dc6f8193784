"""What was acknowledged, held against the record: nothing lost, nothing twice, nothing that was refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from qc.analysis.journal import acts_by_subject
from qc.doctor import examine
from qc.improve.findings import KIND
from qc.store.journal import Act
from qc.workspace import Workspace, open_workspace, system_clock
from tests.load.browser import Browser
from tests.load.house import TODAY, people, served
from tests.load.work import Work


def complaints(folder: Path, crowd: Sequence[Work]) -> list[str]:
    """A sentence for each thing that does not hold; the server must be away."""
    workspace = open_workspace(folder, today=TODAY, create=False)
    try:
        found = [*_faults(crowd), *_notes(workspace, crowd), *_imports(workspace, crowd)]
        found += [
            f"{name}: broken at {c.broken}"
            for name, c in workspace.store.verify().items()
            if c.broken
        ]
    finally:
        workspace.store.close()
    looks = examine(folder, today=TODAY, clock=system_clock)
    # the doctor of a trial's clinic may only miss that nobody has made a backup
    return found + [
        f"doctor: {t}" for look in looks if look.code != "backups" for t in look.troubles
    ]


def other_figures(folder: Path, said: Browser) -> list[str]:
    """What the server that all have worked on shows otherwise than one that has just been started."""
    pages = [f"/{name}?lang=en" for name in ("scorecard", "findings", "drugs", "registers")]
    old = {page: said.callback("last look", "view.data", {"view.data": page}) for page in pages}
    with served(folder) as server:
        new = Browser(server.url)
        new.enter(next(people(1)))
        return [
            told
            for page in pages
            if (
                told := _otherwise(
                    page, old[page], new.callback("first look", "view.data", {"view.data": page})
                )
            )
        ]


def _otherwise(page: str, old: str, new: str) -> str:
    """From where on two answers differ; "" where they do not. Their attributes come in any order."""
    old, new = (
        json.dumps(json.loads(each), sort_keys=True, ensure_ascii=False) for each in (old, new)
    )
    if old == new:
        return ""
    at = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    return (
        f"{page} after a new start: …{old[max(0, at - 80) : at + 120]}… was, …{new[at : at + 120]}…"
    )


def _faults(crowd: Sequence[Work]) -> Iterator[str]:
    for work in crowd:
        yield from work.refused
        for each in work.browser.timed:
            if each.fault:
                yield f"{work.person.login} {each.kind}: {each.fault}"


def _notes(workspace: Workspace, crowd: Sequence[Work]) -> Iterator[str]:
    """Each saved note once, by its author, right behind what its author had seen; no other."""
    written: dict[str, list[Act]] = {}
    for acts in acts_by_subject(workspace, KIND).values():
        for act in acts:
            written.setdefault(str(act.fields.get("note", "")), []).append(act)
    for work in crowd:
        for note in work.notes:
            acts = written.get(note.text, [])
            if len(acts) != note.is_saved:
                yield f"{note}: {len(acts)} times in the journal"
            for act in acts:
                if (
                    act.actor != work.person.name
                    or act.number != note.seen + 1
                    or not act.subject.endswith(note.finding)
                ):
                    yield f"{note}: written as {act}"


def _imports(workspace: Workspace, crowd: Sequence[Work]) -> Iterator[str]:
    """Each acknowledged check and workbook is an import of its own, by who brought it."""
    there = {known.id: known for known in workspace.store.imports(workspace.scope)}
    taken = Counter(number for work in crowd for number in work.imports.values())
    for work in crowd:
        for key, number in work.imports.items():
            if number not in there:
                yield f"{work.person.login}: {key}, import {number}, is not there"
            elif there[number].imported_by != work.person.name or taken[number] > 1:
                yield f"{work.person.login}: {key} is {there[number]}"
