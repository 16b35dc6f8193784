"""The clinic as one file: made while others write, brought back as it was, refused when it is not."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from qc.analysis import rates
from qc.backup import backups, make, restore
from qc.backup.listed import CHECKSUM, FOLDER, last_made
from qc.backup.manifest import NAME
from qc.backup.unpacking import is_safe
from qc.backup.words import server_note
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.store import keys
from qc.store.scope import Scope
from qc.workspace import Workspace, open_workspace
from tests.on_a_server import of_sqlite
from tests.unit.dashboards import clinic

Contents = dict[str, bytes]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic.a_year(tmp_path_factory.mktemp("backup") / "clinic")
    (workspace.folder / "organisation.toml").write_text('[[units]]\nname = "换药室"\n', "utf-8")
    for made_anew in ("reports", "annotated"):
        (workspace.folder / made_anew).mkdir()
        (workspace.folder / made_anew / "a.xlsx").write_bytes(b"made anew")
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def zipped(kept: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(kept, tmp_path_factory.mktemp("usb")).path


def figures(workspace: Workspace) -> tuple[str, str]:
    """What the pages show, and the end of the audit trail."""
    return rates(workspace, by=["month", "unit"]).to_csv(), workspace.store.verify()["audit"].head


def test_a_backup_comes_back_as_the_clinic_that_it_was(kept: Workspace, tmp_path: Path) -> None:
    """After a fire the clinic would have other figures than before."""
    before = figures(kept)
    made = make(kept, tmp_path / "a.zip")
    back = restore(made.path, tmp_path / "new" / "clinic")
    assert back.sha256 == made.sha256 and back.differs == 0
    opened = open_workspace(tmp_path / "new" / "clinic", today=clinic.TODAY, create=False)
    assert figures(opened)[0] == before[0]
    assert opened.store.verify(["0" * 16, before[1][:16]])["audit"].met == {before[1][:16]}
    assert [unit.name for unit in opened.organisation.units] == ["换药室"]
    sha256 = opened.store.imports(opened.scope)[0].sha256
    assert opened.store.original(opened.scope, sha256) == kept.store.original(kept.scope, sha256)
    assert not (opened.folder / "reports").exists()
    assert not (opened.folder / "session.key").exists()
    opened.store.close()


@of_sqlite
def test_it_is_one_moment_while_another_writes(kept: Workspace, tmp_path: Path) -> None:
    """A file whose results are in and whose import is not would break the record for good."""
    stop, faults = threading.Event(), []

    def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            check = clinic.check_of("disinfection", clinic.TODAY, f"第{n}室", (clinic._result("C4", "一条", n % 2 == 0),))  # fmt: skip
            try:
                clinic.save(kept, f"边写边备{n}.xlsx", (check,))
            except Exception as fault:  # noqa: BLE001 - told below
                faults.append(fault)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [make(kept, tmp_path / f"{n}.zip") for n in range(3)]
    finally:
        stop.set()
        writer.join()
    assert not faults
    for n, each in enumerate(made):
        restore(each.path, tmp_path / f"back{n}")  # equal to the manifest, or it is refused
        opened = open_workspace(tmp_path / f"back{n}", today=clinic.TODAY, create=False)
        for known in opened.store.imports(opened.scope):
            opened.store.original(opened.scope, known.sha256)
        counted = each.manifest.counts
        assert counted["imports"] == len(opened.store.imports(opened.scope))
        assert counted["checks"] >= counted["imports"]
        opened.store.close()


def contents(path: Path) -> Contents:
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def packed(path: Path, files: Contents) -> Path:
    with zipfile.ZipFile(path, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return path


def changed_row(files: Contents) -> None:
    files["qc.sqlite"] = files["qc.sqlite"].replace(b"2026-10-05", b"2026-10-06", 1)


def left_out(files: Contents) -> None:
    del files[next(name for name in files if name.startswith("originals/"))]


def slipped_in(files: Contents) -> None:
    files["standards/strange.toml"] = b""


def climbing(files: Contents) -> None:
    named(files, "../escaped.txt")


def absolute(files: Contents) -> None:
    named(files, "/tmp/escaped.txt")


def on_a_drive(files: Contents) -> None:
    named(files, "C:/escaped.txt")


def backslashed(files: Contents) -> None:
    named(files, "..\\escaped.txt")


def named(files: Contents, name: str) -> None:
    """Whoever forges a file writes it into the manifest, too."""
    files[name] = b"x"
    told = json.loads(files[NAME])
    told["files"].append({"path": name, "size": 1, "sha256": hashlib.sha256(b"x").hexdigest()})
    files[NAME] = json.dumps(told).encode()


def smaller_than_it_is(files: Contents) -> None:
    told = json.loads(files[NAME])
    told["files"][0]["size"] = 1
    files[NAME] = json.dumps(told).encode()


def other_rates(files: Contents) -> None:
    told = json.loads(files[NAME])
    told["rates"][0][3] -= 1
    files[NAME] = json.dumps(told).encode()


def other_rows(files: Contents) -> None:
    told = json.loads(files[NAME])
    told["counts"]["results"] += 1
    files[NAME] = json.dumps(told).encode()


def no_manifest(files: Contents) -> None:
    del files[NAME]


@pytest.mark.parametrize(
    "forge",
    [
        *(pytest.param(forge, marks=of_sqlite) for forge in (changed_row, other_rates, other_rows)),
        left_out, slipped_in, climbing, absolute, on_a_drive, backslashed, smaller_than_it_is, no_manifest,
    ],
)  # fmt: skip
def test_what_was_changed_is_refused_and_leaves_nothing(
    zipped: Path, tmp_path: Path, forge: Callable[[Contents], None]
) -> None:
    """A forged record would stand for the clinic's, or a file would land anywhere on the PC."""
    files = contents(zipped)
    forge(files)
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(WorkspaceError):
        restore(packed(tmp_path / "forged.zip", files), inside / "new")
    assert [*inside.iterdir()] == []
    assert [path.name for path in tmp_path.iterdir()] != ["escaped.txt"]
    assert not (tmp_path / "escaped.txt").exists() and not Path("/tmp/escaped.txt").exists()


