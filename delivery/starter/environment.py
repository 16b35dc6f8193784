"""The environment: Python with the wheels of the parcel, made beside them, without any index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .parcel import Parcel, refuse_incomplete, refuse_long_path
from .words import StartError, say

WINDOWS = os.name == "nt"
WHOLE = "whole.txt"
"""Written when everything is installed; holds whose Python it was."""


def python_of(folder: Path) -> Path:
    """The Python of an environment; where a portable Python was copied it lies at its top."""
    if not WINDOWS:
        return folder / "bin/python"
    usual = folder / "Scripts/python.exe"
    return usual if usual.exists() else folder / "python.exe"


def ready(parcel: Parcel) -> Path:
    """The Python to run the program with; made at the first start of a version, or where the PC's Python
    has become another one."""
    folder = parcel.root / f"env-{parcel.build[:8]}"
    whole = folder / WHOLE
    if not (whole.exists() and whole.read_text(encoding="utf-8") == _whose() and _starts(folder)):
        _make(parcel, folder)
        whole.write_text(_whose(), encoding="utf-8")
        _clear_others(parcel.root, folder)
    return python_of(folder)


def _whose() -> str:
    return f"{sys.version}\n{sys.base_prefix}\n"


def _starts(folder: Path) -> bool:
    try:
        return _run([python_of(folder), "-c", "import qc.cli"], quiet=True) == 0
    except OSError:
        return False


def _make(parcel: Parcel, folder: Path) -> None:
    refuse_long_path(parcel, folder)
    say("第一次启动：检查安装包", "first start: checking the package")
    refuse_incomplete(parcel)
    say("建立运行环境，约需一两分钟，请勿关闭窗口", "installing, a minute or two")
    shutil.rmtree(folder, ignore_errors=True)
    _empty_environment(folder)
    if _run(_install(parcel, folder)) != 0:
        raise StartError(
            "安装没有完成，原因见上。请检查磁盘空间和文件夹的写入权限，再试一次；仍不行请把这个窗口拍照发给信息科。",
            "The installation did not end well, see above. Check disk space and the right to write here.",
        )


def _empty_environment(folder: Path) -> None:
    """A bare one: pip comes from the parcel, so that a Python without ensurepip serves as well."""
    try:
        import venv
    except ImportError:  # the embeddable Python has none: a copy of it is the environment
        _copy_of_portable(folder)
        return
    venv.create(folder, symlinks=not WINDOWS, with_pip=False)


def _copy_of_portable(folder: Path) -> None:
    shutil.copytree(Path(sys.base_prefix), folder)
    for paths in folder.glob("python*._pth"):
        lines = [
            f"{paths.name.removesuffix('._pth')}.zip",
            ".",
            "Lib\\site-packages",
            "import site",
        ]
        paths.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _install(parcel: Parcel, folder: Path) -> list[str | Path]:
    return [
        python_of(folder), parcel.installer / "pip", "install", "--quiet", "--no-index",
        "--find-links", parcel.wheels, "--no-deps", "--require-hashes", "--no-warn-script-location",
        "--disable-pip-version-check", "--no-cache-dir", "--isolated",
        "-r", parcel.program / "requirements.txt",
    ]  # fmt: skip


def _run(command: list[str | Path], *, quiet: bool = False) -> int:
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run([*map(str, command)], env=clean(), stdout=sink, stderr=sink).returncode


def clean() -> dict[str, str]:
    """The surroundings without what would bring in another Python's packages."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))
    }
    return {**kept, "PYTHONUTF8": "1"}  # fmt: skip


def _clear_others(root: Path, mine: Path) -> None:
    """Those of earlier versions go; one that is still running stays, and goes another time."""
    for other in root.glob("env-*"):
        if other != mine and (other / WHOLE).exists():
            shutil.rmtree(other, ignore_errors=True)
