"""Naming a person on a finding: a human act, never taken from the sheet or from who inspected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qc.errors import UsageError
from qc.improve.accountability.sources import Setting, finding_that_counts, switched_on
from qc.improve.findings import Finding
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.text import normal_form
from qc.workspace import Workspace

KIND = "naming"


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody named a person on a finding, on a ladder, and stands for it."""

    finding: str
    person: str
    ladder: str
    by: str
    at: str
    note: str


def namings_of(acts: Iterable[Act]) -> dict[str, list[Naming]]:
    """By finding those who are named now, in the order in which they were; whoever was taken off
    again is not among them."""
    named: dict[str, list[Naming]] = {}
    for act in sorted(acts, key=lambda act: (act.subject, act.number)):
        name = act.subject.partition(":")[2]
        person, others = str(act.fields["person"]), named.setdefault(name, [])
        others[:] = [each for each in others if not _same(each.person, person)]
        if act.what == "name":
            ladder, note = str(act.fields["ladder"]), str(act.fields.get("note", ""))
            others.append(Naming(name, person, ladder, act.actor, act.at, note))
    return named


def name_person(
    workspace: Workspace, finding: str, person: str, ladder: str = "", note: str = ""
) -> Act:
    """Name a person on a finding; `ladder` may be left out where the finding leads to one only.

    UsageError while accountability is off, without a person, when they are named there already or
    the ladder is none of the finding's; ScopeError for a finding that may name nobody.
    """
    known = switched_on(workspace)
    found = finding_that_counts(workspace, known, finding)
    acts, now = _so_far(workspace, finding)
    if not normal_form(person):
        raise UsageError(N_("The person is missing."), N_("Fill it in and try again."))
    if any(_same(each.person, person) for each in now):
        raise UsageError(
            N_("This person is named on the finding already."),
            N_("Take them off first if it should be for something else."),
        )
    fields = {"person": person.strip(), "ladder": _ladder(known, found, ladder), "note": note}
    return _act(workspace, found, len(acts), "name", fields)


def unname_person(workspace: Workspace, finding: str, person: str, note: str) -> Act:
    """Take a person off a finding, with the reason. UsageError when they are not on it."""
    known = switched_on(workspace)
    found = finding_that_counts(workspace, known, finding)
    acts, now = _so_far(workspace, finding)
    if not any(_same(each.person, person) for each in now):
        raise UsageError(N_("This person is not named on the finding."))
    if not note.strip():
        raise UsageError(N_("A note is missing that says why."), N_("Fill it in and try again."))
    return _act(workspace, found, len(acts), "unname", {"person": person.strip(), "note": note})


def _so_far(workspace: Workspace, finding: str) -> tuple[list[Act], list[Naming]]:
    """The acts on a finding, and who is named there now."""
    acts = [
        a for a in workspace.store.acts(workspace.scope, KIND) if a.subject == f"{KIND}:{finding}"
    ]
    return acts, namings_of(acts).get(finding, [])


def _ladder(known: Setting, found: Finding, asked: str) -> str:
    possible = known.ladders_for(found)
    if asked in possible:
        return asked
    if not asked and len(possible) == 1:
        return possible[0]
    raise UsageError(
        N_("Say which event it was."), N_("Choose one of: {known}."), known=", ".join(possible)
    )


def _act(workspace: Workspace, found: Finding, seen: int, what: str, fields: dict[str, str]) -> Act:
    new = NewAct(f"{KIND}:{found.id}", seen, what, fields, site=found.site, unit=found.unit)
    return workspace.store.act(workspace.scope, new)


def _same(one: str, other: str) -> bool:
    return normal_form(one) == normal_form(other)
