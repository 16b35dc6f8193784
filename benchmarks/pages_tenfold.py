"""The pages at ten times the data: three million results. Takes some ten minutes, so that it only runs when
it is named: `python -m benchmarks pages pages_tenfold`."""

from __future__ import annotations

from benchmarks import pages
from benchmarks.timing import Ratio


def run() -> list[Ratio]:
    return pages.run(times=10)
