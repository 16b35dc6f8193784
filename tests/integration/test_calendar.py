"""The calendar in a real workspace: what came in is what was done, and nobody ticks a box."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.analysis.periods import Period
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.improve.calendar.acting import evidence, excuse, keep_evidence, withdraw
from qc.improve.calendar.dues import Due
from qc.improve.calendar.opening import responsible
from qc.improve.calendar.reading import Calendar, appointment, appointments, calendar
from qc.improve.calendar.states import DueState
from qc.improve.rules import load_rules
from qc.ingest.importer import import_paths
from qc.organisation import Organisation, Site, Unit
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.templates import write_template
from qc.words import Kind, Outcome
from qc.workspace import Workspace

OCTOBER = Period.parse("2026-10")
MARK = Result("C5", "sc_service", "抽查：服务", 1, 1, Outcome.PASS, "√")


def check(
    day: str, *, checklist: str = "spot-check", unit: str = "换药室", **changes: Any
) -> Check:
    plain = Check(
        sheet="10月", kind=Kind.CHECKLIST, indicator="management_system", checklist=checklist,
        version="1", date=dt.date.fromisoformat(day), site="本院", unit=unit, results=(MARK,),
        inspector="王丽",
    )  # fmt: skip
    return plain._replace(**changes)


def save(workspace: Workspace, *checks: Check, name: str = "a.xlsx") -> None:
    content = f"{name} {checks}".encode()
    sheet = SheetReading(
        "10月", Kind.CHECKLIST, "management_system", "spot-check", "across", checks
    )
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(workspace.scope, WorkbookReading(name, digest, (sheet,), ()), content)


def own(workspace: Workspace, text: str) -> None:
    (workspace.folder / "improvement.toml").write_text(text, encoding="utf-8")


def at(workspace: Workspace, day: str) -> Workspace:
    return replace(workspace, today=dt.date.fromisoformat(day))


def by_label(found: Calendar, code: str = "spot-check") -> dict[str, Due]:
    return {due.span.label: due for due in found.dues if due.code == code}


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """One site, two units."""
    units = (Unit(name="换药室", site="本院"), Unit(name="治疗室", site="本院"))
    return replace(workspace, organisation=Organisation(sites=(Site(name="本院"),), units=units))


def test_nothing_is_owed_before_the_clinic_begins(clinic: Workspace) -> None:
    """A clinic that brings its first sheet is not told that it missed everything; what the plan asks
    for and nobody began is named."""
    save(clinic, check("2026-10-05", checklist="disinfection", indicator="disinfection"))
    found = calendar(clinic, OCTOBER)
    assert found.dues == () and found.adherence == ()
    assert found.not_in_force == load_rules(clinic.folder).calendar.core


def test_two_a_week_from_the_first_that_came_in(clinic: Workspace) -> None:
    """In time, late by what a week has over, missed, and the running week: each as the head nurse would
    say. Several charts, or several units, on a day are one time."""
    save(
        clinic,
        check("2026-10-06"), check("2026-10-06", subject="病历2"), check("2026-10-08", unit="治疗室"),
        check("2026-10-14"),
        check("2026-10-19"), check("2026-10-21"), check("2026-10-23"),
    )  # fmt: skip
    found = calendar(clinic, OCTOBER)
    dues = by_label(found)
    assert [(label, due.state, due.done) for label, due in dues.items()] == [
        ("2026-W41", DueState.DONE, 2), ("2026-W42", DueState.LATE, 2), ("2026-W43", DueState.DONE, 2),
    ]  # fmt: skip
    assert [d.day.isoformat() for d in dues["2026-W42"].late] == ["2026-10-19"]
    (line,) = found.adherence
    assert (line.owed, line.in_time, line.late, line.missed) == (6, 5, 1, 0) and line.rate == 1
    assert "spot-check" not in found.not_in_force
    november = calendar(clinic, Period.parse("2026-11"))
    assert by_label(november)["2026-W44"].state is DueState.OVERDUE
    assert by_label(november)["2026-W45"].state is DueState.DUE
    later = by_label(calendar(at(clinic, "2026-11-05"), Period.parse("2026-11")))
    assert later["2026-W44"].state is DueState.MISSED


def test_what_was_not_accepted_has_not_been_done(clinic: Workspace) -> None:
    """A sheet of marks that nobody can read is no inspection."""
    save(clinic, check("2026-10-05"), check("2026-10-07", results=(MARK.held_back(),)))
    assert by_label(calendar(clinic, OCTOBER))["2026-W41"].done == 1


def test_closed_days_rest_days_and_make_up_days(clinic: Workspace) -> None:
    """Nothing is owed while the clinic is closed; a week with one open day owes one."""
    own(
        clinic,
        """calendar.on = { spot-check = 2026-09-28, five-rounds = 2026-09-28 }
