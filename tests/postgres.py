"""A PostgreSQL server for the tests alone: its own cluster, its own port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

SETTINGS = (
    "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=60"
)

WITH_PASSWORD = "with_password"


class NoServerError(Exception):
    """Why no server can be had here."""


@dataclass(frozen=True)
class Cluster:
    """A server whose plug may be pulled; `user` runs it, None is ourselves. Who is of the role WITH_PASSWORD
    must say one."""

    url: str
    user: str | None
    start: Callable[[], None]
    pull_the_plug: Callable[[], None]


@contextmanager
def server() -> Iterator[str]:
    """Start a cluster; yields its URL. NoServerError says why that cannot be done."""
    with cluster() as running:
        yield running.url


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a cluster that can be stopped and started meanwhile. NoServerError as `server`."""
    there, user = programs(), _owner()
    with tempfile.TemporaryDirectory(prefix="qc-postgres-", ignore_cleanup_errors=True) as place:
        folder, port = Path(place), _free_port()
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        options = f"{SETTINGS} -p {port} -c unix_socket_directories={folder}"
        pg_ctl = [str(there / "pg_ctl"), "-D", data, "-w"]
        start = partial(_run, user, [*pg_ctl, "-l", str(folder / "log"), "-o", options, "start"])
        stop = partial(_run, user, [*pg_ctl, "-m", "immediate", "stop"])
        _run(user, [str(there / "initdb"), "-D", data, "-U", "qc", "-A", "trust", "-E", "UTF8",
                    "--locale=C", "--no-sync"])  # fmt: skip
        asked = folder / "data/pg_hba.conf"
        asked.write_text(f"host all {WITH_PASSWORD} all scram-sha-256\n" + asked.read_text())
        start()
        try:
            yield Cluster(f"postgresql://qc@127.0.0.1:{port}/postgres", user, start, stop)
        finally:
            with suppress(NoServerError):  # its plug may be pulled
                stop()


def programs() -> Path:
    """Where initdb is: on the path, or where Debian keeps it off the path."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    if installed := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return installed[-1].parent
    raise NoServerError("PostgreSQL is not installed here (no initdb)")


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: who runs it instead."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in users and shutil.which("runuser"):
            return name
    raise NoServerError("root cannot run PostgreSQL and there is no other user to run it")


def _run(user: str | None, command: list[str]) -> None:
    whole = ["runuser", "-u", user, "--", *command] if user else command
    # to a file, not a pipe: the server inherits it and would keep a pipe open
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            whole, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", timeout=120
        )
        output.seek(0)
        if done.returncode:
            raise NoServerError(
                f"{command[0]} failed: {output.read().decode(errors='replace')[-400:]}"
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
