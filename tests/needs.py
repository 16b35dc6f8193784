"""What some tests need of the system: installed where the machine can, else said loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A program of the system that some tests use, and the Debian packages that bring it."""

    name: str
    tests: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True).stdout
    return bool(fonts.strip())


def has_postgres() -> bool:
    return bool(shutil.which("initdb") or [*Path("/usr/lib/postgresql").glob("*/bin/initdb")])


def has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java", path=Path(home, "bin") if home else None))


NEEDS = (
    Need("Chromium", "浏览器测试 browser", ("chromium",), lambda: bool(shutil.which("chromium"))),
    Need(
        "中文字体 Chinese fonts",
        "截图 screenshots",
        ("fontconfig", "fonts-noto-cjk"),
        has_chinese_font,
    ),
    Need(
        "LibreOffice",
        "报表重算 report",
        ("libreoffice-calc",),
        lambda: bool(shutil.which("soffice")),
    ),
    Need("PostgreSQL", "PostgreSQL 存储 store", ("postgresql",), has_postgres),
    Need("strace", "断电 power cuts", ("strace",), lambda: bool(shutil.which("strace"))),
    Need("Java", "Spark 引擎 engine", ("openjdk-17-jre-headless",), has_java),
)


def apt() -> list[str] | None:
    """How apt-get is run here without a question; None where it cannot be."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    may = shutil.which("sudo") and run("sudo", "-n", "true") == 0
    return ["sudo", "-n", "apt-get"] if may else None


def run(*command: str) -> int:
    return subprocess.run(command, capture_output=True).returncode


def install_missing() -> list[Need]:
    """Install what is missing where the machine can; what still is missing."""
    missing = [need for need in NEEDS if not need.present()]
    command = apt() if missing else None
    if command:
        packages = [package for need in missing for package in need.packages]
        print(f"» 安装系统组件 installing system packages: {' '.join(packages)}", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run(*command, "update", "-qq")
        run(*command, "install", "-y", "-qq", "--no-install-recommends", *packages)
    return [need for need in missing if not need.present()]


def warn_of(missing: Sequence[Need]) -> None:
    for need in missing:
        print(f"!!! 缺少 {need.name}：{need.tests} 的测试不会运行", flush=True)
        print(f"!!! {need.name} is missing: its tests will NOT RUN ({', '.join(need.packages)})")
