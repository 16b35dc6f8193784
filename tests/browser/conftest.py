"""A real browser against a real server on a free port; every page is watched for errors and for
requests that leave this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from dashboards.app import create_app
from dashboards.serving import listen
from qc.workspace import Workspace
from tests.unit.dashboards import clinic

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STOPPED: set[str] = set()
"""Servers that their test has stopped: that a page still open there loses its connection is no fault."""
LOST = ("net::ERR_", "the server did not respond", "Failed to fetch")
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def served(workspace: Workspace) -> Iterator[str]:
    """The dashboard over a workspace at its own address, stopped at the end."""
    server = listen(create_app(workspace))
    STOPPED.discard(urlsplit(server.url).netloc)  # a port may be given out again
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield server.url
    finally:
        STOPPED.add(urlsplit(server.url).netloc)
        server.stop()
        thread.join(timeout=10)
    assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic.a_year(tmp_path_factory.mktemp("clinic") / "clinic")
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="session")
def address(year: Workspace) -> Iterator[str]:
    with served(year) as at:
        yield at


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER TESTS RUN: {CHROMIUM} is missing (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a browser of its own, on a desk or a phone. At the end of the test no page
    may have logged an error or asked another host for anything."""
    faults: list[str] = []
    contexts = []

    def opened(url: str, size: dict[str, int] = DESK) -> Page:
        context = chromium.new_context(viewport=size, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        watch(page, urlsplit(url).netloc, faults)
        page.goto(url)
        page.wait_for_selector("h1, [role=alert]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def watch(page: Page, host: str, faults: list[str]) -> None:
    """Collect what the page must not do."""

    def at_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            faults.append(f"asked another host: {request.url}")

    def told(by: str, words: str) -> None:
        if host not in STOPPED or not any(each in words for each in LOST):
            faults.append(f"{by}: {words}")

    def at_console(said: ConsoleMessage) -> None:
        if said.type == "error":
            told("console", said.text)

    page.on("request", at_request)
    page.on("pageerror", lambda error: told("script error", str(error)))
    page.on("console", at_console)
