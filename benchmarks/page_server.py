"""A server in a process of its own, as `qc serve` starts it: `python -m benchmarks.page_server FOLDER`,
or without a folder an app that is empty, the floor beneath every answer. Prints its address."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dash_ag_grid  # noqa: F401 - an app that could show a grid sends its scripts
import dash_mantine_components as dmc
from dash import Dash, Input, Output, dcc, html

from dashboards.app import create_app
from dashboards.components.aria import data
from dashboards.serving import listen
from qc.workspace import open_workspace
from sample_data import TODAY


def empty_app() -> Dash:
    """What everybody pays: an address, a page, one callback that says a word."""
    app = Dash("empty", serve_locally=True)
    main = html.Main(html.H1("…"), id="page-body", **data(pages="/"))
    app.layout = dmc.MantineProvider([dcc.Location(id="address"), dcc.Store(id="view"), main])

    @app.callback(Output("page-body", "children"), Input("view", "data"))
    def show(view: Any) -> Any:
        return [html.H1("0"), html.P(str(view or "/"))]

    return app


def app_of(folder: str | None) -> Dash:
    """The dashboard over a workspace, or the empty app."""
    if folder is None:
        return empty_app()
    return create_app(open_workspace(Path(folder), today=TODAY, actor="bench"))


@contextmanager
def served(folder: Path | None = None) -> Iterator[tuple[str, int]]:
    """Address and process id of a server that runs meanwhile."""
    command = [sys.executable, "-m", "benchmarks.page_server", *([str(folder)] if folder else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.terminate()


def main(folder: str | None = None) -> None:
    listening = listen(app_of(folder))
    print(listening.url, flush=True)
    listening.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
