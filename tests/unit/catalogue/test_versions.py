"""Versions of a checklist side by side: an old check keeps the one that it was made with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from qc.catalogue.load import load_catalogue
from qc.catalogue.match import identify_checklist
from tests.unit.catalogue.test_overrides import CHECKLIST, write

OURS = CHECKLIST.format(code="disinfection")
NEXT = OURS.replace("2026-10", "2027-01").replace("电梯每周紫外线消毒", "电梯每日紫外线消毒")
TODAY = dt.date(2026, 11, 30)


def test_a_day_has_the_version_that_was_in_force(tmp_path: Path) -> None:
    """October's checks judged by January's standard would be a change to the past."""
    catalogue = load_catalogue(write(tmp_path, ours=OURS, later=NEXT))
    found = {
        day: catalogue.version_on("disinfection", dt.date.fromisoformat(day)).version
        for day in (
            "2020-05-01",
            "2026-09-30",
            "2026-10-01",
            "2026-12-31",
            "2027-01-01",
            "2030-01-01",
        )
    }
    assert found == {
        "2020-05-01": "1", "2026-09-30": "1", "2026-10-01": "2026-10", "2026-12-31": "2026-10",
        "2027-01-01": "2027-01", "2030-01-01": "2027-01",
    }  # fmt: skip


def test_in_force_is_the_newest_that_has_begun(tmp_path: Path) -> None:
    """Next year's version lies ready; a template printed today must not be next year's."""
    extra = write(tmp_path, ours=OURS, later=NEXT)
    assert load_catalogue(extra, TODAY).checklists["disinfection"].version == "2026-10"
    assert (
        load_catalogue(extra, dt.date(2027, 1, 1)).checklists["disinfection"].version == "2027-01"
    )
    assert load_catalogue(extra).checklists["disinfection"].version == "2027-01"
    assert load_catalogue(extra, dt.date(2021, 1, 1)).checklists["disinfection"].version == "1"


def test_the_same_version_replaces_the_shipped_one(tmp_path: Path) -> None:
    """A clinic that puts a slip right in version 1 does not want the slip beside it."""
    own = OURS.replace('version = "2026-10"', 'version = "1"')
    catalogue = load_catalogue(write(tmp_path, ours=own))
    assert [v.version for v in catalogue.versions_of("disinfection")] == ["1"]
    assert len(catalogue.checklists["disinfection"].items) == 1


@pytest.mark.parametrize("day", ["2022-01-01", "2021-06-01"])
def test_from_its_first_day_on_the_clinic_s_word_holds(tmp_path: Path, day: str) -> None:
    """The shipped version would come back into force over the clinic's own."""
    own = OURS.replace("valid_from = 2026-10-01", f"valid_from = {day}")
    catalogue = load_catalogue(write(tmp_path, ours=own))
    assert [v.version for v in catalogue.versions_of("disinfection")] == ["2026-10"]


def test_a_checklist_with_one_version_has_it_on_every_day() -> None:
    catalogue = load_catalogue()
    only = catalogue.checklists["appearance"]
    assert catalogue.versions_of("appearance") == (only,)
    assert catalogue.version_on("appearance", dt.date(1999, 1, 1)) is only
    with pytest.raises(KeyError):
        catalogue.versions_of("none")


def test_last_year_s_lines_still_tell_the_checklist(tmp_path: Path) -> None:
    """A workbook from before the change would fall out of the standard."""
    catalogue = load_catalogue(write(tmp_path, ours=OURS, later=NEXT))
    found = identify_checklist(catalogue, "", ["电梯每周紫外线消毒"])
    assert (found.checklist, found.matched) == ("disinfection", 1.0)


def test_a_cadence_says_how_often_and_who(tmp_path: Path) -> None:
    """The calendar asks for two a week of each room; a default of one would miss half of them."""
    said = 'cadence = { every = "week", times = 2, irregular = true, each = "unit" }\n'
    own = load_catalogue(write(tmp_path, ours=OURS.replace("source", said + "source", 1)))
    cadence = own.checklists["disinfection"].cadence
    assert cadence is not None
    assert (cadence.every, cadence.times, cadence.irregular, cadence.each) == (
        "week",
        2,
        True,
        "unit",
    )
    plain = load_catalogue().checklists["cleaning-fogging"].cadence
    assert plain is not None
    assert (plain.every, plain.times, plain.irregular, plain.each) == ("month", 1, False, "site")
