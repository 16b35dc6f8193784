"""Taking what came back on a notice: each line whole or not at all, each that cannot be taken with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qc.errors import ConflictError
from qc.improve.acting import act_on, findings
from qc.improve.findings import Finding
from qc.improve.notices.filled import at, filled
from qc.improve.notices.ids import LineId, read_id, workspace_mark
from qc.improve.notices.plan import Became, Planned, planned
from qc.ingest.problems import problem
from qc.ingest.values.dates import Month, read_date
from qc.ingest.values.text import key, show
from qc.records import Notice, NoticeLine, Problem
from qc.text import printable
from qc.words import Right
from qc.workspace import Workspace


@dataclass(frozen=True)
class Taken:
    """What became of the lines of a file's notices, in their order, and what is to be said of them."""

    lines: tuple[Became, ...]
    problems: tuple[Problem, ...]

    def count(self, became: Became) -> int:
        return self.lines.count(became)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines became what."""
        return {str(became): self.count(became) for became in Became}


def take(
    workspace: Workspace, file: str, notices: Sequence[Notice], *, dry_run: bool = False
) -> Taken:
    """Write down what the notices of a file say, for who may; `dry_run` only tells what would come of it.

    What a user got wrong is a problem at its cell, never an exception. A re-check stays a person's:
    no line can close a finding.
    """
    if fault := workspace.scope.refused(Right.RECORD):
        said = problem("notice_no_right", notices[0].sheet, None, **fault.values)
        return Taken((Became.REFUSED,), (said,))
    found = {each.id: each for each in findings(workspace)}
    lines: list[Became] = []
    problems: list[Problem] = []
    for notice in notices:
        for how in _sheet(workspace, file, notice, found, dry_run=dry_run):
            lines.append(how.became)
            problems += how.problems
    if not problems and set(lines) <= {Became.BLANK}:
        problems.append(problem("notice_blank", notices[0].sheet, None))
    return Taken(tuple(lines), tuple(problems))


def _sheet(
    workspace: Workspace, file: str, notice: Notice, found: Mapping[str, Finding], *, dry_run: bool
) -> list[Planned]:
    keys = workspace.store.keys
    if notice.mark and notice.mark != workspace_mark(keys):
        return [_fault(problem("notice_foreign", notice.sheet, None))]
    if not notice.has_head:
        return [_fault(problem("notice_head", notice.sheet, None))]
    ids = {line.cell: read_id(keys, line.id) for line in notice.lines}
    twice = _twice(notice.lines)
    done = []
    for line in notice.lines:
        how = twice.get(line.cell) or _planned(workspace, line, ids[line.cell], found)
        if how.what and not dry_run:
            how = _done(workspace, file, line, ids[line.cell], how, found)
        done.append(how)
    return done


def _fault(*problems: Problem) -> Planned:
    return Planned(Became.REFUSED, problems=problems)


def _twice(lines: Sequence[NoticeLine]) -> dict[str, Planned]:
    """Lines with one id that say different things; a line that was only copied says nothing new."""
    by_id: dict[str, list[NoticeLine]] = {}
    for line in lines:
        if line.id:
            by_id.setdefault(line.id.lower(), []).append(line)
    refused: dict[str, Planned] = {}
    for same in by_id.values():
        first, *others = same
        for other in others:
            if _values(other) == _values(first):
                refused[other.cell] = Planned(Became.KNOWN)
            else:
                said = at(other, "id", "notice_twice", first=first.cell)
                refused[other.cell] = _fault(said)
                refused.setdefault(first.cell, Planned(Became.REFUSED))
    return refused


def _values(line: NoticeLine) -> dict[str, str]:
    return {name: show(said.value) for name, said in line.said.items()}


def _planned(
    workspace: Workspace, line: NoticeLine, told: LineId | None, found: Mapping[str, Finding]
) -> Planned:
    if told is None:
        return _without_id(workspace, line)
    about = found.get(told.finding)
    if about is None:
        return _fault(at(line, "id", "notice_gone"))
    if not _is_about(line, about):
        return _fault(at(line, "id", "notice_other_problem", item=about.item, day=about.date))
    return planned(line, told, about, workspace.today, workspace.scope.actor)


def _without_id(workspace: Workspace, line: NoticeLine) -> Planned:
    if line.id:
        return _fault(at(line, "id", "notice_id"))
    written = filled(line, workspace.today, workspace.today).told
    if written or show(line.said["problem"].value if "problem" in line.said else None):
        return Planned(Became.BLANK, problems=(at(line, "id", "notice_stray"),))
    return Planned(Became.BLANK)


def _is_about(line: NoticeLine, found: Finding) -> bool:
    """Whether the day and the problem beside an id are those that were printed there: a column that was
    sorted alone puts ids to other lines. Words added to it, or none left, are no doubt."""
    said, on = line.said.get("problem"), line.said.get("date")
    day = read_date(on.value, Month(found.date.year)).date if on else None
    written = key(show(said.value)) if said else ""
    return day in (None, found.date) and (not written or key(printable(found.item)) in written)


def _done(
    workspace: Workspace, file: str, line: NoticeLine, told: LineId | None, how: Planned,
    found: Mapping[str, Finding],
) -> Planned:  # fmt: skip
    """The act, with where it was read from."""
    assert told is not None
    source = {"source": f"{file} · {line.sheet} · {line.cell}"}
    given = {**(how.told or {}), **source}
    if "note" in given:
        given["note"] = workspace.t(given["note"])
    try:
        act_on(workspace, found[told.finding], how.what, given)
    except ConflictError as fault:
        return _fault(at(line, "problem", "notice_moved", who=fault.values.get("actor", "")))
    return how
