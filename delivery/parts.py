"""What lies in the zip besides the wheels: starters, texts, handbook, licence; each by its path in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from delivery.pages import pages
from delivery.project import ROOT

HERE = Path(__file__).resolve().parent
FILES, STARTER = HERE / "files", HERE / "starter"
WINDOWS_STARTER, LINUX_STARTER = "启动.bat", "start.sh"
EXECUTABLE = frozenset({LINUX_STARTER})


def small_parts(version: str, pythons: Sequence[str]) -> dict[str, bytes]:
    """Every small file: program texts and pages; they name the Pythons that serve."""
    read_me = (FILES / "readme.txt").read_text(encoding="utf-8").format(version=version)
    told = (FILES / "no-python.txt").read_text(encoding="utf-8")
    told = told.format(pythons="、".join(pythons), newest=pythons[-1], comma=", ".join(pythons))
    return {
        WINDOWS_STARTER: (FILES / "start.bat").read_bytes(),
        LINUX_STARTER: (FILES / "start.sh").read_bytes(),
        "先读我.txt": _for_notepad(read_me),
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
        "program/no-python.txt": told.encode(),  # shown by `type` and `cat`, which want no mark
        **{f"program/starter/{path.name}": path.read_bytes() for path in _modules()},
        **pages(),
    }


def _modules() -> list[Path]:
    return sorted(STARTER.glob("*.py"))


def _for_notepad(text: str) -> bytes:
    """As every Notepad reads it: with the mark of UTF-8 and the line ends of Windows."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
