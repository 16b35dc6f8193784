"""The server of the records goes away, refuses, or is slow: a sentence says so, nothing is kept by half, and
when it is back the work goes on by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from dashboards.app import create_app
from qc.errors import WorkspaceError
from qc.ingest.importer import import_each
from qc.store import Store, open_store
from qc.store.engine import open_engine, reading, writing
from qc.store.saving import Arrival, save
from qc.workspace import DATABASE_VARIABLE, Workspace, open_workspace
from sample_data import workbooks
from tests.conftest import TODAY
from tests.integration.store.builders import ALL, ITEMS, check, workbook
from tests.postgres import Cluster, NoServerError, cluster

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    """A server of these tests alone: others must not lose theirs."""
    try:
        with cluster() as made:
            yield made
    except NoServerError as reason:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {reason}")


@pytest.fixture
def address(running: Cluster, schema_name: Callable[[], str]) -> URL:
    name = schema_name()
    as_owner(running, f"CREATE SCHEMA {name}")
    return make_url(running.url).update_query_dict({"options": f"-csearch_path={name}"})


@pytest.fixture
def kept(address: URL, tmp_path: Path, clock: Callable[[], Any]) -> Iterator[Store]:
    store = open_store(tmp_path, url=address, clock=clock)
    store.save(ALL, *workbook(check()))
    yield store
    store.close()


def as_owner(running: Cluster, *statements: str) -> list[Any]:
    engine = create_engine(make_url(running.url).set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            return [connection.execute(text(each)) for each in statements]
    finally:
        engine.dispose()


def units(store: Store) -> set[str]:
    return {str(unit) for unit in store.results(ALL)["unit"]}


def test_it_is_told_and_found_again(running: Cluster, kept: Store) -> None:
    """Somebody would have to start the program anew, every time that the server was."""
    running.pull_the_plug()
    for ask in (lambda: kept.results(ALL), lambda: kept.save(ALL, *workbook(check("换药室")))):
        with pytest.raises(WorkspaceError, match="cannot be reached"):
            ask()
    running.start()
    assert units(kept) == {"治疗室"}
    kept.save(ALL, *workbook(check("换药室")))
    assert units(kept) == {"治疗室", "换药室"}
    assert [chain.broken for chain in kept.verify().values()] == [None, None]


def test_in_the_middle_of_a_writing_nothing_is_kept_by_half(running: Cluster, kept: Store) -> None:
    """A check without its marks would be a wrong rate for good."""
    book, content = workbook(check("换药室"), check("激光室"))
    with (
        pytest.raises(WorkspaceError, match="cannot be reached"),
        writing(kept.engine) as connection,
    ):
        save(connection, ALL, Arrival(book, len(content), "2026-10-31T01:00:00.000+00:00"))
        running.pull_the_plug()
        connection.execute(text("SELECT 1"))
    running.start()
    assert units(kept) == {"治疗室"}
    assert len(kept.imports(ALL)) == 1
    kept.save(ALL, book, content)
    assert len(kept.results(ALL)) == 3 * len(ITEMS)


def test_in_the_middle_of_a_reading_it_is_told(running: Cluster, kept: Store) -> None:
    """Half of the results would be another rate."""
    with (
        pytest.raises(WorkspaceError, match="cannot be reached"),
        reading(kept.engine) as connection,
    ):
        connection.execute(text("SELECT 1"))
        running.pull_the_plug()
        connection.execute(text("SELECT 1"))
    running.start()
    assert units(kept) == {"治疗室"}


def test_whose_connection_is_ended_by_the_server_writes_again(
    running: Cluster, kept: Store
) -> None:
    """IT ends connections that have been idle for long; the next morning everything must go on."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'qc'"
    with (
        pytest.raises(WorkspaceError, match="cannot be reached"),
        writing(kept.engine) as connection,
    ):
        as_owner(running, ended)
        connection.execute(text("SELECT 1"))
    as_owner(running, ended)
    kept.save(ALL, *workbook(check("换药室")))
    assert units(kept) == {"治疗室", "换药室"}


