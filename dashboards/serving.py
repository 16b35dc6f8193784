"""Serve the app with waitress: one process, pure Python, Windows too."""

from __future__ import annotations

import errno
import gc
import socket
from dataclasses import dataclass
from typing import Any

from waitress import create_server, wasyncore

from qc.errors import UsageError
from qc.ingest.sources import MAX_ARCHIVE_BYTES
from qc.locale import N_

THREADS = 8
LARGEST = MAX_ARCHIVE_BYTES + 2**20
"""Bytes of a request: waitress keeps all of it before anybody is asked who they are."""

COLLECTED = (20_000, 50, 100)
"""When Python looks for rings of dead objects. Its usual (700, 10, 10) walks through everything that is
kept, a third of a second for a clinic of five years, every few pages."""
IN_MEMORY = 16 * 2**20  # bytes: the largest script needs no temporary file on its way out


@dataclass(frozen=True)
class Listening:
    """A server that holds its port. `run` answers and blocks until `stop`, which another thread may
    call, or an interrupt (Ctrl-C)."""

    server: Any
    sockets: dict[int, Any]
    url: str
    port: int

    def run(self) -> None:
        """Answer until stopped."""
        gc.set_threshold(*COLLECTED)
        self.server.run()
        self.server.task_dispatcher.shutdown()

    def stop(self) -> None:
        """End `run` from outside, in the server's own loop: only there may its sockets be closed."""
        self.server.trigger.pull_trigger(self.close)

    def close(self) -> None:
        """Let go of the port and of every browser that is still connected."""
        wasyncore.close_all(self.sockets)


def listen(app: Any, host: str = "127.0.0.1", port: int = 0) -> Listening:
    """Hold a port for the app; port 0 takes a free one. UsageError where it cannot be had."""
    held = _bound(host, port)
    sockets: dict[int, Any] = {}
    server = create_server(
        app.server,
        map=sockets,
        sockets=[held],
        threads=THREADS,
        outbuf_overflow=IN_MEMORY,
        max_request_body_size=LARGEST,
        ident=None,
        clear_untrusted_proxy_headers=False,  # the gate must see that a proxy has passed a request on
    )
    taken = held.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    return Listening(server, sockets, f"http://{shown}:{taken}", taken)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as fault:
        raise _unavailable(fault, host, port) from fault


def _unavailable(fault: OSError, host: str, port: int) -> UsageError:
    if fault.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", None)):
        return UsageError(
            N_("Port {port} is in use by another program."),
            N_("Close that program or choose another port with --port."),
            port=port,
        )
    return UsageError(
        N_("This computer cannot listen on {host}:{port} ({reason})."),
        N_("Check the address, and use a port above 1023."),
        host=host,
        port=port,
        reason=fault.strerror or str(fault),
    )
