"""The draw in a real workspace: drawn once, kept, weighted by what failed, ready to be filled in."""

from __future__ import annotations

import datetime as dt
import os
import stat
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from qc.analysis.periods import Period
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.calendar.chance import seed_of
from qc.improve.calendar.draw import carried_out, draw
from qc.improve.calendar.inspectors import inspectors_of
from qc.improve.calendar.reading import calendar
from qc.improve.calendar.states import DueState
from qc.organisation import Organisation, Site, Unit
from qc.records import Check, Result
from qc.store import Scope
from qc.words import Kind, Outcome
from qc.workspace import Workspace
from tests.integration.test_calendar import by_label, check, own, save

MONDAY = dt.date(2026, 11, 2)
UNITS = ("换药室", "治疗室", "注射室")


def audit(
    day: str, unit: str, passed: bool, by: str = "王丽", checklist: str = "disinfection"
) -> Check:
    outcome = Outcome.PASS if passed else Outcome.FAIL
    mark = Result("C5", "hand_hygiene_supplies", "手卫生", 1, int(passed), outcome, "√")
    return check(
        day, checklist=checklist, indicator=checklist, unit=unit, results=(mark,), inspector=by
    )  # fmt: skip


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """Three units, each with its own inspector; the dressing room fails week after week."""
    units = tuple(Unit(name=name, site="本院") for name in UNITS)
    opened = replace(
        workspace, organisation=Organisation(sites=(Site(name="本院"),), units=units)
    )  # fmt: skip
    days = ("2026-10-12", "2026-10-19", "2026-10-26")
    save(
        opened,
        *(audit(day, "换药室", passed=False) for day in days),
        *(audit(day, "治疗室", passed=True, by="李敏") for day in days),
        *(audit(day, "注射室", passed=True, by="孙") for day in days),
    )
    (opened.folder / "draw.seed").write_text("ab" * 32, "ascii")
    return opened


def test_a_week_is_drawn_once_and_read_by_whoever_may(clinic: Workspace) -> None:
    """What came in since must not move a draw, nor may whoever dislikes it draw again."""
    drawn = draw(clinic)
    assert len(drawn.picks) == 2 and drawn.by == "王丽" and drawn.week == MONDAY
    assert len({pick.unit for pick in drawn.picks}) == len({p.day for p in drawn.picks}) == 2
    save(clinic, audit("2026-11-02", "注射室", passed=False, by="孙"), name="b.xlsx")
    assert draw(replace(clinic, scope=Scope("李敏"))) == drawn
    assert draw(replace(clinic, today=dt.date(2026, 11, 30)), MONDAY) == drawn
    theirs = replace(clinic, scope=Scope("赵", units=frozenset({"换药室"})))
    with pytest.raises(ScopeError, match="whole site"):
        draw(theirs)


def test_every_reason_stands_beside_its_pick(clinic: Workspace) -> None:
    """Whoever asks why it was their turn is shown figures that can be counted again."""
    weeks = [draw(replace(clinic, today=MONDAY + dt.timedelta(weeks=n))) for n in (0, 1)]
    week, told = next((d.week, p) for d in weeks for p in d.picks if p.unit == "换药室")
    assert told.inspector in ("李敏", "孙") and told.checklist == "disinfection"
    since = (week - dt.date(2026, 10, 26)).days // 7
    assert told.figures == {
        "failed": 1, "repeated": 2, "overdue": told.figures["overdue"], "near_expiry": 0, "weeks": since,
    }  # fmt: skip
    plain = 1 + 1 + 2 * 2 + 2 * told.figures["overdue"] + 0.25 * since
    assert float(told.weight) == plain
    assert told.samples == 0 and told.numbers == ()


def test_what_was_carried_out_counts_as_a_spot_check(clinic: Workspace) -> None:
    """The area's own sheet is what is filled in; the week's spot check is not asked for twice."""
    first, second = draw(clinic).picks
    assert carried_out(clinic, first, MONDAY) is None
    save(
        clinic,
        *(audit(str(p.day), p.unit, passed=True, by=p.inspector) for p in (first, second)),
        name="b.xlsx",
    )
    after = replace(clinic, today=dt.date(2026, 11, 9))
    assert carried_out(after, first, MONDAY) == first.day
    week = by_label(calendar(after, Period.parse("2026-11")))["2026-W45"]
    assert (week.state, week.done) == (DueState.DONE, 2)


