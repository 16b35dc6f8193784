"""`python -m tests.load [--people 50] [--minutes 10] [--every 4]`, or `make load`: the long form, told as tables."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sample_data import workbooks
from tests.load.crowd import at_work, sought
from tests.load.gauge import Gauge, Reading
from tests.load.house import furnish, served
from tests.load.proof import complaints, other_figures
from tests.load.work import Work

BOOKS = 300  # to be brought; more than anybody does in the time
SHOWN = 12  # readings of memory


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument(
        "--every", type=float, default=4.0, help="seconds from one step of a person to the next"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="qc-load-") as place:
        folder, books = Path(place) / "clinic", Path(place) / "books"
        books.mkdir()
        persons = furnish(folder, workbooks(), asked.people)
        there = sought(folder, books, BOOKS)
        with served(folder) as server:
            gauge = Gauge(server.process, folder)
            with gauge.watching():
                crowd = at_work(
                    server.url, persons, there, seconds=60 * asked.minutes, every=asked.every
                )
            said = {each.person.login: each for each in crowd}["admin"].browser
            wrong = other_figures(folder, said)
        wrong += complaints(folder, crowd)
        if not any(note.is_saved for work in crowd for note in work.notes):
            wrong.append("no note was saved: nothing was tried")
        if "Traceback" in (log := server.log.read_text("utf-8")):
            wrong.append(log[-3000:])
    print("\n".join([*_requests(crowd), "", *_process(gauge.readings), "", *_done(crowd)]))
    print("\n".join(f"WRONG {each}" for each in wrong) or "nothing lost, nothing twice, no error")
    return 1 if wrong else 0


def _requests(crowd: Sequence[Work]) -> Iterator[str]:
    """How long each kind of request took, in milliseconds."""
    timed = [each for work in crowd for each in work.browser.timed]
    kinds = sorted({each.kind for each in timed})
    groups = {kind: [each for each in timed if each.kind == kind] for kind in kinds}
    entered = ("door", "signing in", "layout", "callbacks")
    groups["all after signing in"] = [each for each in timed if each.kind not in entered]
    yield "| request | count | p50 ms | p95 ms | max ms | errors |\n|---|---|---|---|---|---|"
    for kind, some in groups.items():
        taken = sorted(1000 * each.seconds for each in some)
        p50, p95 = (taken[min(len(taken) - 1, int(share * len(taken)))] for share in (0.5, 0.95))
        errors = sum(bool(each.fault) for each in some)
        yield f"| {kind} | {len(some)} | {p50:.0f} | {p95:.0f} | {taken[-1]:.0f} | {errors} |"


def _process(readings: Sequence[Reading]) -> Iterator[str]:
    """What the process took, from the beginning to the end."""
    yield "| after s | memory MiB | open files | threads | write-ahead log MiB |\n|---|---|---|---|---|"
    for each in [*readings[: -1 : max(1, len(readings) // SHOWN)], *readings[-1:]]:
        yield f"| {each.at:.0f} | {each.memory:.0f} | {each.files} | {each.threads} | {each.log:.1f} |"


def _done(crowd: Sequence[Work]) -> Iterator[str]:
    notes = [note for work in crowd for note in work.notes]
    saved = sum(note.is_saved for note in notes)
    yield f"{saved} notes saved, {len(notes) - saved} told that somebody else had written meanwhile"
    yield f"{sum(len(work.imports) for work in crowd)} checks and workbooks brought in"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
