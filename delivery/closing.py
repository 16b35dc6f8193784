"""Nothing is left out: what the wheels ask for on a computer is in the zip for it, in a version that they take.

The clinic's pip installs without looking at dependencies, so they are looked at here."""

from __future__ import annotations

from collections.abc import Sequence
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename

from delivery.targets import Target


def gaps(target: Target, wheels: Sequence[Path]) -> list[str]:
    """What is missing or does not fit, a sentence each."""
    held = {canonicalize_name(name): str(version) for name, version in map(_named, wheels)}
    found = []
    for wheel in wheels:
        pythons, asked = _asked(wheel, target)
        if not pythons.contains(f"{target.version}.0"):
            found.append(f"{wheel.name} does not run on Python {target.version}")
        for each in asked:
            version = held.get(canonicalize_name(each.name))
            if version is None or not each.specifier.contains(version, prereleases=True):
                found.append(f"{wheel.name} asks for {each}, which is {version or 'not there'}")
    return found


def _named(wheel: Path) -> tuple[str, str]:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return name, str(version)


def _asked(wheel: Path, target: Target) -> tuple[SpecifierSet, list[Requirement]]:
    """On which Pythons a wheel runs, and what it needs there."""
    with ZipFile(wheel) as held:
        metadata = next(n for n in held.namelist() if n.endswith(".dist-info/METADATA"))
        said = Parser().parsestr(held.read(metadata).decode("utf-8"))
    asked = [Requirement(str(line)) for line in said.get_all("Requires-Dist", [])]
    needed = [each for each in asked if not each.marker or each.marker.evaluate(target.environment)]
    return SpecifierSet(str(said["Requires-Python"] or "")), needed
