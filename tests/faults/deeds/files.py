"""Files that are written: the month's report, the meeting's slides and minutes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from qc.workspace import Workspace
from tests.faults.deeds.deed import Deed
from tests.faults.life import settled


class _Files(Deed):
    """Files are written; each is whole, or as it was before, or not there."""

    def possible(self, workspace: Workspace) -> bool:  # noqa: ARG002
        months = sorted({month for _, month in self.life.sheets})
        if months:
            self.month = self.life.rng.choice(months)
            self.before = [content_hash(path) for path in self.files()]
        return bool(months)

    def files(self) -> list[Path]:
        raise NotImplementedError

    def acknowledged(self, out: str) -> None:
        for path in self.files():
            assert path.name in out and path.exists(), out

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, [])
        for path, before in zip(self.files(), self.before, strict=True):
            now = content_hash(path)
            if now != before and not is_whole(path):
                yield f"{path.name}: neither whole nor as it was"


class Report(_Files):
    name = "report"

    def command(self) -> list[str]:
        return self.life.arguments("report", "--period", self.month)

    def files(self) -> list[Path]:
        return [self.life.workspace / "reports" / f"质控月报_{self.month}.xlsx"]


class Meeting(_Files):
    name = "meeting"

    def command(self) -> list[str]:
        return self.life.arguments("meeting", "--period", self.month)

    def files(self) -> list[Path]:
        folder = self.life.workspace / "reports"
        return [folder / f"质控会_{self.month}{ending}" for ending in (".pptx", ".docx")]


def content_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as zipped:
            return zipped.testzip() is None
    except zipfile.BadZipFile:
        return False
