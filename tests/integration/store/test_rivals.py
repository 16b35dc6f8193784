"""Several programs at once, and programs that die: the record stays whole."""

from __future__ import annotations

import signal
from collections import Counter
from typing import Any

from sqlalchemy import func, select

from qc.store import Store
from qc.store.schema import audit, checks, imports, problems, results
from tests.integration.store import rivals
from tests.integration.store.builders import ALL

TABLES = (imports, checks, results, problems, audit)


def rows(store: Store) -> list[int]:
    with store.engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_the_same_file_saved_by_many_at_once_is_in_once(
    store: Store, place: rivals.Place, processes: Any
) -> None:
    """Two nurses drop the same workbook: its checks must not count twice, and nobody gets an error."""
    store.save(ALL, *rivals.first_book())
    answers = rivals.run_together(processes, rivals.save_together, place)
    assert Counter(answers) == {("new", 40): 1, ("known", 0): rivals.MANY - 1}
    assert rows(store) == [2, 41, 41 * 4, 2, 4]
    assert set(store.results(ALL)["outcome"]) == {"pass"}


def test_a_workspace_opened_by_many_at_once_for_the_first_time(
    place: rivals.Place, processes: Any
) -> None:
    """The dashboard and an import start together on a new PC; one makes the tables, all go on."""
    assert rivals.run_together(processes, rivals.open_together, place) == [0] * rivals.MANY


def test_a_program_killed_at_any_moment_leaves_nothing_half_done(
    store: Store, place: rivals.Place, processes: Any
) -> None:
    """Power cut while importing: either the whole workbook is in or nothing of it, and the import
    can simply be repeated."""
    store.save(ALL, *rivals.first_book())
    before, seen = rows(store), store.results(ALL)
    statement, ended = 0, -signal.SIGKILL
    while ended == -signal.SIGKILL:
        process = processes.Process(target=rivals.die_at, args=(place, statement))
        process.start()
        process.join(60)
        ended = process.exitcode
        if ended == -signal.SIGKILL:
            assert rows(store) == before, f"killed at statement {statement}"
            assert store.results(ALL).equals(seen)
        statement += 1
    assert ended == 0
    assert statement > len(TABLES) + 2  # it was killed before, between and after the tables
    assert rows(store) == [2, 41, 41 * 4, 2, 4]
    reading, content = rivals.corrected_book()
    assert store.original(ALL, reading.sha256)[1] == content