calendar.rest_weekdays = [6, 7]
calendar.closed = [2026-09-28, 2026-09-29, 2026-09-30, 2026-10-01, 2026-10-02, 2026-10-06]
calendar.make_up = [2026-10-10]
""",
    )
    dues = by_label(calendar(clinic, OCTOBER))
    assert {label: (due.times, due.due.isoformat()) for label, due in dues.items()} == {
        "2026-W41": (2, "2026-10-10"), "2026-W42": (2, "2026-10-16"), "2026-W43": (2, "2026-10-23"),
    }  # fmt: skip
    rounds = by_label(calendar(clinic, OCTOBER), "five-rounds")
    assert "2026-10-10" in rounds and "2026-10-11" not in rounds and "2026-10-06" not in rounds
    assert rounds["2026-10-05"].state is DueState.MISSED and rounds["2026-10-05"].times == 5
    assert "2026-W44" not in dues


def test_each_unit_owes_its_own(clinic: Workspace) -> None:
    """One unit's check does not stand for another's; the clinic may say which units owe it."""
    about = {"checklist": "monthly-assessment", "kind": Kind.POINTS}
    save(clinic, check("2026-10-30", **about), check("2026-10-30", unit="本院", **about))
    told = {due.unit: due.state for due in calendar(clinic, OCTOBER).dues}
    assert told == {"换药室": DueState.DONE, "治疗室": DueState.OVERDUE}
    own(clinic, 'calendar.units.monthly-assessment = ["换药室"]')
    assert [due.unit for due in calendar(clinic, OCTOBER).dues] == ["换药室"]
    own(clinic, "")
    unlisted = replace(clinic, organisation=Organisation(sites=(Site(name="本院"),)))
    assert [due.unit for due in calendar(unlisted, OCTOBER).dues] == ["换药室"]


def test_the_clinics_own_assessment_month(clinic: Workspace) -> None:
    """From the 26th to the 25th; a sheet that says October and no day is October's, though that ends on
    the 25th."""
    own(clinic, "assessment.first_day = 26")
    about = {"checklist": "monthly-assessment", "kind": Kind.POINTS}
    month = {"period_from": dt.date(2026, 10, 1), "period_to": dt.date(2026, 10, 31)}
    save(clinic, check("2026-10-31", **about, **month), check("2026-10-27", unit="治疗室", **about))
    dues = {(due.unit, due.span.label): due for due in appointments(clinic)}
    october = dues["换药室", "2026-10"]
    assert (october.span.start, october.span.end) == (dt.date(2026, 9, 26), dt.date(2026, 10, 25))
    assert october.state is DueState.DONE
    assert dues["治疗室", "2026-10"].state is DueState.MISSED
    assert dues["治疗室", "2026-11"].state is DueState.DONE


def test_switching_on_and_off_leaves_the_past(clinic: Workspace) -> None:
    """Else whoever switches a cadence off would wipe out what was missed."""
    save(clinic, check("2026-10-06"))
    own(clinic, "calendar.off.spot-check = 2026-10-20")
    found = calendar(clinic, OCTOBER)
    assert [due.span.label for due in found.dues] == ["2026-W41", "2026-W42"]
    assert by_label(found)["2026-W42"].state is DueState.MISSED
    assert "spot-check" not in found.not_in_force
    own(clinic, "calendar.on.spot-check = 2026-10-14")
    assert list(by_label(calendar(clinic, OCTOBER))) == ["2026-W43"]


def test_the_clinics_own_cadence_from_its_day_on(clinic: Workspace) -> None:
    save(clinic, check("2026-10-06"), check("2026-10-08"))
    own(
        clinic,
        'calendar.cadences.spot-check = { every = "month", times = 3, valid_from = 2026-10-19 }',
    )
    dues = by_label(calendar(at(clinic, "2026-12-01"), Period.parse("2026-11")))
    assert [(label, due.times) for label, due in dues.items()] == [("2026-11", 3)]
    assert list(by_label(calendar(clinic, OCTOBER))) == ["2026-W41", "2026-W42"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("calendar.off.spotcheck = 2026-10-01", 'no checklist "spotcheck"'),
        ('calendar.cadences.drill = { every = "year" }', "needs a name and valid_from"),
        ('calendar.cadences.drill = { evry = "year" }', "line 1"),
        ("calendar.rest_weekdays = [8]", "line 1"),
    ],
)
def test_a_mistake_in_the_clinics_settings_is_told(clinic: Workspace, text: str, said: str) -> None:
    """A code that nobody reads would be believed in force."""
    own(clinic, text)
    with pytest.raises(WorkspaceError) as told:
        calendar(clinic, OCTOBER)
    assert said in str(told.value)


def test_a_reason_is_kept_and_does_not_make_it_done(clinic: Workspace) -> None:
    """Who gives a reason is heard; the rate stays what it was. Sheets that come in later count."""
    save(clinic, check("2026-10-06"), check("2026-10-08"))
    missed = by_label(calendar(clinic, OCTOBER))["2026-W42"]
    with pytest.raises(UsageError, match="note is missing"):
        excuse(clinic, missed, " ")
    excuse(clinic, missed, "质控员外出培训")
    with pytest.raises(UsageError, match="changed this meanwhile"):
        excuse(clinic, missed, "另一个人")
    found = calendar(clinic, OCTOBER)
    told = by_label(found)["2026-W42"]
    assert (told.state, told.reason) == (DueState.EXCUSED, "质控员外出培训")
    (line,) = found.adherence
    assert (line.owed, line.in_time, line.excused, line.missed) == (6, 2, 2, 2)
    assert line.rate == pytest.approx(1 / 3)
    with pytest.raises(UsageError, match="as it stands now"):
        excuse(clinic, told, "再说一次")
    save(clinic, check("2026-10-13"), check("2026-10-15"), name="b.xlsx")
    assert by_label(calendar(clinic, OCTOBER))["2026-W42"].state is DueState.DONE


def test_what_was_said_can_be_taken_back(clinic: Workspace) -> None:
    save(clinic, check("2026-10-06"), check("2026-10-08"))
    due = by_label(calendar(clinic, OCTOBER))["2026-W42"]
    with pytest.raises(UsageError, match="Nobody said anything"):
        withdraw(clinic, due, "写错")
    excuse(clinic, due, "培训")
    withdraw(clinic, appointment(clinic, due.id), "写错了周次")
    again = appointment(clinic, due.id)
    assert again.state is DueState.MISSED and [a.what for a in again.acts] == ["excuse", "withdraw"]


def test_a_meeting_is_kept_by_its_file(clinic: Workspace) -> None:
    """Minutes, kept as they were handed in; in time by the day of the meeting; nothing else may be
    ticked off so."""
    own(
        clinic,
        'calendar.cadences.fire-drill = { name = "消防演练", every = "month", valid_from = 2026-09-01 }',
    )
    save(clinic, check("2026-10-06"))
    september, october = (
        due
        for due in appointments(clinic)
        if due.code == "fire-drill" and due.span.label < "2026-11"
    )
    assert (september.state, october.state) == (DueState.MISSED, DueState.OVERDUE)
    keep_evidence(clinic, october, "签到表.jpg", b"photo", dt.date(2026, 10, 20))
    keep_evidence(clinic, september, "演练.pdf", b"minutes")
    told = {due.span.label: due for due in appointments(clinic) if due.code == "fire-drill"}
    assert told["2026-10"].state is DueState.DONE and told["2026-09"].state is DueState.LATE
    (doing,) = told["2026-10"].in_time
    assert (doing.file, evidence(clinic, doing)) == ("签到表.jpg", b"photo")
    with pytest.raises(UsageError, match="as it stands now"):
        keep_evidence(clinic, told["2026-10"], "x.pdf", b"x", dt.date(2026, 10, 21))
    withdraw(clinic, told["2026-10"], "不是这次的照片")
    again = appointment(clinic, told["2026-10"].id)
    assert again.state is DueState.OVERDUE
    for day in (dt.date(2026, 9, 30), dt.date(2026, 11, 3)):
        with pytest.raises(UsageError, match="cannot have been done"):
            keep_evidence(clinic, again, "x.pdf", b"x", day)
    with pytest.raises(UsageError, match="empty or larger"):
        keep_evidence(clinic, again, "x.pdf", b"")
    spot = by_label(calendar(clinic, OCTOBER))["2026-W42"]
    with pytest.raises(UsageError, match="by its checks"):
        keep_evidence(clinic, spot, "x.pdf", b"x")


def test_a_file_beside_a_check_of_the_same_day_counts_once(clinic: Workspace) -> None:
    own(clinic, 'calendar.cadences.meetings = { every = "month", times = 2 }')
    save(clinic, check("2026-10-06", checklist="meetings", indicator="meetings"))
    due = by_label(calendar(clinic, OCTOBER), "meetings")["2026-10"]
    keep_evidence(clinic, due, "纪要.docx", b"minutes", dt.date(2026, 10, 6))
    due = appointment(clinic, due.id)
    assert (due.done, due.state) == (1, DueState.OVERDUE)
    keep_evidence(clinic, due, "纪要二.docx", b"minutes 2", dt.date(2026, 10, 20))
    assert appointment(clinic, due.id).state is DueState.DONE


def test_a_deputy_answers_while_somebody_is_away(clinic: Workspace) -> None:
    own(
        clinic,
        """calendar.persons.spot-check = "王丽"