def test_charts_are_drawn_by_number_more_of_them_after_a_failure(clinic: Workspace) -> None:
    """Nobody picks the charts that they know to be in order."""
    own(clinic, 'draw.checklists = ["documents"]\ndraw.everywhere = []\ndraw.lot = 8')
    save(
        clinic,
        audit("2026-10-28", "治疗室", passed=False, checklist="documents"),
        audit("2026-10-28", "注射室", passed=True, checklist="documents"),
        audit("2026-11-02", "注射室", passed=False, checklist="documents"),
        name="b.xlsx",
    )
    picks = {pick.unit: pick for pick in draw(clinic).picks}
    assert picks["治疗室"].samples == 8 and picks["治疗室"].numbers == tuple(range(1, 9))
    assert picks["注射室"].samples == 5 and len(set(picks["注射室"].numbers)) == 5
    assert max(picks["注射室"].numbers) <= 8


def test_lines_near_expiry_weigh(clinic: Workspace) -> None:
    """Of the last count only, by the days before the week."""
    own(clinic, 'draw.checklists = ["emergency"]\ndraw.everywhere = []')
    lines = [
        Result("C5", f"d{n}", f"药{n}", 1, 1, Outcome.PASS, "5", detail=detail)
        for n, detail in enumerate(({"expiry": "2026-12-31"}, {"expiry": "2028-01-31"}, {"par": 1}, None))
    ]  # fmt: skip
    about = {
        "checklist": "emergency",
        "indicator": "emergency",
        "kind": Kind.STOCK,
        "unit": "治疗室",
    }
    old = [line._replace(detail={"expiry": "2026-12-31"}) for line in lines]
    save(
        clinic,
        check("2026-10-20", results=tuple(old), **about),
        check("2026-10-27", results=tuple(lines), **about),
        name="b.xlsx",
    )
    (pick, again) = draw(clinic).picks
    assert pick.unit == again.unit == "治疗室" and pick.figures["near_expiry"] == 1


def test_only_people_of_other_units_who_are_there(clinic: Workspace) -> None:
    own(
        clinic,
        """draw.inspectors = { "王丽" = "换药室", "李敏" = "换药室", "孙" = "治疗室" }
calendar.absences = [{ person = "孙", first = 2026-11-01, last = 2026-11-30 }]
draw.everywhere = []
""",
    )
    drawn = [*draw(clinic).picks, *draw(replace(clinic, today=dt.date(2026, 11, 9))).picks]
    for pick in drawn:
        assert pick.inspector == ("" if pick.unit == "换药室" else pick.inspector)
        assert pick.inspector != "孙"
    assert {pick.inspector for pick in drawn if pick.unit != "换药室"} == {"王丽", "李敏"}
    assert any(pick.unit == "换药室" for pick in drawn)


def test_what_cannot_be_drawn_is_told(clinic: Workspace) -> None:
    with pytest.raises(UsageError, match="Nothing was drawn in the week of 2026-11-09"):
        draw(clinic, dt.date(2026, 11, 11))
    with pytest.raises(UsageError, match='no site "二院"'):
        draw(clinic, site="二院")
    own(clinic, "calendar.rest_weekdays = [1, 2, 3, 4, 5, 6, 7]")
    with pytest.raises(UsageError, match="No open day is left"):
        draw(clinic)
    own(clinic, 'draw.checklists = ["disinfektion"]')
    with pytest.raises(WorkspaceError, match="disinfektion"):
        draw(clinic)
    own(clinic, "draw.everywhere = []\ndraw.checklists = []")
    with pytest.raises(UsageError, match="no unit is known"):
        draw(clinic)


def test_on_the_last_day_there_is_one_left(clinic: Workspace) -> None:
    own(clinic, 'draw.cadence = "appearance"')
    assert len(draw(replace(clinic, today=dt.date(2026, 11, 8))).picks) == 1


def test_the_seed_is_secret_made_once_and_watched(workspace: Workspace, tmp_path: Path) -> None:
    """Who could read or choose it could foresee the draw."""
    seed = seed_of(workspace.folder)
    path = workspace.folder / "draw.seed"
    assert len(seed) == 32 and seed_of(workspace.folder) == seed
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in workspace.folder.glob("draw.seed*")] == ["draw.seed"]
    path.write_text("1234", "ascii")
    with pytest.raises(WorkspaceError, match="was changed"):
        draw(workspace)
    with pytest.raises(WorkspaceError, match="cannot be kept"):
        seed_of(tmp_path / "nowhere")


def test_who_inspects_is_taken_from_the_sheets_where_nobody_is_listed() -> None:
    """Two names in a cell are two people; whoever inspects everywhere belongs to no unit."""
    seen = [
        ("王丽、李敏", "换药室", "2026-10-12"), ("王丽", "换药室", "2026-10-13"),
        ("李敏", "治疗室", "2026-10-13"), ("", "治疗室", "2026-10-14"),
    ]  # fmt: skip
    checks = pd.DataFrame(seen, columns=["inspector", "unit", "date"])
    assert inspectors_of(checks, {}) == {"李敏": "", "王丽": "换药室"}
    assert inspectors_of(checks, {"孙": "前台"}) == {"孙": "前台"}
