"""A record on a server is backed up in two halves, the server's by its own pg_dump: both come back as one clinic."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from qc.backup import make, restore
from qc.backup.words import server_note
from qc.doctor import examine
from qc.workspace import DATABASE_VARIABLE, Workspace, open_workspace
from tests.conftest import TODAY
from tests.integration.store.builders import ALL, check, workbook
from tests.postgres import NoServerError, programs

pytestmark = pytest.mark.postgres


def spoken(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def clinic(
    postgres_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    monkeypatch.setenv(DATABASE_VARIABLE, spoken(postgres_url))
    workspace = open_workspace(tmp_path / "clinic", today=TODAY, actor="王丽", language="en")
    workspace.store.save(ALL, *workbook(check(), check("换药室")))
    yield workspace
    workspace.store.close()


@pytest.fixture
def empty(postgres_server: URL, postgres_url: URL) -> Iterator[URL]:
    """Another database, as on the new server."""
    url = postgres_server.set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    name = postgres_url.query["options"].rpartition("=")[2] + "_back"  # type: ignore[union-attr]
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        yield postgres_url.set(database=name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def run(*command: str, where: Path) -> None:
    """One of the server's own programs."""
    try:
        program = programs() / command[0]
    except NoServerError as reason:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {reason}")
    subprocess.run([str(program), *command[1:]], cwd=where, check=True, capture_output=True)


def test_dump_and_zip_come_back_as_the_clinic_that_it_was(
    clinic: Workspace, empty: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the very command that `qc backup` says. Between dump and zip somebody imports: the other way round the
    dump would speak of an original that is in no backup."""
    was, dumped = clinic.store.results(ALL), server_note(clinic).partition(": ")[2]
    run(*shlex.split(dumped), where=tmp_path)
    clinic.store.save(ALL, *workbook(check("激光室"), name="later.xlsx"))
    made = make(clinic, tmp_path / "folder.zip")
    assert made.manifest.database == "postgresql"

    plain = spoken(empty.difference_update_query(["options"]))
    run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={plain}", "qc.dump", where=tmp_path)  # fmt: skip
    monkeypatch.setenv(DATABASE_VARIABLE, spoken(empty))
    restore(made.path, tmp_path / "back")
    back = open_workspace(tmp_path / "back", today=TODAY, actor="王丽", create=False)
    assert back.store.results(ALL).equals(was)
    assert [chain.broken for chain in back.store.verify().values()] == [None, None]
    back.store.save(ALL, *workbook(check("皮肤科")))
    back.store.close()
    unsound = {look.code for look in examine(tmp_path / "back", today=TODAY) if look.troubles}
    assert unsound <= {"backup", "leftovers"}
