"""The originals: whole or not there, never written twice, proved when read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qc.errors import WorkspaceError
from qc.store.archive import Archive
from qc.store.keys import Keys


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "originals", Keys(b"k" * 32))


def test_a_file_stands_under_its_hash_with_its_ending(archive: Archive) -> None:
    """Who looks into the folder sees what it is, and that it opens through the program only."""
    sha256 = archive.put("十月 自查.XLSX", b"content")
    assert sha256 == hashlib.sha256(b"content").hexdigest()
    place = archive.folder / sha256[:2] / f"{sha256}.xlsx.sealed"
    assert place.exists() and b"content" not in place.read_bytes()
    assert archive.get(sha256, "十月 自查.XLSX") == b"content"


@pytest.mark.parametrize("name", ["无后缀", "x.后缀", "x.xlsx/../../..", "a.b c", "x." + "y" * 40])
def test_a_strange_name_cannot_lead_out_of_the_archive(archive: Archive, name: str) -> None:
    """A name is given by whoever made the file; only a plain ending is taken from it."""
    sha256 = archive.put(name, b"content")
    assert [p.name for p in archive.folder.rglob("*") if p.is_file()] == [f"{sha256}.sealed"]
    assert archive.get(sha256, name) == b"content"


def test_the_same_content_is_kept_once_and_not_written_again(archive: Archive) -> None:
    """What stands in the archive is evidence; nobody writes over it."""
    sha256 = archive.put("a.xlsx", b"content")
    place = archive.path(sha256, "a.xlsx")
    before = place.stat()
    archive.put("b.xlsx", b"content")
    assert place.stat().st_mtime_ns == before.st_mtime_ns
    assert [p for p in archive.folder.rglob("*") if p.is_file()] == [place]


def test_a_damaged_or_missing_file_is_told_of(archive: Archive) -> None:
    """A changed file shown as the original would be a false proof."""
    sha256 = archive.put("a.xlsx", b"content")
    place = archive.path(sha256, "a.xlsx")
    place.write_bytes(b"c0ntent")
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        archive.get(sha256, "a.xlsx")
    place.unlink()
    with pytest.raises(WorkspaceError, match="missing or damaged"):
        archive.get(sha256, "a.xlsx")


def test_an_interrupted_writing_leaves_no_original(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A half-written file under the hash of the whole would be believed."""

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("qc.store.disk.os.fsync", full_disk)
        with pytest.raises(WorkspaceError, match="No space left"):
            archive.put("a.xlsx", b"content")
    assert not list(archive.folder.rglob("*.sealed"))
    sha256 = archive.put("a.xlsx", b"content")
    assert archive.get(sha256, "a.xlsx") == b"content"


def test_a_folder_that_is_a_file_is_told_of(tmp_path: Path) -> None:
    """The sentence names the folder and what to do."""
    (tmp_path / "originals").write_text("in the way")
    with pytest.raises(WorkspaceError, match="Files cannot be kept in"):
        Archive(tmp_path / "originals", Keys(b"k" * 32)).put("a.xlsx", b"content")


def test_many_files_are_kept_at_once_each_once(archive: Archive) -> None:
    """A folder of workbooks, one of them twice and one that is kept already."""
    first = archive.put("a.xlsx", b"a")
    before = archive.path(first, "a.xlsx").stat().st_mtime_ns
    names = [("a.xlsx", b"a"), ("b.xlsx", b"b"), ("c.xlsx", b"c"), ("b again.xlsx", b"b")]
    archive.put_many([(name, content, _sha256(content)) for name, content in names])
    for name, content in names:
        assert archive.get(_sha256(content), name) == content
    assert archive.path(first, "a.xlsx").stat().st_mtime_ns == before
    assert len([p for p in archive.folder.rglob("*") if p.is_file()]) == 3


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
