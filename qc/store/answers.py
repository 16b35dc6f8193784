"""What the store answers with: small frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from qc.records import Problem
from qc.words import Kind


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a workbook came to. `checks` were added, `superseded` older ones of other files
    went out of the figures; both are 0 for a file that was known already. "reread": the reading of
    a live import was replaced."""

    import_id: int
    status: Literal["new", "known", "reread"]
    checks: int = 0
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person wrote over a cell of an original: `value` instead of `was`, None takes an
    earlier correction back. `who` and `at` (UTC, ISO text) are set by the store."""

    sheet: str
    cell: str
    value: str | None
    was: str
    why: str
    who: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class StoredImport:
    """One file that came in. Counts are of what the scope sees: `checks` and `results` all that was
    read from it, `live` the checks that count today, `errors`, `warnings` and `infos` the problems
    that still wait, `corrections` the cells put right in place. Times are UTC, ISO text.
    `corrected_by` is the import that answered this one's problems."""

    id: int
    file_name: str
    sha256: str
    size: int
    imported_at: str
    imported_by: str
    corrected_by: int | None
    corrected_at: str | None
    undone_at: str | None
    undone_by: str | None
    undone_why: str | None
    checks: int
    live: int
    results: int
    errors: int
    warnings: int
    infos: int
    corrections: int
    kinds: tuple[Kind, ...]
    indicators: tuple[str, ...]

    @property
    def open_problems(self) -> int:
        """How many problems still wait, whatever their severity."""
        return self.errors + self.warnings + self.infos

    @property
    def is_undone(self) -> bool:
        """Whether somebody took the import back; the file may come in again."""
        return self.undone_at is not None


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """A problem with the file it is in; `open` until a corrected file answers it."""

    problem: Problem
    import_id: int
    file: str
    sha256: str
    open: bool


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: when (UTC, ISO text), who, what, on what; before and after as read from JSON."""

    id: int
    at: str
    actor: str
    action: str
    object: str
    before: Any
    after: Any