def options(url: URL, more: str) -> URL:
    return url.update_query_dict({"options": f"{url.query['options']} {more}"})


@pytest.mark.usefixtures("kept")
def test_a_server_that_only_reads_is_told(address: URL, tmp_path: Path, clock: Any) -> None:
    """A standby's address in the settings would end in a traceback at the first act."""
    store = open_store(
        tmp_path, url=options(address, "-cdefault_transaction_read_only=on"), clock=clock
    )
    assert units(store) == {"治疗室"}
    with pytest.raises(WorkspaceError, match="can only be read"):
        store.save(ALL, *workbook(check("换药室")))
    store.close()


@pytest.mark.usefixtures("kept")
def test_a_server_that_gives_up_waiting_is_told(address: URL) -> None:
    """Its word for it is a cancelled statement, which nobody at a clinic has written."""
    engine = open_engine(options(address, "-cstatement_timeout=50"))
    with pytest.raises(WorkspaceError, match="took longer"), reading(engine) as connection:
        connection.execute(text("SELECT pg_sleep(5)"))
    engine.dispose()


def test_whoever_may_not_make_tables_is_told(
    running: Cluster, address: URL, tmp_path: Path, clock: Any
) -> None:
    """The usual first fault when IT has made the account."""
    as_owner(running, "DROP ROLE IF EXISTS nobody_much", "CREATE ROLE nobody_much LOGIN")
    with pytest.raises(WorkspaceError, match=r"rights in .* do not suffice"):
        open_store(tmp_path, url=address.set(username="nobody_much"), clock=clock)


def test_a_database_that_is_not_there_is_told(address: URL, tmp_path: Path, clock: Any) -> None:
    with pytest.raises(WorkspaceError, match='"elsewhere" does not exist'):
        open_store(tmp_path, url=address.set(database="elsewhere"), clock=clock)


@pytest.fixture
def workspace(address: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv(DATABASE_VARIABLE, address.render_as_string(hide_password=False))
    opened = open_workspace(tmp_path / "clinic", today=TODAY, actor="王丽")
    yield opened
    opened.store.close()


def test_what_was_acknowledged_of_an_import_is_there_and_the_rest_comes_in_later(
    running: Cluster, workspace: Workspace
) -> None:
    """Files told as imported and then missing, or counted twice after a second try."""
    books = workbooks()[:60]
    acknowledged = []
    with pytest.raises(WorkspaceError, match="cannot be reached"):
        for outcome in import_each(workspace, books):
            acknowledged.append(outcome.path.name)
            if len(acknowledged) == 20:
                running.pull_the_plug()
    running.start()
    there = {known.file_name for known in workspace.store.imports(workspace.scope)}
    assert set(acknowledged[:20]) <= there
    again = {each.path.name: each.status for each in import_each(workspace, books)}
    assert {again[name] for name in there} == {"duplicate"}
    assert {known.file_name for known in workspace.store.imports(workspace.scope)} == {
        b.name for b in books
    }
    assert [chain.broken for chain in workspace.store.verify().values()] == [None, None]


def test_the_dashboard_says_so_without_naming_the_server_and_goes_on(
    running: Cluster, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    """A blank page tells the nurse nothing; the server's address is nobody's who has not signed in."""
    client = create_app(workspace).server.test_client()
    assert client.get("/").status_code == 200
    running.pull_the_plug()
    page = client.get("/findings?lang=zh", headers={"Accept": "text/html"})
    asked = client.post("/_dash-update-component?lang=zh", json={})
    running.start()
    for answer in (page, asked):
        assert answer.status_code == 503
        assert "记录暂时读不出来" in answer.text and "已保存的内容不会丢" in answer.text
        assert "127.0.0.1" not in answer.text and "postgresql" not in answer.text
    assert 'href="/findings?lang=zh"' in page.text
    assert "cannot be reached" in caplog.text and "Traceback" not in caplog.text
    assert client.get("/").status_code == 200
