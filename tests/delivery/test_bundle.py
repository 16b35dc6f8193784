"""The zip itself: the same bytes each time, names and rights as they must be, nothing of the clinic's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboards.components.navigation import PAGES as PAGES_OF_THE_MENU
from delivery.licences import LISTED, licences
from delivery.making import SUMS, TOP, assemble, deepest, write
from delivery.pages import PAGES, page
from delivery.pc import unpack
from delivery.project import ROOT
from delivery.starter.parcel import parcel, refuse_incomplete, refuse_long_path
from delivery.starter.records import NAME
from delivery.starter.words import StartError
from delivery.targets import targets
from delivery.wheels import DeliveryError
from qc.locale import translator
from tests.delivery.small import borrowed


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    wheel = borrowed(tmp_path / "borrowed-1-py3-none-any.whl")
    write(tmp_path / "a.zip", assemble("1.0", b"", [wheel], targets()))
    return tmp_path / "a.zip"


def test_the_same_inputs_give_the_same_bytes(zipped: Path, tmp_path: Path) -> None:
    """Else nobody can tell from the checksum whether two zips are the same."""
    wheel = tmp_path / "borrowed-1-py3-none-any.whl"
    write(tmp_path / "b.zip", assemble("1.0", b"", [wheel], targets()))
    assert zipped.read_bytes() == (tmp_path / "b.zip").read_bytes()
    other = assemble("1.0", b"one==1\n", [wheel], targets())
    assert json.loads(bytes(other["program/bundle.json"]))["build"] != _build(zipped)  # type: ignore[arg-type]


def _build(path: Path) -> str:
    with ZipFile(path) as held:
        return str(json.loads(held.read(f"{TOP}/program/bundle.json"))["build"])


def test_names_are_utf8_and_the_starter_may_be_run(zipped: Path) -> None:
    """Without the flag Windows reads the names by its code page; without the right Linux refuses."""
    with ZipFile(zipped) as held:
        infos = {info.filename: info for info in held.infolist()}
    assert infos[f"{TOP}/启动.bat"].flag_bits & 0x800
    assert infos[f"{TOP}/start.sh"].external_attr >> 16 == 0o100755
    assert infos[f"{TOP}/LICENSE"].external_attr >> 16 == 0o100644
    assert f"{TOP}/使用手册.html" in infos
    assert {info.date_time for info in infos.values()} == {(1980, 1, 1, 0, 0, 0)}


def test_unpacking_touches_nothing_of_the_clinics(zipped: Path, tmp_path: Path) -> None:
    """A newer zip unpacked over the folder must not hold a file where records, their place or an
    environment are."""
    disk = tmp_path / "disk"
    records, noted = disk / NAME / "qc.sqlite", disk / TOP / "数据位置.txt"
    for own in (records, noted, disk / TOP / "env-12345678/whole.txt"):
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("ours", encoding="utf-8")
    unpack(zipped, disk)
    assert records.read_text(encoding="utf-8") == noted.read_text(encoding="utf-8") == "ours"
    with ZipFile(zipped) as held:
        assert {name.split("/")[0] for name in held.namelist()} == {TOP}
        assert not [n for n in held.namelist() if n.startswith((f"{TOP}/env-", f"{TOP}/python/"))]


def test_every_file_has_its_checksum(zipped: Path, tmp_path: Path) -> None:
    """One file lost or changed on the way is told before anything is installed."""
    unpack(zipped, tmp_path)
    known = parcel(tmp_path / TOP)
    refuse_incomplete(known)
    lines = (known.root / SUMS).read_text(encoding="utf-8").splitlines()
    there = {p.relative_to(known.root).as_posix() for p in known.root.rglob("*") if p.is_file()}
    assert {line.partition("  ")[2] for line in lines} == there - {SUMS}
    (known.program / "starter/main.py").unlink()
    with pytest.raises(StartError, match=r"starter/main\.py"):
        refuse_incomplete(known)


def test_a_path_too_long_for_windows_is_said(zipped: Path, tmp_path: Path) -> None:
    """pip would stop in the middle with a missing file."""
    unpack(zipped, tmp_path)
    known = parcel(tmp_path / TOP)
    assert known.deepest == deepest(tmp_path / "borrowed-1-py3-none-any.whl")
    refuse_long_path(known, Path("D:/") / "x", windows=True)
    with pytest.raises(StartError, match="移到较短的位置"):
        refuse_long_path(known, Path("D:/") / ("x" * 250), windows=True)


@pytest.mark.parametrize("source", PAGES)
def test_links_of_its_pages_lead_to_pages_of_it(source: str) -> None:
    """The zip carries two pages of the documents: a link to a third would lead nowhere."""
    html = page(ROOT / source, source)
    assert 'lang="zh-CN"' in html
    assert "<h1>" in html
    for href in re.findall(r'href="([^"]+)"', html):
        assert href in {"使用手册.html", "安装说明.html"} or "://" in href, href


def test_every_licence_travels_along(tmp_path: Path, zipped: Path) -> None:
    """Whoever passes software on owes its licence texts: a wheel without one stops the making."""
    with ZipFile(zipped) as held:
        listed = held.read(f"{TOP}/{LISTED}").decode("utf-8-sig")
    assert "borrowed 1\tMIT\tborrowed-1.dist-info/LICENSE" in listed
    bare = tmp_path / "bare-1-py3-none-any.whl"
    with ZipFile(bare, "w") as wheel:
        wheel.writestr(
            "bare-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: bare\nVersion: 1\n"
        )
    with pytest.raises(DeliveryError, match=r"bare 1 holds no licence text"):
        licences([bare])
    kept = tmp_path / "ordered_set-4.1.0-py3-none-any.whl"
    with ZipFile(kept, "w") as wheel:
        name = "ordered_set-4.1.0.dist-info/METADATA"
        wheel.writestr(name, "Metadata-Version: 2.1\nName: ordered-set\nVersion: 4.1.0\n")
    assert b"Elia Robyn Lake" in licences([kept])["program/licences/ordered-set.txt"]


def test_the_list_of_licences_has_one_order(tmp_path: Path) -> None:
    """Wheels of one package for two systems carry other texts: in the order of a set the zip would be
    another each time."""
    wheels = []
    for number in range(6):
        wheel = tmp_path / f"one-1-{number}-py3-none-any.whl"
        with ZipFile(wheel, "w") as out:
            out.writestr(
                "one-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1\n"
            )
            out.writestr(f"one-1.dist-info/LICENSE.{number}", "MIT")
        wheels.append(wheel)
    listed = licences(wheels)[LISTED].decode("utf-8-sig")
    found = re.findall(r"LICENSE\.(\d)", listed)
    assert found == sorted(found)
    assert licences(wheels[::-1])[LISTED].decode("utf-8-sig") == listed


def test_the_handbook_names_pages_as_the_menu_does() -> None:
    """A nurse looks for the word that she reads: every 「place」 of the rounds is in the menu."""
    zh = translator("zh")
    menu = {zh(title) for title in PAGES_OF_THE_MENU.values()}
    text = (ROOT / "docs/head-nurse.md").read_text(encoding="utf-8")
    rounds = text.split("## 每周")[1].split("## 看懂结论")[0]
    named = {name for line in rounds.splitlines() if line.startswith("|")
             for name in re.findall(r"「(\w+)」", line.rsplit("|", 2)[1])}  # fmt: skip
    assert len(named) > 6
    assert named <= menu
