"""The frozen months: who froze which, in the journal; what was frozen, in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qc.analysis.journal import acts_by_subject
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.reports.month.record import Record
from qc.store.journal import Act
from qc.workspace import Workspace

KIND = "month"
FILE = "month.json"


@dataclass(frozen=True)
class Frozen:
    """A month that is frozen: by whom, when (UTC, ISO text), and the SHA-256 of its record."""

    month: Period
    by: str
    at: str
    checksum: str


def frozen_months(workspace: Workspace) -> tuple[Frozen, ...]:
    """The months that are frozen now, oldest first, for who may see the whole clinic; others see none: what
    was published holds units that are not theirs."""
    if not workspace.scope.is_whole:
        return ()
    told = acts_by_subject(workspace, KIND)
    found = [_frozen(acts) for acts in told.values() if acts[-1].what == "freeze"]
    return tuple(sorted(found, key=lambda each: each.month))


def frozen_month(workspace: Workspace, month: Period) -> Frozen | None:
    """How a month is frozen; None where it is not."""
    return next((each for each in frozen_months(workspace) if each.month == month), None)


def record_of(workspace: Workspace, frozen: Frozen) -> Record:
    """What was frozen. WorkspaceError when it is gone from the archive or is no longer what it was."""

    def work() -> Record:
        return Record.model_validate_json(workspace.store.archive.get(frozen.checksum, FILE))

    return kept(workspace, ("frozen", frozen.checksum), work)


def acts_on(workspace: Workspace, month: Period) -> Sequence[Act]:
    """All that was done about the freezing of a month, oldest first."""
    return acts_by_subject(workspace, KIND).get(subject(month), ())


def subject(month: Period) -> str:
    return f"{KIND}:{month}"


def _frozen(acts: Sequence[Act]) -> Frozen:
    last = acts[-1]
    month = Period.parse(last.subject.partition(":")[2])
    return Frozen(month, last.actor, last.at, str(last.fields["checksum"]))
