"""The command line as other programs meet it: a process with streams, signals and ports."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

HEAVY = ("pandas", "numpy", "sqlalchemy", "dash", "plotly", "rich", "pydantic", "openpyxl", "scipy")
QC = (sys.executable, "-m", "qc.cli")


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("QC_LANG", "LANGUAGE", "QC_WORKSPACE")}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[3]), **more}


@contextmanager
def serving(
    folder: Path, *arguments: str
) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A running `qc`, the address that it printed, and the lines before it."""
    with subprocess.Popen(
        [*QC, *arguments], cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    ) as process:  # fmt: skip
        try:
            said: list[str] = []
            for line in process.stdout or ():
                said.append(line)
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield process, found[0], said
                    break
            else:
                pytest.fail("it ended without an address: " + "".join(said))
        finally:
            process.kill()


@contextmanager
def taken(port: int = 0) -> Iterator[int]:
    """A port that somebody else listens on; any, or that one (which may be taken already)."""
    with closing(socket.socket()) as other:
        try:
            other.bind(("127.0.0.1", port))
            other.listen()
        except OSError:
            assert port, "no free port on this machine"
        yield port or other.getsockname()[1]


def test_help_loads_nothing_heavy() -> None:
    """Else every `qc` of the day starts seconds later."""
    script = "import sys\nfrom qc.cli import cli\ntry: cli(['--help'])\nexcept SystemExit: pass\n"
    script += f"print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_output_is_utf8_whatever_the_console(tmp_path: Path) -> None:
    """On a console of another code page Chinese would crash the program or come out as ????."""
    done = subprocess.run(
        [*QC, "rates"], cwd=tmp_path, capture_output=True, env=environment(PYTHONIOENCODING="gbk")
    )
    assert done.stdout.decode("utf-8").strip() == "这里还没有检查记录。"
    assert (tmp_path / "qc-workspace").is_dir()


def test_serve_answers_at_the_address_it_prints_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    with serving(tmp_path, "serve") as (process, address, _):
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert rest.splitlines()[-1] == "已关闭。"


def test_a_usual_port_in_use_is_passed_over_and_said(tmp_path: Path) -> None:
    """A second dashboard would not open, or the first one's would answer."""
    with taken(8050), serving(tmp_path, "serve") as (_, address, said):
        assert not address.endswith(":8050")
        assert "端口 8050 已被占用" in "".join(said)


def test_a_chosen_port_in_use_is_an_error(tmp_path: Path) -> None:
    """Who names a port has told others about it: another one would not be found."""
    with taken() as port:
        done = subprocess.run(
            [*QC, "serve", "--port", str(port)],
            cwd=tmp_path,
            capture_output=True,
            env=environment(),
        )
    assert done.returncode == 2
    assert str(port) in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def everything_from(terminal: int) -> str:
    """What is shown until the other end closes (which Linux reports as an error)."""
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    return shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own needs a pty")
def test_progress_shows_on_a_terminal_and_never_in_a_pipe(tmp_path: Path) -> None:
    """A script that reads the output would choke on a bar; a person needs to see it move."""
    import pty

    terminal, end = pty.openpty()
    command = [*QC, "import", str(Path(__file__).parents[2] / "data" / "workbooks")]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(TERM="xterm"), stdout=subprocess.PIPE, stderr=end
    ) as process:
        os.close(end)
        shown = everything_from(terminal)
        said = process.communicate()[0].decode()
    count = len(list(Path(command[-1]).glob("*.xlsx")))
    assert "读取中" in shown and f"{count}/{count}" in shown
    assert "\x1b" not in said and "读取中" not in said
    silent = subprocess.run(
        [*command, "--dry-run"], cwd=tmp_path, env=environment(), capture_output=True
    )
    assert silent.stderr == b""
