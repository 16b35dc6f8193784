"""The first page in a browser that has never been here, beside an empty app of the same libraries: time
until the page stands and can be used, and bytes over the wire. Needs Chromium."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.big_clinic import big_clinic
from benchmarks.page_server import served
from benchmarks.timing import Ratio

ROUNDS = 7
PAGE = "/"
PATIENCE = 180_000.0  # milliseconds; the very first answer reads the whole clinic
READY = "#page-body h1"
SPENT = """() => {
  const all = [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')];
  return all.reduce((sum, entry) => sum + entry.transferSize, 0);
}"""
AT_REST = "() => new Promise(done => requestIdleCallback(() => done(performance.now())))"


def run() -> list[Ratio]:
    """Our first page at five clinic-years beside the empty app, in turns."""
    with tempfile.TemporaryDirectory(prefix="qc-bench-") as folder:
        return measured(big_clinic(Path(folder) / "clinic").folder)


def measured(folder: Path) -> list[Ratio]:
    """The first page of a workspace that is there."""
    times: dict[str, list[float]] = {"ours": [], "empty": []}
    sizes: dict[str, float] = {}
    with served(folder) as (ours, _), served() as (empty, _), sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for turn in range(ROUNDS + 1):
            for name, url in (("ours", ours), ("empty", empty)):
                taken, sizes[name] = _load(browser, url + PAGE)
                if turn:
                    times[name].append(taken)
        browser.close()
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    note = f"bytes {sizes['ours']:,.0f} beside {sizes['empty']:,.0f}: {sizes['ours'] / sizes['empty']:.2f} ×"
    return [Ratio("first load", "empty Dash app", medians["ours"], medians["empty"], note)]


def _load(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds until the page stands and the browser is at rest, and bytes; nothing was kept before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    page.wait_for_selector(READY)
    taken = float(page.evaluate(AT_REST)) / 1000
    size = float(page.evaluate(SPENT))
    context.close()
    return taken, size
