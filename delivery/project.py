"""The project's own wheel and sdist, built without a network; the same files give the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from delivery.wheels import DeliveryError

ROOT = Path(__file__).resolve().parent.parent


def build(folder: Path, kind: str) -> Path:
    """Build "wheel" or "sdist" into a folder. DeliveryError with what hatchling says."""
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise DeliveryError(f"The {kind} could not be built.\n{done.stdout}{done.stderr}")
    ending = "*.whl" if kind == "wheel" else "*.tar.gz"
    made = [path for path in folder.glob(ending) if path not in before]
    if not made:
        raise DeliveryError(f"{folder} holds a {kind} already; name an empty folder.")
    return made[0]
