"""The doctor names what is wrong, its place and its remedy, changes nothing, and mends only what nobody needs."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qc.doctor import Look, examine, mend
from qc.store import keys
from qc.store.repository import DATABASE
from qc.workspace import SETTINGS, TIME_ZONE
from tests.on_a_server import of_sqlite
from tests.unit.dashboards import clinic

AN_HOUR = 3700


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = clinic.a_year(tmp_path_factory.mktemp("doctor") / "clinic")
    workspace.store.close()
    return workspace.folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "clinic"))


def looks(folder: Path, days: int = 0) -> dict[str, Look]:
    moment = dt.datetime.now(TIME_ZONE) + dt.timedelta(days=days)
    return {
        look.code: look for look in examine(folder, today=clinic.TODAY, clock=lambda: moment)
    }  # fmt: skip


def unsound(folder: Path, days: int = 0) -> set[str]:
    """What has troubles; what could not be looked at for them is left out."""
    return {code for code, look in looks(folder, days).items() if look.troubles}


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def sql(folder: Path, *statements: str) -> None:
    """Past the program, as somebody with a tool would."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def damaged_page(folder: Path) -> None:
    path = folder / DATABASE
    data = bytearray(path.read_bytes())
    data[4096 * 8 : 4096 * 9] = bytes(4096)
    path.write_bytes(data)


def no_database(folder: Path) -> None:
    path = folder / DATABASE
    path.write_bytes(b"this is no database at all, though it is long enough " * 20)


def gone(folder: Path) -> None:
    (folder / DATABASE).unlink()


def orphaned(folder: Path) -> None:
    sql(folder, "UPDATE results SET check_key = 999999 WHERE id = 1")


def newer(folder: Path) -> None:
    sql(folder, "UPDATE alembic_version SET version_num = '9999'")


def older(folder: Path) -> None:
    sql(folder, "UPDATE alembic_version SET version_num = '0005'")


def without_key(folder: Path) -> None:
    (folder / keys.FILE).unlink()


def another_key(folder: Path) -> None:
    (folder / keys.FILE).write_text("A" * 43 + "=")


def open_key(folder: Path) -> None:
    (folder / keys.FILE).chmod(0o644)


def changed_original(folder: Path) -> None:
    next((folder / "originals").rglob("*.sealed")).write_bytes(b"x" * 100)


def missing_original(folder: Path) -> None:
    next((folder / "originals").rglob("*.sealed")).unlink()


def half_a_check(folder: Path) -> None:
    sql(folder, "DELETE FROM results WHERE id = (SELECT max(id) FROM results)")


def forged(folder: Path) -> None:
    sql(folder, "DROP TRIGGER IF EXISTS audit_kept", *_triggers(folder), "UPDATE audit SET actor = 'x' WHERE id = 3")  # fmt: skip


def _triggers(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return [f"DROP TRIGGER {name}" for (name,) in names]


def wrong_settings(folder: Path) -> None:
    (folder / SETTINGS).write_text("format = 1\n", encoding="utf-8")


def wrong_standards(folder: Path) -> None:
    place = folder / "standards" / "checklists"
    place.mkdir(parents=True)
    (place / "a.toml").write_text("code = 3\n", encoding="utf-8")


IN_THE_DATABASE = [
    pytest.param(harm, {named}, marks=of_sqlite)
    for harm, named in (
        (damaged_page, "database"), (no_database, "database"), (gone, "database"), (orphaned, "database"),
        (newer, "database"), (older, "database"), (half_a_check, "figures"), (forged, "chains"),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        *IN_THE_DATABASE,
        (without_key, {"key"}), (another_key, {"key"}), (changed_original, {"originals"}),
        (missing_original, {"originals"}), (wrong_settings, {"settings"}), (wrong_standards, {"standards"}),
        pytest.param(open_key, {"rights"}, marks=pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")),
    ],
)  # fmt: skip
def test_each_fault_is_named_and_nothing_is_changed(
    folder: Path, harm: Callable[[Path], None], named: set[str]
) -> None:
    """A fault that is not named grows; a doctor who touches the record makes it worse."""
    harm(folder)
    before = contents(folder)
    found = looks(folder)
    assert {code for code, look in found.items() if look.troubles} == named
    for trouble in (each for look in found.values() for each in look.troubles):
        assert trouble.place and trouble.found and trouble.remedy
        assert trouble.leftover is None
    assert mend(found.values()) == ()
    after = contents(folder)
    assert {path: digest for path, digest in after.items() if "qc.sqlite-" not in path} == before


def test_a_sound_workspace_is_sound_and_an_old_record_wants_a_backup(folder: Path) -> None:
    """Whoever is called for nothing does not come again; whoever is never called has no backup."""
    assert unsound(folder) == set()
    assert all(look.is_sound for look in looks(folder).values())
    assert unsound(folder, days=9) == {"backup"}
    assert unsound(folder, days=-9) == {"clock"}


def test_what_a_killed_program_left_goes_and_what_is_under_way_stays(folder: Path) -> None:
    """Files of a killed import pile up and hold names in the clear; those of a running one are its work."""
    then = (folder / SETTINGS).stat().st_mtime - AN_HOUR
    dead, place = 2**22 + 1, next((folder / "originals").iterdir())
    old = [
        place / f"{'a' * 64}.xlsx.sealed.{dead}-1.part",
        folder / "reports" / f"a.xlsx.{dead}-1.part",
        folder / "backups" / ".backup-x.part" / "qc.sqlite",
        folder / "backups" / "backup-20260101-000000.zip.sha256",
        folder.parent / ".restore-y.part" / "workspace.key",
    ]
    living = folder / "reports" / f"b.xlsx.{os.getpid()}-1.part"
    young = folder / "reports" / f"c.xlsx.{dead}-1.part"
    for path in (*old, living, young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    for path in (*old, *(path.parent for path in old if path.parent.suffix), living):
        os.utime(path, (then, then))
    found = looks(folder)
    assert {each.code for each in found.values() if each.troubles} == {"leftovers"}
    went = mend(found.values())
    assert len(went) == len(old) and not any(path.exists() for path in old)
    assert (
        living.exists() and young.exists() and all(look.is_sound for look in looks(folder).values())
    )


def test_a_workspace_that_was_never_used_is_sound(tmp_path: Path) -> None:
    """A making that was interrupted is simply repeated: there is nothing to be done."""
    (tmp_path / SETTINGS).write_text('format = 1\nclinic = "本院"\n', encoding="utf-8")
    assert unsound(tmp_path) == set()
    assert not (tmp_path / DATABASE).exists()


def test_a_server_that_cannot_be_reached_is_told_without_its_password(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password would stand in a ticket."""
    monkeypatch.setenv("QC_DATABASE_URL", "postgresql://qc:hidden@127.0.0.1:1/qc")
    (trouble,) = looks(folder)["database"].troubles
    assert "127.0.0.1" in trouble.place and "hidden" not in trouble.place + str(trouble.values)


def test_a_full_disk_is_told_before_it_is_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """On the day of the meeting nothing could be saved."""
    monkeypatch.setattr("qc.doctor.surroundings.LEAST_ROOM", 10**18)
    assert unsound(folder) == {"room"}
