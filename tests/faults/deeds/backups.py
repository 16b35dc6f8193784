"""The clinic as one file, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qc.workspace import Workspace
from tests.faults.deeds.deed import Deed
from tests.faults.deeds.files import content_hash, is_whole
from tests.faults.deeds.importing import ImportSome
from tests.faults.life import settled
from tests.faults.sound import unsound


class Backup(Deed):
    """A backup is made while a workbook is imported by somebody else."""

    name = "backup beside an import"

    def possible(self, workspace: Workspace) -> bool:  # noqa: ARG002
        self.other = ImportSome(self.life)
        self.beside = self.other.command()
        return True

    def command(self) -> list[str]:
        return self.life.arguments("backup")

    def acknowledged(self, out: str) -> None:
        path = Path(out.split("Backed up: ", 1)[1].splitlines()[0].rsplit(" (", 1)[0])
        self.life.backups[path.name] = content_hash(path)
        assert self.life.backups[path.name] in out, out

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, self.other.doubtful)
        folder = self.life.workspace / "backups"
        for path in sorted(folder.glob("*.zip")):
            noted = path.with_name(path.name + ".sha256")
            if (
                not noted.exists()
                or noted.read_text()[:64] != content_hash(path)
                or not is_whole(path)
            ):
                yield f"{path.name}: a backup that is not whole stands under its name"
        for name, sha256 in self.life.backups.items():
            if content_hash(folder / name) != sha256:
                yield f"{name}: acknowledged, and not there"


class Restore(Deed):
    """The newest backup is brought back into a new folder."""

    name = "restore"

    def possible(self, workspace: Workspace) -> bool:  # noqa: ARG002
        if not self.life.backups:
            return False
        self.life.deeds += 1
        self.number = self.life.deeds
        return True

    @property
    def target(self) -> Path:
        return self.life.folder / f"restored-{self.number}"

    def command(self) -> list[str]:
        newest = self.life.workspace / "backups" / sorted(self.life.backups)[-1]
        return ["restore", str(newest), "--workspace", str(self.target), "--lang", "en"]

    def acknowledged(self, out: str) -> None:
        assert "Every file, row and rate is as it was." in out, out
        assert self.target.exists()

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, [])
        if self.target.exists():
            yield from unsound(self.target)

    def done(self, workspace: Workspace) -> bool:  # noqa: ARG002
        return self.target.exists()
