"""A server that cannot be had, refuses, is full or too old, as people at the terminal and in the dashboard meet
it: a sentence with what to do, no traceback, no password, and what was kept is there afterwards."""

from __future__ import annotations

import subprocess
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL, create_engine, event, make_url, text

from qc.cli import cli
from qc.doctor import examine
from qc.errors import WorkspaceError
from qc.store import open_store
from qc.store.engine import open_engine, reading
from qc.workspace import DATABASE_VARIABLE, open_workspace
from tests.conftest import TODAY
from tests.integration.cli.test_process import QC, environment, serving
from tests.integration.store.builders import ALL, ITEMS, check, workbook
from tests.integration.store.test_lost_server import address, as_owner, options, running
from tests.integration.store.test_migration import first_schema
from tests.integration.test_faults import may_mount, small_disk
from tests.postgres import WITH_PASSWORD, Cluster

__all__ = ["address", "running"]
pytestmark = pytest.mark.postgres
SECRET = "kaixin123"


def spoken(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def said(folder: Path, url: URL, *words: str) -> Result:
    """A command, in English."""
    given = {DATABASE_VARIABLE: spoken(url), "QC_LANG": "en"}
    return CliRunner().invoke(cli, [*words, "--workspace", str(folder)], env=given)


def told(done: Result, *words: str) -> None:
    """It ended with a sentence, not with a fault of ours, and kept the password to itself."""
    assert isinstance(done.exception, SystemExit) and done.exit_code == 2, done
    for word in ("Error: ", *words):
        assert word in done.stderr
    assert SECRET not in done.output


def test_nobody_answers_at_the_address(tmp_path: Path) -> None:
    """The server's PC is off on Monday morning; the doctor, too, is asked then."""
    nowhere = make_url(f"postgresql://qc:{SECRET}@127.0.0.1:1/qc")
    told(said(tmp_path, nowhere, "rates"), "cannot be reached", "onnection refused", "server runs")
    doctor = said(tmp_path, nowhere, "doctor")
    assert doctor.exit_code == 1 and "cannot be reached" in doctor.stdout
    assert SECRET not in doctor.output


def test_a_process_of_its_own_shows_no_traceback(tmp_path: Path) -> None:
    """As the nightly task meets it: what the connection leaves behind at the end is told there as well."""
    given = environment(**{DATABASE_VARIABLE: f"postgresql://qc:{SECRET}@127.0.0.1:1/qc"})
    command = [*QC, "import", "x.xlsx", "--workspace", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=given, check=False)
    assert done.returncode == 2
    assert "127.0.0.1:1" in done.stderr and len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stdout + done.stderr


def test_a_wrong_password_is_told_and_not_shown(
    running: Cluster, address: URL, tmp_path: Path
) -> None:
    """It is mistyped more often than anything else, and a screenshot of the answer goes to a chat group."""
    as_owner(
        running,
        f"DROP ROLE IF EXISTS {WITH_PASSWORD}",
        f"CREATE ROLE {WITH_PASSWORD} LOGIN PASSWORD '{SECRET}'",
    )
    mistyped = address.set(username=WITH_PASSWORD, password=f"{SECRET}x")
    told(said(tmp_path, mistyped, "today"), "password authentication failed")
    right = said(
        tmp_path, mistyped.set(password=SECRET), "today"
    )  # it may not write into the schema
    told(right, "do not suffice")


def test_a_server_of_long_ago_is_refused(
    address: URL, tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own word for it is a syntax error in the middle of making the tables."""
    monkeypatch.setattr("qc.store.engine.OLDEST_SERVER", 99)
    with pytest.raises(WorkspaceError, match=r"PostgreSQL \d+; 99 or newer is needed"):
        open_store(tmp_path, url=address, clock=clock)


def test_more_at_once_than_there_are_connections(address: URL) -> None:
    """Who comes in a rush waits, and is told at the end, instead of a page that never comes."""
    engine = open_engine(address, wait=0.2)
    with ExitStack() as held:
        for _ in range(15):
            held.enter_context(reading(engine))
        with pytest.raises(WorkspaceError, match="no connection is free"), reading(engine):
            pass
    with reading(engine):
        pass
    engine.dispose()


def test_a_server_that_lets_nobody_more_in(running: Cluster, address: URL, tmp_path: Path) -> None:
    """IT gives an account few connections; two computers share it."""
    as_owner(running, "DROP ROLE IF EXISTS few", "CREATE ROLE few LOGIN CONNECTION LIMIT 0")
    few = address.set(username="few")
    told(said(tmp_path, few, "today"), "too many connections")


def test_what_is_told_as_saved_is_on_the_servers_disk(running: Cluster, address: URL) -> None:
    """IT may make a server quick by letting it answer before it writes: a power cut would take back what people
    were told is saved."""
    as_owner(running, "DROP ROLE IF EXISTS hasty", "CREATE ROLE hasty LOGIN")
    as_owner(running, "ALTER ROLE hasty SET synchronous_commit = off")
    engine = open_engine(address.set(username="hasty"))
    with reading(engine) as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    engine.dispose()


def test_an_old_record_on_a_server_that_only_reads(
    address: URL, tmp_path: Path, clock: Any
) -> None:
    """An upgrade cannot be made there, and nothing can be read without it: that must be said."""
    with first_schema(tmp_path, address, "0003"):
        pass
    standby = options(address, "-cdefault_transaction_read_only=on")
    with pytest.raises(WorkspaceError, match="can only be read"):
        open_store(tmp_path, url=standby, clock=clock)


def test_the_plug_is_pulled_at_the_commit(
    running: Cluster, address: URL, tmp_path: Path, clock: Any
) -> None:
    """The one moment at which nobody can know: told as not done, it is in as a whole or not at all, and once more
    does not count twice."""
    store, plugs = open_store(tmp_path, url=address, clock=clock), iter([running.pull_the_plug])
    event.listen(store.engine, "commit", lambda _: next(plugs, lambda: None)())
    book = workbook(check(), check("换药室"))
    with pytest.raises(WorkspaceError, match="cannot be reached"):
        store.save(ALL, *book)
    running.start()
    assert len(store.results(ALL)) in (0, 2 * len(ITEMS))
    store.save(ALL, *book)
    assert len(store.results(ALL)) == 2 * len(ITEMS)
    assert [chain.broken for chain in store.verify().values()] == [None, None]
    store.close()


@pytest.mark.skipif(not may_mount(), reason="only root makes disks")
def test_the_servers_disk_is_full(running: Cluster, address: URL, clock: Any) -> None:
    """Nothing of the workbook is in, nothing of what was in is gone; with room it comes in."""
    with (
        tempfile.TemporaryDirectory(prefix="qc-disk-") as place,
        tempfile.TemporaryDirectory() as home,
    ):
        Path(place).chmod(0o755)
        with small_disk(Path(place, "disk"), "3m") as disk:
            subprocess.run(["chown", running.user or "0", str(disk)], check=True)
            as_outside(running, f"CREATE TABLESPACE small LOCATION '{disk}'")
            store = open_store(
                Path(home), url=options(address, "-cdefault_tablespace=small"), clock=clock
            )
            try:
                fill_up(store)
            finally:
                store.close()
                name = address.query["options"].rpartition("=")[2]
                as_outside(running, f"DROP SCHEMA {name} CASCADE", "DROP TABLESPACE small")


def fill_up(store: Any) -> None:
    store.save(ALL, *workbook(check()))
    before = store.results(ALL)
    many = [check(f"{n} 室", items=[f"i{k}" for k in range(60)]) for n in range(400)]
    with pytest.raises(WorkspaceError, match="is full"):
        store.save(ALL, *workbook(*many, name="large.xlsx"))
    assert store.results(ALL).equals(before)
    assert [known.file_name for known in store.imports(ALL)] == ["十月.xlsx"]
    store.save(ALL, *workbook(check("换药室")))
    assert [chain.broken for chain in store.verify().values()] == [None, None]


def as_outside(running: Cluster, *statements: str) -> None:
    """Tablespaces are made outside of transactions."""
    engine = create_engine(
        make_url(running.url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for each in statements:
            connection.execute(text(each))
    engine.dispose()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code


def test_the_dashboard_goes_on_by_itself_when_the_server_is_back(
    running: Cluster, address: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody would have to go to the PC in the office and start the program anew."""
    monkeypatch.setenv(DATABASE_VARIABLE, spoken(address))
    open_workspace(tmp_path / "clinic", today=TODAY, actor="王丽").store.close()
    with serving(tmp_path, "serve", "--workspace", "clinic") as (process, url, _):
        assert status(url) == 200
        running.pull_the_plug()
        try:
            assert status(f"{url}/findings") == 503
        finally:
            running.start()
        assert status(f"{url}/findings") == 200
        assert process.poll() is None


def test_the_doctor_looks_at_a_record_on_a_server(
    address: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It must not call a clinic sound whose server refuses every writing."""
    monkeypatch.setenv(DATABASE_VARIABLE, spoken(address))
    workspace = open_workspace(tmp_path / "clinic", today=TODAY, actor="王丽")
    workspace.store.save(ALL, *workbook(check()))
    workspace.store.close()
    assert [look.code for look in examine(workspace.folder, today=TODAY) if look.troubles] == []
    monkeypatch.setenv(
        DATABASE_VARIABLE, spoken(options(address, "-cdefault_transaction_read_only=on"))
    )
    (trouble,) = next(
        look.troubles for look in examine(workspace.folder, today=TODAY) if look.code == "database"
    )
    assert "can only be read" in trouble.found
