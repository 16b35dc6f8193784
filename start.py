#!/usr/bin/env python3
"""Set the project up and run it, on Linux, macOS and Windows: `python3 start.py demo`.

Needs nothing but Python 3.11+. Makes `.venv` beside this file, installs the pinned packages of a
lock (hashes checked) and the project itself, then runs what was asked for. A stamp in `.venv`
remembers what is installed, so that a second run starts at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = ("run", "dev", "bench")  # each holds all of the one before
OLDEST_PYTHON = (3, 11)
TOO_OLD = (
    "需要 Python 3.11 或更新版本，现在是 {found}。请从 python.org 安装后重试。\n"
    "Python 3.11 or newer is needed, this is {found}. Install it from python.org and try again."
)


class SetUpError(Exception):
    """Something that the reader can put right; shown as it stands, Chinese first."""


def say(zh: str, en: str) -> None:
    """One line of progress in both languages."""
    print(f"» {zh}  {en}", flush=True)


def run(*command: str | Path, quiet: bool = False) -> int:
    """Run a command in the project's folder; its exit code."""
    out = subprocess.DEVNULL if quiet else None
    return subprocess.run([*map(str, command)], cwd=ROOT, stdout=out, stderr=out).returncode


def python(*arguments: str | Path) -> int:
    """Run the environment's own Python."""
    return run(PYTHON, *arguments)


# --- the environment ---------------------------------------------------------------------------


