"""What was written down on the spot: one checklist, one unit, one day, a mark a line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qc.catalogue.model import Checklist
from qc.errors import ScopeError, UsageError
from qc.locale import N_
from qc.text import printable
from qc.words import Kind, Outcome
from qc.workspace import Workspace

MARKS = {Outcome.PASS: "√", Outcome.FAIL: "×", Outcome.NA: "/"}
LONGEST_NOTE, LONGEST_NAME = 500, 40
_ID = re.compile(r"[0-9A-Za-z.-]{1,40}")  # it stands in addresses and names of files


@dataclass(frozen=True)
class Mark:
    """How one item was found; photos of it are pictures' contents (JPEG, PNG)."""

    item_code: str
    outcome: Outcome
    note: str = ""
    photos: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Capture:
    """`id` is the phone's own number of this check: sent twice, it is one check."""

    id: str
    checklist: Checklist
    unit: str
    date: dt.date
    inspector: str
    marks: tuple[Mark, ...]


def can_be_captured(checklist: Checklist) -> bool:
    """Whether a checklist is answered line by line with yes or no."""
    return checklist.kind is Kind.CHECKLIST


def capture_of(
    workspace: Workspace,
    said: Mapping[str, Any],
    photos: Mapping[str, Sequence[bytes]] | None = None,
) -> Capture:
    """What the phone sent, checked: {"id", "checklist", "unit", "date", "inspector", "marks": {code:
    {"outcome": pass | fail | na, "note"}}}; `photos` by item code.

    Raises UsageError for anything that is missing or cannot be, ScopeError for another's unit.
    """
    checklist = workspace.catalogue.checklists.get(_text(said, "checklist"))
    if checklist is None or not can_be_captured(checklist):
        raise UsageError(
            N_("This checklist cannot be filled in here."), N_("Choose one of the list.")
        )
    capture = Capture(
        id=_text(said, "id"),
        checklist=checklist,
        unit=_unit(workspace, _text(said, "unit")),
        date=_date(workspace, _text(said, "date")),
        inspector=_text(said, "inspector")[:LONGEST_NAME] or workspace.scope.actor,
        marks=_marks(checklist, said.get("marks"), photos or {}),
    )
    if not _ID.fullmatch(capture.id):
        raise UsageError(N_("What was sent is not whole."), N_("Load the page again."))
    return capture


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return _held(value).strip() if isinstance(value, str) else ""


def _held(text: str) -> str:
    """A text as a workbook can hold it: without control signs, halves of signs made visible."""
    return printable(text.encode(errors="replace").decode())


def _unit(workspace: Workspace, name: str) -> str:
    if not name:
        raise UsageError(N_("The unit is missing."), N_("Choose the unit that was inspected."))
    if workspace.scope.units is not None and name not in workspace.scope.units:
        raise ScopeError(
            N_("{actor} may not change anything of {unit}."),
            actor=workspace.scope.actor,
            unit=name,
        )
    return name[:LONGEST_NAME]


def _date(workspace: Workspace, text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            N_('"{text}" is not a date.'), N_("Write it like 2026-10-31."), text=text
        ) from fault
    if day > workspace.today:
        raise UsageError(
            N_("{date} is still to come."),
            N_("Write the day on which it was inspected."),
            date=day.isoformat(),
        )
    return day


def _marks(
    checklist: Checklist, given: Any, photos: Mapping[str, Sequence[bytes]]
) -> tuple[Mark, ...]:
    """One mark for each item; an item without one is a mistake, not a pass."""
    said = given if isinstance(given, Mapping) else {}
    missing = [item.text.zh for item in checklist.items if item.code not in said]
    if missing:
        raise UsageError(
            N_("Items without a mark: {n}."),
            N_("Mark every line; the first one is: {item}"),
            n=len(missing),
            item=missing[0],
        )
    return tuple(
        _mark(item.code, said[item.code], photos.get(item.code, ())) for item in checklist.items
    )


def _mark(code: str, said: Any, photos: Sequence[bytes]) -> Mark:
    told = said if isinstance(said, Mapping) else {}
    outcome = next((o for o in MARKS if o.value == told.get("outcome")), None)
    if outcome is None:
        raise UsageError(N_("What was sent is not whole."), N_("Load the page again."))
    return Mark(code, outcome, _text(told, "note")[:LONGEST_NOTE], tuple(photos))
