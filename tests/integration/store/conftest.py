"""Every test of the store runs on SQLite and, where a server can be had, on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from qc.store import Store, open_store
from tests.integration.store import rivals, writers
from tests.postgres import NoServerError, server

PRELOADED = [
    "__main__", rivals.__name__, writers.__name__, "alembic.command", "sqlalchemy.dialects.postgresql.psycopg",
]  # fmt: skip
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """QC_TEST_POSTGRES_URL's server, or one of our own; without either the tests are skipped."""
    if given := os.environ.get("QC_TEST_POSTGRES_URL"):
        yield make_url(given)
        return
    try:
        with server() as url:
            yield make_url(url)
    except NoServerError as reason:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {reason}")


@pytest.fixture
def postgres_url(postgres_server: URL, schema_name: Callable[[], str]) -> Iterator[URL]:
    """An empty schema of the server, dropped afterwards."""
    name = schema_name()
    engine = create_engine(postgres_server.set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield postgres_server.update_query_dict({"options": f"-csearch_path={name}"})
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session")
def schema_name() -> Callable[[], str]:
    numbers = itertools.count()
    return lambda: f"qc_test_{os.getpid()}_{next(numbers)}"


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest) -> URL | None:
    """Where the database is: None is SQLite in the workspace folder."""
    if request.param == "sqlite":
        return None
    postgres: URL = request.getfixturevalue("postgres_url")
    return postgres


@pytest.fixture
def clock() -> Callable[[], dt.datetime]:
    """A clock that goes on by a second whenever it is asked, from 09:00 in Shanghai."""
    start = dt.datetime(2026, 10, 31, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    seconds = itertools.count()
    return lambda: start + dt.timedelta(seconds=next(seconds))


@pytest.fixture
def reopen(
    tmp_path: Path, url: URL | None, clock: Callable[[], dt.datetime]
) -> Iterator[Callable[[], Store]]:
    """Opens the same workspace's store, as another program would."""
    opened: list[Store] = []

    def open_again() -> Store:
        opened.append(open_store(tmp_path, url=url, clock=clock))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Store:
    return reopen()


@pytest.fixture(scope="session")
def processes() -> Any:
    """Processes of their own, not threads; forked from a clean server so that they start at once."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(PRELOADED)
    return context


@pytest.fixture
def place(tmp_path: Path, url: URL | None) -> rivals.Place:
    return tmp_path, url.render_as_string(hide_password=False) if url else None
