"""What is typed in the meeting, kept in the journal: nothing is written over, the latest word holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qc.analysis.periods import Period
from qc.errors import ConflictError, ScopeError, UsageError
from qc.locale import N_
from qc.meeting.model import Resolution, Written
from qc.store.journal import Act, NewAct
from qc.workspace import Workspace

KIND = "meeting"
TEXTS = ("attendance", "focus", "minutes")
LONGEST = 20_000


def written(workspace: Workspace, month: Period) -> Written:
    """What was typed for a month's meeting, as it stands now; nothing for who does not see all sites."""
    return written_of(_acts(workspace, month))


def as_seen(workspace: Workspace, month: Period, number: int) -> Written:
    """What somebody saw of it who had seen `number` acts: what they changed is told from it."""
    return written_of(a for a in _acts(workspace, month) if a.number <= number)


def _acts(workspace: Workspace, month: Period) -> list[Act]:
    """The meeting is that of all sites, though its acts lie at the first."""
    if not _is_of_all(workspace):
        return []
    subject = _subject(month)
    return [a for a in workspace.store.acts(workspace.scope, KIND) if a.subject == subject]


def _is_of_all(workspace: Workspace) -> bool:
    return workspace.scope.covers_all(each.name for each in workspace.organisation.sites)


def written_of(acts: Iterable[Act]) -> Written:
    """The same from the acts of one meeting, oldest first."""
    found = Written()
    for act in acts:
        found = replace(_after(found, act), seen=act.number)
    return found


def _after(found: Written, act: Act) -> Written:
    told = {name: str(value) for name, value in act.fields.items()}
    if act.what == "write":
        return replace(
            found,
            attendance=told.get("attendance", found.attendance),
            focus=told.get("focus", found.focus),
            minutes=told.get("minutes", found.minutes),
        )
    if act.what == "resolve":
        new = Resolution(
            act.number, told["text"], told.get("person", ""), told.get("due", ""), False
        )
        return replace(found, resolutions=(*found.resolutions, new))
    number = int(told["number"])
    if act.what == "strike":
        kept = tuple(each for each in found.resolutions if each.number != number)
        return replace(found, resolutions=kept)
    done = tuple(
        replace(each, is_done=True) if each.number == number else each for each in found.resolutions
    )
    return replace(found, resolutions=done)


def write(
    workspace: Workspace, month: Period, seen: Written, texts: Mapping[str, str]
) -> Act | None:
    """Keep attendance, focus or minutes; None where nothing has changed since `seen`. Several people
    type in one meeting: ConflictError only when somebody else wrote into the same field meanwhile."""
    told = {name: text.strip()[:LONGEST] for name, text in texts.items() if name in TEXTS}
    changed = {name: text for name, text in told.items() if text != getattr(seen, name)}
    now = written(workspace, month)
    for name, text in changed.items():
        if getattr(now, name) not in (getattr(seen, name), text):
            raise _crossed(workspace, month, now, text)
    new = {name: text for name, text in changed.items() if text != getattr(now, name)}
    return _act(workspace, month, now, "write", new) if new else None


def _crossed(workspace: Workspace, month: Period, now: Written, text: str) -> ConflictError:
    """Two wrote into one field: the second keeps their words to hand, in the message."""
    last = next(a for a in _acts(workspace, month) if a.number == now.seen)
    return ConflictError(
        N_("{actor} changed this meanwhile; your change was not saved."),
        N_("Add to it as it stands now. You had written: {text}"),
        actor=last.actor,
        text=text,
    )


def resolve(
    workspace: Workspace, month: Period, seen: Written, text: str, person: str = "", due: str = ""
) -> Act:
    """Add a resolution. UsageError without a text, or for a day that is none."""
    if not text.strip():
        raise UsageError(N_("The resolution is missing."), N_("Write what was resolved."))
    if due:
        _day(due)
    fields = {"text": text.strip()[:LONGEST], "person": person.strip(), "due": due}
    return _act(workspace, month, seen, "resolve", {k: v for k, v in fields.items() if v})


def strike(workspace: Workspace, month: Period, seen: Written, number: int) -> Act:
    """Take a resolution out again; it stays in the journal."""
    return _about(workspace, month, seen, "strike", number)


def carry_out(workspace: Workspace, month: Period, seen: Written, number: int) -> Act:
    """A resolution has been carried out."""
    return _about(workspace, month, seen, "done", number)


def _about(workspace: Workspace, month: Period, seen: Written, what: str, number: int) -> Act:
    if number not in {each.number for each in seen.resolutions}:
        raise UsageError(
            N_("There is no such resolution any more."), N_("Look at it as it is now.")
        )
    return _act(workspace, month, seen, what, {"number": str(number)})


def _act(
    workspace: Workspace, month: Period, seen: Written, what: str, fields: Mapping[str, str]
) -> Act:
    if not _is_of_all(workspace):
        raise ScopeError(
            N_("The meeting of all sites is written down by somebody who sees all of them."),
            N_("Ask somebody who sees the whole clinic."),
        )
    site = workspace.organisation.site
    act = NewAct(_subject(month), seen.seen, what, fields, site=site, unit="")
    return workspace.store.act(workspace.scope, act)


def _subject(month: Period) -> str:
    return f"{KIND}:{month}"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            N_('"{text}" is not a date.'), N_("Write it like 2026-10-31."), text=text
        ) from fault
