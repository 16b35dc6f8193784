"""A clinic's PC for trying the zip: a folder with a space and Chinese in its path, and the starter as a
process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from delivery.making import SUMS, TOP, Part, sums, write
from delivery.parts import LINUX_STARTER
from delivery.starter.records import NAME
from delivery.starter.serving import answers

DEADLINE = 600.0
"""Seconds until a start that does not end is given up."""


@dataclass(frozen=True)
class Ended:
    """How a start ended and what it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Pc:
    """One unpacked program and the records beside it."""

    disk: Path
    surroundings: Mapping[str, str]
    top: str = TOP

    @property
    def program(self) -> Path:
        return self.disk / self.top

    @property
    def records(self) -> Path:
        return self.disk / NAME

    def start(self, *arguments: str, path: str | None = None) -> Ended:
        """Start it and wait for its end; `path` in place of the PATH."""
        with self._process(*arguments, path=path) as process:
            said, _ = process.communicate(timeout=DEADLINE)
        return Ended(process.returncode, said)

    def qc(self, *words: str) -> Ended:
        """One command of `qc` on the records."""
        return self.start("--qc", *words)

    @contextmanager
    def opened(self) -> Iterator[str]:
        """The dashboard's address while it is open; closed by a signal, in good order."""
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        with self._process("--no-browser", "--port", str(port)) as process:
            try:
                _wait(process, url)
                yield url
            finally:
                process.send_signal(signal.SIGTERM)
                said, _ = process.communicate(timeout=DEADLINE)
        if process.returncode != 0:
            raise AssertionError(f"the dashboard ended with {process.returncode}: {said}")

    def _process(self, *arguments: str, path: str | None = None) -> subprocess.Popen[str]:
        env = {**self.surroundings, **({} if path is None else {"PATH": path})}
        return subprocess.Popen(
            ["/bin/sh", str(self.program / LINUX_STARTER), *arguments], env=env, cwd=self.disk, text=True,
            encoding="utf-8", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip


def free_port() -> int:
    """A port that nobody holds."""
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        taken: int = any_port.getsockname()[1]
        return taken


def _wait(process: subprocess.Popen[str], url: str) -> None:
    until = time.monotonic() + DEADLINE
    while not answers(url):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise AssertionError(f"no dashboard at {url}: {process.communicate()[0]}")
        time.sleep(0.1)


def unpack(bundle: Path, disk: Path, top: str = TOP) -> None:
    """Unpack as an archive program does: what is there is replaced, what else is there stays."""
    with ZipFile(bundle) as held:
        for info in held.infolist():
            path = disk / top / Path(info.filename).relative_to(TOP)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held.read(info))
            path.chmod(info.external_attr >> 16 & 0o777)


def newer_of(bundle: Path, out: Path, version: str = "99.0") -> Path:
    """The same zip as a later version would be: another version, another build, nothing else."""
    with ZipFile(bundle) as held:
        names = [info.filename.removeprefix(f"{TOP}/") for info in held.infolist()]
        parts: dict[str, Part] = {
            name: held.read(f"{TOP}/{name}") for name in names if name != SUMS
        }
    told = json.loads(bytes(parts["program/bundle.json"]))
    build = told["build"][::-1]
    parts["program/bundle.json"] = json.dumps({**told, "version": version, "build": build}).encode()
    parts[SUMS] = sums(parts)
    write(out, parts)
    return out


def surroundings(home: Path) -> dict[str, str]:
    """A PC without settings for Python, and without a way out: what would ask the network asks a closed
    port of this machine."""
    closed = f"http://127.0.0.1:{free_port()}"
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")
    }
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), closed)
    return {**kept, **proxies, "HOME": str(home), "LANG": "C.UTF-8"}
