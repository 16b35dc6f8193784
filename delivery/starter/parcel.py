"""The folder that was unpacked: what is in it, and whether all of it has arrived."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from .words import StartError

SUMS = "SHA256SUMS"
LONGEST_PATH = 259  # on Windows, unless its administrator has allowed longer ones


@dataclass(frozen=True)
class Parcel:
    """`build` tells two parcels apart; `deepest` is the length of the longest path that installing makes
    below the environment."""

    root: Path
    version: str
    build: str
    deepest: int

    @property
    def program(self) -> Path:
        return self.root / "program"

    @property
    def wheels(self) -> Path:
        return self.program / "wheels"

    @property
    def installer(self) -> Path:
        """The pip that installs the others; it lies in the parcel, since not every Python has one."""
        return next(self.wheels.glob("pip-*.whl"))


def parcel(root: Path) -> Parcel:
    """What the unpacked folder says of itself."""
    told = json.loads((root / "program/bundle.json").read_text(encoding="utf-8"))
    return Parcel(root, told["version"], told["build"], told["deepest"])


def refuse_incomplete(parcel: Parcel) -> None:
    """StartError where a file is missing or is not what was sent. Files of earlier versions beside them do not
    matter."""
    for line in (parcel.root / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not _is(parcel.root / name, digest):
            raise StartError(
                f"安装包不完整：{name} 缺少或已损坏。请重新下载或复制 zip，整个解压后再试。",
                f"The package is not whole: {name} is missing or damaged. Copy the zip again, unpack all "
                f"of it and try again.",
            )


def _is(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def refuse_long_path(parcel: Parcel, environment: Path, *, windows: bool = os.name == "nt") -> None:
    """StartError where Windows would not find the deepest files: pip would end in a riddle."""
    length = len(str(environment)) + 1 + parcel.deepest
    if windows and length > LONGEST_PATH:
        raise StartError(
            f"文件夹的路径太长（多 {length - LONGEST_PATH} 个字）：{parcel.root}。请把整个文件夹移到较短的位置，例如 D:\\，再试。",
            f"The folder's path is too long by {length - LONGEST_PATH} characters. Move the whole folder to "
            f"a shorter place, such as D:\\, and try again.",
        )
