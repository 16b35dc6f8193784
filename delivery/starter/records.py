"""The clinic's records: where they are, and their copy before a newer version opens them.

They lie beside the program's folder, never in it: whoever deletes or replaces the program keeps them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from .words import StartError, say

NAME = "质控数据"
PLACE = "数据位置.txt"
"""Beside the starter, where the records are elsewhere: one line, their folder."""
MARK = "program.json"
"""In the records: which build opened them last, and where it answers."""


def find(root: Path, given: Path | None = None) -> Path:
    """The folder of the records; a new one beside the program's where there are none at all."""
    if given is not None:
        return given
    noted = root / PLACE
    if noted.exists():
        return _noted(noted)
    own = root.parent / NAME
    near = [] if is_there(own) else _near(root)
    if not near:
        return own
    chosen = near[0] if len(near) == 1 else _ask(near)
    say(f"使用已有的数据：{chosen}", "using the records that are there")
    noted.write_text(f"{chosen}\n", encoding="utf-8")
    return chosen


def is_there(folder: Path) -> bool:
    """Whether a folder holds a clinic's records."""
    return (folder / "workspace.toml").is_file()


def _noted(noted: Path) -> Path:
    folder = Path(noted.read_text(encoding="utf-8-sig").strip())
    if not is_there(folder):
        raise StartError(
            f"找不到数据文件夹：{folder}（写在 {noted.name} 里）。请接好磁盘或网络驱动器；数据已移走的，改正这个文件里的路径。",
            f"The records named in {noted.name} are not there: {folder}. Connect their disk, or write "
            f"their new place into that file.",
        )
    return folder


def _near(root: Path) -> list[Path]:
    """Records of a program that was unpacked beside this one, or a folder higher."""
    above = [root.parent, *root.parent.parents[:1]]
    found = [place / NAME for place in above]
    for place in above:
        try:
            found += [each / NAME for each in place.iterdir() if each.is_dir()]
        except OSError:  # a folder that may not be looked into holds nothing for us
            continue
    return sorted({each.resolve() for each in found if is_there(each)})


def _ask(near: list[Path]) -> Path:
    print("找到几份数据，请选择一份：  Several records were found, choose one:")
    for number, folder in enumerate(near, start=1):
        print(f"  {number}  {folder}")
    if not sys.stdin.isatty():
        raise StartError(
            f"请把要用的那一个写进 {PLACE}，再启动。",
            f"Write the right one into {PLACE}, then start.",
        )
    answer = input("号码 number: ").strip()
    if answer not in {str(n) for n in range(1, len(near) + 1)}:
        raise StartError("没有这个号码。请重新启动再选。", "There is no such number. Start again.")
    return near[int(answer) - 1]


def mark_of(folder: Path) -> dict[str, Any]:
    """What the last start wrote down; nothing where there was none, or it cannot be read."""
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def mark(folder: Path, **told: str) -> None:
    """Write it down as a whole."""
    passing = folder / f"{MARK}.{os.getpid()}.part"
    passing.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    passing.replace(folder / MARK)
