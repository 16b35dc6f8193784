"""The id of a notice's line: which finding, how much had been done about it when it was printed, and the due
day that was printed; signed with the workspace's key, so that no other can be made up."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from qc.improve.findings import Finding
from qc.ingest.notices import ID
from qc.store.keys import Keys


class LineId(NamedTuple):
    """`seen`: acts on the finding when the notice was printed; `days` from the check to the printed due
    day."""

    finding: str
    seen: int
    days: int


def workspace_mark(keys: Keys) -> str:
    """By what a notice of this workspace is known; it says nothing of the key."""
    return keys.mark("notice")


def line_id(keys: Keys, found: Finding) -> str:
    """The id under which a finding is printed as it stands now."""
    days = max(0, (found.due - found.date).days)
    return _signed(keys, LineId(found.id, len(found.acts), days))


def read_id(keys: Keys, text: str) -> LineId | None:
    """What an id says; None for one that was not printed here."""
    plain = text.strip().lower()
    if not ID.fullmatch(plain):
        return None
    finding, seen, days, _ = plain.split("-")
    told = LineId(finding, int(seen), int(days))
    return told if _signed(keys, told) == plain else None


def due_printed(found: Finding, told: LineId) -> dt.date:
    """The due day that stood on the notice."""
    return found.date + dt.timedelta(days=told.days)


def _signed(keys: Keys, told: LineId) -> str:
    plain = f"{told.finding}-{told.seen}-{told.days}"
    return f"{plain}-{keys.mark(plain)}"
