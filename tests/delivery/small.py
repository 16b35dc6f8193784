"""A small zip of the same making: the project's real wheel, the pip that comes with this Python, and the
packages of the environment in which the tests run, borrowed through a wheel with one line in it."""

from __future__ import annotations

import base64
import ensurepip
import hashlib
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

from delivery.making import assemble, requirements, write
from delivery.project import build
from delivery.targets import Target

HERE = Target("linux", (sys.version_info[0], sys.version_info[1]))


def small_zip(folder: Path) -> Path:
    """Make it; no network, no download."""
    own = build(folder / "own", "wheel")
    version = own.name.split("-")[1]
    lent = borrowed(folder / "borrowed-1-py3-none-any.whl")
    asked = requirements(own, version) + requirements(lent, "1")
    path = folder / "small.zip"
    write(path, assemble(version, asked, [own, lent, pip_wheel()], [HERE]))
    return path


def pip_wheel() -> Path:
    """The one that ensurepip carries; Debian keeps it in a folder of the system."""
    places = [Path(ensurepip.__file__).parent / "_bundled"]
    if system := sysconfig.get_config_var("WHEEL_PKG_DIR"):
        places.append(Path(system))
    return next(wheel for place in places for wheel in place.glob("pip-*.whl"))


def borrowed(path: Path) -> Path:
    """A wheel that brings the packages of this environment along, but not what is installed editable."""
    about = "borrowed-1.dist-info"
    files = {
        "borrowed.pth": f"{sysconfig.get_path('purelib')}\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: borrowed\nVersion: 1\nLicense: MIT\n",
        f"{about}/LICENSE": "MIT\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{name},sha256={_record_hash(text)},{len(text)}" for name, text in files.items()]
    files[f"{about}/RECORD"] = "\n".join([*lines, f"{about}/RECORD,,", ""])
    with ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return path


def _record_hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
