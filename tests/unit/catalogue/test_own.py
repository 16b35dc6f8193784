"""A clinic writes its own standard from the items of a sheet: what it gets must be a standard."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from qc.catalogue.load import load_catalogue
from qc.catalogue.own import OwnItem, new_checklist
from qc.errors import CatalogueError, UsageError
from qc.words import Kind

TODAY = dt.date(2026, 10, 31)
ITEMS = (OwnItem("own-a", "护目镜齐全"), OwnItem("own-b", "冷却探头清洁", Decimal("2.5")))


def made(folder: Path, name: str = "激光室自查表", **more: object) -> Path:
    told: dict[str, object] = {"owner": "李敏", "today": TODAY} | more
    items = told.pop("items", ITEMS)
    indicator = told.pop("indicator", "safety")
    return new_checklist(folder, name, indicator, items, **told)  # type: ignore[arg-type]


def test_the_new_standard_is_in_force_with_its_items(tmp_path: Path) -> None:
    path = made(tmp_path, kind=Kind.POINTS)
    known = load_catalogue(tmp_path).checklists[path.stem]
    assert path.parent == tmp_path / "checklists"
    assert (known.name.zh, known.indicator, known.kind) == ("激光室自查表", "safety", Kind.POINTS)
    assert [(item.code, item.text.zh) for item in known.items] == [
        ("own-a", "护目镜齐全"),
        ("own-b", "冷却探头清洁"),
    ]
    assert known.items[1].points == Decimal("2.5")
    assert (known.owner.zh, known.review) == ("李敏", dt.date(2027, 10, 31))


def test_a_leap_day_is_reviewed_a_year_later_too(tmp_path: Path) -> None:
    path = made(tmp_path, today=dt.date(2028, 2, 29))
    assert load_catalogue(tmp_path).checklists[path.stem].review == dt.date(2029, 2, 28)


def test_a_second_standard_of_the_same_name_takes_nothing_from_the_first(tmp_path: Path) -> None:
    first, second = made(tmp_path), made(tmp_path)
    assert first != second
    assert {first.stem, second.stem} <= load_catalogue(tmp_path).checklists.keys()


def test_the_same_item_twice_is_one_line_and_codes_differ(tmp_path: Path) -> None:
    """Two lines that cannot be told apart would make every sheet a guess."""
    items = (OwnItem("a", "护目镜"), OwnItem("b", "护目镜 "), OwnItem("a", "手套"))
    path = made(tmp_path, items=items)
    known = load_catalogue(tmp_path).checklists[path.stem]
    assert [(item.code, item.text.zh) for item in known.items] == [("a", "护目镜"), ("a-2", "手套")]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """A quote or a line break in a cell must not write other keys into the clinic's standards."""
    evil = 'x"\n[[items]]\ncode = "evil" \\ \x7f'
    path = made(tmp_path, name=f"表{evil}", items=(OwnItem("a", evil), OwnItem("b", "手套")))
    known = load_catalogue(tmp_path).checklists[path.stem]
    assert [item.text.zh for item in known.items] == [evil, "手套"]


@pytest.mark.parametrize("more", [{"name": " "}, {"owner": " "}])
def test_without_a_name_or_an_owner_nothing_is_written(
    tmp_path: Path, more: dict[str, str]
) -> None:
    with pytest.raises(UsageError):
        made(tmp_path, **more)
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    "more", [{"indicator": "nothing"}, {"indicator": "service_quality"}, {"items": ()}]
)
def test_what_does_not_hold_is_not_kept(tmp_path: Path, more: dict[str, object]) -> None:
    """A broken standard in the folder would keep the whole workspace from opening."""
    with pytest.raises(CatalogueError):
        made(tmp_path, **more)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    load_catalogue(tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "checklists").write_text("in the way", encoding="utf-8")
    with pytest.raises(CatalogueError, match="cannot be written"):
        made(tmp_path)
