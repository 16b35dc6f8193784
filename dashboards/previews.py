"""What each staged file would come to: read as the import will read it, nothing kept of it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from dashboards import inbox
from dashboards.components.masking import THINGS, masked
from dashboards.inbox import Staged
from dashboards.standing import standards_signature
from qc.analysis.sheets import SheetSummary, sheet_summary
from qc.catalogue.own import OwnItem
from qc.errors import WorkbookError
from qc.improve.notices import Taken, take
from qc.improve.notices.plan import Became
from qc.ingest.importer import read_workbook, remembered_answers
from qc.ingest.remembered import Answers
from qc.records import Notice, Problem, SheetReading, WorkbookReading
from qc.store.answers import StoredImport
from qc.words import Kind, Severity
from qc.workspace import STANDARDS, Workspace

KEPT = 1000
FEWEST = 2  # items that make a list
LISTS = frozenset({Kind.CHECKLIST, Kind.COUNTS, Kind.POINTS})  # whose lines are a standard's items


@dataclass(frozen=True)
class SheetPreview:
    """A sheet without its checks: what `reading` says of it, what it comes to, and the items that
    no standard has, where it could become one."""

    reading: SheetReading
    summary: SheetSummary
    own_items: tuple[OwnItem, ...]


@dataclass(frozen=True)
class Preview:
    """A file as it would come in; `fault` where it cannot be read at all. `taken` is what would become of
    the lines of its `notices`: it depends on what others do meanwhile, and is looked at anew each time."""

    sheets: tuple[SheetPreview, ...] = ()
    problems: tuple[Problem, ...] = ()
    fault: WorkbookError | None = None
    notices: tuple[Notice, ...] = ()
    taken: Taken | None = None

    @property
    def results(self) -> int:
        """How many results would count."""
        return sum(sheet.summary.results for sheet in self.sheets)

    @property
    def errors(self) -> int:
        """How many places would be held back."""
        return sum(found.severity is Severity.ERROR for found in self.problems)

    @property
    def can_come_in(self) -> bool:
        """Whether there is anything to import."""
        new = self.taken is not None and self.taken.count(Became.TAKEN) > 0
        return new or any(sheet.summary.checks for sheet in self.sheets)

    @property
    def is_empty_form(self) -> bool:
        """Whether it is a form that nobody has filled in yet."""
        return any(found.code == "nothing_filled" for found in self.problems)

    @property
    def is_own_book(self) -> bool:
        """Whether it is a feedback book that this program wrote, and nothing else."""
        return not self.can_come_in and any(found.code == "own_book" for found in self.problems)

    @property
    def titles(self) -> dict[str, str]:
        """What people call each layout of the file, by its fingerprint."""
        return {sheet.reading.fingerprint: sheet.reading.title for sheet in self.sheets}


Previews = Callable[[Workspace, Staged], Preview]


def previews() -> Previews:
    """A function that previews staged files and remembers what it has read, for one app. It reads
    anew when an answer, a remembered layout or a standard has changed."""
    known: OrderedDict[tuple[object, ...], Preview] = OrderedDict()
    lock = Lock()

    def preview(workspace: Workspace, staged: Staged) -> Preview:
        answers = answers_for(workspace, staged)
        key = (
            workspace.scope,  # who sees a part of a file must not be told what others have read in it
            workspace.folder, staged.key, staged.name, workspace.today,
            json.dumps(answers, sort_keys=True),
            standards_signature(workspace.folder / STANDARDS),
        )  # fmt: skip
        with lock:
            found = known.get(key)
        if found is None:
            found = _preview(workspace, staged, answers)
        with lock:
            known[key] = found
            known.move_to_end(key)
            if len(known) > KEPT:
                known.popitem(last=False)
        return found

    return preview


def answers_for(workspace: Workspace, staged: Staged) -> Answers:
    """What is remembered about layouts, and over it what was answered about this file."""
    found = {mark: dict(said) for mark, said in remembered_answers(workspace).items()}
    for mark, said in staged.answers.items():
        found.setdefault(mark, {}).update(said)
    return found


def as_staged(one: StoredImport) -> Staged:
    """A file that is in already, to be looked at like one that waits."""
    return Staged(one.sha256, one.file_name, one.imported_at)


def _preview(workspace: Workspace, staged: Staged, answers: Answers) -> Preview:
    if staged.fault:
        return Preview(fault=staged.fault.error())
    content = _content(workspace, staged.key)
    try:
        reading = read_workbook(workspace, staged.name, content, answers=answers)
    except WorkbookError as fault:
        return Preview(fault=fault)
    return Preview(
        tuple(_sheet(sheet, workspace) for sheet in reading.sheets),
        masked_problems(reading.problems, persons(reading)),
        notices=reading.notices,
    )


def looked_at(workspace: Workspace, staged: Staged, preview: Preview) -> Preview:
    """The preview with what its notices would come to now."""
    if not preview.notices:
        return preview
    taken = take(workspace, staged.name, preview.notices, dry_run=True)
    return replace(preview, taken=taken, problems=(*preview.problems, *taken.problems))


def _content(workspace: Workspace, key: str) -> bytes:
    if workspace.store.find_import(workspace.scope, key):
        return workspace.store.original(workspace.scope, key)[1]
    return inbox.content(workspace, key)


def _sheet(sheet: SheetReading, workspace: Workspace) -> SheetPreview:
    items = _own_items(sheet, workspace)
    summary = sheet_summary(sheet, workspace.catalogue)
    slim = SheetReading(
        sheet.sheet, sheet.kind, sheet.checklist, sheet.indicator, sheet.layout, (),
        sheet.fingerprint, sheet.title, sheet.questions,
    )  # fmt: skip
    return SheetPreview(slim, summary, items)


def _own_items(sheet: SheetReading, workspace: Workspace) -> tuple[OwnItem, ...]:
    """The sheet's items where most of them stand in no standard."""
    if sheet.kind not in LISTS:
        return ()
    items = {
        result.item_code: OwnItem(result.item_code, result.item)
        for check in sheet.checks
        for result in check.results
    }
    known = workspace.catalogue.checklists.get(sheet.checklist)
    ours = {item.code for item in known.items} if known else set()
    unknown = items.keys() - ours
    return tuple(items.values()) if FEWEST <= len(items) < len(unknown) * 2 else ()


def persons(reading: WorkbookReading) -> frozenset[str]:
    """Those who were inspected, as the sheets name them."""
    checks = (check for sheet in reading.sheets for check in sheet.checks)
    return frozenset(
        check.subject for check in checks if check.subject and check.kind not in THINGS
    )


def masked_problems(problems: Iterable[Problem], names: frozenset[str]) -> tuple[Problem, ...]:
    """The problems with the names of persons who were inspected hidden."""
    return tuple(_masked(problem, names) for problem in problems)


def _masked(problem: Problem, names: frozenset[str]) -> Problem:
    def shown(value: object) -> object:
        return masked(value, "") if isinstance(value, str) and value in names else value

    values: Mapping[str, object] = {key: shown(value) for key, value in problem.values.items()}
    return problem._replace(value=str(shown(problem.value)), values=values)
