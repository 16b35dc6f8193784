"""A chain that looks at its clinics through the lake sees what each clinic sees, and nothing that is nobody's
business there; writing it again costs nothing and breaks nothing."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from pandas.testing import assert_frame_equal

import metrics
import sample_data
from qc import analysis
from qc.analysis import Period
from qc.analysis.comparing import compared_units
from qc.analysis.coverage import coverage
from qc.analysis.cuts import CUTS, cut
from qc.analysis.drivers import drivers
from qc.analysis.failing import failing_items
from qc.analysis.item_views import item_view
from qc.analysis.levels import level_rates
from qc.analysis.scores import checklist_scores
from qc.analysis.sites import site_rates
from qc.analysis.window import Window
from qc.cli import cli
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.ingest.importer import import_paths
from qc.lake import write_lake
from qc.records import RESULT_COLUMNS
from qc.store.lake import writing
from qc.store.lake.layout import lock_file
from qc.store.lake.lock import locked
from qc.store.lake.manifest import read_manifest
from qc.store.lake.reading import open_lake
from qc.store.lake.writing import MonthRows, Written, write_site
from qc.store.scope import Scope
from qc.workspace import Workspace, open_workspace
from tests.integration.clinic_year import TODAY, clinic, save_month

SITE = "示例诊所"
OCTOBER = Period.parse("2026-10")
WINDOW = Window.up_to(OCTOBER)
Answer = Callable[[Workspace], Any]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic(tmp_path_factory.mktemp("clinic") / "clinic")
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def lake(year: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    list(write_lake(year, folder))
    return folder


@pytest.fixture(scope="module")
def over(year: Workspace, lake: Path) -> Workspace:
    """The same clinic as a chain sees it."""
    return replace(year, lake=open_lake(lake))


def one(done: Iterator[Written]) -> Written:
    (written,) = done
    return written


# --- the figures -------------------------------------------------------------------------------

ANSWERS: dict[str, Answer] = {
    "coverage": coverage,
    **{
        f"scorecard of {label}": lambda w, label=label: analysis.scorecard(w, Period.parse(label))
        for label in ("2026-10", "2026-W40", "2026-Q3", "2026")
    },
    "scorecard of a unit": lambda w: analysis.scorecard(w, OCTOBER, "换药室"),
    **{
        f"trend of {code}": lambda w, c=code: analysis.trend(w, c).frame
        for code in ("disinfection", "documents", "service_quality")
    },
    **{
        f"cut by {by}": lambda w, by=by: cut(w, "disinfection", WINDOW, by)
        for by in CUTS
        if by != "inspector"
    },
    "units by month": lambda w: cut(w, "emergency", WINDOW, "unit", "month"),
    "funnel of units": lambda w: compared_units(w, "disinfection", WINDOW),
    "failing items": lambda w: failing_items(w, OCTOBER),
    "failing items of a week": lambda w: failing_items(w, Period.parse("2026-W40")),
    "sites": lambda w: site_rates(w, OCTOBER),
    "units": lambda w: analysis.unit_rates(w, OCTOBER),
    **{
        f"items, {part}": lambda w, part=part: getattr(
            item_view(w, "disinfection", WINDOW, None, dt.date(2026, 3, 1)), part
        )
        for part in ("pareto", "change", "crossed")
    },
    "drivers": lambda w: drivers(w, "documents", WINDOW),
    "rates by item": lambda w: analysis.rates(w, ("item",), "disinfection"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_that_of_the_clinics_own_record(
    name: str, year: Workspace, over: Workspace
) -> None:
    """Else the chain would discuss other figures than the clinic."""
    own, told = ANSWERS[name](year), ANSWERS[name](over)
    if isinstance(own, pd.DataFrame):
        assert not own.empty
        assert_frame_equal(own, told)
    else:
        assert repr(own) == repr(told)


def test_any_engine_reads_the_files_as_they_lie(year: Workspace, lake: Path) -> None:
    """Who knows nothing of this program still finds the rates: partitions in the paths, plain columns."""
    rows = duckdb.read_parquet(f"{lake}/results/**/*.parquet")
    assert set(rows.columns) >= {*RESULT_COLUMNS, "month", "site"}
    told = metrics.rates(rows, by=["indicator", "month"]).df()
    own = year.store.results(year.scope)
    own = own[own["state"] == "accepted"].assign(month=own["date"].str[:7])
    expected = metrics.rates(own, by=["indicator", "month"])
    assert_frame_equal(told, expected, check_dtype=False)


def test_points_stay_exact_and_levels_apart(tmp_path: Path) -> None:
    """Of real sheets, which have both: hundredths of a point add up to the same sum."""
    made, lake = open_workspace(tmp_path / "clinic", today=TODAY, language="zh"), tmp_path / "lake"
    import_paths(made, [path for path in sample_data.workbooks() if path.name[:7] == "2026-10"])
    list(write_lake(made, lake))
    over = replace(made, lake=open_lake(lake))
    assert_frame_equal(level_rates(made, OCTOBER), level_rates(over, OCTOBER))
    assert_frame_equal(checklist_scores(made, OCTOBER), checklist_scores(over, OCTOBER))
    assert checklist_scores(over, OCTOBER)["points"].sum() > 0
    made.store.close()


# --- who sees what -----------------------------------------------------------------------------


def test_nobody_is_named_in_the_lake(lake: Path) -> None:
    """A lake lies on other people's disks: no chart's number, no inspector's full name."""
    for path in lake.rglob("*.parquet"):
        words = str(duckdb.read_parquet(str(path)).fetchall())
        assert "张三" not in words and "病历1" not in words


