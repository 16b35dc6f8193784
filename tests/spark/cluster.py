"""A standalone Spark cluster on this machine: a master and workers as processes of their own, started with
pyspark's `spark-class`, on ports that they choose themselves, and ended whatever happens."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyspark

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
HERE = "127.0.0.1"
PATIENCE = 120.0  # seconds until all are up, on a machine that others use as well
QUICK_JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
"""For processes that have little to work out: they start sooner."""
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class ClusterError(Exception):
    """The cluster did not come up; says what its log says last."""


@dataclass(frozen=True)
class Cluster:
    """A cluster: where its master listens, its processes (the master's first), its logs."""

    url: str
    page: str
    processes: tuple[subprocess.Popen[bytes], ...]
    folder: Path
    deadline: float

    @property
    def groups(self) -> list[int]:
        """Process groups, executors included."""
        return [process.pid for process in self.processes]

    def until_whole(self) -> None:
        """Wait for the workers; ClusterError where the master does not count on all of them in time."""
        workers = len(self.processes) - 1
        while self.alive() != workers:
            if time.monotonic() > self.deadline:
                logs = "\n".join(_log(self.folder, f"worker-{n}")[-1000:] for n in range(workers))
                raise ClusterError(f"the workers did not register:\n{logs}")
            time.sleep(0.05)

    def alive(self) -> int:
        """How many workers the master counts on."""
        with urllib.request.urlopen(f"{self.page}/json/", timeout=10) as answer:
            return int(json.load(answer)["aliveworkers"])

    def kill_worker(self, number: int) -> None:
        """A machine fails: the worker and the executor on it are gone at once."""
        _end(self.processes[1 + number])


@contextmanager
def cluster(folder: Path, workers: int = 2, memory: str = "2g") -> Iterator[Cluster]:
    """A master and workers of one core each, who may still be on their way (see `until_whole`); logs and
    scratch in `folder`. ClusterError where the master does not come up in time."""
    started: list[subprocess.Popen[bytes]] = []
    deadline = time.monotonic() + PATIENCE
    try:
        master = _start(folder, "master", "master.Master")
        started.append(master)
        url = _told(folder, "master", master, r"Starting Spark master at (spark://\S+)", deadline)
        page = _told(folder, "master", master, r"started at (http://\S+)", deadline)
        limits = ("--cores", "1", "--memory", memory, "--work-dir", str(folder / "work"))
        for number in range(workers):
            worker = _start(folder, f"worker-{number}", "worker.Worker", *limits, url)
            started.append(worker)
        yield Cluster(url, page, tuple(started), folder, deadline)
    finally:
        for process in reversed(started):
            _end(process)


def _start(folder: Path, name: str, what: str, *arguments: str) -> subprocess.Popen[bytes]:
    """One daemon in a group of its own (a worker's executors belong to it), its log in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [str(SPARK_CLASS), f"org.apache.spark.deploy.{what}", "--host", HERE]
    ports = ["--port", "0", "--webui-port", "0"]
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": HERE,
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": QUICK_JAVA,
        "SPARK_LAUNCHER_OPTS": QUICK_JAVA,
    }
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [*command, *ports, *arguments], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env=environment, start_new_session=True, preexec_fn=_die_with_parent,
        )  # fmt: skip


def _die_with_parent() -> None:
    """Even when this process is killed outright nothing stays behind (where the system can do that)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def _told(
    folder: Path, name: str, process: subprocess.Popen[bytes], pattern: str, deadline: float
) -> str:
    """What a daemon says in its log, as soon as it does."""
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(pattern, _log(folder, name)):
            return found[1]
        time.sleep(0.05)
    raise ClusterError(f"the {name} did not start:\n{_log(folder, name)[-2000:]}")


def _log(folder: Path, name: str) -> str:
    return (folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a daemon and all that it started, and see it gone."""
    with contextlib.suppress(ProcessLookupError):  # gone already, with its group
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
