"""The zip is tried where there is no network: a network namespace of its own, else only closed proxies."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from delivery.project import ROOT
from delivery.trial import SHORT

INSIDE = ("unshare", "--map-root-user", "--net")


def try_out(bundle: Path, pythons: Sequence[Path] = (), *, short: bool = False) -> int:
    """Live through the trial in a folder that goes afterwards; its exit code."""
    with tempfile.TemporaryDirectory() as place:
        alone = cut_off()
        way = "a network namespace without network" if alone else "proxies at a closed port"
        print(f"» {way}", flush=True)
        command = [sys.executable, "-m", "delivery.trial", str(bundle), place]
        command += [SHORT] if short else []
        command += [str(path.absolute()) for path in pythons]
        return subprocess.run([*alone, *command], cwd=ROOT).returncode


def cut_off() -> list[str]:
    """What stands before a command so that it reaches nothing but its own machine; nothing where that is
    not allowed."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return []
    command = [*INSIDE, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    tried = subprocess.run([*command, "true"], capture_output=True)
    return command if tried.returncode == 0 else []
