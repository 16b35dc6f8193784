"""The store: one database and one archive. Every call says first who asks and what they may see."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import URL, Engine

from qc.errors import ScopeError
from qc.locale import N_
from qc.records import WorkbookReading
from qc.store import frame, listing, saving, trail
from qc.store.answers import AuditEntry, Saved, StoredImport, StoredProblem
from qc.store.archive import Archive
from qc.store.engine import WAIT_SECONDS, open_engine, reading, writing
from qc.store.migrate import upgrade
from qc.store.scope import Scope

DATABASE = "qc.sqlite"
ORIGINALS = "originals"


@dataclass(frozen=True, eq=False)
class Store:
    """A workspace's record. Each call is one transaction; `clock` gives the time of changes."""

    engine: Engine
    archive: Archive
    clock: Callable[[], dt.datetime]

    def save(self, scope: Scope, reading_: WorkbookReading, content: bytes) -> Saved:
        """Keep a workbook and what was read from it, all or nothing; a known file changes nothing.

        Raises ScopeError when a check is not the actor's to write, WorkspaceError when the
        database or the archive cannot be written.
        """
        _must_belong_together(reading_, content)
        saving.refuse_foreign(scope, reading_)
        with reading(self.engine) as connection:
            if earlier := saving.known(connection, scope, reading_):
                return earlier
        self.archive.put(reading_.file_name, content)
        arrival = saving.Arrival(reading_, len(content), self._now())
        with writing(self.engine) as connection:
            return saving.save(connection, scope, arrival)

    def results(
        self,
        scope: Scope,
        *,
        start: dt.date | None = None,
        end: dt.date | None = None,
        indicator: str | None = None,
        unit: str | None = None,
        columns: Sequence[str] = frame.FRAME_COLUMNS,
    ) -> pd.DataFrame:
        """The live results that the scope sees, as in `qc.store.frame.results_frame`."""
        wanted = frame.wanted(scope, start, end, indicator, unit)
        with reading(self.engine) as connection:
            return frame.results_frame(connection, wanted, columns)

    def find_import(self, scope: Scope, sha256: str) -> StoredImport | None:
        """The import of this content, as far as the scope sees it."""
        with reading(self.engine) as connection:
            return next(iter(listing.stored_imports(connection, scope, sha256)), None)

    def imports(self, scope: Scope) -> tuple[StoredImport, ...]:
        """The imports that the scope sees a part of, newest first."""
        with reading(self.engine) as connection:
            return listing.stored_imports(connection, scope)

    def problems(self, scope: Scope, *, open_only: bool = True) -> tuple[StoredProblem, ...]:
        """The problems that still wait for a corrected file, or all there ever were."""
        with reading(self.engine) as connection:
            return listing.stored_problems(connection, scope, open_only=open_only)

    def original(self, scope: Scope, sha256: str) -> tuple[str, bytes]:
        """Name and content of a file as it came in.

        Raises ScopeError when there is none or a part of it is hidden from the scope,
        WorkspaceError when the kept file is missing or damaged.
        """
        with reading(self.engine) as connection:
            name = listing.original_name(connection, scope, sha256)
        if name is None:
            raise ScopeError(
                N_("There is no file {sha256} that {actor} may open as a whole."),
                sha256=sha256[:12],
                actor=scope.actor,
            )
        return name, self.archive.get(sha256, name)

    def audit(self, scope: Scope) -> tuple[AuditEntry, ...]:
        """Every change that the scope sees, oldest first."""
        with reading(self.engine) as connection:
            return trail.entries(connection, scope)

    def revision(self, scope: Scope) -> int:
        """A number that grows whenever what the scope sees may have changed; cheap to ask for."""
        with reading(self.engine) as connection:
            return trail.revision(connection, scope)

    def close(self) -> None:
        """Let go of the database, so that the folder can be moved or deleted."""
        self.engine.dispose()

    def _now(self) -> str:
        return self.clock().astimezone(dt.UTC).isoformat(timespec="milliseconds")


def open_store(
    folder: Path,
    *,
    url: URL | None = None,
    clock: Callable[[], dt.datetime],
    wait: float = WAIT_SECONDS,
) -> Store:
    """Open the store of a workspace folder, made or migrated as needed.

    `url` is a PostgreSQL address; without it the database is SQLite in the folder. `wait` is how
    many seconds a writing waits for another. Raises WorkspaceError when it cannot be opened.
    """
    engine = open_engine(url or URL.create("sqlite", database=str(folder / DATABASE)), wait=wait)
    try:
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Archive(folder / ORIGINALS), clock)


def _must_belong_together(reading_: WorkbookReading, content: bytes) -> None:
    if hashlib.sha256(content).hexdigest() != reading_.sha256:
        raise ValueError(f"{reading_.file_name}: these bytes are not those that were read")
