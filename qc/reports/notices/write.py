"""Make the notices and put them into their place; one that may have been filled in is never written over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qc.reports.notices.content import Notice, notices
from qc.reports.notices.sheet import render
from qc.reports.write import FOLDER, put
from qc.reports.zipped import numbered, safe_part, zipped
from qc.workspace import Workspace


@dataclass(frozen=True)
class Written:
    """The notices that were written, and those that were left as they are for something else stands there."""

    paths: tuple[Path, ...]
    left: tuple[Path, ...]


def write_notices(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    period: str,
    out: Path | None = None,
    *,
    unit: str | None = None,
    each_day: bool = False,
    closed: bool = False,
) -> Written:
    """Write a notice a unit (or a unit and day) into a folder, else into the workspace's `reports`.

    Raises UsageError as `content.notices` does, QcError when a file cannot be written.
    """
    folder = out or workspace.folder / FOLDER
    made = notices(workspace, first, last, period, unit=unit, each_day=each_day, closed=closed)
    written, left = [], []
    for name, content in _files(made, workspace):
        target = folder / name
        if target.exists() and target.read_bytes() != content:
            left.append(target)
            continue
        put(target, content)
        written.append(target)
    return Written(tuple(written), tuple(left))


def notices_file(
    workspace: Workspace, first: dt.date, last: dt.date, period: str, unit: str | None = None
) -> tuple[str, bytes] | None:
    """The notices of these days for who takes them elsewhere: one workbook, or several in a zip; None where
    nothing waits. UsageError as above."""
    files = _files(notices(workspace, first, last, period, unit=unit), workspace)
    if len(files) > 1:
        return f"整改通知单_{safe_part(period)}.zip", zipped(files)
    return files[0] if files else None


def _files(made: Sequence[Notice], workspace: Workspace) -> list[tuple[str, bytes]]:
    names = numbered(f"{_stem(notice)}.xlsx" for notice in made)
    contents = (render(notice, workspace.t) for notice in made)
    return list(zip(names, contents, strict=True))


def _stem(notice: Notice) -> str:
    """整改通知单_2026-10-29_换药室; of a unit's name only what every file system takes."""
    days = dict.fromkeys(map(str, (notice.first, notice.last)))
    plain = safe_part("".join(sign for sign in notice.unit if sign.isalnum()))
    return "_".join(("整改通知单", "至".join(days), plain))
