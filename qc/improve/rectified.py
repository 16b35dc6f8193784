"""How far findings were put right: in time, late or not yet; what the feedback book and the bulletin count."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from qc.improve.findings import Finding
from qc.improve.states import STEPS, FindingState
from qc.locale import N_
from qc.store.journal import Act
from qc.workspace import TIME_ZONE

DOING = ("fix_at_once", "put_right")
RECHECKS = ("recheck_passed", "recheck_failed")


class Rectified(StrEnum):
    """What became of a finding. Only what is closed has been put right: on the spot, or re-checked."""

    IN_TIME = "in_time"
    LATE = "late"
    RECHECK = "recheck"
    OPEN = "open"
    OVERDUE = "overdue"
    HISTORY = "history"

    @property
    def label(self) -> str:
        return {
            "in_time": N_("put right in time"),
            "late": N_("put right late"),
            "recheck": N_("waiting for re-check"),
            "open": N_("not due yet"),
            "overdue": N_("overdue"),
            "history": N_("history, not followed"),
        }[self.value]


def rectified(found: Finding, today: dt.date) -> Rectified:
    """What became of a finding that stands (of a withdrawn one there is nothing to say)."""
    if not found.followed:
        return Rectified.HISTORY
    if found.state is FindingState.CLOSED:
        return Rectified.IN_TIME if _in_time(found) else Rectified.LATE
    if found.state is FindingState.RECHECK:
        return Rectified.RECHECK
    return Rectified.OVERDUE if found.overdue(today) else Rectified.OPEN


def _in_time(found: Finding) -> bool:
    """On the spot is in time whenever it was written down; everything else by the day of its act."""
    moves = [act.what for act in found.acts if STEPS[act.what].target]
    done = done_by(found)
    return moves == ["fix_at_once"] or (done is not None and done_on(done) <= deadline(found))


def deadline(found: Finding) -> dt.date:
    """The day by which it had to be put right: the last that was set before the one before it had
    passed. The first one that was set holds in any case: checks may come in late."""
    held = None
    for act in found.acts:
        if told := act.fields.get("due"):
            day = dt.date.fromisoformat(told)
            held = day if held is None or day_of(act) <= held else held
    return held or found.due


def done_by(found: Finding) -> Act | None:
    """The act by which it was put right last, None when nobody said so."""
    return next((act for act in reversed(found.acts) if act.what in DOING), None)


def moved_by(found: Finding) -> Act | None:
    """The last act that led it somewhere (a note does not), None when there was none."""
    return next((act for act in reversed(found.acts) if STEPS[act.what].target), None)


def rechecked_by(found: Finding) -> Act | None:
    """The last re-check, None when there was none."""
    return next((act for act in reversed(found.acts) if act.what in RECHECKS), None)


def done_on(act: Act) -> dt.date:
    """The day on which something was put right: the one that the act tells, else its own."""
    told = act.fields.get("done")
    return dt.date.fromisoformat(told) if told else day_of(act)


def day_of(act: Act) -> dt.date:
    """The day of an act at the clinic."""
    return dt.datetime.fromisoformat(act.at).astimezone(TIME_ZONE).date()
