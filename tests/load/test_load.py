"""The short form: a few people at once, at a server in a process of its own."""

from __future__ import annotations

from pathlib import Path

from sample_data import workbooks
from tests.load.crowd import at_work, sought
from tests.load.house import furnish, served
from tests.load.proof import complaints


def test_many_people_at_once_lose_nothing_and_see_no_error(tmp_path: Path) -> None:
    """On the first busy Monday a nurse's note would be gone, or a check counted twice."""
    folder, books = tmp_path / "clinic", tmp_path / "books"
    books.mkdir()
    persons = furnish(folder, [path for path in workbooks() if "2026-09" in path.name], 8)
    there = sought(folder, books, 0)
    with served(folder) as server:
        crowd = at_work(server.url, persons, there, seconds=0, every=0)
        two = [each for each in crowd if each.person.writes and each.person.units is None][:2]
        both = [each.opened(there.findings_of(each.person)[0]) for each in two]
        for each, form in zip(two, both, strict=True):
            each.write(*form)
    assert [each.notes[-1].is_saved for each in two] == [True, False]
    assert complaints(folder, crowd) == []
    assert "Traceback" not in server.log.read_text("utf-8")
    assert sum(note.is_saved for work in crowd for note in work.notes) > 1
    assert sum(len(work.imports) for work in crowd) > 0
