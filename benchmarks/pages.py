"""Every page of the dashboard at five clinic-years: 20 people, each a request every two seconds, beside an
empty Dash app on the same machine in the same run. `python -m benchmarks pages`; ten times the data:
`python -m benchmarks pages_tenfold`.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.big_clinic import big_clinic, one_more
from benchmarks.browsing import Answer, Site, Words, walk
from benchmarks.page_server import served
from benchmarks.timing import PROC, Ratio
from qc.analysis.coverage import coverage
from qc.improve.acting import act_on, findings
from qc.workspace import Workspace

LIMIT, LARGEST = 0.150, 300_000
FLOOR_SECONDS = 10.0


def run(times: int = 1) -> list[Ratio]:
    """Make the clinic in a folder that goes again, walk through it, print each page's figures."""
    with tempfile.TemporaryDirectory(prefix="qc-bench-") as folder:
        return measured(big_clinic(Path(folder) / "clinic", times), times)


def measured(workspace: Workspace, times: int) -> list[Ratio]:
    """The pages of a workspace that is there."""
    words, write = _words(workspace), _writer(workspace)
    with served() as (url, _):
        floor = walk(Site.at(url), words, FLOOR_SECONDS)
    with served(workspace.folder) as (url, process):
        site = Site.at(url)
        first = _each_page(site)
        answers = walk(site, words, write=write)
        one_more(workspace)
        after = _each_page(site)
        memory = _memory(process)
    Console(width=150).print(_table(answers, first, after, times, memory))
    usual = _quantile([each.seconds for each in floor], 0.95)
    return [
        Ratio(
            f"page {path}, {300 * times:,}k results, p95",
            "empty Dash callback, p95",
            _quantile([each.seconds for each in mine], 0.95),
            usual,
            f"{max(each.size for each in mine) / 1000:.0f} KB",
        )
        for path, mine in _by_page(answers)
    ]


def _words(workspace: Workspace) -> Words:
    held = coverage(workspace)
    months = [str(month) for month in held.months]
    return Words(tuple(months[-36:-1]), held.units, held.indicators)


def _writer(workspace: Workspace) -> Callable[[], object]:
    """Somebody says something about a finding, each time another."""
    waiting = [found for found in findings(workspace) if not found.acts]
    turns = cycle(waiting)
    return lambda: act_on(workspace, next(turns), "note", {"note": "已口头提醒"})


def _each_page(site: Site) -> list[Answer]:
    connection = site.connected()
    return [site.ask(connection, path, "") for path in site.pages]


def _by_page(answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    for path in sorted({each.path for each in answers}):
        yield path, [each for each in answers if each.path == path]


def _table(
    answers: Sequence[Answer],
    first: Sequence[Answer],
    after: Sequence[Answer],
    times: int,
    memory: float,
) -> Table:
    table = Table(
        "page",
        title=f"{300 * times:,}k results, {len(answers)} requests, peak memory {memory:,.0f} MiB; milliseconds",
        box=None,
    )
    for heading in ("requests", "p50", "p95", "max", "first", "after an import", "KB", "mistakes"):
        table.add_column(heading, justify="right")
    began, then = ({each.path: each.seconds for each in some} for some in (first, after))
    for path, mine in [*_by_page(answers), ("all", list(answers))]:
        taken = [each.seconds for each in mine]
        p95, size = _quantile(taken, 0.95), max(each.size for each in mine)
        table.add_row(
            path,
            str(len(mine)),
            _ms(statistics.median(taken)),
            _ms(p95) + (" !" if p95 > LIMIT * min(times, 3) else ""),
            _ms(max(taken)),
            _ms(began.get(path)),
            _ms(then.get(path)),
            f"{size / 1000:.0f}" + (" !" if size > LARGEST else ""),
            str(sum(each.is_fault for each in mine)),
        )
    return table


def _ms(seconds: float | None) -> str:
    return "" if seconds is None else f"{1000 * seconds:.0f}"


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _memory(process: int) -> float:
    """Peak of a running process in MiB; NaN where the system does not tell."""
    status = PROC.parent / str(process) / "status"
    if not status.exists():
        return float("nan")
    (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
