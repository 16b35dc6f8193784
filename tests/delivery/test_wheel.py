"""The wheel and the sdist hold every file of the program: a kind of data that is new cannot be forgotten."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from delivery.project import ROOT, build

PACKAGES = ("qc", "metrics", "dashboards", "sample_data")
LEFTOVERS = (".orig", ".rej", ".bak", ".swp", ".tmp", ".pyc", ".part", "~")


def tree() -> set[str]:
    """The files of the packages as they lie here."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), "wheel")


def inside(wheel: Path) -> set[str]:
    with ZipFile(wheel) as held:
        return {name for name in held.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_all_files_and_no_others(wheel: Path) -> None:
    """A picture, a font, a layout that stays behind would be missed only at the clinic."""
    there, here = inside(wheel), tree()
    assert there == here
    kinds = {Path(name).suffix for name in there}
    assert {".toml", ".mo", ".css", ".js", ".xlsx", ".html", ".typ"} <= kinds
    assert not [name for name in there if name.endswith(LEFTOVERS)]


def test_the_wheel_is_the_same_each_time(wheel: Path, tmp_path: Path) -> None:
    """It is part of the zip, whose bytes are to be the same."""
    assert build(tmp_path, "wheel").read_bytes() == wheel.read_bytes()


def test_the_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Who packages the program for a system starts from the sdist, without the history."""
    with tarfile.open(build(tmp_path / "sdist", "sdist")) as held:
        held.extractall(tmp_path / "from", filter="data")
    (unpacked,) = (tmp_path / "from").iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "w")]
    subprocess.run(command, cwd=unpacked, check=True, capture_output=True)
    (again,) = (tmp_path / "w").glob("*.whl")
    assert inside(again) == inside(wheel)


def test_the_wheel_says_its_licence_and_its_command(wheel: Path) -> None:
    """Both are asked for by whoever passes it on or installs it."""
    with ZipFile(wheel) as held:
        about = next(n.partition("/")[0] for n in held.namelist() if ".dist-info/" in n)
        assert held.read(f"{about}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert b"qc = qc.cli:main" in held.read(f"{about}/entry_points.txt")
