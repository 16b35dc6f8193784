"""A clinic's life on one workspace: what was acknowledged so far, and what must therefore be there."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qc.analysis import rates
from qc.workspace import Workspace, open_workspace
from tests.workbooks import book, days_across

TODAY = dt.date(2026, 11, 2)
MONTHS = ("2026-08", "2026-09", "2026-10")
CHECKED, PASSED = "√×", "√"


@dataclass(frozen=True)
class Sheet:
    """A workbook of one room and month, and what its marks come to when they are counted by hand."""

    unit: str
    month: str
    sha256: str
    checked: int
    passed: int
    days: int

    @property
    def place(self) -> tuple[str, str]:
        return self.unit, self.month


@dataclass
class Life:
    """`sheets`: what counts now, by room and month; `notes`: what was written about findings;
    `reports`: files that were acknowledged, with their content's hash."""

    folder: Path
    rng: random.Random
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cycles: int = 0
    frozen: set[str] = field(default_factory=set)
    backups: dict[str, str] = field(default_factory=dict)
    rooms: int = 0
    deeds: int = 0

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def lake(self) -> Path:
        return self.folder / "lake"

    def arguments(self, *words: str) -> list[str]:
        return [*words, "--workspace", str(self.workspace), "--today", str(TODAY), "--lang", "en"]

    def opened(self) -> Workspace:
        return open_workspace(self.workspace, today=TODAY, create=False)

    def basket(self) -> Path:
        """A new folder for workbooks that are to be imported."""
        self.deeds += 1
        path = self.folder / "baskets" / f"{self.deeds}"
        path.mkdir(parents=True)
        return path

    def room(self) -> str:
        self.rooms += 1
        return f"治疗{self.rooms}室"

    def filled(self, basket: Path, unit: str, month: str, days: int = 0) -> Sheet:
        """A sheet of a room's month, filled in by chance, written as a workbook. A later edition has the
        `days` of the earlier: one that lacks half of them is another file to the program."""
        days = days or self.rng.randint(5, 28)
        marks = [[self.rng.choice("√√√√√×/") for _ in range(days)] for _ in range(3)]
        marks[0][0] = "×"  # something to be put right
        year, number = month.split("-")
        content = book(days_across(marks, unit=unit, month=f"{year}年{int(number)}月"))
        (basket / f"{month} {unit} 消毒隔离.xlsx").write_bytes(content)
        flat = "".join(sign for line in marks for sign in line)
        checked, passed = (sum(map(flat.count, signs)) for signs in (CHECKED, PASSED))
        return Sheet(unit, month, hashlib.sha256(content).hexdigest(), checked, passed, days)


def counted(workspace: Workspace) -> dict[tuple[str, str], tuple[int, int]]:
    """What the program says of each room and month."""
    table = rates(workspace, by=["unit", "month"]).to_dict("records")
    return {
        (str(row["unit"]), str(row["month"])): (int(row["checked"]), int(row["passed"])) for row in table
    }  # fmt: skip


def settled(life: Life, workspace: Workspace, doubtful: list[Sheet]) -> Iterator[str]:
    """Every sheet is all in or not at all; of those that nobody acknowledged, which are in is noted. Says
    what does not hold."""
    found = counted(workspace)
    for sheet in doubtful:
        is_in = workspace.store.find_import(workspace.scope, sheet.sha256) is not None
        if is_in:
            life.sheets[sheet.place] = sheet
    expected = {place: (sheet.checked, sheet.passed) for place, sheet in life.sheets.items()}
    for place in sorted(found.keys() | expected.keys()):
        if found.get(place) != expected.get(place):
            yield f"{place}: {found.get(place)} are counted, {expected.get(place)} were imported"
    for sheet in life.sheets.values():
        if workspace.store.find_import(workspace.scope, sheet.sha256) is None:
            yield f"{sheet.place}: the workbook is not in"
