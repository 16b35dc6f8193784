"""What the store answers with: small frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from qc.records import Problem


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a workbook came to. `checks` were added, `superseded` older ones went out of the
    figures; both are 0 for a file that was known already."""

    import_id: int
    status: Literal["new", "known"]
    checks: int = 0
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class StoredImport:
    """One file that came in. Counts are of what the scope sees: `checks` all, `live` those that
    count today, `open_problems` those that still wait. `imported_at` is UTC, ISO text.
    `corrected_by` is the import that answered this one's problems."""

    id: int
    file_name: str
    sha256: str
    size: int
    imported_at: str
    imported_by: str
    corrected_by: int | None
    checks: int
    live: int
    open_problems: int


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
