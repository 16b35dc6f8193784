"""What only others know: pins that were taken back, and known vulnerabilities. The registry is the one that this
machine's pip is told to use; what it does not answer is said, and counts as no fault."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from delivery.locked import pins
from start import mirror
from tests.audit.packages import REQUIREMENTS, ROOT

AUDITED = ("build", "bench")
"""The locks that hold all that is ever installed."""
PLACE = ROOT / ".venv" / "audit"
PATIENCE = 300
_YANKED = re.compile(r"`([^`]+)` is yanked(?: \(reason: \"(.*?)\"\))?")


class Said(NamedTuple):
    """`faults` that were found; `silent` says why something could not be asked, "" where it was."""

    faults: Sequence[str]
    silent: str = ""


def taken_back(lock: Path, environment: Mapping[str, str] | None = None) -> Said:
    """Pins that their makers have taken back (yanked), or that are no longer there, asked through uv as for
    an installation; nothing is installed."""
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--reinstall", "--no-deps", "--refresh",
               "--require-hashes", "--no-progress", "--python", sys.executable, "-r", str(lock)]  # fmt: skip
    told = {**os.environ, **mirror(), **(environment or {})}
    done = subprocess.run(command, capture_output=True, text=True, env=told, timeout=PATIENCE)
    text = " ".join((done.stdout + done.stderr).split())
    yanked = [
        f"{name} was taken back: {why or 'no reason given'}" for name, why in _YANKED.findall(text)
    ]
    if done.returncode == 0 or yanked:
        return Said(yanked)
    if re.search(r"no version of|hash mismatch", text, re.IGNORECASE):
        return Said([text[-400:]])
    return Said((), f"no registry answered for all of {lock.name}")


def known_vulnerabilities(lock: Path, arguments: Sequence[str] = (), *, probe: bool = True) -> Said:
    """What pip-audit finds about a lock. One package is asked about first: a mirror that knows nothing of
    vulnerabilities would be asked in vain about all of them, and pip-audit would call that clean."""
    if fault := _installed_auditor():
        return Said((), fault)
    every = "".join(f"{pin.name}=={pin.version}\n" for pin in pins(lock))
    first = every.partition("\n")[0] + "\n"
    if probe and (said := _asked(first, arguments)).silent:
        return said
    return _asked(every, arguments)


def _asked(requirements: str, arguments: Sequence[str]) -> Said:
    wanted = PLACE / "wanted.txt"
    wanted.write_text(requirements, encoding="utf-8")
    command = [str(_python()), "-m", "pip_audit", "-r", str(wanted), "--no-deps", "--disable-pip",
               "--format=json", "--progress-spinner=off", "--timeout=15", *arguments]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return Said((), "the service of known vulnerabilities did not answer in time")
    return judged(done.stdout)


def judged(answer: str) -> Said:
    """What pip-audit's JSON comes to: what it skipped it did not look at, whatever its exit code says."""
    try:
        told = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Said((), "the service of known vulnerabilities cannot be reached from here")
    faults = [
        f"{each['name']} {each['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for each in told
        for found in each.get("vulns", ())
    ]
    skipped = [each["name"] for each in told if "skip_reason" in each]
    silent = (
        f"nothing is known here of {len(skipped)} of {len(told)} packages ({skipped[0]}, …)"
        if skipped
        else ""
    )
    return Said(faults, silent)


def _installed_auditor() -> str:
    """pip-audit in a place of its own, by its own hashes; why not, "" where it stands."""
    lock, stamp = REQUIREMENTS / "audit.lock", PLACE / "installed"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return ""
    venv.create(PLACE, clear=True)
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--require-hashes",
               "--python", str(_python()), "-r", str(lock)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **mirror()})
    if done.returncode:
        return "pip-audit could not be installed: no registry answered"
    stamp.write_bytes(lock.read_bytes())
    return ""


def _python() -> Path:
    return PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
