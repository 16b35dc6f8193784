"""The sample clinic: what the maker meant is what comes in, through the same door as any workbook."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sample_data
from qc.ingest.importer import FileOutcome, import_paths
from qc.words import Kind
from qc.workspace import Workspace, open_workspace
from sample_data import habits, story

TRUTH: dict[str, Any] = json.loads(
    (Path(sample_data.__file__).parent / "truth.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def clinic(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Workspace, list[FileOutcome]]]:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "organisation.toml").write_text(sample_data.organisation(), encoding="utf-8")
    opened = open_workspace(folder, today=sample_data.TODAY, actor="王丽")
    yield opened, import_paths(opened, sample_data.workbooks())
    opened.store.close()


def test_every_file_comes_in(clinic: tuple[Workspace, list[FileOutcome]]) -> None:
    spoilt = {
        name
        for name, told in TRUTH.items()
        if any(fault["severity"] == "error" for fault in told["faults"])
    }
    assert {o.path.name: o.status for o in clinic[1]} == {
        name: "partly" if name in spoilt else "imported" for name in TRUTH
    }


def test_the_figures_are_those_that_the_maker_meant(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    workspace, _ = clinic
    frame = workspace.store.results(workspace.scope)
    frame = frame[frame["state"] == "accepted"].assign(month=frame["date"].str[:7])
    keys = ["indicator", "month", "unit"]
    counts = {name: (name, "sum") for name in ("checked", "passed")}
    applicable = frame[frame["checked"] > 0].groupby(keys)
    found = applicable.agg(checks=("check_id", "nunique"), **counts)
    rows = [row for told in TRUTH.values() for row in told["totals"]]
    meant = pd.DataFrame(rows).groupby(keys).agg(checks=("checks", "sum"), **counts)
    pd.testing.assert_frame_equal(found, meant, check_dtype=False)


def test_every_deliberate_fault_is_found_and_no_other(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    found = {
        (o.path.name, p.sheet, p.cell, p.code, p.severity.value)
        for o in clinic[1]
        if o.reading
        for p in o.reading.problems
        if p.severity != "info"
    }
    meant = {
        (name, f["sheet"], f["cell"], f["code"], f["severity"])
        for name, told in TRUTH.items()
        for f in told["faults"]
    }
    assert found == meant


def test_every_sheet_is_read_as_the_standard_that_it_follows(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    """A register read as another list would feed the wrong indicator, with figures that look right."""
    found = {
        o.path.name: {sheet.sheet: sheet.checklist for sheet in o.reading.sheets}
        for o in clinic[1]
        if o.reading and "standards" in TRUTH[o.path.name]
    }
    assert found == {n: told["standards"] for n, told in TRUTH.items() if "standards" in told}


def test_every_standard_that_is_no_list_of_marks_has_a_sheet(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    """Who looks for an example of a form, or at the page of its indicator, would find nothing."""
    standards = clinic[0].catalogue.checklists.values()
    meant = {c.code for c in standards if c.kind is not Kind.CHECKLIST}
    shown = {s.checklist for o in clinic[1] if o.reading for s in o.reading.sheets}
    assert {code for code in meant - shown if not code.startswith("any-")} == set()


def test_every_checklist_has_a_sheet_that_is_read_as_it(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    """A system without an example is one that nobody has seen work, from its sheet to its figure."""
    standards = clinic[0].catalogue.checklists.values()
    meant = {c.code for c in standards if c.kind is Kind.CHECKLIST}
    shown = {
        sheet.checklist
        for o in clinic[1]
        if o.reading
        for sheet in o.reading.sheets
        if sheet.kind is Kind.CHECKLIST and sheet.checks
    }
    assert {code for code in meant - shown if not code.startswith("any-")} == set()


def test_what_goes_better_in_the_story_goes_better_in_the_figures(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    """A demo in which nothing moves shows no trend; laser care and the ten knows improve over the year."""
    frame = clinic[0].store.results(clinic[0].scope)
    for code in ("care-laser", "ten-knows"):
        of = frame[frame["checklist"] == code]
        early, late = of[of["date"] < "2026-03-01"], of[of["date"] > "2026-07-01"]
        rates = [part["passed"].sum() / part["checked"].sum() for part in (early, late)]
        assert rates[0] < rates[1], code


def test_daily_and_weekly_checks_are_there_as_often_as_they_are_owed(
    clinic: tuple[Workspace, list[FileOutcome]],
) -> None:
    """The calendar would call the year's rounds missed; on closed days none is made."""
    frame = clinic[0].store.results(clinic[0].scope)
    days = {code: set(frame[frame["checklist"] == code]["date"])
            for code in ("five-rounds", "cleaning-daily", "cleaning-lift-uv")}  # fmt: skip
    open_days = {f"{day}" for month in story.months() for day in habits.open_days(month)}
    assert days["five-rounds"] == days["cleaning-daily"] == open_days
    weeks = {dt.date.fromisoformat(day).isocalendar()[:2] for day in days["cleaning-lift-uv"]}
    assert len(weeks) == len(days["cleaning-lift-uv"]) == 53


def test_the_story_is_told_by_the_figures(clinic: tuple[Workspace, list[FileOutcome]]) -> None:
    """The handbook tells it, and the demo shows it: fewer complaints since the training of June, a warm
    refrigerator on two days of July, longer waits on Saturdays, no severe event."""
    frame = clinic[0].store.results(clinic[0].scope)
    of = {code: frame[frame["checklist"] == code] for code in
          ("complaints", "refrigerator", "waiting-times", "adverse-events")}  # fmt: skip
    cases = of["complaints"].groupby("date")["check_id"].nunique()
    before, since = cases[cases.index < "2026-06-18"].sum(), cases[cases.index > "2026-06-18"].sum()
    assert since / 19 < before / 33 / 2  # a week
    warm = of["refrigerator"]
    assert set(warm[warm["outcome"] == "fail"]["date"]) == {"2026-07-18", "2026-07-19"}
    waits = of["waiting-times"]
    late = waits["outcome"] == "fail"
    saturday = waits["date"].map(lambda day: dt.date.fromisoformat(day).weekday() == 5)
    assert late[saturday].mean() > 2 * late[~saturday].mean()
    grades = of["adverse-events"]["detail"].map(lambda said: json.loads(said)["severity"])
    told = grades.groupby(of["adverse-events"]["check_id"]).first().value_counts()
    assert told["Ⅱ级"] == 1
    assert set(told.index) == {"Ⅱ级", "Ⅲ级", "Ⅳ级"}


def test_importing_again_changes_nothing(clinic: tuple[Workspace, list[FileOutcome]]) -> None:
    workspace, _ = clinic
    before = workspace.store.revision(workspace.scope)
    outcomes = import_paths(workspace, sample_data.workbooks()[:5])
    assert {outcome.status for outcome in outcomes} == {"duplicate"}
    assert workspace.store.revision(workspace.scope) == before
