"""Wheels of the locked versions for a computer that is not this one: fetched by pip, checked by us."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from delivery.locked import Pin, pins_for
from delivery.targets import Target


class DeliveryError(Exception):
    """Why no zip can be made, as a sentence."""


def fetch(target: Target, locks: Sequence[Path], cache: Path) -> tuple[Path, ...]:
    """The wheels that a computer needs, one for each of its pins; only what is not in the cache yet is
    downloaded. DeliveryError where the registry has none, or not the locked one."""
    folder = cache / target.name
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [pin for lock in locks for pin in pins_for(target, lock)]
    missing = [pin for pin in wanted if _held(pin, target, folder) is None]
    if missing:
        _download(target, missing, folder)
    return tuple(wheel_of(pin, target, folder) for pin in wanted)


def wheel_of(pin: Pin, target: Target, folder: Path) -> Path:
    """The wheel of a pin: name, version, tag and hash all as they must be. DeliveryError for none."""
    found = _held(pin, target, folder)
    if found is None:
        raise DeliveryError(
            f"{target.name}: no wheel of {pin.name} {pin.version} with a tag that installs there and a "
            f"locked hash."
        )
    return found


def _held(pin: Pin, target: Target, folder: Path) -> Path | None:
    for path in sorted(folder.glob("*.whl")):
        name, version, _, tags = parse_wheel_filename(path.name)
        same = canonicalize_name(name) == pin.name and str(version) == pin.version
        if same and tags & target.tags and sha256(path) in pin.hashes:
            return path
    return None


def sha256(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(target: Target, wanted: Iterable[Pin], folder: Path) -> None:
    asked = folder / "asked.txt"
    asked.write_text("".join(pin.line() for pin in wanted), encoding="utf-8")
    platforms = [word for each in target.platforms for word in ("--platform", each)]
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--only-binary=:all:", "--require-hashes", "--implementation=cp",
        f"--python-version={target.version}", *platforms, "--dest", str(folder), "-r", str(asked),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise DeliveryError(f"{target.name}: pip could not fetch all wheels.\n{done.stderr}")
    asked.unlink()