calendar.deputies."王丽" = ["李敏", "孙"]
calendar.absences = [
  { person = "王丽", first = 2026-10-15, last = 2026-10-20 },
  { person = "李敏", first = 2026-10-18, last = 2026-10-18 },
]
""",
    )
    save(clinic, check("2026-10-06"), check("2026-10-08"))
    dues = by_label(calendar(clinic, OCTOBER))
    assert [due.person for due in dues.values()] == ["王丽", "孙", "王丽"]
    rules = load_rules(clinic.folder).calendar
    assert responsible("spot-check", dt.date(2026, 10, 16), rules) == "李敏"
    assert responsible("five-rounds", dt.date(2026, 10, 16), rules) == ""


def test_who_sees_some_units_sees_what_they_owe(clinic: Workspace) -> None:
    """From one unit's checks the whole site's would look missed."""
    about = {"checklist": "monthly-assessment", "kind": Kind.POINTS}
    save(clinic, check("2026-10-06"), check("2026-10-30", **about))
    theirs = replace(clinic, scope=Scope("赵", units=frozenset({"换药室"})))
    assert [(d.code, d.unit) for d in calendar(theirs, OCTOBER).dues] == [
        ("monthly-assessment", "换药室")
    ]
    whole = by_label(calendar(clinic, OCTOBER))["2026-W41"]
    with pytest.raises(ScopeError, match="no appointment"):
        appointment(theirs, whole.id)
    with pytest.raises(ScopeError):
        excuse(theirs, by_label(calendar(clinic, OCTOBER))["2026-W42"], "培训")


def test_five_rounds_by_a_real_sheet(clinic: Workspace, tmp_path: Path) -> None:
    """Each round that was made counts, in order or not; a blank one was not made."""
    checklist = clinic.catalogue.checklists["five-rounds"]
    path = write_template(at(clinic, "2026-10-05"), checklist, tmp_path / "五查.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    first = next(c for c in cells if checklist.items[0].text.zh in str(c.value))
    fifth = next(c for c in cells if c.value == 5 and c.row < first.row and c.column > first.column)
    sheet.cell(3, 3).value = "换药室"
    for days_on, marks in enumerate(("√√×√√", "√√ √/")):
        for n, mark in enumerate(marks):
            sheet.cell(first.row + n, fifth.column + days_on).value = mark.strip() or None
    book.save(path)
    import_paths(clinic, [path])
    rounds = by_label(calendar(clinic, OCTOBER), "five-rounds")
    assert (rounds["2026-10-05"].done, rounds["2026-10-05"].state) == (5, DueState.DONE)
    assert (rounds["2026-10-06"].done, rounds["2026-10-06"].state) == (3, DueState.MISSED)
