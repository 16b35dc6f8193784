"""A lake as it stands: which sites there are, and questions in SQL over the files that count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import duckdb
import pandas as pd

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.lake.engine import connect
from qc.store.lake.layout import COLUMNS, SITES
from qc.store.lake.manifest import Manifest, chosen, read_manifests

Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Lake:
    """An open lake. Every question is answered from the files that the manifests name at that moment."""

    folder: Path
    engine: duckdb.DuckDBPyConnection = field(default_factory=connect)
    _lock: Lock = field(default_factory=Lock)
    _known: tuple[Stamp, tuple[Manifest, ...]] | None = None

    def stamp(self) -> Stamp:
        """Another one whenever a site was written."""
        try:
            told = [(path.name, path.stat()) for path in (self.folder / SITES).glob("*.json")]
        except FileNotFoundError:  # replaced while it was looked at
            return self.stamp()
        return tuple(sorted((name, stat.st_mtime_ns, stat.st_ino) for name, stat in told))

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """Of all sites, by name; read again only when a site was written."""
        with self._lock:
            stamp = self.stamp()
            if self._known is None or self._known[0] != stamp:
                self._known = (stamp, read_manifests(self.folder))
            return self._known[1]

    def files(
        self,
        kind: str,
        sites: Collection[str] | None = None,
        months: tuple[str, str] | None = None,
    ) -> list[str]:
        """The files of a kind: of all sites or some, of results from one month to another."""
        parts = chosen(self.manifests, kind, sites, months)
        return [str(self.folder / part.file) for part in parts]

    def ask(self, sql: str, files: Sequence[str], given: Mapping[str, object]) -> pd.DataFrame:
        """The answer to a question over `files`, which it calls `$files`; `given` fills its other names. See
        `relation`."""
        with self.relation(sql, files, given) as relation:
            frame: pd.DataFrame = relation.df()
            return frame

    @contextmanager
    def relation(
        self, sql: str, files: Sequence[str], given: Mapping[str, object]
    ) -> Iterator[duckdb.DuckDBPyRelation]:
        """The same as a relation that is asked further. WorkspaceError where a file cannot be read, as
        when its site was written twice meanwhile."""
        try:
            with self.engine.cursor() as cursor:  # one to a thread
                yield cursor.sql(sql, params={"files": list(files), **given})
        except duckdb.IOException as error:
            raise WorkspaceError(
                N_("The lake {folder} cannot be read: {reason}."),
                N_("Load the page again; if it stays so, write the site anew with qc lake."),
                folder=self.folder,
                reason=str(error).splitlines()[0],
            ) from error


def table(kind: str, files: Sequence[str]) -> str:
    """How a question names the table of its files (`$files`); without any it is empty, not absent."""
    if files:
        return "read_parquet($files, hive_partitioning = false)"
    nothing = ", ".join(f"NULL::{type_} AS {name}" for name, type_ in COLUMNS[kind].items())
    return f"(SELECT {nothing} WHERE len($files) > 0)"


def open_lake(folder: Path) -> Lake:
    """The lake in a folder; WorkspaceError where there is none or nothing is in it."""
    lake = Lake(folder)
    if not lake.manifests:
        raise WorkspaceError(
            N_("There is no site in the lake {folder}."),
            N_("Write into it first: qc lake {folder}."),
            folder=folder,
        )
    return lake
