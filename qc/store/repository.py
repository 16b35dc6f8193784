"""The store: one database and one archive. Every call says first who asks and what they may see."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import URL, Connection, Engine, exists, select

from qc.errors import ScopeError
from qc.locale import N_
from qc.records import WorkbookReading
from qc.store import (
    chain,
    frame,
    history,
    journal,
    listing,
    marks,
    rereading,
    saving,
    trail,
    undoing,
)
from qc.store.answers import AuditEntry, Correction, Saved, StoredImport, StoredProblem
from qc.store.archive import Archive
from qc.store.by_month import month_stamps
from qc.store.chain import Verified
from qc.store.clearing import finish
from qc.store.engine import WAIT_SECONDS, open_engine, reading, writing
from qc.store.keys import OPTION, Keys
from qc.store.marks import Marks
from qc.store.migrate import upgrade
from qc.store.names import sees_names
from qc.store.schema import audit, imports
from qc.store.schema import journal as journal_table
from qc.store.scope import Scope
from qc.store.visible import own_without_checks

DATABASE = "qc.sqlite"
ORIGINALS = "originals"
INBOX = "inbox"
"""Where files wait before they come in; sealed as well."""


@dataclass(frozen=True, eq=False)
class Store:
    """A workspace's record. Each call is one transaction; `clock` gives the time of changes, `keys` seal
    what can name a customer."""

    engine: Engine
    archive: Archive
    keys: Keys
    clock: Callable[[], dt.datetime]

    def save(self, scope: Scope, reading_: WorkbookReading, content: bytes) -> Saved:
        """Keep a workbook and what was read from it, all or nothing; a known file changes nothing.

        Raises ScopeError when a check is not the actor's to write, WorkspaceError when the
        database or the archive cannot be written.
        """
        (saved,) = self.save_many(scope, [(reading_, content)])
        if isinstance(saved, ScopeError):
            raise saved
        return saved

    def save_many(
        self, scope: Scope, books: Sequence[tuple[WorkbookReading, bytes]]
    ) -> list[Saved | ScopeError]:
        """Keep several workbooks as `save` does, in one transaction: one commit for all.

        Answers for each in its order; what is not the actor's is refused alone and the others go
        in. The originals are on the disk before the commit that refers to them. When the program
        or the power fails before it, none of these workbooks is in and all can be imported again;
        hand in a few dozen at a time. Raises WorkspaceError when the database or the archive cannot be written.
        """
        for book in books:
            _must_belong_together(*book)
        refused = [saving.foreign(scope, reading_) for reading_, _ in books]
        self.archive.put_many(
            (reading_.file_name, content, reading_.sha256)
            for fault, (reading_, content) in zip(refused, books, strict=True)
            if fault is None
        )
        with writing(self.engine) as connection:
            return [
                fault or self._save(connection, scope, *book)
                for fault, book in zip(refused, books, strict=True)
            ]

    def undo(self, scope: Scope, import_id: int, why: str) -> int:
        """Take an import back: its checks leave the figures, those it had ended come back, its
        problems close, and the file may be imported again. Returns how many checks left.

        Raises ScopeError when a check is not the actor's to change, UsageError without a reason,
        when it was undone already or when a later file corrected it: undo that one first.
        """
        at = self._now()
        with writing(self.engine) as connection:
            return undoing.undo(connection, scope, import_id, why, at)

    def reread(
        self,
        scope: Scope,
        reading_: WorkbookReading,
        correction: Correction | None = None,
        seen: tuple[Correction, ...] | None = None,
    ) -> Saved:
        """Replace what was read from a live import by this reading of the same original.

        The old checks end and stay as history; a correction is recorded with the actor and the
        time. `seen` are the corrections that the reading was made with (`corrections`): when
        others are in force by now, UsageError asks to look again. Raises ScopeError when the file
        is not in or a check, old or new, is not the actor's; UsageError without a reason.
        """
        if fault := saving.foreign(scope, reading_):
            raise fault
        at = self._now()
        with writing(self.engine) as connection:
            return rereading.reread(connection, scope, reading_, correction, seen, at)

    def corrections(self, scope: Scope, sha256: str) -> tuple[Correction, ...]:
        """The corrections in force on the live import of a content, the latest of each cell, oldest
        first; none to who may not see all of it."""
        with reading(self.engine) as connection:
            return listing.stored_corrections(connection, scope, sha256)

    def results(
        self,
        scope: Scope,
        *,
        start: dt.date | None = None,
        end: dt.date | None = None,
        indicator: str | None = None,
        unit: str | None = None,
        import_id: int | None = None,
        columns: Sequence[str] = frame.FRAME_COLUMNS,
    ) -> pd.DataFrame:
        """The live results that the scope sees, as in `qc.store.frame.results_frame`."""
        wanted = frame.wanted(scope, start, end, indicator, unit, import_id)
        with reading(self.engine) as connection:
            return frame.results_frame(connection, wanted, columns, names=sees_names(scope))

    def find_import(self, scope: Scope, sha256: str) -> StoredImport | None:
        """The live import of this content, as far as the scope sees it."""
        with reading(self.engine) as connection:
            import_id = connection.scalar(saving.live_import(), {"sha256": sha256})
            if import_id is None:
                return None
            only = imports.c.id == import_id
            return next(iter(history.stored_imports(connection, scope, only)), None)

    def imports(self, scope: Scope) -> tuple[StoredImport, ...]:
        """The imports that the scope sees a part of, newest first, those undone among them."""
        with reading(self.engine) as connection:
            return history.stored_imports(connection, scope)

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

    def audit(self, scope: Scope, *, start: str = "", actor: str = "") -> tuple[AuditEntry, ...]:
        """Every change that the scope sees, oldest first; as `qc.store.trail.entries`."""
        with reading(self.engine) as connection:
            return trail.entries(connection, scope, start, actor)

    def verify(self, heads: Sequence[str] = ()) -> dict[str, Verified]:
        """Whether audit trail and journal stand as they were written, each by its table's name; `heads`
        are beginnings of hashes that should still be there."""
        with reading(self.engine) as connection:
            return {
                table.name: chain.verify(connection, table, columns, heads)
                for table, columns in ((audit, trail.COLUMNS), (journal_table, journal.COLUMNS))
            }

    def revision(self, scope: Scope) -> int:
        """A number that grows whenever what the scope sees may have changed; cheap to ask for."""
        with reading(self.engine) as connection:
            return trail.revision(connection, scope)

    def standing(self, scope: Scope, kinds: Sequence[str] = ()) -> tuple[int, ...]:
        """The revision, and of each kind of acts a number that grows with every one that the scope may
        see: what is made from both holds as long as these are the same."""
        with reading(self.engine) as connection:
            newest = [journal.newest(connection, scope, kind) for kind in kinds]
            return (trail.revision(connection, scope), *newest)

    def sees_own_files(self, scope: Scope) -> bool:
        """Whether the actor sees files that nobody else of the same sites and units does."""
        with reading(self.engine) as connection:
            return bool(connection.scalar(select(exists().where(own_without_checks(scope)))))

    def marks(self, scope: Scope, after: int = 0) -> Marks:
        """What counts today for the scope, as numbers: see `qc.store.marks`."""
        with reading(self.engine) as connection:
            return marks.marks(connection, scope, after)

    def act(self, scope: Scope, act: journal.NewAct) -> journal.Act:
        """Write an act into the journal, behind those that its author has seen.

        Raises UsageError when somebody else acted meanwhile, ScopeError for another's unit.
        """
        at = self._now()
        with writing(self.engine) as connection:
            return journal.append(connection, scope, at, act)

    def acts(
        self, scope: Scope, kind: str, after: int = 0, until: int | None = None
    ) -> tuple[journal.Act, ...]:
        """The acts on subjects of a kind that the scope may see, in order: all of them, or those after
        one standing and up to another (`standing`)."""
        with reading(self.engine) as connection:
            return journal.acts(connection, scope, kind, after, until)

    def month_stamps(self, scope: Scope) -> dict[tuple[str, str], str]:
        """Which state each month of each site is in, as `qc.store.by_month`."""
        with reading(self.engine) as connection:
            return month_stamps(connection, scope)

    def close(self) -> None:
        """Let go of the database, so that the folder can be moved or deleted."""
        self.engine.dispose()

    def _save(
        self, connection: Connection, scope: Scope, reading_: WorkbookReading, content: bytes
    ) -> Saved | ScopeError:
        arrival = saving.Arrival(reading_, len(content), self._now())
        try:
            return saving.save(connection, scope, arrival)
        except ScopeError as fault:  # it is told before anything is written
            return fault

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
        keys = upgrade(engine, folder)
        engine = engine.execution_options(**{OPTION: keys})
        finish(engine, keys, (folder / ORIGINALS, folder / INBOX))
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, Archive(folder / ORIGINALS, keys), keys, clock)


def _must_belong_together(reading_: WorkbookReading, content: bytes) -> None:
    if hashlib.sha256(content).hexdigest() != reading_.sha256:
        raise ValueError(f"{reading_.file_name}: these bytes are not those that were read")
