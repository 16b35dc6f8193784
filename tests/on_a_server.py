"""Every workspace that a test makes keeps its record on a PostgreSQL server: `make test ARGS=--postgres`;
`python -m tests.on_a_server FILES` runs some of them so.

Its address is written into the new folder's settings, so that commands in processes of their own find it
as well; each folder has a schema of its own. A folder that a test copies points to the record of the first.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from qc import workspace
from qc.locale import Translator
from tests.postgres import server

SWITCH = "QC_TEST_RECORD"
SERVER = "QC_TEST_POSTGRES_URL"


def is_asked_for() -> bool:
    """Whether this run keeps its records on a server."""
    return os.environ.get(SWITCH) == "postgresql"


of_sqlite = pytest.mark.skipif(
    is_asked_for(), reason="looks into the file in which SQLite keeps a record"
)


@contextmanager
def records_on_a_server() -> Iterator[None]:
    """While it lasts; on QC_TEST_POSTGRES_URL's server, else on one of our own."""
    if given := os.environ.get(SERVER):
        with _kept_at(given):
            yield
        return
    with server() as url, _kept_at(url):
        yield


@contextmanager
def _kept_at(url: str) -> Iterator[None]:
    address, numbers, make = make_url(url), itertools.count(), workspace._make
    engine = create_engine(address.set(drivername="postgresql+psycopg"))

    def make_on_the_server(path: Path, t: Translator) -> None:
        make(path, t)
        schema = f"qc_test_{os.getpid()}_{next(numbers)}"
        _make_schema(engine, schema)
        own = address.update_query_dict({"options": f"-csearch_path={schema}"})
        with path.open("a", encoding="utf-8") as file:
            file.write(f'database = "{own.render_as_string(hide_password=False)}"\n')

    workspace._make = make_on_the_server
    try:
        yield
    finally:
        workspace._make = make
        engine.dispose()


def _make_schema(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))


if __name__ == "__main__":
    os.environ[SWITCH] = "postgresql"
    sys.exit(pytest.main(sys.argv[1:]))
