"""`qc serve`: the dashboard of a workspace, for this computer or, once people sign in, for the clinic."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from qc.cli.group import Command
from qc.cli.options import option, workspace_options
from qc.errors import QcError, UsageError
from qc.locale import N_

if TYPE_CHECKING:
    from qc.workspace import Workspace

PORT = 8050
TRIED = 20  # ports after the usual one, when others hold it
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")

port_option = option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help=N_("This port and no other; else 8050 or the next free one."),
)


@dataclass(frozen=True)
class Reach:
    """Where the dashboard can be reached: `host` to listen on, `names` by which browsers call it,
    `https` when a proxy on this computer stands before it."""

    host: str = LOOPBACK[0]
    names: tuple[str, ...] = ()
    https: bool = False

    @property
    def is_shared(self) -> bool:
        """Whether others than this computer can reach it."""
        return self.https or self.host not in LOOPBACK


@click.command("serve", cls=Command, help=N_("Open the dashboard on this computer."))
@option(
    "--host",
    default=LOOPBACK[0],
    show_default=True,
    metavar="HOST",
    help=N_("The address to listen on; 0.0.0.0 lets the whole network in, who must sign in."),
)
@option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help=N_("A name or address by which browsers may call this computer; again for each."),
)
@option(
    "--https",
    is_flag=True,
    help=N_("A proxy on this computer serves it over https; see docs/security.md."),
)
@option(
    "--lake",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=N_("Show the clinics in this lake (qc lake) instead of the workspace's own results."),
)
@port_option
@workspace_options()
def command(
    workspace: Workspace,
    host: str,
    names: tuple[str, ...],
    https: bool,
    lake: Path | None,
    port: int | None,
) -> None:
    serve(_over(lake, workspace) if lake else workspace, port, Reach(host, names, https))


def _over(lake: Path, workspace: Workspace) -> Workspace:
    from qc.store.lake.reading import open_lake

    return replace(workspace, lake=open_lake(lake))


def serve(workspace: Workspace, port: int | None, reach: Reach = Reach()) -> None:
    """Serve until Ctrl-C; the address is printed once it answers. UsageError for a port in use, or
    where others could read the records without signing in."""
    refuse_unsafe(workspace, reach)
    from dashboards.app import create_app
    from dashboards.serving import listen

    names = frozenset(name.lower() for name in (*LOOPBACK, *reach.names, reach.host))
    app = create_app(workspace, names - {*EVERYWHERE}, shared=reach.is_shared, https=reach.https)
    server = listen(app, reach.host, port or _free_port(reach.host))
    t = workspace.t
    if not port and server.port != PORT:
        click.echo(t("Port {usual} is in use; taking {port}.", usual=PORT, port=server.port))
    click.echo(t("The dashboard: {address}", address=server.url))
    if reach.is_shared and not reach.https:
        click.echo(t("Without https whoever taps the network reads passwords: docs/security.md."))
    click.echo(t("Ctrl-C ends it."))
    ready = Thread(target=_get_ready, args=(workspace,), daemon=True)
    ready.start()
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    ready.join()  # it reads the store, which is closed next
    click.echo(t("Closed."))


def _get_ready(workspace: Workspace) -> None:
    """Work out what the first page needs while the browser still opens; what is wrong, the page says."""
    from qc.analysis import coverage
    from qc.attention.reading import attention

    with contextlib.suppress(QcError):
        if workspace.lake is None:
            attention(workspace)
        else:
            coverage(workspace)


def refuse_unsafe(workspace: Workspace, reach: Reach) -> None:
    """UsageError where the records would lie open, or nobody could reach them."""
    from qc.accounts.signing_in import has_administrator

    if not reach.is_shared:
        return
    if not has_administrator(workspace):
        raise UsageError(
            N_('Serving at "{host}" would let everybody in the network read the records.'),
            N_("Make an administrator first: qc users add NAME --role administrator."),
            host=reach.host,
        )
    if reach.https and reach.host not in LOOPBACK:
        raise UsageError(
            N_("With --https only the proxy on this computer may reach the dashboard."),
            N_("Leave --host out."),
        )
    if not reach.names and (reach.https or reach.host in EVERYWHERE):
        raise UsageError(
            N_("It is not said by which name browsers call this computer."),
            N_("Add --name with its name or address in the network, like --name 192.168.1.20."),
        )


def _free_port(host: str) -> int:
    """The usual port, or the first after it on which nobody answers; 0 (any) when all are taken."""
    reached = LOOPBACK[0] if host == EVERYWHERE[0] else host
    for port in range(PORT, PORT + TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
            if attempt.connect_ex((reached, port)) != 0:
                return port
    return 0