def test_a_file_that_says_less_than_it_unpacks_to_is_refused(zipped: Path, tmp_path: Path) -> None:
    """A few kilobytes would fill the disk."""
    files = contents(zipped)
    told = json.loads(files[NAME])
    told["files"].append({"path": "bomb", "size": 10**15, "sha256": "0" * 64})
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in {**files, NAME: json.dumps(told).encode(), "bomb": bytes(10**6)}.items():
            into.writestr(name, data)
    (tmp_path / "bomb.zip").write_bytes(bomb.getvalue())
    with pytest.raises(WorkspaceError):
        restore(tmp_path / "bomb.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("cut", [0, 100, -200])
def test_what_was_cut_short_is_refused(zipped: Path, tmp_path: Path, cut: int) -> None:
    """A stick pulled out too early would be found out a year later."""
    (tmp_path / "cut.zip").write_bytes(zipped.read_bytes()[:cut])
    with pytest.raises(WorkspaceError):
        restore(tmp_path / "cut.zip", tmp_path / "new")


def test_another_file_beside_the_noted_checksum_is_refused(zipped: Path, tmp_path: Path) -> None:
    """Somebody put an older backup in the place of the newest."""
    (tmp_path / "a.zip").write_bytes(zipped.read_bytes())
    (tmp_path / f"a.zip{CHECKSUM}").write_text(f"{'0' * 64}  a.zip\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="checksum"):
        restore(tmp_path / "a.zip", tmp_path / "new")


def test_nothing_is_written_over(kept: Workspace, zipped: Path, tmp_path: Path) -> None:
    """A restore by mistake would put last month's record in the place of today's."""
    (tmp_path / "now").mkdir()
    (tmp_path / "now" / "workspace.toml").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        restore(zipped, tmp_path / "now")
    (tmp_path / "empty").mkdir()
    restore(zipped, tmp_path / "empty")
    with pytest.raises(UsageError, match="there already"):
        make(kept, zipped)


@of_sqlite
def test_without_its_key_it_says_so_and_with_it_it_opens(
    kept: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever kept the key apart needs a sentence, not a damaged file."""
    made = make(kept, tmp_path / "a.zip", with_key=False)
    assert not made.with_key and keys.FILE not in contents(made.path)
    with pytest.raises(WorkspaceError, match="key is not in this backup"):
        restore(made.path, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    monkeypatch.setenv(keys.VARIABLE, "A" * 43 + "=")
    with pytest.raises(WorkspaceError, match="not that of the workspace"):
        restore(made.path, tmp_path / "new")
    monkeypatch.setenv(keys.VARIABLE, (kept.folder / keys.FILE).read_text())
    restore(made.path, tmp_path / "new")
    assert not (tmp_path / "new" / keys.FILE).exists()


def test_a_key_that_is_kept_elsewhere_goes_into_no_backup(
    kept: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who keeps the key apart would find it in every backup."""
    monkeypatch.setenv(keys.VARIABLE, (kept.folder / keys.FILE).read_text())
    assert not make(kept, tmp_path / "a.zip").with_key


def test_only_who_looks_after_backups_makes_and_sees_them(kept: Workspace, tmp_path: Path) -> None:
    """A nurse would carry the whole record away."""
    nurse = replace(kept, scope=Scope("王婷", rights=frozenset()))
    for ask in (lambda: make(nurse, tmp_path / "a.zip"), lambda: backups(nurse)):
        with pytest.raises(ScopeError):
            ask()
    assert [*tmp_path.iterdir()] == []


def test_they_are_listed_with_their_checksums(tmp_path: Path) -> None:
    """The list must name what is whole and nothing else."""
    workspace = open_workspace(tmp_path / "w", today=clinic.TODAY)
    assert last_made(workspace) is None and backups(workspace) == ()
    first, second = make(workspace), make(workspace, with_key=False)
    (workspace.folder / FOLDER / "backup-20260101-000000.zip").write_bytes(b"without a checksum")
    found = backups(workspace)
    assert {each.path for each in found} == {first.path, second.path}
    assert {each.sha256 for each in found} == {first.sha256, second.sha256}
    assert sorted(each.with_key for each in found) == [False, True]
    assert last_made(workspace) is not None
    with pytest.raises(UsageError, match="in the workspace itself"):
        make(workspace, workspace.folder / "a.zip")
    workspace.store.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_killed_in_the_middle_nothing_looks_whole(tmp_path: Path) -> None:
    """A power cut would leave half a backup that everybody trusts."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from qc.backup import making; from qc.workspace import open_workspace\n"
        "w = open_workspace(Path(sys.argv[1]))\n"
        "making._manifest = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "making.make(w)\n"
    )
    folder = tmp_path / "w"
    done = subprocess.run([sys.executable, "-c", code, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    left = [path for path in (folder / FOLDER).rglob("*") if path.is_file()]
    assert left and not [path for path in left if path.suffix == ".zip"]
    workspace = open_workspace(folder)
    assert backups(workspace) == ()
    with pytest.raises(WorkspaceError):
        restore(next(path for path in left if path.name.startswith("zip")), tmp_path / "new")
    workspace.store.close()


@of_sqlite
def test_postgresql_is_told_to_be_backed_up_with_its_own_command(kept: Workspace) -> None:
    """IT would believe that the database is in the zip; and no password may stand in the sentence."""
    engine = create_engine("postgresql+psycopg://qc:hidden@db.clinic:5432/qc")
    server = replace(kept, store=replace(kept.store, engine=engine), language="en")
    assert 'pg_dump --format=custom --file=qc.dump "postgresql://qc@db.clinic:5432/qc"' in server_note(server)  # fmt: skip
    assert server_note(kept) == ""


@pytest.mark.parametrize("name", ["a/../b", "a//b", "", "a/", "con", "NUL.txt", "a.", "b ", "x\ny", "a:b"])  # fmt: skip
def test_names_that_leave_the_folder_or_mean_devices_are_none(name: str) -> None:
    assert not is_safe(name)
    assert is_safe("standards/checklists/本院 手卫生.toml") and is_safe("originals/ab/.x")
