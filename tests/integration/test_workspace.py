"""Opening a workspace: made when it is not there, refused with a sentence when it cannot be."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from qc.errors import QcError, WorkspaceError
from qc.locale import translator
from qc.store.repository import DATABASE
from qc.workspace import SETTINGS, Workspace, open_workspace
from tests.integration.store.builders import check, workbook
from tests.on_a_server import of_sqlite

NIGHT = dt.datetime(2026, 10, 31, 17, 30, tzinfo=dt.UTC)  # half past one the next day in Shanghai
ROOT = Path(__file__).parents[2]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Opens the workspace `clinic` and closes it afterwards."""
    monkeypatch.delenv("QC_DATABASE_URL", raising=False)
    workspaces: list[Workspace] = []

    def open_it(**given: Any) -> Workspace:
        workspaces.append(open_workspace(tmp_path / "clinic", **given))
        return workspaces[-1]

    yield open_it
    for workspace in workspaces:
        workspace.store.close()


def write(folder: Path, settings: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(settings, encoding="utf-8")


@of_sqlite
def test_a_new_folder_becomes_a_workspace_without_a_question(opened: Any, tmp_path: Path) -> None:
    """The first command of a new clinic must simply work, and everything stands in one folder."""
    workspace = opened()
    kept = {path.name for path in (tmp_path / "clinic").iterdir()}
    assert {SETTINGS, DATABASE} <= kept
    assert workspace.clinic == workspace.organisation.site == translator("zh")("Our clinic")
    assert workspace.language == "zh"
    assert workspace.catalogue.indicators
    assert workspace.store.imports(workspace.scope) == ()


def test_a_second_opening_changes_nothing(opened: Any, tmp_path: Path) -> None:
    """What was written into the settings by hand stays."""
    write(tmp_path / "clinic", 'format = 1\nclinic = "仁和门诊"\nlanguage = "en"\n')
    first = opened()
    first.store.save(first.scope, *workbook(check()))
    second = opened()
    assert (second.clinic, second.language) == ("仁和门诊", "en")
    assert len(second.store.imports(second.scope)) == 1


def test_the_language_asked_for_goes_before_the_workspaces_own(opened: Any) -> None:
    """A guest reads English without changing the clinic's settings."""
    assert opened(language="en").t.language == "en"
    assert opened(language="zh").t.language == "zh"


def test_the_day_is_shanghais_whatever_the_machines_zone(opened: Any) -> None:
    """An import half an hour after midnight belongs to the new day."""
    workspace = opened(clock=lambda: NIGHT)
    assert workspace.today == dt.date(2026, 11, 1)
    assert workspace.now() == NIGHT
    assert workspace.now().tzinfo == ZoneInfo("Asia/Shanghai")
    assert opened(today=dt.date(2026, 3, 31)).today == dt.date(2026, 3, 31)


def test_changes_are_signed_and_dated(opened: Any) -> None:
    """The audit trail takes its actor and time from the workspace."""
    workspace = opened(actor="李敏", clock=lambda: NIGHT)
    workspace.store.save(workspace.scope, *workbook(check()))
    (entry,) = workspace.store.audit(workspace.scope)
    assert (entry.actor, entry.at) == ("李敏", "2026-10-31T17:30:00.000+00:00")


def test_without_an_actor_it_is_the_systems_user(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One user on one PC needs no sign-in, and is still named."""
    monkeypatch.setenv("LOGNAME", "head-nurse")
    assert opened().scope.actor == "head-nurse"


def test_the_clinics_own_units_and_standards_are_read(opened: Any, tmp_path: Path) -> None:
    """What the clinic wrote into its folder holds."""
    write(tmp_path / "clinic", 'format = 1\nclinic = "仁和门诊"\n')
    (tmp_path / "clinic" / "organisation.toml").write_text(
        '[[units]]\nname = "治疗室"\naliases = ["治疗1室"]\n', encoding="utf-8"
    )
    assert opened().organisation.resolve("治疗1室").unit == "治疗室"


def test_a_folder_that_was_made_by_half_is_finished(opened: Any, tmp_path: Path) -> None:
    """The power went out during the first opening; the next one goes on."""
    write(tmp_path / "clinic", "")
    (tmp_path / "clinic" / SETTINGS).rename(tmp_path / "clinic" / f"{SETTINGS}.123.part")
    (tmp_path / "clinic" / DATABASE).touch()
    assert opened().store.revision(opened().scope) == 0


REFUSED = {
    "newer": ('format = 2\nclinic = "甲"\nnew = 1\n', "newer version of the program"),
    "no clinic": ("format = 1\n", "clinic"),
    "unknown key": ('format = 1\nclinic = "甲"\nlangauge = "zh"\n', "langauge"),
    "unknown language": ('format = 1\nclinic = "甲"\nlanguage = "fr"\n', "language"),
    "no TOML": ("clinic = 甲\n", "line 1"),
    "no address": ('format = 1\nclinic = "甲"\ndatabase = "somewhere"\n', "cannot be understood"),
    "a password": (
        'format = 1\nclinic = "甲"\ndatabase = "postgresql://qc:secret@server/qc"\n',
        "holds the password",
    ),
}


@pytest.mark.parametrize(("settings", "sentence"), REFUSED.values(), ids=REFUSED)
def test_settings_that_do_not_hold_are_refused(
    opened: Any, tmp_path: Path, settings: str, sentence: str
) -> None:
    """A mistake in the file is told with what to do; nothing is opened, nothing is guessed."""
    write(tmp_path / "clinic", settings)
    with pytest.raises(WorkspaceError, match=sentence) as refused:
        opened()
    assert refused.value.remedy
    assert "secret" not in refused.value.sentence(translator("zh"))
    assert not (tmp_path / "clinic" / DATABASE).exists()


def test_a_workspace_that_must_be_there_is_not_made(opened: Any, tmp_path: Path) -> None:
    """A misspelt folder must not become an empty clinic where none may be made."""
    with pytest.raises(WorkspaceError, match="is not a workspace"):
        opened(create=False)
    assert not (tmp_path / "clinic").exists()


def test_a_path_that_is_a_file_is_refused(opened: Any, tmp_path: Path) -> None:
    """Somebody names the workbook instead of the folder."""
    (tmp_path / "clinic").write_text("a workbook")
    with pytest.raises(WorkspaceError, match="is a file, not a folder"):
        opened()


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    """The same one floor down."""
    (tmp_path / "a.xlsx").write_text("a workbook")
    with pytest.raises(WorkspaceError, match="cannot be made"):
        open_workspace(tmp_path / "a.xlsx" / "clinic")


def test_the_address_of_the_environment_goes_first(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the password may stand, and it shows nowhere."""
    monkeypatch.setenv("QC_DATABASE_URL", "postgresql://qc:secret@127.0.0.1:1/qc")
    with pytest.raises(WorkspaceError, match="cannot be reached") as refused:
        opened()
    assert "secret" not in str(refused.value)


UNPRIVILEGED = """
import ctypes, os, sys
from pathlib import Path
from qc.errors import QcError
from qc.workspace import open_workspace
if os.geteuid() == 0:  # root without its capabilities has the rights of any owner, and no more
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0
for folder in sys.argv[1:]:
    try:
        open_workspace(Path(folder))
        print("opened")
    except QcError as error:
        print(type(error).__name__, error)
"""


@of_sqlite
@pytest.mark.skipif(os.name == "nt", reason="rights are set otherwise on Windows")
def test_without_the_right_to_write_there_is_a_sentence(opened: Any, tmp_path: Path) -> None:
    """A shared folder that the nurse may only read, hidden altogether, or may not write into."""
    opened().store.close()
    (tmp_path / "hidden" / "clinic").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    rights = {"clinic": 0o555, "hidden": 0o000, "empty": 0o555}
    for path in (tmp_path / "clinic").iterdir():
        path.chmod(0o444)
    for name, right in rights.items():
        (tmp_path / name).chmod(right)
    folders = [tmp_path / "clinic", tmp_path / "hidden" / "clinic", tmp_path / "empty"]
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, *map(str, folders)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    for name in rights:
        (tmp_path / name).chmod(0o755)
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["WorkspaceError"] * 3, done.stderr
    assert all("write" in line or "made" in line or "opened" in line for line in lines)


def test_every_refusal_is_said_in_chinese(opened: Any, tmp_path: Path) -> None:
    """Chinese is what the nurse reads."""
    (tmp_path / "clinic").write_text("a workbook")
    with pytest.raises(QcError) as refused:
        opened()
    sentence = refused.value.sentence(translator("zh"))
    assert "不是文件夹" in sentence
    assert "folder" not in sentence
