"""The offline zip: the same inputs give the same bytes, names are UTF-8, nothing is compressed twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from delivery.closing import gaps
from delivery.licences import licences
from delivery.parts import EXECUTABLE, small_parts
from delivery.project import ROOT, build
from delivery.targets import Target
from delivery.wheels import DeliveryError, fetch, sha256

TOP = "诊所质控"
LOCKS = (ROOT / "requirements/run.lock", ROOT / "requirements/bundle.lock")
"""What the program runs with, and the pip that installs it."""
SUMS = "SHA256SUMS"
COMPILED = len("__pycache__/") + len(".cpython-313")
"""By so much is a module's compiled form longer than its own path."""
_EPOCH = (1980, 1, 1, 0, 0, 0)

Part = bytes | Path


def make(out: Path, targets: Sequence[Target], cache: Path, scratch: Path) -> Path:
    """Make the zip and its checksum beside it. DeliveryError where a wheel cannot be had."""
    own = build(scratch / "own", "wheel")
    wheels = {wheel.name: wheel for each in targets for wheel in _whole(each, own, cache)}
    version = own.name.split("-")[1]
    asked = requirements(own, version) + LOCKS[0].read_bytes()
    parts = assemble(version, asked, [own, *wheels.values()], targets)
    names = {each.name for each in targets}
    part = "" if len(names) > 3 else "-" + "-".join(sorted(names))
    path = out / f"clinic-qc-{version}-offline{part}.zip"
    out.mkdir(parents=True, exist_ok=True)
    write(path, parts)
    path.with_name(f"{path.name}.sha256").write_text(
        f"{sha256(path)}  {path.name}\n", encoding="utf-8"
    )
    return path


def _whole(target: Target, own: Path, cache: Path) -> Sequence[Path]:
    wheels = fetch(target, LOCKS, cache)
    if missing := gaps(target, [own, *wheels]):
        raise DeliveryError("\n".join([f"{target.name}:", *missing]))
    return wheels


def assemble(
    version: str, asked: bytes, wheels: Sequence[Path], targets: Sequence[Target]
) -> dict[str, Part]:
    """Every file by its path below the top folder, checksums included. `asked`: what is installed on the
    clinic's PC, where the markers of the lock are evaluated."""
    parts: dict[str, Part] = dict(small_parts(version, _pythons(targets)))
    parts["program/requirements.txt"] = asked
    parts |= licences(wheels)
    parts |= {f"program/wheels/{wheel.name}": wheel for wheel in wheels}
    told = {
        "version": version,
        "build": hashlib.sha256(sums(parts)).hexdigest(),
        "for": sorted(each.name for each in targets),
        "deepest": max(map(deepest, wheels)),
    }
    parts["program/bundle.json"] = (json.dumps(told, indent=1) + "\n").encode()
    parts[SUMS] = sums(parts)
    return parts


def _pythons(targets: Sequence[Target]) -> list[str]:
    return [f"3.{minor}" for minor in sorted({each.python[1] for each in targets})]


def requirements(wheel: Path, version: str) -> bytes:
    """One wheel of our own as a line of a lock."""
    name = wheel.name.split("-")[0].replace("_", "-")
    return f"{name}=={version} --hash=sha256:{sha256(wheel)}\n".encode()


def deepest(wheel: Path) -> int:
    """The longest path that installing a wheel makes below an environment on Windows."""
    with ZipFile(wheel) as held:
        names = [name for name in held.namelist() if not name.endswith("/")]
    return max(len("Lib/site-packages/") + len(n) + COMPILED * n.endswith(".py") for n in names)


def sums(parts: Mapping[str, Part]) -> bytes:
    """The checksum of each part, as `sha256sum -c` reads it."""
    lines = [f"{_digest(parts[name])}  {name}\n" for name in sorted(parts)]
    return "".join(lines).encode()


def _digest(part: Part) -> str:
    return sha256(part) if isinstance(part, Path) else hashlib.sha256(part).hexdigest()


def write(path: Path, parts: Mapping[str, Part]) -> None:
    """Write the zip: sorted, without times, under another name until it is whole."""
    passing = path.with_name(f"{path.name}.part")
    with ZipFile(passing, "w", ZIP_STORED) as out:
        for name in sorted(parts):
            info = ZipInfo(f"{TOP}/{name}", _EPOCH)
            info.create_system = 3  # so that the rights below count, whoever makes it
            info.external_attr = (0o100755 if name in EXECUTABLE else 0o100644) << 16
            part = parts[name]
            out.writestr(info, part.read_bytes() if isinstance(part, Path) else part)
    passing.replace(path)
