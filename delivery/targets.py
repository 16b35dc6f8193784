"""The computers that the offline zip is made for, and the wheels and markers that count there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from packaging.tags import Tag, compatible_tags, cpython_tags

PYTHONS = ((3, 11), (3, 12), (3, 13))
GLIBC = 28  # 2.28: Debian 10, RHEL 8, openEuler 20.03, UOS 20 and whatever is newer
_OLD_NAMES = {5: "manylinux1_x86_64", 12: "manylinux2010_x86_64", 17: "manylinux2014_x86_64"}


@dataclass(frozen=True)
class Target:
    """One system with one Python, both 64 bit on Intel or AMD."""

    system: str  # "windows" or "linux"
    python: tuple[int, int]

    @property
    def name(self) -> str:
        return f"{self.system}-{self.version}"

    @property
    def version(self) -> str:
        return f"{self.python[0]}.{self.python[1]}"

    @property
    def platforms(self) -> tuple[str, ...]:
        """Tags of its platform, the most particular first."""
        return ("win_amd64",) if self.system == "windows" else tuple(_linux_platforms())

    @cached_property
    def tags(self) -> frozenset[Tag]:
        """Every tag of a wheel that installs there."""
        interpreter = f"cp{self.python[0]}{self.python[1]}"
        own = cpython_tags(self.python, platforms=self.platforms)
        pure = compatible_tags(self.python, interpreter, platforms=self.platforms)
        return frozenset([*own, *pure])

    @property
    def environment(self) -> dict[str, str]:
        """What markers of the lock are asked about: that computer, not the one that makes the zip."""
        windows = self.system == "windows"
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.version}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.version}.0",
            "python_version": self.version,
            "sys_platform": "win32" if windows else "linux",
            "extra": "",
        }


def _linux_platforms() -> Iterator[str]:
    for minor in range(GLIBC, 4, -1):
        yield f"manylinux_2_{minor}_x86_64"
        if minor in _OLD_NAMES:
            yield _OLD_NAMES[minor]
    yield "linux_x86_64"


def targets(pythons: tuple[tuple[int, int], ...] = PYTHONS) -> tuple[Target, ...]:
    """Both systems with each of these Pythons."""
    return tuple(Target(system, python) for system in ("windows", "linux") for python in pythons)
