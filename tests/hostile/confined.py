"""Commands in a process that may have so much memory and time and no more, and what each of them took:
`python -m tests.hostile.confined`, told by standard input."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ADDRESSES = (
    6 * 2**30
)  # bytes: with the libraries' own, which they never touch; the fence behind the sums
PEAK = 800  # MiB that an import may really hold: a workbook at the limits of what is read takes as much
PATIENCE = 240.0  # seconds for all commands, on a machine that others use too
SLOWEST = 60.0  # seconds of the processor for one command
UPLOAD = "upload"
"""Instead of a command: files sent to the dashboard."""


class Took(NamedTuple):
    """How a command ended, what it said, the most memory that it held (MiB) and the processor's seconds."""

    code: int
    said: str
    peak: int
    seconds: float


def run(commands: Sequence[Sequence[str | Path]], most: int = PEAK) -> list[Took]:
    """Run commands of qc one after the other, in one confined process; none may hold more than `most` MiB."""
    told = json.dumps([[*map(str, command)] for command in commands])
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.confined"],
        input=told, capture_output=True, text=True, timeout=PATIENCE, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"the process died ({done.returncode}): {done.stderr[-2000:]}"
    found = [Took(*json.loads(line)) for line in done.stdout.splitlines()]
    assert len(found) == len(commands), done.stderr
    for command, each in zip(commands, found, strict=True):
        assert "Traceback" not in each.said, each.said
        assert each.peak < most and each.seconds < SLOWEST, (each.peak, each.seconds, command)
    return found


def _one(command: Sequence[str]) -> Took:
    from click.testing import CliRunner

    from qc.cli import cli

    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    started = time.process_time()
    if command[0] == UPLOAD:
        code, said = _upload(*command[1:])
    else:
        done = CliRunner().invoke(cli, list(command), env={"QC_LANG": "en"})
        code, said = done.exit_code, done.output
        if done.exception and not isinstance(done.exception, SystemExit):
            said += f"\nTraceback: {done.exception!r}"
    return Took(code, said, _peak(), time.process_time() - started)


def _upload(folder: str, today: str, *files: str) -> tuple[int, str]:
    """Send files to the dashboard as its page does; the worst status and all answers."""
    import datetime as dt
    from urllib.parse import quote

    from dashboards.app import create_app
    from qc.workspace import open_workspace

    workspace = open_workspace(Path(folder), today=dt.date.fromisoformat(today), language="en")
    client = create_app(workspace).server.test_client()
    worst, said = 0, []
    for file in map(Path, files):
        address = f"/upload?lang=en&name={quote(file.name)}"
        heads = {"X-QC": "1", "Host": "127.0.0.1"}
        answer = client.post(address, data=file.read_bytes(), headers=heads)
        worst = max(worst, answer.status_code)
        said.append(f"{file.name} {answer.status_code} {answer.get_data(as_text=True).strip()}")
    page = client.get("/import", headers={"Host": "127.0.0.1"})
    workspace.store.close()
    return max(worst, page.status_code), "\n".join(said)


def _peak() -> int:
    status = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) // 1024


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    for asked in json.loads(sys.stdin.read()):
        print(json.dumps(_one(asked)), flush=True)
