"""The pins of a lock: names, versions, hashes, and for which computers each of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from delivery.targets import Target

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One line of a lock."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version

    def counts_on(self, target: Target) -> bool:
        """Whether that computer needs it, by its marker."""
        marker = self.requirement.marker
        return marker is None or marker.evaluate(dict(target.environment))

    def line(self) -> str:
        """It as a requirement without its marker, for one computer alone."""
        hashes = "".join(f" \\\n    --hash=sha256:{one}" for one in sorted(self.hashes))
        return f"{self.name}=={self.version}{hashes}\n"


def pins(lock: Path) -> tuple[Pin, ...]:
    """Every pin of a lock as uv writes it. ValueError for a line that is none, or has no hash."""
    found = []
    for entry in re.split(r"(?<!\\)\n", lock.read_text(encoding="utf-8")):
        if not entry.strip() or entry.startswith("#"):
            continue
        hashes = frozenset(_HASH.findall(entry))
        requirement = Requirement(_HASH.sub("", entry).replace("\\\n", " ").strip())
        exact = [one.operator for one in requirement.specifier] == ["=="]
        if not hashes or not exact:
            raise ValueError(f"{lock.name}: {requirement} is not pinned by version and hash")
        found.append(Pin(requirement, hashes))
    return tuple(found)


def pins_for(target: Target, lock: Path) -> tuple[Pin, ...]:
    """Those that count on one computer."""
    return tuple(pin for pin in pins(lock) if pin.counts_on(target))
