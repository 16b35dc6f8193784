"""A clinic with so many accounts, and its server in a process of its own."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qc.accounts import Role, add
from qc.ingest.importer import import_paths
from qc.workspace import Workspace, open_workspace

TODAY = dt.date(2026, 11, 2)
PASSWORD = "三更灯火五更鸡 2026"
UNITS = ("治疗室", "换药室", "注射室", "手术室")
TURNS = (
    Role.UNIT_NURSE,
    Role.UNIT_NURSE,
    Role.QC_MEMBER,
    Role.UNIT_NURSE,
    Role.HEAD_NURSE,
    Role.MANAGEMENT,
)


@dataclass(frozen=True)
class Person:
    """An account; of `units`, None means all."""

    login: str
    name: str
    role: Role
    units: tuple[str, ...] | None

    @property
    def writes(self) -> bool:
        return self.role is not Role.MANAGEMENT


def furnish(folder: Path, books: Sequence[Path], count: int) -> list[Person]:
    """Make the clinic with its workbooks and the people; the first looks after the users."""
    workspace = open_workspace(folder, today=TODAY, actor="装机")
    try:
        import_paths(workspace, books)
        return [_moved_in(workspace, person, first=not n) for n, person in enumerate(people(count))]
    finally:
        workspace.store.close()


def people(count: int) -> Iterator[Person]:
    """An administrator, then nurses of single units, members of the committee, head nurses, managers."""
    yield Person("admin", "管理员", Role.ADMINISTRATOR, None)
    for n in range(1, count):
        role = TURNS[n % len(TURNS)]
        units = (UNITS[n % len(UNITS)],) if role is Role.UNIT_NURSE else None
        yield Person(f"p{n:03d}", f"员工{n:03d}", role, units)


def _moved_in(workspace: Workspace, person: Person, *, first: bool) -> Person:
    add(
        workspace, person.login, person.name, person.role, PASSWORD, units=person.units, first=first
    )
    return person


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, and where it writes what it has to say."""

    url: str
    process: int
    log: Path


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """`qc serve` over a workspace, until it is no longer needed."""
    log = folder.with_name(f"{folder.name}.log")
    command = [
        sys.executable,
        "-m",
        "qc.cli",
        "serve",
        "--workspace",
        str(folder),
        "--today",
        str(TODAY),
    ]
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with (
        log.open("wb") as complaints,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints, env=surroundings
        ) as process,
    ):
        try:
            yield Served(_address(process), process.pid, log)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line.decode()):
            return found[0]
    raise RuntimeError("the server ended before it had an address")
