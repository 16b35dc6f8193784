"""`qc serve`: the dashboard of a workspace, for this computer only."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.errors import UsageError
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace

PORT = 8050
TRIED = 20  # ports after the usual one, when others hold it
LOOPBACK = ("127.0.0.1", "localhost", "::1")

port_option = option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help=N_("This port and no other; else 8050 or the next free one."),
)


@click.command("serve", cls=Command, help=N_("Open the dashboard on this computer."))
@option(
    "--host",
    default=LOOPBACK[0],
    show_default=True,
    metavar="HOST",
    help=N_("Only this computer's own address (127.0.0.1) for now."),
)
@port_option
@workspace_options()
def command(workspace: Workspace, host: str, port: int | None) -> None:
    serve(workspace, port, host)


def serve(workspace: Workspace, port: int | None, host: str = LOOPBACK[0]) -> None:
    """Serve until Ctrl-C; the address is printed once it answers. UsageError for a port in use, or
    a host that others could reach."""
    if host not in LOOPBACK:
        raise UsageError(
            N_('Serving at "{host}" would let everybody in the network read the records.'),
            N_("Without user accounts only 127.0.0.1 is served: leave --host out."),
            host=host,
        )
    from dashboards.app import create_app
    from dashboards.serving import listen

    server = listen(create_app(workspace), host, port or _free_port(host))
    t = workspace.t
    if not port and server.port != PORT:
        click.echo(t("Port {usual} is in use; taking {port}.", usual=PORT, port=server.port))
    click.echo(t("The dashboard: {address}", address=server.url))
    click.echo(t("Ctrl-C ends it."))
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    click.echo(t("Closed."))


def _free_port(host: str) -> int:
    """The usual port, or the first after it on which nobody answers; 0 (any) when all are taken."""
    for port in range(PORT, PORT + TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
            if attempt.connect_ex((host, port)) != 0:
                return port
    return 0
