"""The database as it stands on the disk: strict, durable, migrated, and never opened by mistake."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, insert, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError

import qc.store
from qc.errors import WorkspaceError
from qc.store import Store, open_store
from qc.store.engine import open_engine, reading, writing
from qc.store.repository import DATABASE
from qc.store.schema import REVISION, checks, metadata
from tests.integration.store.builders import ALL, check, workbook
from tests.integration.store.rivals import opened


def test_the_migrations_lead_to_the_tables_that_the_code_uses(store: Store) -> None:
    """A column that is in the code only would break every clinic that upgrades."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_schema_that_is_opened_without_migrating() -> None:
    """A revision forgotten here would never be applied."""
    config = Config()
    config.set_main_option("script_location", str(Path(qc.store.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_every_table_on_sqlite_is_strict(tmp_path: Path) -> None:
    """Without STRICT a text in a counting column would be summed as 0."""
    opened((tmp_path, None)).close()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        listed = connection.execute("SELECT name, strict FROM pragma_table_list").fetchall()
    connection.close()
    strict = {name for name, is_strict in listed if is_strict}
    assert strict == set(metadata.tables)


def test_sqlite_is_durable_and_keeps_its_references(tmp_path: Path) -> None:
    """A power cut after "imported" must not undo the import."""
    store = opened((tmp_path, None))
    with reading(store.engine) as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    store.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_check_without_its_import_cannot_be_written(store: Store) -> None:
    """A row whose file nobody knows could not be traced."""
    row = dict.fromkeys((c.name for c in checks.c if not c.nullable), "x") | {"id": 1, "marks": 0}
    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.execute(insert(checks), row | {"import_id": 99})


def test_a_reading_sees_one_moment(store: Store) -> None:
    """The counts and the rows of one page must agree, whatever is imported meanwhile."""
    with reading(store.engine) as connection:
        count = text("SELECT count(*) FROM checks")
        before = connection.scalar(count)
        store.save(ALL, *workbook(check()))
        assert connection.scalar(count) == before == 0
    assert len(store.imports(ALL)) == 1


def test_a_newer_schema_is_refused_with_a_sentence(
    tmp_path: Path, url: URL | None, store: Store
) -> None:
    """An old program that writes into a newer workspace would damage it."""
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkspaceError, match=r"newer version of the program \(schema 9999\)"):
        open_store(tmp_path, url=url, clock=store.clock)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Somebody's own file of that name must not be overwritten."""
    (tmp_path / DATABASE).write_bytes(b"not a database, but somebody's notes" * 100)
    with pytest.raises(WorkspaceError, match="not a database of this program"):
        opened((tmp_path, None))
    assert (tmp_path / DATABASE).read_bytes().startswith(b"not a database")


def test_a_database_of_another_program_is_not_taken_over(tmp_path: Path) -> None:
    """Its tables are somebody else's."""
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("CREATE TABLE checks (id INTEGER)")
    connection.close()
    with pytest.raises(WorkspaceError, match="not a database of this program"):
        opened((tmp_path, None))


def test_a_writer_that_does_not_end_is_told_of(tmp_path: Path) -> None:
    """After the waiting time there is a sentence, not a traceback, and nothing is written."""
    store = opened((tmp_path, None))
    hasty = open_store(tmp_path, clock=store.clock, wait=0.05)
    with (
        writing(store.engine),
        pytest.raises(WorkspaceError, match="Another program is writing"),
    ):
        hasty.save(ALL, *workbook(check()))
    assert hasty.imports(ALL) == ()
    assert hasty.save(ALL, *workbook(check())).status == "new"
    store.close()
    hasty.close()


@pytest.mark.postgres
def test_a_writer_that_does_not_end_is_told_of_on_postgresql(
    tmp_path: Path, postgres_url: URL
) -> None:
    """The same on a server, where a lock of our own keeps the order."""
    store = opened((tmp_path, postgres_url.render_as_string(hide_password=False)))
    hasty = open_store(tmp_path, url=postgres_url, clock=store.clock, wait=0.05)
    with (
        writing(store.engine),
        pytest.raises(WorkspaceError, match="Another program is writing"),
    ):
        hasty.save(ALL, *workbook(check()))
    store.close()
    hasty.close()


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    """The sentence ends up in mails and screenshots."""
    nowhere = make_url("postgresql://qc:secret@127.0.0.1:1/qc")
    with pytest.raises(WorkspaceError, match="cannot be reached") as refused:
        open_store(tmp_path, url=nowhere, clock=lambda: pytest.fail("no clock is needed"))
    assert "127.0.0.1:1" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_other_databases_are_refused_with_a_sentence() -> None:
    """Only what is tested is promised."""
    with pytest.raises(WorkspaceError, match='"mysql" is not a database'):
        open_engine(make_url("mysql://qc@server/qc"))


def test_faults_of_the_program_are_not_dressed_up(store: Store) -> None:
    """A wrong query is ours to repair; a friendly sentence would hide it."""
    with pytest.raises(DBAPIError), reading(store.engine) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
