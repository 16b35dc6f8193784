"""Put a site's rows into the lake: new files first, then the manifest that names them."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.disk import flush_folder, make_folders, settle
from qc.store.lake.engine import connect
from qc.store.lake.layout import (
    CHECKS,
    COLUMNS,
    ITEMS,
    ORDER,
    RESULTS,
    SITES,
    folder_of,
    lock_file,
    manifest_file,
    quoted,
)
from qc.store.lake.lock import locked
from qc.store.lake.manifest import Manifest, Part, read_manifest, write_manifest

_PASSING = ".part"


@dataclass(frozen=True)
class MonthRows:
    """What a site did in a month: `results` with the columns of RESULTS (dates as ISO text, points as they
    are written), `checks` with those of CHECKS. `stamp` tells it from any other state of that month."""

    month: str
    stamp: str
    results: pd.DataFrame
    checks: pd.DataFrame


@dataclass(frozen=True)
class Written:
    """What was done for a site: months written, months that were as they should be, months taken out."""

    site: str
    written: tuple[str, ...]
    unchanged: int
    gone: tuple[str, ...]
    rows: int
    bytes: int


def write_site(
    lake: Path,
    site: str,
    source: str,
    stamps: Mapping[str, str],
    rows_of: Callable[[str], MonthRows],
) -> Written:
    """Bring a site in the lake to the months of `stamps`: `rows_of` is asked for those only whose stamp
    differs; months that are not named leave the lake, and without any the site does.

    A reader sees the site as it was or as it is now. Stopped at any moment the site is as it was, and
    the next call puts away what was left. Raises WorkspaceError where another program is at it, another
    workspace (`source`) has a site of that name in the lake, or a file cannot be written.
    """
    try:
        with locked(lake / lock_file(site), site), connect() as engine:
            return _write_site(engine, lake, site, source, stamps, rows_of)
    except (OSError, duckdb.IOException) as error:
        raise WorkspaceError(
            N_("The lake {folder} cannot be written: {reason}."),
            N_("Make room on the disk or ask for the right to write there, then try again."),
            folder=lake,
            reason=getattr(error, "strerror", None) or str(error).partition("\n")[0],
        ) from error


def _write_site(
    engine: duckdb.DuckDBPyConnection,
    lake: Path,
    site: str,
    source: str,
    stamps: Mapping[str, str],
    rows_of: Callable[[str], MonthRows],
) -> Written:
    known = read_manifest(lake, site)
    if known.source not in ("", source):
        raise WorkspaceError(
            N_("A site {site} of another workspace is in this lake already."),
            N_("Give this clinic a name of its own in the lake: qc lake --site NAME."),
            site=site,
        )
    _sweep(lake, known)
    if not stamps:
        (lake / manifest_file(site)).unlink(missing_ok=True)
        flush_folder(lake / SITES)
        return Written(site, (), 0, tuple(sorted(known.results)), 0, 0)
    stale = [month for month in sorted(stamps) if not _stands(known, month, stamps[month], lake)]
    gone = tuple(sorted(known.results.keys() - stamps.keys()))
    if not stale and not gone:
        return _told(known, (), gone)
    for kind in ("checks", "items"):
        _begin(engine, lake, known, kind, {*stale, *gone})
    results = {month: part for month, part in known.results.items() if month in stamps}
    for month in stale:
        results[month] = _month(engine, lake, site, rows_of(month))
    now = Manifest(
        site=site,
        source=source,
        results=dict(sorted(results.items())),
        checks=_rollup(engine, lake, site, "checks", stamps),
        items=_rollup(engine, lake, site, "items", stamps),
    )
    write_manifest(lake, now)
    return _told(now, tuple(stale), gone)


def _stands(known: Manifest, month: str, stamp: str, lake: Path) -> bool:
    part = known.results.get(month)
    return part is not None and part.stamp == stamp and (lake / part.file).exists()


def _told(now: Manifest, written: tuple[str, ...], gone: tuple[str, ...]) -> Written:
    size = sum(part.bytes for part in now.parts)
    return Written(now.site, written, len(now.results) - len(written), gone, now.rows, size)


def _begin(
    engine: duckdb.DuckDBPyConnection,
    lake: Path,
    known: Manifest,
    kind: str,
    without: Collection[str],
) -> None:
    """A table with what a kind adds up to in the months that stay."""
    columns = ", ".join(f"{name} {type_}" for name, type_ in COLUMNS[kind].items())
    engine.execute(f"CREATE TABLE {kind} ({columns})")
    part = known.checks if kind == "checks" else known.items
    if part is not None and (lake / part.file).exists():
        engine.execute(
            f"INSERT INTO {kind} BY NAME SELECT * FROM read_parquet(?, hive_partitioning = false) "
            "WHERE NOT list_contains(?, month)",
            [str(lake / part.file), sorted(without)],
        )


def _month(engine: duckdb.DuckDBPyConnection, lake: Path, site: str, rows: MonthRows) -> Part:
    """Write a month's results; what they add up to goes into the tables."""
    engine.register("given", rows.results)
    engine.execute(f"CREATE OR REPLACE TEMP TABLE results AS SELECT {_typed(RESULTS)} FROM given")
    engine.register("given", rows.checks)
    engine.execute(f"INSERT INTO checks BY NAME SELECT {_typed(CHECKS)} FROM given")
    engine.unregister("given")
    engine.execute(_ADDED_UP)
    place = folder_of("results", site, rows.month) / f"{rows.stamp}.parquet"
    return _copied(engine, lake, "results", str(place), rows.stamp)


