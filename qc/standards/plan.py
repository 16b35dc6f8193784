"""From an edited workbook to what would be written: looked at first, then kept as a whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Catalogue
from qc.errors import CatalogueError, ScopeError, UsageError
from qc.ingest.grid import place_of
from qc.locale import N_
from qc.standards.changes import Change, held_against
from qc.standards.columns import layout
from qc.standards.keep import keep, try_out
from qc.standards.meant import Meant, meant_by
from qc.standards.mistakes import Mistake, MistakesError
from qc.standards.reading import read_edited
from qc.standards.texts import (
    INDICATORS,
    checklist_text,
    indicator_table,
    indicators_text,
    own_indicators,
    version_name,
)
from qc.store.backups import STANDARDS as CHANGED
from qc.store.backups import note
from qc.text import normal_form
from qc.tomlfile import read
from qc.words import Right
from qc.workspace import STANDARDS, Workspace

_HEADING = "由标准工作簿导入写成（{actor}，{day}）；可以用文本编辑器修改。From the workbook of the standards."


@dataclass(frozen=True)
class Plan:
    """What an edited workbook changes from a day on. `left_out`: the names of standards that are not in
    it and stay as they are; `later`: those of which another version takes over, with its day;
    `unread`: sheets and columns that mean nothing here; `files`: what would be written, by path."""

    start: dt.date
    changes: tuple[Change, ...]
    unchanged: int
    left_out: tuple[str, ...]
    later: tuple[tuple[str, dt.date], ...]
    unread: tuple[str, ...]
    files: Mapping[str, str]


def plan_import(workspace: Workspace, path: Path, start: dt.date | None = None) -> Plan:
    """Read an edited workbook and say what it changes from `start` (else the workspace's day) on.

    Nothing is written. UsageError for a day that has gone by or a file that is not there,
    MistakesError for everything that does not hold, CatalogueError where the standards as they
    would be do not load.
    """
    start = start or workspace.today
    if start < workspace.today:
        raise UsageError(
            N_("{day} has gone by: standards change from today on, so that no past check does."),
            N_("Name today or a later day with --from."),
            day=start,
        )
    folder = workspace.folder / STANDARDS
    catalogue = load_catalogue(folder, start)
    edited = read_edited(path)
    meant = meant_by(edited, catalogue)
    held = held_against(meant, catalogue, start, workspace.today)
    if held.mistakes:
        raise MistakesError(path.name, sorted(held.mistakes, key=_where))
    heading = _HEADING.format(actor=" ".join(workspace.scope.actor.split()), day=workspace.today)
    files = _files(folder, catalogue, held.changes, start, heading)
    if files:
        try_out(folder, files, start)
    language = workspace.language
    return Plan(
        start=start,
        changes=tuple(held.changes),
        unchanged=len(held.unchanged),
        left_out=tuple(_left_out(meant, catalogue, language)),
        later=tuple(_later(catalogue, held.changes, start, language)),
        unread=tuple(edited.unread),
        files=files,
    )


def _where(mistake: Mistake) -> tuple[int, tuple[int, int]]:
    """As one goes through the workbook: sheet by sheet, line by line."""
    names = [(each.name.zh, each.name.en) for each in layout().sheets.values()]
    form = normal_form(mistake.sheet)
    sheet = next(n for n, pair in enumerate(names) if form in map(normal_form, pair))
    return sheet, place_of(mistake.cell) or (0, 0)


def _left_out(meant: Meant, catalogue: Catalogue, language: str) -> Iterator[str]:
    for code, indicator in catalogue.indicators.items():
        if code not in meant.indicators:
            yield indicator.name.of(language)
    for code, checklist in catalogue.checklists.items():
        if code not in meant.checklists:
            yield checklist.name.of(language)


def _later(
    catalogue: Catalogue, changes: Sequence[Change], start: dt.date, language: str
) -> list[tuple[str, dt.date]]:
    """Standards that change and of which a version or target lies ready that begins still later."""
    found = []
    for change in changes:
        if change.old is None:
            continue
        if change.sheet == "checklists":
            days = [version.valid_from for version in catalogue.versions_of(change.code)]
            name = catalogue.checklists[change.code].name
        else:
            of_target = any(each.column.key == "target" for each in change.fields)
            known = catalogue.indicators[change.code]
            days, name = [t.valid_from for t in known.targets if of_target], known.name
        found += [(name.of(language), day) for day in days if day > start]
    return found


def _files(
    folder: Path, catalogue: Catalogue, changes: Sequence[Change], start: dt.date, heading: str
) -> dict[str, str]:
    """The texts to be written, by path below the folder; the indicators first, which the others name."""
    files = {}
    own, shipped, tables = own_indicators(folder), load_catalogue(), {}
    for change in changes:
        if change.sheet == "indicators":
            code = change.code
            kept = shipped.indicators[code].aliases if code in shipped.indicators else ()
            known = catalogue.indicators.get(code)
            tables[code] = indicator_table(change, start, own.get(code, {}), known, kept)
    if tables:
        files[INDICATORS] = indicators_text(folder, tables, heading)
    for change in changes:
        if change.sheet == "checklists":
            path, version = _place(folder, change, start, catalogue, shipped)
            files[path] = checklist_text(change, version, start, heading)
    return files


def _place(
    folder: Path, change: Change, start: dt.date, catalogue: Catalogue, shipped: Catalogue
) -> tuple[str, str]:
    """The file of the new version and what it is called: one that has not begun is written anew."""
    code = change.code
    if change.old is not None and change.old["valid_from"] == start:
        version = str(change.old["version"])
        if path := _file_of(folder, code, version):
            return path, version
    known = [c.versions_of(code) for c in (catalogue, shipped) if code in c.checklists]
    taken = {each.version for versions in known for each in versions}
    version = version_name(start, taken)
    stem, number = f"{code}-{version}", 1
    path = f"checklists/{stem}.toml"
    while (folder / path).exists():
        number += 1
        path = f"checklists/{stem}-{number}.toml"
    return path, version


def _file_of(folder: Path, code: str, version: str) -> str | None:
    """The clinic's file that holds a version of a checklist."""
    for path in sorted((folder / "checklists").glob("*.toml")):
        data = read(path, path.name, CatalogueError).data
        if (data.get("code"), data.get("version")) == (code, version):
            return f"checklists/{path.name}"
    return None


def apply_plan(workspace: Workspace, plan: Plan) -> list[Path]:
    """Write what a plan says and return where; after a fault everything is as before (CatalogueError).
    ScopeError without the right to."""
    refuse_without_right(workspace)
    written = keep(workspace.folder / STANDARDS, plan.files)
    if written:
        note_changed(workspace, [change.code for change in plan.changes], plan.start)
    return written


def refuse_without_right(workspace: Workspace) -> None:
    """ScopeError for who may not change the standards, which hold for all."""
    workspace.scope.must(Right.STANDARDS)
    if not workspace.scope.is_whole:
        raise ScopeError(
            N_("The standards are changed by somebody who may see the whole clinic."),
            N_("Ask whoever keeps the rights."),
        )


def note_changed(workspace: Workspace, codes: Sequence[str], start: dt.date | None = None) -> None:
    """Say in the audit trail which standards are others, from a day on or for all days: what figures are
    held against must not change without a name to it."""
    told = {"standards": sorted(codes), **({"valid_from": start.isoformat()} if start else {})}
    note(workspace.store, workspace.scope, CHANGED, told)
