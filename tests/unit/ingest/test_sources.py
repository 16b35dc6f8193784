"""Folders and archives: every workbook in them is found, nothing is written, nothing explodes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from qc.errors import UsageError, WorkbookError
from qc.ingest import sources as module
from qc.ingest.containers.limits import MAX_FILE_BYTES
from qc.ingest.sources import Source, sources
from tests.workbooks import book

BOOK = book([["a"]])


def archive(parts: Mapping[str, bytes], *, flags: int | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
            if flags is not None:
                target.filelist[-1].flag_bits = flags
    return stream.getvalue()


def found(tmp_path: Path, content: bytes, name: str = "检查表.zip") -> list[Source]:
    (tmp_path / name).write_bytes(content)
    return list(sources([tmp_path / name]))


def test_members_are_shown_with_the_way_to_them_and_read_one_at_a_time(tmp_path: Path) -> None:
    parts = {
        "三月/02.xls": b"b", "三月/01.xlsx": BOOK, "__MACOSX/三月/._01.xlsx": b"x", "三月/~$01.xlsx": b"x",
        "读我.txt": b"x", "三月/": b"", "__MACOSX/x.csv": b"x",
    }  # fmt: skip
    first, second = found(tmp_path, archive(parts))
    assert first.path == tmp_path / "检查表.zip" / "三月" / "01.xlsx"
    assert (first.name, first.read(), second.name, second.read()) == (
        "01.xlsx",
        BOOK,
        "02.xls",
        b"b",
    )
    assert [p.name for p in tmp_path.iterdir()] == ["检查表.zip"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_that_do_not_say_their_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    """The Explorer of a Chinese Windows writes names in GBK; macOS in UTF-8, without a word."""
    raw = "三月/治疗室.xlsx".encode(encoding)
    content = archive({"x" * len(raw): BOOK}).replace(b"x" * len(raw), raw)
    (source,) = found(tmp_path, content)
    assert source.path.relative_to(tmp_path) == Path("检查表.zip/三月/治疗室.xlsx")
    assert source.read() == BOOK


def test_names_lead_nowhere_out_of_the_archive(tmp_path: Path) -> None:
    parts = {
        "../../a.csv": b"1",
        "/etc/b.csv": b"2",
        "c\\..\\d.csv": b"3",
        "..": b"4",
        "\x1b[2Je.csv": b"5",
    }
    shown = [source.path.relative_to(tmp_path) for source in found(tmp_path, archive(parts))]
    assert {path.as_posix() for path in shown} == {
        "检查表.zip/a.csv", "检查表.zip/etc/b.csv", "检查表.zip/c/d.csv", "检查表.zip/[2Je.csv"
    }  # fmt: skip


def refusal(source: Source) -> str:
    with pytest.raises(WorkbookError) as caught:
        source.read()
    return str(caught.value)


def test_a_member_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    content = bytearray(
        archive({"a.csv": b"a" * 99, "b.csv": b"b", "内.zip": archive({"x.csv": b""})})
    )
    content[content.index(b"a.csv") + 5] ^= 0xFF  # the first packed byte
    bad, good, nested = found(tmp_path, bytes(content))
    assert "damaged" in refusal(bad)
    assert good.read() == b"b"
    assert "archive inside an archive" in refusal(nested)


def test_a_member_behind_a_password_is_named(tmp_path: Path) -> None:
    (source,) = found(tmp_path, archive({"a.csv": b"a"}, flags=0x1))
    assert "password" in refusal(source)


def test_a_member_packed_in_a_strange_way_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("a.csv", b"a")
    (source,) = found(tmp_path, stream.getvalue())
    assert "damaged" in refusal(source)


def test_a_member_larger_than_a_workbook_is_not_unpacked(tmp_path: Path) -> None:
    (source,) = found(tmp_path, archive({"a.csv": bytes(MAX_FILE_BYTES + 1)}))
    assert "larger" in refusal(source)


@pytest.mark.parametrize("limit", ["MAX_MEMBERS", "MAX_UNPACKED_BYTES", "MAX_ARCHIVE_BYTES"])
def test_an_archive_beyond_the_limits_is_one_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(module, limit, 1)
    (source,) = found(tmp_path, archive({"a.csv": b"aa", "b.csv": b"b"}))
    assert source.name == "检查表.zip"
    assert "holds more" in refusal(source)


def test_what_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named like a workbook, a file that went away, one that is too large."""
    files = {"a.xlsx": b"a", "b.xlsx": b"b", "c.xlsx": b"ccc"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    gone, folder, large = sources([tmp_path / name for name in files])
    (tmp_path / "a.xlsx").unlink()
    (tmp_path / "a.xlsx").mkdir()
    assert "not an ordinary file" in refusal(gone)
    assert folder.read() == b"b"
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 2)
    assert "larger" in refusal(large)


def test_an_archive_without_workbooks_and_a_broken_one_say_so(tmp_path: Path) -> None:
    (source,) = found(tmp_path, archive({"读我.txt": b"x"}))
    assert "holds no workbook" in refusal(source)
    (source,) = found(tmp_path, b"PK\x03\x04")
    assert "damaged" in refusal(source)


def test_a_workbook_named_zip_is_a_workbook(tmp_path: Path) -> None:
    (source,) = found(tmp_path, BOOK)
    assert (source.name, source.read()) == ("检查表.zip", BOOK)


def test_a_folder_gives_every_kind_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("d.ods", "a.XLSX", "c.csv", "b.html", "~$a.xlsx", "x.docx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "e.zip").write_bytes(archive({"f.csv": b"y"}))
    assert [s.name for s in sources([tmp_path])] == ["a.XLSX", "b.html", "c.csv", "d.ods", "f.csv"]


def test_a_folder_without_workbooks_and_a_missing_path_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no workbook"):
        list(sources([tmp_path]))
    with pytest.raises(UsageError, match="no file or folder"):
        list(sources([tmp_path / "x.xlsx"]))
    with pytest.raises(UsageError, match="cannot be opened"):
        list(sources([tmp_path / ("x" * 300 + ".xlsx")]))
