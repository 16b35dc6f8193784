"""How files come to the disk: whole or not at all, whoever else writes them, and nothing left over."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from qc.store.disk import put_whole, write_whole


def test_two_who_write_one_file_at_once_leave_one_of_both_whole(tmp_path: Path) -> None:
    """Two nurses who make the month's report at once would find half of each in it."""
    place, meeting = tmp_path / "reports" / "a.xlsx", threading.Barrier(2)
    texts = (b"a" * 100_000, b"b" * 100_000)

    def make(content: bytes, passing: Path) -> None:
        with passing.open("wb") as file:
            file.write(content[:50_000])
            file.flush()
            meeting.wait()
            file.write(content[50_000:])

    writers = [
        threading.Thread(target=put_whole, args=(place, lambda p, c=text: make(c, p)))
        for text in texts
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert place.read_bytes() in texts
    assert [*place.parent.iterdir()] == [place]


def test_a_writing_that_fails_leaves_what_was_and_nothing_else(tmp_path: Path) -> None:
    """On a full disk every attempt would take the room that is left."""
    place = tmp_path / "a.xlsx"
    write_whole({place: b"before"})

    def make(passing: Path) -> None:
        passing.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        put_whole(place, make)
    blocked = tmp_path / "folder"
    blocked.mkdir()
    with pytest.raises(OSError):
        write_whole({place: b"after", blocked: b"cannot be put in the place of a folder"})
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "folder"}
