"""A copy of the records before another version opens them: a plain zip that unpacks to the same folder.

The program's own backup would open the records, and opening brings them to the newest form."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from .parcel import Parcel
from .words import StartError, say

FOLDER = "质控数据-升级前备份"
LEFT_OUT = ("backups",)
_DATABASE = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")  # of a database; the copy holds what is in them


def keep_before(parcel: Parcel, records: Path) -> Path:
    """Copy all records, the database as of one moment, into a zip beside them; its path once it is whole
    and on the disk. StartError where that cannot be done: then nothing has been opened either."""
    place = records.parent / FOLDER
    moment = f"{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}"
    kept = place / f"{records.name}-{moment}-升级到{parcel.version}-{parcel.build[:8]}之前.zip"
    say("新版本第一次打开数据：先备份", "a newer version: the records are copied first")
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        _refuse_full(place, records)
        _write(kept, records)
    except (OSError, sqlite3.Error) as error:
        raise StartError(
            f"升级前的备份没有做成（{error}），数据没有动过。请腾出磁盘空间、关闭旧版本的窗口，再试。",
            f"The copy before upgrading failed ({error}); the records are untouched. Make room on the disk, "
            f"close the older version and try again.",
        ) from error
    say(f"已备份：{kept}", "copied")
    return kept


def _refuse_full(place: Path, records: Path) -> None:
    needed = 2 * sum(path.stat().st_size for path, _ in _files(records))  # the database twice
    if shutil.disk_usage(place).free < needed:
        raise OSError(f"需要 {needed // 2**20 + 1} MB 空间 of free space are needed")


def _write(kept: Path, records: Path) -> None:
    passing = kept.with_name(f"{kept.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as out:
                for path, name in _files(records):
                    with _steady(path, kept.parent) as steady:
                        out.write(steady, f"{records.name}/{name}")
            with ZipFile(file) as written:
                if damaged := written.testzip():
                    raise OSError(damaged)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(kept)
    finally:
        passing.unlink(missing_ok=True)


def _files(records: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(records.rglob("*")):
        name = path.relative_to(records)
        if path.is_file() and name.parts[0] not in LEFT_OUT and not path.name.endswith(_BESIDE):
            yield path, name.as_posix()


@contextlib.contextmanager
def _steady(path: Path, place: Path) -> Iterator[Path]:
    """The file; of a database a copy as of one moment, whoever writes."""
    with path.open("rb") as file:
        is_database = file.read(len(_DATABASE)) == _DATABASE
    if not is_database:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix=".part-", dir=place) as aside:
        copy = Path(aside) / path.name
        _copy_database(path, copy)
        yield copy


def _copy_database(path: Path, copy: Path) -> None:
    closing = contextlib.closing
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("数据库已损坏 the database is damaged")