def test_a_scope_holds_over_the_lake_too(over: Workspace) -> None:
    elsewhere = replace(over, scope=Scope("外人", sites=frozenset({"另一家"})))
    assert coverage(elsewhere).units == ()
    room = replace(over, scope=Scope("护士长", units=frozenset({"换药室"})))
    assert coverage(room).units == ("换药室",)
    assert set(analysis.unit_rates(room, OCTOBER)["unit"]) == {"换药室"}
    items = failing_items(room, OCTOBER)
    assert {unit for units in items["units"] for unit in units} == {"换药室"}


def test_who_sees_a_part_writes_no_lake(year: Workspace, tmp_path: Path) -> None:
    """A lake of one room would stand there as that of the clinic."""
    part = replace(year, scope=Scope("组长", units=frozenset({"换药室"})))
    with pytest.raises(ScopeError):
        list(write_lake(part, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_single_results_are_those_of_one_clinic(over: Workspace) -> None:
    with pytest.raises(UsageError):
        analysis.evidence(over, OCTOBER)
    at = replace(over, scope=replace(over.scope, sites=frozenset({SITE})))
    rows = analysis.evidence(at, OCTOBER, "disinfection", "换药室")
    own = analysis.evidence(
        replace(over, lake=None), OCTOBER, "disinfection", "换药室", state="accepted"
    )
    same = ["cell", "date", "item", "checked", "passed", "outcome"]
    assert_frame_equal(
        rows[same].sort_values(same, ignore_index=True),
        own[same].sort_values(same, ignore_index=True),
    )


# --- writing -----------------------------------------------------------------------------------


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """Nightly, for five years of a clinic: a month comes in, an import is taken back."""
    workspace, lake = clinic(tmp_path / "clinic"), tmp_path / "lake"
    assert len(one(write_lake(workspace, lake)).written) == 12
    before = {path: path.stat().st_mtime_ns for path in lake.rglob("*.parquet")}
    again = one(write_lake(workspace, lake))
    assert (again.written, again.unchanged, again.gone) == ((), 12, ())
    assert {path: path.stat().st_mtime_ns for path in lake.rglob("*.parquet")} == before

    newest = workspace.store.imports(workspace.scope)[0]
    workspace.store.undo(workspace.scope, newest.id, "导错了")
    undone = one(write_lake(workspace, lake))
    gone = undone.written + undone.gone
    assert len(gone) == 1 and undone.unchanged == 11
    save_month(workspace, dt.date(2025, 10, 1), 12)
    assert one(write_lake(workspace, lake)).written == ("2025-10",)
    over = replace(workspace, lake=open_lake(lake))
    assert repr(coverage(over)) == repr(coverage(workspace))
    assert_frame_equal(
        analysis.trend(over, "disinfection").frame, analysis.trend(workspace, "disinfection").frame
    )
    workspace.store.close()


def test_a_clinic_renamed_or_emptied_leaves_nothing_behind(tmp_path: Path) -> None:
    """Else the chain would count it twice, or for ever."""
    workspace, lake = clinic(tmp_path / "clinic"), tmp_path / "lake"
    list(write_lake(workspace, lake))
    new, gone = write_lake(workspace, lake, "浦东店")
    assert (new.site, gone.site, len(gone.gone), gone.rows) == ("浦东店", SITE, 12, 0)
    assert [each.site for each in open_lake(lake).manifests] == ["浦东店"]
    for each in workspace.store.imports(workspace.scope):
        workspace.store.undo(workspace.scope, each.id, "搬家")
    assert one(write_lake(workspace, lake)).site == "浦东店"
    with pytest.raises(WorkspaceError, match="no site"):
        open_lake(lake)
    workspace.store.close()


def test_a_manifest_names_nothing_outside_the_lake(lake: Path, tmp_path: Path) -> None:
    """It comes from elsewhere; a chain's office must not be led to read its own files by it."""
    copy = tmp_path / "lake"
    shutil.copytree(lake, copy)
    (manifest,) = (copy / "sites").glob("*.json")
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"checks/site=', '"checks/../../site='), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="damaged"):
        open_lake(copy)


def test_an_open_lake_sees_what_is_written_meanwhile(tmp_path: Path) -> None:
    workspace, lake = clinic(tmp_path / "clinic"), tmp_path / "lake"
    list(write_lake(workspace, lake))
    over = replace(workspace, lake=open_lake(lake))
    assert str(coverage(over).months[0]) == "2025-11"
    save_month(workspace, dt.date(2025, 10, 1), 12)
    list(write_lake(workspace, lake))
    assert str(coverage(over).months[0]) == "2025-10"
    workspace.store.close()


def test_stopped_before_the_manifest_nothing_has_changed(
    year: Workspace, lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New files lie there and nobody reads them; the next writing puts them away."""
    copy = tmp_path / "lake"
    shutil.copytree(lake, copy)
    before = read_manifest(copy, SITE)
    stamps = {month: part.stamp for month, part in before.results.items()} | {"2026-10": "0" * 32}

    def rows_of(month: str) -> MonthRows:
        rows = year.store.results(year.scope, start=OCTOBER.start, end=OCTOBER.end).iloc[:1]
        checks = pd.DataFrame(columns=list(writing.CHECKS))
        return MonthRows(month, stamps[month], rows.assign(month=month), checks)

    def power_cut(_lake: Path, _manifest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_manifest", power_cut)
    with pytest.raises(KeyboardInterrupt):
        write_site(copy, SITE, before.source, stamps, rows_of)
    monkeypatch.undo()
    assert read_manifest(copy, SITE) == before
    left = [path for path in copy.rglob("*.parquet") if "0" * 32 in path.name]
    assert left
    done = one(write_lake(year, copy))
    assert done.written == () and not any(path.exists() for path in left)


def test_two_clinics_of_one_name_do_not_overwrite_each_other(lake: Path, tmp_path: Path) -> None:
    copy = tmp_path / "lake"
    shutil.copytree(lake, copy)
    other = clinic(tmp_path / "other")
    with pytest.raises(WorkspaceError, match="another workspace"):
        list(write_lake(other, copy))
    assert one(write_lake(other, copy, "浦东店")).site == "浦东店"
    assert [each.site for each in open_lake(copy).manifests] == ["浦东店", SITE]
    assert set(site_rates(replace(other, lake=open_lake(copy)), OCTOBER)["site"]) == {
        "浦东店",
        SITE,
    }
    other.store.close()


def test_one_writer_at_a_time(year: Workspace, lake: Path) -> None:
    with (
        locked(lake / lock_file(SITE), SITE),
        pytest.raises(WorkspaceError, match="Another program"),
    ):
        list(write_lake(year, lake))


def test_a_lost_file_is_written_anew(year: Workspace, lake: Path, tmp_path: Path) -> None:
    copy = tmp_path / "lake"
    shutil.copytree(lake, copy)
    next((copy / "results").rglob("*.parquet")).unlink()
    assert len(one(write_lake(year, copy)).written) == 1


@pytest.mark.parametrize("damage", ["", "{", '{"format": 2, "site": "x", "results": {}}'])
def test_a_damaged_manifest_is_named(lake: Path, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "lake"
    shutil.copytree(lake, copy)
    (manifest,) = (copy / "sites").glob("*.json")
    manifest.write_text(damage, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="damaged"):
        open_lake(copy)


def test_what_is_no_lake_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no lake"):
        open_lake(tmp_path)


# --- the command -------------------------------------------------------------------------------


def test_the_command_says_what_stands_in_the_lake(tmp_path: Path) -> None:
    clinic(tmp_path / "clinic").store.close()
    asked = [
        "lake",
        str(tmp_path / "lake"),
        "--workspace",
        str(tmp_path / "clinic"),
        "--lang",
        "en",
    ]
    first = CliRunner().invoke(cli, asked)
    assert first.exit_code == 0
    assert first.output.startswith("示例诊所: 12 months written, 0 as they were")
    assert "0 months written, 12 as they were" in CliRunner().invoke(cli, asked).output


def test_a_workspace_without_results_says_what_to_do(tmp_path: Path) -> None:
    asked = ["lake", str(tmp_path / "lake"), "--workspace", str(tmp_path / "new"), "--lang", "en"]
    answer = CliRunner().invoke(cli, asked)
    assert answer.exit_code == 2 and "Import workbooks first." in answer.output
