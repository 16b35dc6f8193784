"""An upgrade that is cut off, or begun by two programs at once, on either database: the record is the old one
or the new one, never between, and the next opening goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, MetaData, select

from qc.store import Store
from qc.store.engine import open_engine
from qc.store.repository import DATABASE
from qc.store.schema import REVISION
from tests.integration.store import rivals
from tests.integration.store.builders import ALL
from tests.integration.store.test_migration import fill, first_schema

OLDEST = "0001"
ALL_INSTANTS = "QC_TEST_ALL_INSTANTS"
STEP = 1 if ALL_INSTANTS in os.environ else 13
"""Killed at every so manieth statement; `python -m tests.integration.store.test_interrupted_migration` kills
at each."""


@pytest.fixture
def old(tmp_path: Path, url: URL | None) -> Callable[[], dict[str, list[Any]]]:
    """A record of the first version; says all that stands in it."""
    with first_schema(tmp_path, url, OLDEST) as connection:
        fill(connection)
    address = url or URL.create("sqlite", database=str(tmp_path / DATABASE))
    return lambda: contents(address)


def contents(address: URL) -> dict[str, list[Any]]:
    """Every row of every table, as it stands in the database."""
    with looking(address) as connection:
        known = MetaData()
        known.reflect(connection)
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(select(table)))
            for table in known.sorted_tables
        }


@contextmanager
def looking(address: URL) -> Iterator[Connection]:
    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def killed(processes: Any, place: rivals.Place, statement: int) -> bool:
    """Whether the opening had so many statements; without it the upgrade is done."""
    process = processes.Process(target=rivals.die_opening, args=(place, statement))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return bool(process.exitcode)


def test_killed_in_the_middle_it_is_the_old_record_until_it_is_the_new_one(
    old: Callable[[], dict[str, list[Any]]],
    place: rivals.Place,
    processes: Any,
    reopen: Callable[[], Store],
) -> None:
    """Power cut during an upgrade: a record with half of its tables anew would open in no version."""
    was, statement, deaths = old(), 0, 0
    assert was["alembic_version"] == [(OLDEST,)]
    while killed(processes, place, statement):
        now, deaths = old(), deaths + 1
        assert now["alembic_version"] in ([(OLDEST,)], [(REVISION,)])
        if now["alembic_version"] == [(OLDEST,)]:
            assert now == was, f"killed at statement {statement}"
        statement += STEP
    assert deaths * STEP > 40, "the upgrade has fewer statements than it had"
    as_it_should_be(reopen())


def test_two_programs_that_upgrade_at_once_do_it_once(
    old: Callable[[], dict[str, list[Any]]],
    place: rivals.Place,
    processes: Any,
    reopen: Callable[[], Store],
) -> None:
    """After an update the dashboard starts and the nightly command too: neither may fail, nor seal twice."""
    assert old()["alembic_version"] == [(OLDEST,)]
    revisions = rivals.run_together(processes, rivals.open_together, place)
    assert revisions == [revisions[0]] * rivals.MANY
    assert len(old()["seals"]) == 1
    as_it_should_be(reopen())


def as_it_should_be(store: Store) -> None:
    """As an upgrade that nothing came between: what was there, sealed and chained."""
    assert list(store.results(ALL)["cell"]) == ["C0", "C1", "C2"]
    assert [known.file_name for known in store.imports(ALL)] == ["b.xlsx", "a.xlsx"]
    assert [chain.broken for chain in store.verify().values()] == [None, None]
    assert store.undo(ALL, 2, "x") == 1
    assert set(store.results(ALL)["unit"]) == {"甲", "乙"}


if __name__ == "__main__":
    os.environ[ALL_INSTANTS] = "1"
    sys.exit(pytest.main([__file__, "-q"]))
