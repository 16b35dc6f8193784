"""What a killed backup or restoring has left behind, and who takes it away."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from qc.backup.listed import CHECKSUM

PASSING = ".part"
_OLD = 24 * 3600


def clear_old(folder: Path, beginning: str) -> None:
    """Folders that were begun so in `folder` and never finished, and checksums of a zip that never came, go
    a day later."""
    for left in folder.glob(f"{beginning}*{PASSING}"):
        if _is_old(left):
            shutil.rmtree(left, ignore_errors=True)
    for noted in folder.glob(f"backup-*.zip{CHECKSUM}"):
        if _is_old(noted) and not noted.with_name(noted.name.removesuffix(CHECKSUM)).exists():
            noted.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _OLD
    except FileNotFoundError:  # its maker has finished
        return False
