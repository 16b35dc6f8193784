"""What a wheel asks for is in the zip: the clinic's PC has nowhere to fetch it from."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from delivery.closing import gaps
from delivery.targets import Target

WINDOWS, LINUX = Target("windows", (3, 12)), Target("linux", (3, 12))


def a_wheel(folder: Path, name: str, version: str, *lines: str) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with ZipFile(path, "w") as wheel:
        text = "\n".join([f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", *lines, ""])
        wheel.writestr(f"{name}-{version}.dist-info/METADATA", text)
    return path


@pytest.mark.parametrize(
    ("asked", "target", "said"),
    [
        ("Requires-Dist: two>=1", WINDOWS, []),
        ("Requires-Dist: two>=3", WINDOWS, ["asks for two>=3, which is 2.0"]),
        ("Requires-Dist: three", LINUX, ["asks for three, which is not there"]),
        ("Requires-Dist: three; sys_platform == 'win32'", LINUX, []),
        ("Requires-Dist: three; sys_platform == 'win32'", WINDOWS, ["not there"]),
        ("Requires-Dist: three; extra == 'more'", WINDOWS, []),
        ("Requires-Dist: three; python_version < '3.12'", WINDOWS, []),
        ("Requires-Python: >=3.13", LINUX, ["does not run on Python 3.12"]),
    ],
)
def test_what_is_missing_on_a_computer_is_found(
    asked: str, target: Target, said: list[str], tmp_path: Path
) -> None:
    """Above all what only Windows needs: nobody would see it missing on Linux."""
    wheels = [a_wheel(tmp_path, "one", "1.0", asked), a_wheel(tmp_path, "two", "2.0")]
    found = gaps(target, wheels)
    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))
