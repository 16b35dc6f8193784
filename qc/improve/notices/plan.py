"""What is to be done about a finding by what a line of its notice says.

A line is held against two others: the finding as it was when the notice was printed, and as it is now. What the
unit left as it was printed asks for nothing; what it changed is taken where nobody else changed the same
meanwhile. Nobody's later word is overwritten, and the same line again finds all of it done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qc.improve.findings import TOLD, Finding, told_by
from qc.improve.notices.filled import at, filled
from qc.improve.notices.ids import LineId, due_printed
from qc.improve.rectified import day_of, done_by, done_on, moved_by
from qc.improve.states import STEPS, FindingState, state_after
from qc.ingest.values.text import tidy
from qc.locale import N_
from qc.records import NoticeLine, Problem
from qc.store.journal import Act
from qc.text import printable
from qc.words import Severity

WRITTEN = ("cause", "measure", "person", "due")
NOTE = N_("filled in on the rectification notice")


class Became(StrEnum):
    """What became of a line."""

    TAKEN = "taken"
    KNOWN = "known"
    BLANK = "blank"
    REFUSED = "refused"


@dataclass(frozen=True)
class Planned:
    """The act that a line asks for (`what` is "" without one), or why there is none."""

    became: Became
    what: str = ""
    told: Mapping[str, str] | None = None
    problems: tuple[Problem, ...] = ()


def planned(line: NoticeLine, told: LineId, found: Finding, today: dt.date, actor: str) -> Planned:
    """What a line asks for, of who brings it in."""
    if found.state is FindingState.WITHDRAWN:
        return _refused(at(line, "problem", "notice_withdrawn"))
    said = filled(line, found.date, today)
    wrong = [each for each in said.problems if each.severity is Severity.ERROR]
    if wrong:
        return Planned(Became.REFUSED, problems=said.problems)
    changed = _changed(said.told, told, found)
    if not changed:
        return Planned(Became.BLANK)
    new = {name: text for name, text in changed.items() if not _is_known(name, text, told, found)}
    if not new:
        return Planned(Became.KNOWN)
    if faults := _conflicts(line, new, told, found, actor):
        return Planned(Became.REFUSED, problems=(*said.problems, *faults))
    return _act(line, new, said.told, found, said.problems)


def _refused(*problems: Problem) -> Planned:
    return Planned(Became.REFUSED, problems=problems)


def _then(told: LineId, found: Finding) -> tuple[Act, ...]:
    """What had been done when the notice was printed."""
    return found.acts[: told.seen]


def _changed(said: Mapping[str, str], told: LineId, found: Finding) -> dict[str, str]:
    """What the line says that was not printed on it."""
    before = _then(told, found)
    printed = {**told_by(before), "due": due_printed(found, told).isoformat()}
    if day := done_when(before):
        printed["done"] = day.isoformat()
    return {name: text for name, text in said.items() if text != _tidied(printed.get(name, ""))}


def done_when(acts: tuple[Act, ...]) -> dt.date | None:
    """The day on which a finding with these acts was put right; None while it is not, or no more."""
    state = state_after(act.what for act in acts)
    done = next((act for act in reversed(acts) if act.what in ("fix_at_once", "put_right")), None)
    waits = state in (FindingState.OPEN, FindingState.IN_HAND)
    return None if waits or done is None else done_on(done)


def _tidied(text: str) -> str:
    """As the line that was printed with it is read back."""
    return tidy(printable(text))


def _is_known(name: str, text: str, told: LineId, found: Finding) -> bool:
    """Whether the program holds already what a line says, or took it before somebody changed it again."""
    since = found.acts[told.seen :]
    if any(_tidied(str(act.fields.get(name, ""))) == text for act in since):
        return True
    return name != "done" and _tidied(found.told.get(name, "")) == text


def _conflicts(
    line: NoticeLine, new: Mapping[str, str], told: LineId, found: Finding, actor: str
) -> list[Problem]:
    """What was changed since the notice was printed, by anybody else or past the notice."""
    last = moved_by(found)
    if found.state is FindingState.CLOSED and last:
        return [at(line, "problem", "notice_closed", who=last.actor, day=day_of(last))]
    faults = []
    before = told_by(_then(told, found))
    for name in new.keys() & set(WRITTEN):
        act = _wrote(name, found.acts[told.seen :])
        ours = act and act.actor == actor and "source" in act.fields  # filled in by and by
        if act and not ours and found.told.get(name, "") != before.get(name, ""):
            now = {"who": act.actor, "day": day_of(act), "now": found.told[name]}
            faults.append(at(line, name, "notice_changed", **now))
    if "done" in new:
        faults += _put_right_already(line, new["done"], told, found)
    return sorted(faults, key=lambda fault: fault.cell)


def _wrote(name: str, acts: tuple[Act, ...]) -> Act | None:
    """The act that wrote a field last."""
    return next((act for act in reversed(acts) if act.fields.get(name)), None)


def _put_right_already(line: NoticeLine, day: str, told: LineId, found: Finding) -> list[Problem]:
    done, last = done_by(found), moved_by(found)
    if found.state is FindingState.RECHECK and done:
        now = {"who": done.actor, "day": day_of(done), "now": done_on(done)}
        return [at(line, "done", "notice_changed", **now)]
    failed = last if last and last.what in ("recheck_failed", "reopen") else None
    if failed and last in found.acts[told.seen :] and dt.date.fromisoformat(day) < day_of(failed):
        return [at(line, "done", "notice_undone", day=day_of(failed))]
    return []


def _act(
    line: NoticeLine, new: Mapping[str, str], said: Mapping[str, str], found: Finding,
    doubts: tuple[Problem, ...],
) -> Planned:  # fmt: skip
    """The one act that takes all of the line; what was printed and left so counts where it is needed."""
    given = {name: text for name, text in new.items() if name in (*TOLD, "done")}
    if "done" in new:
        what = "put_right"
    elif found.state is FindingState.RECHECK:
        what, given = "note", {**given, "note": NOTE}
    else:
        what = "assign"
        if "due" not in found.told:
            given.setdefault("due", said.get("due", ""))
    given = {name: text for name, text in given.items() if text}
    if missing := _missing(line, what, given, found):
        return Planned(Became.REFUSED, problems=(*doubts, *missing))
    return Planned(Became.TAKEN, what, given, doubts)


def _missing(
    line: NoticeLine, what: str, given: Mapping[str, str], found: Finding
) -> list[Problem]:
    """What the act needs besides (as `acting.act_on` will ask for it), each at its empty cell."""
    step = STEPS[what]
    needed = (*step.needs, *(step.grave if found.needs_cause else ()))
    return [
        at(line, name, f"notice_no_{name}")
        for name in needed
        if name not in given and name not in found.told
    ]