_ADDED_UP = f"""
INSERT INTO items BY NAME
SELECT month, site, unit, kind, indicator, checklist, item_code, item, level,
       sum(checked)::BIGINT AS checked, sum(passed)::BIGINT AS passed
FROM results GROUP BY {", ".join(name for name in ITEMS if name not in ("checked", "passed"))}
"""


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"CAST({name} AS {type_}) AS {name}" for name, type_ in columns.items())


def _rollup(
    engine: duckdb.DuckDBPyConnection, lake: Path, site: str, kind: str, stamps: Mapping[str, str]
) -> Part:
    place = folder_of(kind, site) / f"{_joint(stamps.values())}.parquet"
    return _copied(engine, lake, kind, str(place), "")


def _joint(stamps: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:32]


def _copied(
    engine: duckdb.DuckDBPyConnection, lake: Path, kind: str, file: str, stamp: str
) -> Part:
    """Write a table as a file; it is on the disk as a whole when this returns."""
    place = lake / file
    make_folders([place.parent])
    passing = place.with_name(f"{place.name}.{os.getpid()}{_PASSING}")
    order = ", ".join(ORDER[kind])
    engine.execute(
        f"COPY (SELECT * FROM {kind} ORDER BY {order}) TO '{_literal(passing)}' "
        "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)"
    )
    settle({passing: place})
    ((rows,),) = engine.execute(f"SELECT count(*) FROM {kind}").fetchall()
    return Part(file=file, rows=rows, bytes=place.stat().st_size, stamp=stamp)


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")


def _sweep(lake: Path, known: Manifest) -> None:
    """Put away what an interrupted writer left, and what counted before the last writing: a reader of
    that time has had until now to finish."""
    named = {lake / part.file for part in known.parts}
    for path in _files(lake, known.site):
        if path not in named:
            with contextlib.suppress(PermissionError):  # Windows: somebody still reads it
                path.unlink(missing_ok=True)


def _files(lake: Path, site: str) -> Iterator[Path]:
    for kind in ORDER:
        yield from (lake / folder_of(kind, site)).glob("**/*.parquet*")
    yield from (lake / "sites").glob(f"{quoted(site)}.json.*.part")
