"""What other processes do to the same workspace: save the same file, or die in the middle."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from sqlalchemy import Engine, event, make_url

from qc.store import Store, open_store
from qc.words import Outcome
from tests.integration.store.builders import ALL, check, problem, workbook

Place = tuple[Path, str | None]
"""A workspace folder and a database URL, as they can be handed to another process."""

MANY = 4


def run_together(processes: Any, work: Callable[..., None], place: Place) -> list[Any]:
    """The answers of MANY processes that all begin at the same instant."""
    start, answers = processes.Barrier(MANY), processes.Queue()
    running = [
        processes.Process(target=work, args=(place, start, answers), name=str(n))
        for n in range(MANY)
    ]
    for process in running:
        process.start()
    found = [_answer(answers, running) for _ in running]
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0] * MANY
    return found


def _answer(answers: Any, running: list[Any]) -> Any:
    """The next answer; an error as soon as one of them has failed."""
    for _ in range(120):
        with suppress(Empty):
            return answers.get(timeout=0.5)
        assert not any(process.exitcode for process in running), "one of the processes failed"
    raise TimeoutError


def opened(place: Place) -> Store:
    folder, url = place
    return open_store(folder, url=make_url(url) if url else None, clock=_clock)


def corrected_book() -> Any:
    """A workbook of many checks that corrects one which is in already; writes to every table."""
    units = [f"{n} 室" for n in range(40)]
    return workbook(*(check(unit) for unit in units), problems=[problem("A1")], name="b.xlsx")


def first_book() -> Any:
    return workbook(check("0 室", outcome=Outcome.FAIL), problems=[problem("A2")], name="a.xlsx")


def save_together(place: Place, start: Any, answers: Any) -> None:
    """Save the same file at the same instant as the rivals; answers with what became of it."""
    store = opened(place)
    start.wait()
    saved = store.save(ALL, *corrected_book())
    answers.put((saved.status, saved.checks))
    store.close()


def open_together(place: Place, start: Any, answers: Any) -> None:
    """Open a workspace that does not exist yet at the same instant as the rivals."""
    start.wait()
    store = opened(place)
    answers.put(store.revision(ALL))
    store.close()


def die_at(place: Place, statement: int) -> None:
    """Kill the own process as the given statement of the writing is about to run; come back only
    when the writing has fewer."""
    store = opened(place)
    _kill_at(store.engine, statement)
    store.save(ALL, *corrected_book())


def die_opening(place: Place, statement: int) -> None:
    """Open a workspace of an earlier version and die as `die_at`."""
    _kill_at(Engine, statement)
    opened(place).close()


def _kill_at(engine: Engine | type[Engine], statement: int) -> None:
    left = statement

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)


def _clock() -> dt.datetime:
    return dt.datetime(2026, 10, 31, 1, tzinfo=dt.UTC)
