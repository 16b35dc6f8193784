"""A lake of simulated clinics, as large as wanted, in the layout of `qc lake`:

    python -m benchmarks.lake_maker FOLDER [--clinics 300] [--years 5] [--seed 8]

A clinic has a third of a million results in five years: 3 clinics make 1e6, 30 make 1e7, 300 make 1e8.
Clinics are made one at a time, so memory stays that of one; begun again, it goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from benchmarks.simulated_clinic import Standards, open_months, simulated_results, site_name
from qc.analysis.counting import accepted, checks_of
from qc.catalogue.load import load_catalogue
from qc.store.lake.layout import CHECKS, RESULTS
from qc.store.lake.writing import MonthRows, Written, write_site

LAST = "2026-10"
SEED = 8
EDITION = 1  # another one when what is drawn changes: the lakes made before are then made anew


def main(arguments: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.lake_maker")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--clinics", type=int, default=300)
    asked.add_argument("--years", type=int, default=5)
    asked.add_argument("--seed", type=int, default=SEED)
    told = asked.parse_args(arguments)
    started, rows, size = time.monotonic(), 0, 0
    for number in range(told.clinics):
        done = make_clinic(told.folder, number, months_until(LAST, 12 * told.years), told.seed)
        rows, size = rows + done.rows, size + done.bytes
        taken = time.monotonic() - started
        print(
            f"{done.site}: {number + 1} clinics, {rows:,} results, {size:,} bytes, {taken:.0f} s",
            flush=True,
        )


def months_until(last: str, count: int) -> list[str]:
    """So many months up to one, oldest first."""
    return [str(month) for month in pd.period_range(end=last, periods=count, freq="M")]


def make_lake(folder: Path, clinics: int, months: Sequence[str], seed: int = SEED) -> int:
    """Make a lake; how many results it holds."""
    return sum(make_clinic(folder, number, months, seed).rows for number in range(clinics))


def make_clinic(folder: Path, number: int, months: Sequence[str], seed: int = SEED) -> Written:
    """Write one clinic into the lake, unless it stands there already."""
    clinic = _Clinic(number, open_months(number, months, seed), seed)
    return write_site(folder, site_name(number), f"simulated {seed}", clinic.stamps, clinic.of)


class _Clinic:
    """A clinic's rows by month; drawn when the first month is asked for."""

    def __init__(self, number: int, months: Sequence[str], seed: int) -> None:
        self._number, self._months, self._seed = number, months, seed
        self.stamps = {month: self._stamp(month) for month in months}
        self._results: dict[str, Any] = {}
        self._checks: dict[str, Any] = {}

    def _stamp(self, month: str) -> str:
        drawn_from = f"{EDITION} {self._seed} {self._number} {self._months[0]} {month}"
        return hashlib.sha256(drawn_from.encode()).hexdigest()[:32]

    def of(self, month: str) -> MonthRows:
        if not self._results:
            self._draw()
        return MonthRows(month, self.stamps[month], self._results[month], self._checks[month])

    def _draw(self) -> None:
        standards = Standards(load_catalogue())
        rows = simulated_results(standards, self._number, self._months, self._seed)
        checks = checks_of(rows, standards.catalogue)
        checks["month"] = checks["date"].astype("str").str.slice(0, 7)
        kept = accepted(rows)
        points = {name: kept[name] / 100 for name in ("points", "scored")}
        kept = kept.assign(**points)[list(RESULTS)]
        self._results = _by_month(kept, self._months)
        self._checks = _by_month(checks[list(CHECKS)], self._months)


def _by_month(frame: pd.DataFrame, months: Sequence[str]) -> dict[str, Any]:
    """The rows of each month, which stand in the order of months. As Arrow: DuckDB takes its categories as
    they are, of pandas' it reads text by text."""
    place = pd.Index(months).get_indexer(frame["month"].astype("str"))
    ends = place.searchsorted(range(len(months) + 1))
    table = pa.Table.from_pandas(frame, preserve_index=False)
    return {month: table[ends[at] : ends[at + 1]] for at, month in enumerate(months)}


if __name__ == "__main__":
    main()
