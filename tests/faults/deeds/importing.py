"""Workbooks that come in: some, many, and one that corrects another."""

from __future__ import annotations

from collections.abc import Iterator

from qc.workspace import Workspace
from tests.faults.deeds.deed import Deed
from tests.faults.life import MONTHS, Life, Sheet, settled


class _Import(Deed):
    """Workbooks come in; each as a whole or not at all."""

    codes = frozenset({0, 1})

    def __init__(self, life: Life) -> None:
        super().__init__(life)
        self.basket = life.basket()
        self.doubtful = self.sheets()

    def sheets(self) -> list[Sheet]:
        raise NotImplementedError

    def command(self) -> list[str]:
        return self.life.arguments("import", str(self.basket))

    def acknowledged(self, out: str) -> None:
        told = [line for line in out.splitlines() if line.startswith(("✓", "="))]  # in, or known
        assert len(told) == len(self.doubtful), out
        self.life.sheets |= {sheet.place: sheet for sheet in self.doubtful}

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, self.doubtful)


class ImportSome(_Import):
    """A few workbooks of rooms that are new."""

    name = "import"

    def sheets(self) -> list[Sheet]:
        rng = self.life.rng
        return [
            self.life.filled(self.basket, self.life.room(), rng.choice(MONTHS))
            for _ in range(rng.randint(2, 5))
        ]


class ImportMany(_Import):
    """So many that processes of their own read them, in two batches."""

    name = "import of many"
    often = 1

    def sheets(self) -> list[Sheet]:
        return [self.life.filled(self.basket, self.life.room(), MONTHS[2]) for _ in range(36)]


class ImportAnew(_Import):
    """A corrected workbook of a room and month that is in: the old one's marks go as the new ones come."""

    name = "import of a correction"

    def __init__(self, life: Life) -> None:
        self.known = bool(life.sheets)
        super().__init__(life)

    def possible(self, workspace: Workspace) -> bool:  # noqa: ARG002
        return self.known

    def sheets(self) -> list[Sheet]:
        if not self.known:
            return []
        unit, month = self.life.rng.choice(sorted(self.life.sheets))
        days = self.life.sheets[unit, month].days
        return [self.life.filled(self.basket, unit, month, days)]
