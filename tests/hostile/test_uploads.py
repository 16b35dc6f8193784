"""Files that unpack to more than a PC holds, through every way in: each ends in words, in bounded memory and
time, and the work goes on. What one reader alone refuses stands with that reader (tests/unit/ingest)."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from qc.capture.photos import LARGEST, picture_in
from qc.errors import UsageError
from qc.reports.cycle.photos import page_sized
from tests.hostile.bombs import chunk, png, zipped
from tests.hostile.confined import UPLOAD, run
from tests.hostile.other_bombs import (
    ARCHIVES,
    FRAME,
    MANIFESTS,
    SHALLOW,
    STEP,
    laughing,
    lying_picture,
    members,
    sheets_of_tags,
    slides_of_tags,
)  # fmt: skip
from tests.hostile.workbook_bombs import WORKBOOKS, bombs_in
from tests.workbooks import book, days_across

TODAY = "2026-11-02"
GOOD = book(days_across([["√", "×"], ["√", "√"]]))
READ = {"picture.xlsx", "types.xlsx"}
"""What is read all the same: the bomb lies in a part that no reader of values opens."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bombs")


def asked(folder: Path, *command: str | Path) -> list[str | Path]:
    return [*command, "--workspace", folder / "clinic", "--today", TODAY]


def test_no_workbook_costs_more_than_a_workbook_may(clinic: Path) -> None:
    """One file of a few kilobytes from outside, and the head nurse's PC stands still or the program is
    gone, with it the month's import."""
    names = list(WORKBOOKS)
    folders = [bombs_in(clinic / "one", *names[14:]), bombs_in(clinic / "other", *names[:14])]
    good = folders[0] / "zz good.xlsx"
    good.write_bytes(GOOD)
    heavy = [
        folders[1] / name for name in ("cells.xlsx", "one text.xlsx", "members.xlsx", "lies.xlsx")
    ]
    *done, sent = run([
        *(asked(clinic, "import", folder, "--json") for folder in folders),
        [UPLOAD, clinic / "clinic", TODAY, *heavy, good],
    ])  # fmt: skip
    files = [each for took in done for each in json.loads(took.said)["files"]]
    told = {Path(each["path"]).name: each for each in files}
    assert told.keys() == {*WORKBOOKS, good.name} and [took.code for took in done] == [1, 2]
    assert told[good.name]["status"] == "imported"
    for name in WORKBOOKS.keys() - READ:
        assert told[name]["status"] == "rejected", name
    for each in told.values():
        assert all(p["message"] and p["remedy"] for p in each["problems"]), each
    assert sent.code == 200 and sent.said.count(" 200 ") == len(heavy) + 1


def test_every_other_way_in_is_as_narrow(clinic: Path) -> None:
    """Archives, a watched folder, layouts, the standards' workbook, backups: each opens files that came from
    somewhere, and each used to believe what their listings say."""
    there = bombs_in(clinic / "ways", "one text.xlsx", "laughs 0.xlsx")
    for name, make in ARCHIVES.items():
        (there / name).write_bytes(make())
    layouts = {"tags.xlsx": sheets_of_tags, "lies.xlsx": lying_picture, "members.xlsx": members, "laughs.xlsx": laughing,
               "tags.pptx": slides_of_tags, "lies.pptx": lying_picture}  # fmt: skip
    for name, make in layouts.items():
        (clinic / f"layout {name}").write_bytes(make())
    backups = {
        f"backup {n}.zip": zipped([("manifest.json", told)]) for n, told in enumerate(MANIFESTS)
    }
    for name, content in backups.items():
        (clinic / name).write_bytes(content)
    (there / "good.xlsx").write_bytes(book(days_across([["√", "√"]], unit="换药室")))
    watched, *others = run([
        asked(clinic, "watch", there, "--once", "--every", "0.1"),
        *(asked(clinic, "fill", clinic / f"layout {name}", "--period", "2026-10") for name in layouts),
        asked(clinic, "standards", "import", there / "one text.xlsx"),
        asked(clinic, "standards", "import", there / "laughs 0.xlsx"),
        *(["restore", clinic / name, clinic / "restored"] for name in backups),
    ], most=500)  # fmt: skip
    lines = watched.said.splitlines()
    assert watched.code == 1 and [each for each in lines if "✓ good.xlsx" in each], lines
    for name in ARCHIVES:
        assert [line for line in lines if name in line or "inside" in line], (name, lines)
    for each in others:
        assert each.code == 2 and len(each.said.splitlines()) < 8, each
    assert not (clinic / "restored").exists()


@pytest.mark.parametrize("content", [
    png(12_000, 12_032), SHALLOW, b"\xff\xd8" + FRAME + STEP * 200 + b"\xff\xd9",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"GIF89a" + bytes(20), b"PK\x03\x04" + bytes(40),
], ids=["pixels", "pixels of a jpeg", "steps", "svg", "gif", "zip"])  # fmt: skip
def test_a_photo_that_is_a_bomb_is_refused(content: bytes) -> None:
    """It would fill the memory of the page that shows it and of the report that prints it."""
    assert len(content) < LARGEST
    with pytest.raises(UsageError, match="no photo"):
        picture_in(content)


def test_a_photo_whose_colours_are_a_bomb_is_left_out_of_the_report() -> None:
    """The profile of colours is packed too; Pillow's word for it used to end the cycle's report."""
    profile = chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50 * 2**20), 9))
    kept = picture_in(png(64, 64, profile))[1]
    drawn = page_sized(kept)
    assert drawn is None or len(drawn) < 10_000
