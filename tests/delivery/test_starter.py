"""Where the starter finds the clinic's records, and the copy that it makes of them."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from delivery.starter import copying, environment, locking, records
from delivery.starter.copying import FOLDER, keep_before
from delivery.starter.parcel import Parcel
from delivery.starter.records import NAME, PLACE, find
from delivery.starter.words import StartError


def a_clinic(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "workspace.toml").write_text("format = 1\n", encoding="utf-8")
    return folder


def program(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_records_lie_beside_the_program(tmp_path: Path) -> None:
    """In the program's folder they would go with it when it is replaced."""
    root = program(tmp_path / "D/诊所质控")
    assert find(root) == tmp_path / "D" / NAME
    assert not (root / PLACE).exists()


def test_a_newer_program_finds_those_of_the_older(tmp_path: Path) -> None:
    """Unpacked by “全部提取”, each version lies a folder deeper: an empty dashboard would look like loss."""
    old = a_clinic(tmp_path / "clinic-qc-1" / NAME)
    root = program(tmp_path / "clinic-qc-2/诊所质控")
    assert find(root) == old
    assert (root / PLACE).read_text(encoding="utf-8").strip() == str(old)
    a_clinic(tmp_path / "clinic-qc-3" / NAME)
    assert find(root) == old  # once found, another one beside changes nothing


def test_between_several_nothing_is_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong clinic's records would be written to."""
    for name in ("甲", "乙"):
        a_clinic(tmp_path / name / NAME)
    root = program(tmp_path / "新/诊所质控")
    with Path("/dev/null").open() as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        with pytest.raises(StartError, match=PLACE):
            find(root)
    own = a_clinic(root.parent / NAME)
    assert find(root) == own  # its own come first


def test_noted_records_that_are_gone_are_asked_for(tmp_path: Path) -> None:
    """A disk that is not connected must not lead to an empty new clinic."""
    root = program(tmp_path / "诊所质控")
    (root / PLACE).write_text(str(tmp_path / "E/质控数据"), encoding="utf-8-sig")
    with pytest.raises(StartError, match="找不到数据文件夹"):
        find(root)
    elsewhere = a_clinic(tmp_path / "E/质控数据")
    assert find(root) == elsewhere


def known(root: Path) -> Parcel:
    return Parcel(root, "2.0", "ab" * 32, 0)


def test_the_copy_holds_what_was_committed_a_moment_ago(tmp_path: Path) -> None:
    """The newest records stand in the log beside the database: copied file by file they would be lost."""
    clinic = a_clinic(tmp_path / NAME)
    (clinic / "backups").mkdir()
    (clinic / "backups/old.zip").write_bytes(b"old")
    with closing(sqlite3.connect(clinic / "qc.sqlite")) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("CREATE TABLE marks (n)")
        writing.executemany("INSERT INTO marks VALUES (?)", [(n,) for n in range(500)])
        writing.commit()
        assert (clinic / "qc.sqlite-wal").stat().st_size > 0
        kept = keep_before(known(tmp_path), clinic)
    with ZipFile(kept) as held:
        assert sorted(held.namelist()) == [f"{NAME}/qc.sqlite", f"{NAME}/workspace.toml"]
        held.extractall(tmp_path / "back")
    with closing(sqlite3.connect(tmp_path / "back" / NAME / "qc.sqlite")) as back:
        assert back.execute("SELECT count(*) FROM marks").fetchone() == (500,)
    assert kept.stat().st_mode & 0o077 == 0


def test_no_copy_no_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy cannot be made the records stay as they are, and nothing half-done is left."""
    clinic = a_clinic(tmp_path / NAME)
    (clinic / "qc.sqlite").write_bytes(b"SQLite format 3\0" + b"?" * 4000)
    with pytest.raises(StartError, match="数据没有动过"):
        keep_before(known(tmp_path), clinic)
    assert not [*(tmp_path / FOLDER).iterdir()]
    full = type("Usage", (), {"free": 0})
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _: full)
    with pytest.raises(StartError, match="空间"):
        keep_before(known(tmp_path), clinic)


def test_one_window_at_a_time(tmp_path: Path) -> None:
    """A second one finds them held; a window that is gone, however it went, holds nothing."""
    first = locking.hold(tmp_path)
    assert first is not None
    assert locking.hold(tmp_path) is None
    first.close()
    again = locking.hold(tmp_path)
    assert again is not None
    again.close()


def test_a_mark_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """Cut off by a power failure it only costs one more copy, never the start."""
    (tmp_path / records.MARK).write_text('{"build": "a', encoding="utf-8")
    assert records.mark_of(tmp_path) == {}
    records.mark(tmp_path, build="b", version="1", url="")
    assert records.mark_of(tmp_path)["build"] == "b"
    assert [path.name for path in tmp_path.iterdir()] == [records.MARK]


def test_a_portable_python_becomes_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embeddable Python of Windows has no venv, and finds only what its ._pth file names: without our
    lines what is installed would not be found."""
    portable = tmp_path / "诊所质控/python"
    portable.mkdir(parents=True)
    (portable / "python.exe").write_bytes(b"MZ")
    (portable / "python313._pth").write_text("python313.zip\n.\n#import site\n", encoding="utf-8")
    monkeypatch.setattr(sys, "base_prefix", str(portable))
    monkeypatch.setitem(sys.modules, "venv", None)  # as it is there: importing it fails
    made = tmp_path / "诊所质控/env-1"
    environment._empty_environment(made)
    assert (made / "python.exe").read_bytes() == b"MZ"
    lines = (made / "python313._pth").read_text(encoding="utf-8").splitlines()
    assert lines == ["python313.zip", ".", "Lib\\site-packages", "import site"]
    monkeypatch.setattr(environment, "WINDOWS", True)
    assert environment.python_of(made) == made / "python.exe"
    kept = (portable / "python313._pth").read_text(encoding="utf-8")
    assert "#import site" in kept  # the one that IT unpacked stays as it is


def test_nothing_of_another_python_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PYTHONPATH or a pip mirror that IT has set once would mix other packages in, or ask the network."""
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("QC_LANG", "en")
    clean = environment.clean()
    assert "PYTHONPATH" not in clean
    assert not [name for name in clean if name.startswith("PIP_")]
    assert clean["QC_LANG"] == "en"
    assert clean["PYTHONUTF8"] == "1"


def test_a_file_from_before_1980_is_copied(tmp_path: Path) -> None:
    """A PC whose clock was wrong once must not be kept from upgrading: a zip knows no older times."""
    clinic = a_clinic(tmp_path / NAME)
    os.utime(clinic / "workspace.toml", (0, 0))
    with ZipFile(keep_before(known(tmp_path), clinic)) as held:
        assert held.read(f"{NAME}/workspace.toml") == b"format = 1\n"
