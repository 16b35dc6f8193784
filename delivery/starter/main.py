"""The order of a start: records, environment, their copy if need be, dashboard."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from . import copying, environment, locking, records, serving
from .parcel import Parcel, parcel
from .words import StartError, say, speak_utf8


def main(arguments: Sequence[str], root: Path) -> int:
    """Start what was unpacked at `root`; 0 when it ended in good order."""
    speak_utf8()
    asked = _asked(arguments)
    try:
        known = parcel(root)
        given = asked.workspace and _started_in(root) / asked.workspace
        folder = records.find(known.root, given)
        return _command(known, folder, asked.qc) if asked.qc else _dashboard(known, folder, asked)
    except StartError as why:
        print(f"\n{why}", file=sys.stderr, flush=True)
        return 3
    except KeyboardInterrupt:
        return 130


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    asks = argparse.ArgumentParser(
        prog="启动", description="打开质控看板。Opens the quality dashboard."
    )
    asks.add_argument("--workspace", type=Path, help="数据文件夹 the folder of the records")
    asks.add_argument("--port", type=int, help="端口 the port of the dashboard")
    asks.add_argument("--no-browser", action="store_true", help="不打开浏览器 open no browser")
    asks.add_argument(
        "--qc", nargs=argparse.REMAINDER, help="运行 qc 命令 run a command, such as --qc doctor"
    )
    return asks.parse_args(arguments)


def _dashboard(known: Parcel, folder: Path, asked: argparse.Namespace) -> int:
    held = _hold(folder)
    if held is None:
        return _join(known, folder, browser=not asked.no_browser)
    with held:
        _mark_of_before(folder)
        python = environment.ready(known)
        _keep_before_upgrade(known, folder)
        port = asked.port or serving.free_port()
        _mark(known, folder, f"http://{serving.HOST}:{port}")
        say("打开看板；用完关闭这个窗口即可", "opening the dashboard; close this window when done")
        return serving.serve(python, folder, port, browser=not asked.no_browser)


def _join(known: Parcel, folder: Path, *, browser: bool) -> int:
    """Another window has the records open: the same dashboard, not a second one."""
    _refuse_other_version(known, folder)
    say("另一个窗口正在打开它，请稍候", "another window is opening it")
    until = time.monotonic() + serving.PATIENCE
    while time.monotonic() < until:
        url = records.mark_of(folder).get("url", "")
        if url and serving.answers(url):
            say(f"看板已经开着：{url}", "the dashboard is open already")
            if browser:
                serving.open_browser(url)
            return 0
        time.sleep(0.3)
    raise StartError(
        "另一个窗口占用着数据，但看板没有回答。请关闭那个窗口再启动。",
        "Another window holds the records, but no dashboard answers. Close it, then start again.",
    )


def _command(known: Parcel, folder: Path, words: Sequence[str]) -> int:
    """One command of `qc` on the records; beside an open dashboard of the same version as well."""
    held = _hold(folder)
    try:
        if held is None:
            _refuse_other_version(known, folder)
        python = environment.ready(known)
        if held is not None:
            _keep_before_upgrade(known, folder)
            _mark(known, folder, "")
        command = [str(python), "-P", "-m", "qc.cli", *words]
        surroundings = {**environment.clean(), "QC_WORKSPACE": str(folder)}
        return subprocess.run(command, env=surroundings, cwd=_started_in(known.root)).returncode
    finally:
        if held is not None:
            held.close()


def _started_in(root: Path) -> Path:
    """Where whoever typed a command stood: names of files are meant from there. The starters leave it."""
    return Path(os.environ.get("QC_STARTED_IN") or root)


def _refuse_other_version(known: Parcel, folder: Path) -> None:
    last = records.mark_of(folder)
    if last.get("build") != known.build:
        raise StartError(
            f"数据正由另一个版本打开着（{last.get('url') or folder}）。请先关闭它的窗口，再启动这个版本。",
            f"Another version has the records open ({last.get('url') or folder}). Close its window first.",
        )


def _hold(folder: Path) -> IO[bytes] | None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return locking.hold(folder)
    except OSError as error:
        raise _not_writable(folder, error) from error


def _keep_before_upgrade(known: Parcel, folder: Path) -> None:
    if records.is_there(folder) and records.mark_of(folder).get("build") != known.build:
        copying.keep_before(known, folder)


def _mark(known: Parcel, folder: Path, url: str) -> None:
    try:
        records.mark(folder, build=known.build, version=known.version, url=url)
    except OSError as error:
        raise _not_writable(folder, error) from error


def _mark_of_before(folder: Path) -> None:
    """Which build was the last stays known; where it answered does not."""
    try:
        records.mark(folder, **{**records.mark_of(folder), "url": ""})
    except OSError as error:
        raise _not_writable(folder, error) from error


def _not_writable(folder: Path, error: OSError) -> StartError:
    return StartError(
        f"数据文件夹 {folder} 不能写入（{error.strerror}）。请把程序解压到可以写入的位置，或请信息科给予权限。",
        f"The folder of the records cannot be written ({error.strerror}). Unpack elsewhere, or ask IT for "
        f"the right to write.",
    )
