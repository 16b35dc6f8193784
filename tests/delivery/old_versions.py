"""Workspaces as each earlier version made them: kept in tests/data/workspaces, opened by today's program.

`python -m tests.delivery.old_versions` makes those that are missing, each by the code of its own
revision out of the history. One that is there is never made anew."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests/data/workspaces"
VERSIONS = {
    "1-first-schema": "066b04d",
    "2-undo-and-corrections": "d2da073",
    "3-journal": "b37ba73",
    "4-findings-and-cycles": "b8ed674",
    "5-sealed-with-accounts": "ad390e0",
    "6-frozen-months": "52dbe0d",
    "7-reports-whole": "11b3185",
}
"""A revision for each state that the record was in: schema 0001, 0002, 0003, 0003 with acts on findings and
cycles, 0006 (0004 and 0005 were in no revision), 0006 with frozen months, and the newest at the time."""


def make(name: str, scratch: Path) -> Path:
    """A version's workspace and what that version says of it, as one small archive."""
    code, made = scratch / "code", scratch / "made"
    made.mkdir()
    code.mkdir()
    archive = subprocess.run(
        ["git", "archive", VERSIONS[name]], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
        tree.extractall(code, filter="data")
    then = Path(__file__).with_name("then.py")
    command = [sys.executable, str(then), str(made / "workspace"), str(made / "told.json")]
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, cwd=made, env=environment, check=True)
    kept = KEPT / f"{name}.tar.xz"
    with tarfile.open(kept, "w:xz") as out:
        out.add(made / "told.json", "told.json")
        out.add(made / "workspace", "workspace")
    return kept


def unpack(name: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    """A kept workspace in a folder of its own, and what its version said of it."""
    with tarfile.open(KEPT / f"{name}.tar.xz") as kept:
        kept.extractall(folder, filter="data")
    said = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    return folder / "workspace", said


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    for name in VERSIONS:
        if not (KEPT / f"{name}.tar.xz").exists():
            with tempfile.TemporaryDirectory() as scratch:
                kept = make(name, Path(scratch))
                print(f"{kept.name}  {kept.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
