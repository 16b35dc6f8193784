"""Names that are ways: out of an archive, out of a folder, into a device, over another's file. Whoever names a
file, a room or a clinic decides nothing about where anything is written."""

from __future__ import annotations

import datetime as dt
import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import duckdb
import pytest
from click.testing import CliRunner, Result

from dashboards import inbox
from qc.backup.unpacking import is_safe
from qc.cli import cli
from qc.ingest.annotated.notes import copy_name
from qc.ingest.importer import import_content
from qc.locale import translator
from qc.reports.zipped import numbered, safe_part
from qc.workspace import Workspace, open_workspace
from tests.integration.clinic_year import save_month
from tests.workbooks import book, check_rows, days_across

TODAY = "2026-11-02"
NAMES = (
    "../../x", "..\\..\\x", "C:\\x", "/etc/passwd", "CON", "aux", "nul.tar", "a:b", "a*b?", "\u202excod.xlsx", "长" * 120,
    "x" * 300, "A", "a", "e\u0301t", "\u00e9t", " x ", "x.", "~$x", "%2e%2e%2fx", "-rf", "$(x)", "x\x1b[31m",
)  # fmt: skip


def said(folder: Path, *command: str) -> Result:
    asked = [*command, "--workspace", str(folder), "--today", TODAY, "--lang", "en"]
    return CliRunner().invoke(cli, asked)


def below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def is_plain(name: str) -> bool:
    """Whether every system takes it for one name and nothing else."""
    return is_safe(name) and "/" not in name and len(name.encode()) <= 255


def test_members_of_an_archive_write_nothing_but_their_own_copies(tmp_path: Path) -> None:
    """An archive that came by mail would write over the clinic's programs: members that lead out, links,
    names that mean devices, two that differ in their writing alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, name in enumerate(NAMES):
            faulty = book(days_across([["√", "?"], ["√", "√"]], unit=f"室{number}"))
            archive.writestr(f"{name}.xlsx", faulty)
        link = zipfile.ZipInfo("link.xlsx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("nul\0.xlsx", b"a")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(packed.getvalue())
    before = below(tmp_path)
    done = said(tmp_path / "clinic", "import", str(tmp_path / "in" / "a.zip"))
    assert done.exit_code == 1 and not isinstance(done.exception, Exception), done.output
    new = below(tmp_path) - before
    assert all(path.is_relative_to(tmp_path / "clinic") for path in new)
    copies = [path.name for path in new if "annotated" in path.parts]
    assert len(copies) >= len(NAMES) - 3 and not [name for name in copies if not is_plain(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_called_what_every_disk_takes(name: str) -> None:
    """ "a:b" would be a hidden stream of "a" on Windows, "CON" the keyboard."""
    told = copy_name(f"{name}.xls", ".xlsx", translator("zh"))
    assert len(told.encode()) <= 255 and not set(told) & set('/\\:*?"<>|\0')


def test_uploads_lie_under_their_sums_whatever_they_are_called(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The name that a browser sends is a stranger's word."""
    before = below(tmp_path)
    for number, name in enumerate(NAMES):
        inbox.stage(workspace, f"{name}.csv", [f"科室,{number}".encode()])
    new = below(tmp_path) - before
    tray = workspace.folder / inbox.FOLDER
    assert new and all(path.is_relative_to(tray) for path in new)
    assert all(len(path.name.partition(".")[0]) == 64 for path in new)
    assert len(inbox.staged(workspace)) == len(NAMES)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A clinic whose rooms are called like ways."""
    made = open_workspace(
        tmp_path_factory.mktemp("rooms") / "clinic", today=dt.date.fromisoformat(TODAY)
    )
    day = [
        ["2026-10-20", name[:60], "手卫生用品齐全", "×", "李敏"]
        for name in NAMES
        if "\x1b" not in name
    ]
    import_content(made, "../../x.xlsx", book(check_rows(day)))
    yield made
    made.store.close()


def test_rooms_called_like_ways_get_each_their_own_papers(rooms: Workspace, tmp_path: Path) -> None:
    """One room's notice would stand where another's was, or outside of the folder that was asked for."""
    units = rooms.store.results(rooms.scope)["unit"].nunique()
    assert units > 15
    place, around = tmp_path / "out", below(rooms.folder.parent)
    for command in (
        ["notices", "2026-10", "--out", str(place / "notices")],
        ["feedback-book", "2026-10", "--out", str(place / "book.xlsx")],
        ["inspection-folder", "--period", "2026-Q4", "--out", str(place / "all.zip")],
    ):
        done = said(rooms.folder, *command)
        assert done.exit_code == 0, done.output
    notices = [path.name for path in below(place / "notices")]
    assert len(notices) == units and not [name for name in notices if not is_plain(name)]
    with zipfile.ZipFile(place / "all.zip") as folder:
        members = folder.namelist()
    assert not [
        name
        for name in members
        if not is_safe(name) or name != "/".join(map(safe_part, name.split("/")))
    ]
    assert len({normalize("NFC", name).casefold() for name in members}) == len(members)
    new = below(rooms.folder.parent) - around
    assert all(path.is_relative_to(rooms.folder) or path.is_relative_to(place) for path in new)


def test_two_ways_of_writing_an_accent_are_two_files() -> None:
    """A Mac and a memory stick take both for one name: the second would replace the first."""
    told = numbered(["e\u0301.xlsx", "\u00e9.xlsx", "\u00c9.xlsx"])
    assert len({normalize("NFC", name).casefold() for name in told}) == 3


@pytest.mark.parametrize(
    "name", ["../../x", "a/b", "a\\b", "CON", "%2e%2e", "site=b", "$(x)", "A' OR '1'='1"]
)
def test_a_clinic_called_like_a_way_stays_in_the_lake(
    year: Path, tmp_path: Path, name: str
) -> None:
    """A clinic of the chain would write over its neighbour's months, or its name would be read as SQL."""
    done = said(year, "lake", str(tmp_path / "lake"), "--site", name)
    assert done.exit_code == 0, done.output
    assert {path.parts[len(tmp_path.parts)] for path in below(tmp_path)} == {"lake"}
    files = [str(path) for path in (tmp_path / "lake" / "results").rglob("*.parquet")]
    found = duckdb.read_parquet(files, hive_partitioning=False)
    assert {row[0] for row in found.project("site").distinct().fetchall()} == {name}


@pytest.mark.parametrize(
    "name", ["..", ".", "", " ", "a.", "x\u202ey", "x\x1b[31m", "长" * 40, "x" * 300]
)
def test_a_name_that_no_folder_has_is_refused_in_words(
    year: Path, tmp_path: Path, name: str
) -> None:
    """It was said that the disk is full, or two clinics shared a folder on Windows."""
    done = said(year, "lake", str(tmp_path / "lake"), "--site", name)
    assert done.exit_code == 2 and "no name" in done.output and "\x1b" not in done.output
    assert not below(tmp_path)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = open_workspace(
        tmp_path_factory.mktemp("year") / "clinic", today=dt.date.fromisoformat(TODAY)
    )
    save_month(made, dt.date(2026, 10, 1), 0)
    made.store.close()
    return made.folder
