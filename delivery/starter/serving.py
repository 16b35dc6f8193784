"""The dashboard runs, and the browser opens once it answers."""

from __future__ import annotations

import contextlib
import http.client
import signal
import socket
import subprocess
import threading
import time
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit

from .environment import WINDOWS, clean
from .words import say

HOST = "127.0.0.1"
PORTS = range(8050, 8070)
SIGN = "/assets/theme.js"
"""Answered without signing in, and named in every page: that is how the dashboard is known."""
PATIENCE = 180.0  # seconds until somebody is told where to look, though the browser did not open


def answers(url: str) -> bool:
    """Whether a dashboard of ours is at this address."""
    parts = urlsplit(url)
    if parts.hostname != HOST:
        return False
    with contextlib.closing(http.client.HTTPConnection(HOST, parts.port, timeout=3)) as connection:
        try:
            connection.request("GET", SIGN)
            answer = connection.getresponse()
            return answer.status == 200 and "javascript" in (answer.getheader("Content-Type") or "")
        except (OSError, http.client.HTTPException):
            return False


def free_port() -> int:
    """The usual port or the next on which nobody answers."""
    for port in PORTS:
        with socket.socket() as attempt:
            if attempt.connect_ex((HOST, port)) != 0:
                return port
    with socket.socket() as any_port:
        any_port.bind((HOST, 0))
        taken: int = any_port.getsockname()[1]
        return taken


def serve(python: Path, records: Path, port: int, *, browser: bool) -> int:
    """Run until the window is closed or Ctrl-C; the exit code of `qc serve`."""
    command = [
        str(python), "-P", "-m", "qc.cli", "serve", "--workspace", str(records), "--port", str(port),
    ]  # fmt: skip
    with subprocess.Popen(command, env=clean(), cwd=records.parent) as process:
        _pass_on_ending(process)
        if browser:
            url = f"http://{HOST}:{port}"
            threading.Thread(target=_open_when_ready, args=(process, url), daemon=True).start()
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # qc heard it as well and says goodbye
                continue


def _pass_on_ending(process: subprocess.Popen[bytes]) -> None:
    """Whoever ends the starter ends the dashboard."""
    if not WINDOWS:  # there the window takes both with it
        signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))


def _open_when_ready(process: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if answers(url):
            open_browser(url)
            return
        time.sleep(0.3)


def open_browser(url: str) -> None:
    """The PC's own browser; where there is none, the address is said."""
    if not webbrowser.open(url):
        say(f"请在浏览器里打开 {url}", "open this address in a browser")
