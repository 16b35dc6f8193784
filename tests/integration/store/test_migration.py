"""A clinic's record of the first schema opens in this version with everything that it held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import URL, Connection, text

import qc.store
from qc.errors import WorkspaceError
from qc.store import Store
from qc.store.engine import open_engine, reading, writing
from qc.store.repository import DATABASE
from qc.store.schema import checks, metadata
from tests.integration.store.builders import ALL
from tests.integration.store.rivals import opened

AT = [f"2026-10-3{n}T01:00:00.000+00:00" for n in (0, 1)]
IMPORT = "INSERT INTO imports (id, sha256, file_name, size, imported_at, imported_by, corrected_by, corrected_at) VALUES (:id, :sha, :name, 5, :at, 'liu', :by, :done)"  # fmt: skip
CHECK = "INSERT INTO checks (id, import_id, check_id, sheet, kind, indicator, checklist, version, date, site, unit, subject, inspector, round, place, superseded_by, superseded_at) VALUES (:id, :import_id, :name, '十月', 'checklist', 'disinfection', 'disinfection', '2026', '2026-10-05', '本院', :name, '', '', '', '', :by, :done)"  # fmt: skip
RESULT = "INSERT INTO results (check_key, item_key, state, cell, checked, passed, points, raw, outcome) VALUES (:check, 1, 'accepted', :cell, 1, 1, 250, '√', 'pass')"  # fmt: skip
PROBLEM = "INSERT INTO problems (import_id, check_key, severity, code, sheet, cell, value, filling) VALUES (:import_id, :check, 'error', 'bad_date', '十月', 'A1', '32', '{}')"  # fmt: skip
AUDIT = "INSERT INTO audit (at, actor, action, object, import_id, check_key) VALUES (:at, 'liu', :action, 'x', :import_id, :check)"  # fmt: skip


def fill(connection: Connection) -> None:
    """a.xlsx with two checks, corrected by b.xlsx: one superseded, one withdrawn."""

    def add(statement: str, *rows: dict[str, Any]) -> None:
        connection.execute(text(statement), list(rows))

    add(IMPORT, {"id": 2, "sha": "b" * 64, "name": "b.xlsx", "at": AT[1], "by": None, "done": None})
    add(IMPORT, {"id": 1, "sha": "a" * 64, "name": "a.xlsx", "at": AT[0], "by": 2, "done": AT[1]})
    add(
        CHECK,
        {"id": 3, "import_id": 2, "name": "甲", "by": None, "done": None},
        {"id": 1, "import_id": 1, "name": "甲", "by": 3, "done": AT[1]},
        {"id": 2, "import_id": 1, "name": "乙", "by": None, "done": AT[1]},
    )
    connection.execute(text("INSERT INTO items (id, code, text, level) VALUES (1, 'h', '手', '')"))
    add(RESULT, *({"check": key, "cell": f"C{n}"} for key in (1, 2, 3) for n in range(key)))
    add(PROBLEM, {"import_id": 1, "check": 1}, {"import_id": 2, "check": None})
    add(
        AUDIT,
        {"at": AT[0], "action": "import", "import_id": 1, "check": None},
        {"at": AT[1], "action": "import", "import_id": 2, "check": None},
        {"at": AT[1], "action": "supersede", "import_id": 1, "check": 1},
        {"at": AT[1], "action": "correct", "import_id": 1, "check": None},
        {"at": AT[1], "action": "withdraw", "import_id": 1, "check": 2},
    )


@contextmanager
def first_schema(folder: Path, url: URL | None, revision: str = "0001") -> Iterator[Connection]:
    """A database as the first version (or a later one) made it, by its own migration."""
    engine = open_engine(url or URL.create("sqlite", database=str(folder / DATABASE)))
    with writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        place = Path(qc.store.__file__).parent / "migrations"
        config.set_main_option("script_location", str(place))
        command.upgrade(config, revision)
        yield connection
    engine.dispose()


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with reading(store.engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def upgraded(tmp_path: Path, url: URL | None, reopen: Callable[[], Store]) -> Store:
    with first_schema(tmp_path, url) as connection:
        fill(connection)
    return reopen()


def test_nothing_is_lost_on_the_way(upgraded: Store) -> None:
    """Imports, checks, results, problems and the trail are there, and say the same."""
    assert list(upgraded.results(ALL)["cell"]) == ["C0", "C1", "C2"]
    assert list(upgraded.results(ALL)["points"]) == [250] * 3
    b, a = upgraded.imports(ALL)
    assert (a.file_name, a.sha256, a.size, a.imported_at) == ("a.xlsx", "a" * 64, 5, AT[0])
    assert (a.corrected_by, a.corrected_at, a.is_undone) == (2, AT[1], False)
    assert (a.checks, a.live, a.results, a.errors) == (2, 0, 3, 0)
    assert (b.checks, b.live, b.results, b.errors) == (1, 1, 3, 1)
    assert [stored.import_id for stored in upgraded.problems(ALL, open_only=False)] == [2, 1]
    assert len(upgraded.audit(ALL)) == 5
    assert rows(upgraded, "SELECT id, superseded_by, superseded_at FROM checks ORDER BY id") == [
        (1, 3, AT[1]), (2, None, AT[1]), (3, None, None),
    ]  # fmt: skip


def test_an_import_of_the_first_version_can_be_undone(upgraded: Store) -> None:
    """Who ended which check is found in the trail, so that it comes back."""
    assert rows(upgraded, "SELECT id, ended_by FROM checks ORDER BY id") == [
        (1, 2), (2, 2), (3, None),
    ]  # fmt: skip
    assert upgraded.undo(ALL, 2, "x") == 1
    assert set(upgraded.results(ALL)["unit"]) == {"甲", "乙"}
    assert [stored.import_id for stored in upgraded.problems(ALL)] == [1]


def test_references_and_fences_hold_after_the_upgrade(upgraded: Store) -> None:
    """The rebuilt table is referred to as before, and the trail is still append-only."""
    with upgraded.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = {
            (key["referred_table"], *key["constrained_columns"])
            for key in context.dialect.get_foreign_keys(connection, "checks")
        }
    expected = {
        (key.column.table.name, key.parent.name) for key in metadata.tables["checks"].foreign_keys
    }
    assert found == expected
    with pytest.raises(Exception, match=r"(?i)foreign key"), writing(upgraded.engine) as connection:
        connection.execute(checks.update().values(import_id=99))
    with pytest.raises(Exception, match="append-only"), writing(upgraded.engine) as connection:
        connection.execute(text("DELETE FROM audit"))


def test_a_damaged_database_is_not_upgraded(tmp_path: Path) -> None:
    """References that lead nowhere are told of, and the database stays as it was. (SQLite, where
    they can come about.)"""
    with first_schema(tmp_path, None) as connection:
        fill(connection)
    engine = open_engine(URL.create("sqlite", database=str(tmp_path / DATABASE)))
    with engine.connect() as raw:
        raw.exec_driver_sql("COMMIT")
        raw.exec_driver_sql("PRAGMA foreign_keys = OFF")
        raw.exec_driver_sql("UPDATE problems SET import_id = 99")
    engine.dispose()
    with pytest.raises(WorkspaceError, match="is damaged"):
        opened((tmp_path, None))
    with engine.connect() as raw:
        assert raw.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
    engine.dispose()
