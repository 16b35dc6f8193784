"""The tray of files that wait: nothing lost, nothing outside it, nobody else's."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboards import inbox
from dashboards.arriving import NAME_LENGTH
from qc.errors import UsageError, WorkbookError, WorkspaceError
from qc.ingest.containers.limits import MAX_FILE_BYTES
from qc.store.scope import Scope
from qc.workspace import Workspace
from tests.workbooks import book, days_across

BOOK = book(days_across([["√", "×"]]))


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("_", "."), content)
    return stream.getvalue()


def files(workspace: Workspace) -> set[Path]:
    return {path for path in workspace.folder.rglob("*") if path.is_file()}


def test_a_file_waits_under_its_hash_whatever_it_is_called(workspace: Workspace) -> None:
    """A name such as ../../qc.sqlite would write over the record."""
    before = files(workspace)
    (staged,) = inbox.stage(workspace, "..\\../十月\x1b.xlsx", [BOOK[:100], BOOK[100:]])
    assert (staged.name, staged.key) == ("十月.xlsx", hashlib.sha256(BOOK).hexdigest())
    new = files(workspace) - before
    assert {path.name for path in new} == {f"{staged.key}.sealed", f"{staged.key}.json"}
    assert not any(BOOK in path.read_bytes() for path in new)
    assert all(path.parent.parent == workspace.folder / "inbox" for path in new)
    assert inbox.content(workspace, staged.key) == BOOK
    assert inbox.staged(workspace) == [staged]


def test_a_long_name_keeps_its_ending(workspace: Workspace) -> None:
    (staged,) = inbox.stage(workspace, "月" * 500 + ".xlsx", [BOOK])
    assert staged.name.endswith(".xlsx")
    assert len(staged.name) <= NAME_LENGTH


def test_too_much_is_refused_before_all_of_it_has_come(workspace: Workspace) -> None:
    """A browser that lies about the length could fill the disk."""
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            sent.append(2**20)
            yield b"x" * 2**20

    with pytest.raises(WorkbookError):
        inbox.stage(workspace, "big.xlsx", endless())
    assert sum(sent) <= MAX_FILE_BYTES + 2**20
    assert not inbox.staged(workspace)
    assert not list((workspace.folder / "inbox").rglob("*.part"))


def test_an_archive_becomes_its_workbooks_and_says_what_it_could_not_open(
    workspace: Workspace,
) -> None:
    staged = inbox.stage(
        workspace, "三月.zip", [archive(a_xlsx=BOOK, b_zip=b"PK", readme_txt=b"x")]
    )
    assert [one.name for one in staged] == ["a.xlsx", "b.zip"]
    assert staged[0].fault is None
    assert staged[1].fault
    assert "b.zip" in str(staged[1].fault.error())
    assert inbox.staged(workspace) == staged
    assert not list((workspace.folder / "inbox").rglob("*.zip"))


def test_a_workbook_named_zip_and_a_broken_archive_keep_their_names(workspace: Workspace) -> None:
    (whole,) = inbox.stage(workspace, "表.zip", [BOOK])
    assert (whole.name, whole.fault) == ("表.zip", None)
    (broken,) = inbox.stage(workspace, "坏.zip", [b"PK\x03\x04"])
    assert broken.fault
    assert "坏.zip" in str(broken.fault.error())


def test_what_is_discarded_can_be_taken_back_until_the_next_file_comes(
    workspace: Workspace,
) -> None:
    (staged,) = inbox.stage(workspace, "a.xlsx", [BOOK])
    inbox.drop(workspace, staged.key)
    assert inbox.staged(workspace) == []
    inbox.drop(workspace, staged.key, dropped=False)
    assert [one.key for one in inbox.staged(workspace)] == [staged.key]
    inbox.drop(workspace, staged.key)
    inbox.stage(workspace, "b.csv", [b"1,2"])
    assert inbox.staged(workspace, dropped=True) == []
    with pytest.raises(UsageError):
        inbox.content(workspace, staged.key)


def test_the_same_file_again_keeps_its_answers(workspace: Workspace) -> None:
    (staged,) = inbox.stage(workspace, "a.xlsx", [BOOK])
    inbox.answer(workspace, staged.key, "f" * 16, "ticks_are", "problem")
    (again,) = inbox.stage(workspace, "a (1).xlsx", [BOOK])
    assert again.answers == {"f" * 16: {"ticks_are": "problem"}}


def test_another_person_sees_nothing_of_it(workspace: Workspace) -> None:
    (staged,) = inbox.stage(workspace, "a.xlsx", [BOOK])
    other = replace(workspace, scope=Scope("李敏"))
    assert inbox.staged(other) == []
    with pytest.raises(UsageError):
        inbox.find(other, staged.key)


@pytest.mark.parametrize("key", ["../../workspace", "", "A" * 64])
def test_a_key_is_never_a_path(workspace: Workspace, key: str) -> None:
    with pytest.raises(UsageError):
        inbox.find(workspace, key)


def test_a_tray_that_cannot_be_written_is_said(workspace: Workspace) -> None:
    (workspace.folder / "inbox").write_text("in the way", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        inbox.stage(workspace, "a.xlsx", [BOOK])