def lock(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.lock"


def stamp(name: str) -> Path:
    return VENV / f"installed-{name}"


def digest(name: str) -> str:
    """What an installed lock depends on: the pins, the project's own file, its place, Python."""
    inputs = [lock(name), lock("build"), ROOT / "pyproject.toml", VENV / "pyvenv.cfg"]
    parts = [str(ROOT).encode(), *(path.read_bytes() for path in inputs)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installed(name: str) -> bool:
    """Whether this lock, or one that holds it, stands as it is written now."""
    return PYTHON.exists() and any(
        stamp(n).exists() and stamp(n).read_text() == digest(n) for n in LOCKS[LOCKS.index(name) :]
    )


def make_environment() -> None:
    """A fresh `.venv` with pip in it, unless a working one stands."""
    if PYTHON.exists() and run(PYTHON, "-m", "pip", "--version", quiet=True) == 0:
        return
    say("建立运行环境 .venv", "making the environment .venv")
    if run(sys.executable, "-m", "venv", "--clear", VENV) != 0:
        raise SetUpError(
            "无法建立运行环境：这个 Python 缺少 venv 或 ensurepip。"
            "Debian/Ubuntu 请运行 `sudo apt install python3-venv`，"
            "其他系统请从 python.org 安装完整的 Python，然后重试。\n"
            "The environment could not be made: this Python lacks venv or ensurepip. On "
            "Debian/Ubuntu run `sudo apt install python3-venv`, elsewhere install Python from "
            "python.org, then try again."
        )


def pip_install(*arguments: str | Path) -> bool:
    return python("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments) == 0


def uv_install(*arguments: str | Path) -> bool:
    return python("-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, *arguments) == 0


def mirror() -> dict[str, str]:
    """The package mirror that this PC's pip is told to use: uv does not read pip's settings."""
    if {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & set(os.environ):
        return {}
    command = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    found = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return {"UV_DEFAULT_INDEX": found} if found else {}


def install(name: str) -> None:
    """Bring `.venv` to what a lock says, unless it stands already."""
    if installed(name):
        return
    make_environment()
    say(f"安装依赖（{name}.lock，校验哈希）", f"installing pinned packages, hashes checked: {name}")
    started = time.monotonic()
    install_pinned(lock(name))
    if not pip_install("--no-deps", "--no-build-isolation", "--editable", ROOT):
        raise SetUpError(
            "无法安装本项目，原因见上。\nThe project itself could not be installed, see above."
        )
    for covered in LOCKS[: LOCKS.index(name) + 1]:
        stamp(covered).write_text(digest(covered))
    say(f"安装完成，用时 {time.monotonic() - started:.0f} 秒", "installed")


def install_pinned(pins: Path) -> None:
    """With uv where it runs (seconds), with pip where it does not (a minute)."""
    if not pip_install("--require-hashes", "-r", lock("build")):
        raise SetUpError(
            "无法下载依赖包：请检查网络；需要镜像时请先设置 "
            "`pip config set global.index-url 镜像地址`，然后重试。\n"
            "The packages could not be downloaded: check the network; where a mirror is needed, "
            "set it with `pip config set global.index-url ADDRESS`, then try again."
        )
    os.environ.update(mirror())
    if uv_install("--require-hashes", "-r", pins):
        return
    say("uv 未能完成，改用 pip（较慢）", "uv could not do it, trying pip (slower)")
    if not pip_install("--require-hashes", "-r", pins):
        raise SetUpError(
            "依赖包未能装全，原因见上；请检查网络后重试，已下载的不会丢失。\n"
            "Not all packages could be installed, see above; check the network and try again."
        )


# --- what can be asked for ---------------------------------------------------------------------


def qc(*arguments: str) -> int:
    """Hand over to `qc`; on Linux and macOS it takes this process's place, signals and all."""
    command = [str(PYTHON), "-m", "qc.cli", *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)
    try:
        return subprocess.run(command).returncode
    except KeyboardInterrupt:  # Ctrl-C reached qc as well, which said goodbye
        return 0


def demo(arguments: Sequence[str]) -> int:
    install("run")
    return qc("demo", *arguments)


def serve(arguments: Sequence[str]) -> int:
    install("run")
    return qc("serve", *arguments)


def test(arguments: Sequence[str]) -> int:
    install("dev")
    return python("-m", "tests", *arguments)


def check(_: Sequence[str]) -> int:
    return test(["--check"])


def bench(arguments: Sequence[str]) -> int:
    install("bench")
    return python("-m", "benchmarks", *arguments)


def bundle(arguments: Sequence[str]) -> int:
    install("dev")
    return python("-m", "delivery", *arguments)


def trial(name: str) -> Callable[[Sequence[str]], int]:
    """The long form of a trial under `tests`; its short form runs with all the others."""

    def long_form(arguments: Sequence[str]) -> int:
        install("dev")
        return python("-m", f"tests.{name}", *arguments)

    return long_form


def format_code(_: Sequence[str]) -> int:
    install("dev")
    return python("-m", "ruff", "check", "--fix", ".") or python("-m", "ruff", "format", ".")


def messages(_: Sequence[str]) -> int:
    """Collect the words for people from the code into the Chinese catalogue and compile it."""
    install("dev")
    po = ROOT / "qc/locale/zh/LC_MESSAGES/qc.po"
    pot, babel = VENV / "qc.pot", ("-m", "babel.messages.frontend")
    width = ("--width=100", "--no-location", "--sort-output")
    words = ("--no-default-keywords", "-k", "t", "-k", "N_", "-k", "NN_:1,2", "--project=clinic-qc")
    keep = ("-l", "zh", "-N", "--ignore-obsolete", "--ignore-pot-creation-date", "--width=100")
    return (
        python(*babel, "-q", "extract", *width, *words, "-o", pot, "qc", "dashboards")
        or python(*babel, "-q", "update", *keep, "-i", pot, "-o", po)
        or python(*babel, "-q", "compile", "-i", po, "-o", po.with_suffix(".mo"))
    )


def write_locks(_: Sequence[str]) -> int:
    """Resolve the pins anew, hashes in, addresses out. `build` holds what installs the others."""
    install("dev")
    options = (
        "--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url",
        "--no-header", "--no-annotate", "--quiet",
    )  # fmt: skip
    sources = {
        "build": ("requirements/build.in",),
        "bundle": ("requirements/bundle.in",),
        "audit": ("requirements/audit.in",),
        "run": ("pyproject.toml",),
        "dev": ("pyproject.toml", "--group=dev"),
        "bench": ("pyproject.toml", "--group=dev", "--group=bench"),
    }
    codes = [
        python("-m", "uv", "pip", "compile", *source, *options, "-o", lock(name))
        for name, source in sources.items()
    ]
    return max(codes)


COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "demo": (demo, "示例诊所：导入、合格率、报表、看板  the sample clinic, up to the dashboard"),
    "serve": (serve, "打开看板  serve a workspace's dashboard"),
    "test": (test, "全部检查与测试  everything that the project promises"),
    "check": (check, "格式、规范、类型、依赖方向  format, lint, types, imports"),
    "bench": (bench, "与同类工具比速度  speed beside its peers, as ratios"),
    "faults": (
        trial("faults"),
        "断电、杀进程、满盘  killed, full, unplugged: what was acknowledged is there",
    ),
    "load": (trial("load"), "五十人同时  fifty people at once, nothing lost"),
    "hostile": (trial("hostile"), "伪造的请求  forged requests, as everybody who may come"),
    "spark": (trial("spark"), "同样的汇总在 Spark 集群上  the same aggregates on a Spark cluster"),
    "audit": (
        trial("audit"),
        "依赖包：锁定、许可、撤回、已知漏洞  packages: pinned, licensed, not taken back, no known hole",
    ),
    "bundle": (bundle, "离线安装包  the offline zip for Windows and Linux"),
    "format": (format_code, "整理代码格式  format the code"),
    "messages": (messages, "收集并编译界面文字  collect and compile the words for people"),
    "lock": (write_locks, "重新锁定依赖版本  resolve the pinned versions anew"),
}


def usage() -> str:
    lines = [f"  {name:<10}{about}" for name, (_, about) in COMMANDS.items()]
    return "\n".join(["用法 Usage: python3 start.py COMMAND [...]", *lines])


def main(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if sys.version_info < OLDEST_PYTHON:
        print(TOO_OLD.format(found=sys.version.split()[0]), file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print(usage(), file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]][0](arguments[1:])
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
