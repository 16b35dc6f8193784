"""What can be said of the packages without asking anybody: pins, declarations, what is installed, licences."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from pathlib import Path
from types import MappingProxyType

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from delivery.locked import pins

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("run", "dev", "bench")
"""Each holds all of the one before."""
PROGRAM = ("qc", "metrics", "dashboards", "sample_data")
THROUGH = MappingProxyType(
    {"flask": "dash", "werkzeug": "flask", "jinja2": "flask", "pydantic-core": "pydantic"}
)
"""Packages that the program imports and another one, declared, brings along by its own declaration."""
UNIMPORTED = MappingProxyType({"plotly": "its version decides which plotly.js the pages carry"})
FREE = re.compile(
    r"\b(0?BSD|MIT|Apache|PSF|ISC|MPL|Mozilla Public|LGPL|Zlib|Zope Public|CC0)\b", re.IGNORECASE
)
"""Licences under which a clinic may use the program as it is handed over."""
NOT_FREE = re.compile(r"\b(A?GPL|SSPL|BUSL|Business Source|Commons Clause|non-?commercial|proprietary)\b", re.IGNORECASE)  # fmt: skip


def faults() -> Iterator[str]:
    """Everything that is wrong, in sentences."""
    yield from lock_faults(REQUIREMENTS)
    yield from declaration_faults(_imported(ROOT, PROGRAM), _declared(), packages_distributions())
    yield from installed_faults(REQUIREMENTS / "dev.lock")
    for each in _installed(REQUIREMENTS / "dev.lock"):
        yield from licence_faults(each.metadata["Name"], told_licence(each))


def lock_faults(folder: Path) -> Iterator[str]:
    """Locks that pin less than all by version and hash, name an address, or disagree."""
    known: dict[str, str] = {}
    for path in sorted(folder.glob("*.lock")):
        if re.search(
            r"://|^\s*-|@ ",
            re.sub(r"--hash=\S+", "", path.read_text(encoding="utf-8")),
            re.MULTILINE,
        ):
            yield f"{path.name} names an address or an option: it must hold pins and hashes alone"
    for name in LOCKS:
        path = folder / f"{name}.lock"
        if not path.exists():
            continue
        try:
            versions = {
                pin.name + str(pin.requirement.marker or ""): pin.version for pin in pins(path)
            }
        except ValueError as fault:
            yield str(fault)
            continue
        for package, version in known.items():
            if versions.get(package) != version:
                yield f"{path.name} has another {package} than the lock before it ({version})"
        known = versions


def declaration_faults(
    imported: Iterable[str], declared: Mapping[str, str], brings: Mapping[str, list[str]]
) -> Iterator[str]:
    """Packages that the program imports without saying so, and those that it names and never imports."""
    used = {canonicalize_name(each) for name in imported for each in brings.get(name, [name])}
    for name in sorted(used - declared.keys()):
        if not _is_brought(name):
            yield f"{name} is imported by the program and not declared in pyproject.toml"
    wanted = {name for name, where in declared.items() if where == "run"}
    for name in sorted(wanted - used - UNIMPORTED.keys()):
        yield f"{name} is declared in pyproject.toml and imported nowhere"


def _is_brought(name: str) -> bool:
    """Whether another package, which is declared itself, requires it."""
    bearer = THROUGH.get(name)
    try:
        wanted = distribution(bearer).requires or [] if bearer else []
    except PackageNotFoundError:
        return False
    return name in {canonicalize_name(Requirement(each).name) for each in wanted}


def _imported(root: Path, folders: Iterable[str]) -> set[str]:
    """The first names of all imports that are neither Python's nor ours."""
    found: set[str] = set()
    for path in (path for folder in folders for path in (root / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    first = {name.partition(".")[0] for name in found}
    return first - sys.stdlib_module_names - {*folders}


def _declared() -> dict[str, str]:
    """What pyproject.toml names, and where: "run" or an extra."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in told["optional-dependencies"].values() for line in lines]
    named = {canonicalize_name(Requirement(line).name): "extra" for line in extras}
    return named | {
        canonicalize_name(Requirement(line).name): "run" for line in told["dependencies"]
    }


def installed_faults(lock: Path) -> Iterator[str]:
    """Packages of the environment in another version than the lock's."""
    for pin in pins(lock):
        if pin.requirement.marker is not None and not pin.requirement.marker.evaluate():
            continue
        try:
            found = distribution(pin.name).version
        except PackageNotFoundError:
            yield f"{pin.name} {pin.version} is locked and not installed"
            continue
        if found != pin.version:
            yield f"{pin.name} is installed as {found} and locked as {pin.version}"


def _installed(lock: Path) -> Iterator[Distribution]:
    for pin in pins(lock):
        if pin.requirement.marker is None or pin.requirement.marker.evaluate():
            yield distribution(pin.name)


def told_licence(found: Distribution) -> str:
    """What a package says of its licence, in whatever place it does."""
    told = found.metadata
    marks = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return told.get("License-Expression") or " ".join(marks) or (told.get("License") or "")[:200]


def licence_faults(name: str, told: str) -> Iterator[str]:
    """A licence that is not known to let a clinic use the program, or none."""
    if NOT_FREE.search(told) or not FREE.search(told):
        yield f"{name} has a licence that nobody has looked at: {told or 'none is told'}"
