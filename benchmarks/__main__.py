"""All benchmarks, or those named: `python -m benchmarks [start_up ...]`."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module

from rich.console import Console
from rich.table import Table

from benchmarks.timing import Ratio

ALL = (
    "import_files", "pooled_rates", "control_charts", "start_up", "pages", "first_load", "month_reports",
)  # fmt: skip


def main(names: Sequence[str]) -> None:
    warnings.simplefilter("ignore")  # a peer's own warnings are not ours to show
    console = Console(width=150)
    ratios: list[Ratio] = []
    for name in names or ALL:
        console.print(f"» {name}", highlight=False)
        ratios += import_module(f"benchmarks.{name}").run()
    console.print(table(ratios))


def table(ratios: Sequence[Ratio]) -> Table:
    shown = Table("what", "beside", title="ours ÷ peer: below 1 we are faster", box=None)
    for heading in ("ours", "peer", "ours ÷ peer"):
        shown.add_column(heading, justify="right")
    shown.add_column("note")
    for each in ratios:
        theirs = "—" if each.theirs is None else f"{each.theirs:.3f} s"
        ratio = "—" if each.ratio is None else f"{each.ratio:.3g} ×"
        shown.add_row(each.what, each.peer, f"{each.ours:.3f} s", theirs, ratio, each.note)
    return shown


if __name__ == "__main__":
    main(sys.argv[1:])
