"""Real processes of `qc` that can be killed, each forked from one that has everything loaded: a kill then
falls into the work, not into the three seconds in which Python starts."""

from __future__ import annotations

import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
LOADED = (
    "qc.cli",
    "qc.ingest",
    "qc.improve",
    "qc.reports",
    "qc.backup",
    "qc.doctor",
    "qc.analysis",
    "qc.store",
)


WATCHED = (
    "openat", "close", "read", "write", "pwrite64", "lseek", "fsync", "fdatasync", "ftruncate", "rename",
    "unlink", "unlinkat", "mkdir", "rmdir",
)  # fmt: skip
"""What strace writes down: all by which Python and SQLite bring anything onto the disk."""


@dataclass(frozen=True)
class Kill:
    """When: after so many seconds, or right before the n-th act."""

    seconds: float | None = None
    act: int | None = None

    def __str__(self) -> str:
        return "-" if self == NEVER else f"{self.seconds:.3f} s" if self.act is None else f"act {self.act}"  # fmt: skip


NEVER = Kill()


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code, None when it was killed; how long it ran and what it did."""

    code: int | None
    seconds: float
    acts: int
    out: str
    err: str
    group: int

    @property
    def killed(self) -> bool:
        return self.code is None


class Nursery:
    """Runs one command of `qc` at a time."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        scratch.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.faults.nursery"]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        assert self._process.stdout and self._process.stdout.readline() == "ready\n"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def begin(
        self,
        arguments: Sequence[str],
        folder: Path,
        kill: Kill = NEVER,
        *,
        limit: int = 0,
        trace: Path | None = None,
    ) -> None:
        """Have a command run; `limit`: no file may grow beyond so many bytes; `trace`: where strace writes
        down what it asks of the system."""
        assert self._process.stdin
        asked = {
            "arguments": [*arguments], "folder": str(folder), "scratch": str(self._scratch),
            "seconds": kill.seconds, "act": kill.act, "limit": limit, "trace": trace and str(trace),
        }  # fmt: skip
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def ended(self) -> Ended:
        """Wait for the command that was begun."""
        assert self._process.stdout
        told = json.loads(self._process.stdout.readline())
        texts = ((self._scratch / name).read_text("utf-8", "replace") for name in ("out", "err"))
        return Ended(told["code"], told["seconds"], told["acts"], *texts, told["group"])

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        kill: Kill = NEVER,
        *,
        limit: int = 0,
        trace: Path | None = None,
    ) -> Ended:
        """`begin` and `ended`."""
        self.begin(arguments, folder, kill, limit=limit, trace=trace)
        return self.ended()


def main() -> None:
    """The process that has everything loaded; it opens no database and starts no thread."""
    for name in LOADED:
        package = import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not found.name.endswith("__main__") and ".migrations" not in found.name:
                import_module(found.name)
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(_live(json.loads(line))), flush=True)


def _live(asked: dict[str, Any]) -> dict[str, Any]:
    scratch = Path(asked["scratch"])
    noted = scratch / "acts"
    noted.unlink(missing_ok=True)
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _child(asked, scratch, noted)
    tracer = _traced(child, asked["trace"]) if asked["trace"] else None
    if asked["seconds"] is not None:
        handle = os.pidfd_open(child)
        if not select.select([handle], [], [], asked["seconds"])[0]:
            os.kill(child, signal.SIGKILL)
        os.close(handle)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if tracer:
        tracer.wait()
    return {
        "code": None if code == -signal.SIGKILL else code,
        "seconds": time.monotonic() - started,
        "acts": int(noted.read_text()) if noted.exists() else 0,
        "group": child,
    }


def _child(asked: dict[str, Any], scratch: Path, noted: Path) -> None:
    """One command of `qc`, in a group of its own, so that nothing of it can live on unseen."""
    from qc.cli import main as qc
    from tests.faults.instants import count

    code = 70
    try:
        os.setsid()
        for name, stream in (("out", 1), ("err", 2)):
            os.dup2(os.open(scratch / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["qc", *asked["arguments"]]
        _limited(asked["limit"])
        if asked["trace"]:
            os.kill(os.getpid(), signal.SIGSTOP)
        counter = count(Path(asked["folder"]), asked["act"])
        try:
            qc()
        except SystemExit as said:
            code = int(said.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        noted.write_text(str(counter.count))
    except BaseException:  # noqa: BLE001 - told on its stderr; a forked child must not go on up
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _traced(child: int, where: str) -> subprocess.Popen[str]:
    """strace over a child that has stopped itself; goes on when it watches."""
    os.waitpid(child, os.WUNTRACED)
    watched = f"trace={','.join(WATCHED)}"
    options = ("-f", "-xx", "-s", "100000000", "-e", watched, "-e", "raw=read", "-o", where)
    tracer = subprocess.Popen(["strace", *options, "-p", str(child)], stderr=subprocess.PIPE, text=True)  # fmt: skip
    assert tracer.stderr
    said = tracer.stderr.readline()
    assert "attached" in said, said
    os.kill(child, signal.SIGCONT)
    return tracer


def _limited(size: int) -> None:
    """A disk on which no file can grow beyond a size: writing fails with EFBIG."""
    import resource

    if size:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    main()
