"""Questions to a real workspace: what was saved comes out as figures, and back to its cells."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from qc import analysis
from qc.analysis import Period
from qc.catalogue.model import Catalogue, Target
from qc.errors import UsageError
from qc.records import Check, Problem, Result, SheetReading, WorkbookReading
from qc.store import Scope
from qc.words import Kind, Outcome, ResultState, Severity
from qc.workspace import Workspace

OCTOBER = Period(dt.date(2026, 10, 1))
HANDS = "hand_hygiene_supplies"


def mark(cell: str, passed: bool, code: str = HANDS, **changes: Any) -> Result:
    outcome = Outcome.PASS if passed else Outcome.FAIL
    plain = Result(cell, code, "洗手", 1, int(passed), outcome, "√" if passed else "×")
    return plain._replace(**changes)


def check(unit: str, *results: Result, day: int = 5, **changes: Any) -> Check:
    plain = Check(
        sheet="10月", kind=Kind.CHECKLIST, indicator="disinfection", checklist="disinfection",
        version="1", date=dt.date(2026, 10, day), site="本院", unit=unit, results=results,
    )  # fmt: skip
    return plain._replace(**changes)


def save(
    workspace: Workspace, name: str, *checks: Check, problems: tuple[Problem, ...] = ()
) -> None:
    content = name.encode()
    sheet = SheetReading("10月", Kind.CHECKLIST, "disinfection", "disinfection", "across", checks)
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(
        workspace.scope, WorkbookReading(name, digest, (sheet,), problems), content
    )


def disinfection(workspace: Workspace) -> tuple[int, int]:
    card = analysis.scorecard(workspace, OCTOBER)
    line = next(each for each in card.lines if each.indicator.code == "disinfection")
    return line.checked, line.passed


def test_a_figure_opens_the_results_behind_it(workspace: Workspace) -> None:
    """An inspector asks where 2 of 3 comes from: file, sheet, cell and what it holds."""
    save(
        workspace, "一.xlsx", check("换药室", mark("D6", True), mark("E6", False), mark("F6", True))
    )
    rows = analysis.evidence(workspace, OCTOBER, "disinfection", "换药室")
    assert (len(rows), rows["passed"].sum()) == disinfection(workspace)
    wrong = analysis.evidence(workspace, OCTOBER, "disinfection", outcome="fail").iloc[0]
    assert (wrong["file"], wrong["sheet"], wrong["cell"], wrong["raw"]) == (
        "一.xlsx",
        "10月",
        "E6",
        "×",
    )
    assert wrong["sha256"] == hashlib.sha256("一.xlsx".encode()).hexdigest()
    assert wrong["item"] != "洗手", "the catalogue's text, in the reader's language"


def test_evidence_of_a_parent_an_item_and_of_what_waits(workspace: Workspace) -> None:
    """Each number on the page has its own rows behind it, no more and no fewer."""
    waiting = mark("G6", False, state=ResultState.HELD_BACK)
    save(
        workspace, "一.xlsx", check("换药室", mark("D6", True), mark("E6", True, "other"), waiting)
    )

    def cells(**asked: Any) -> list[str]:
        return sorted(analysis.evidence(workspace, OCTOBER, **asked)["cell"])

    assert cells(indicator="service_quality") == ["D6", "E6", "G6"]
    assert cells(item_code="other") == ["E6"]
    assert cells(state="held_back") == ["G6"]
    assert cells(indicator="emergency") == []


def test_points_come_out_as_plain_points(workspace: Workspace) -> None:
    """5 points kept as 500 hundredths must not be shown as 500."""
    save(workspace, "一.xlsx", check("换药室", mark("D6", False, points=500, scored=350)))
    row = analysis.evidence(workspace, OCTOBER).iloc[0]
    assert (row["points"], row["scored"]) == (5.0, 3.5)


def test_a_new_workbook_is_in_the_next_answer(workspace: Workspace) -> None:
    """What is kept between two questions must never be older than the store."""
    save(workspace, "一.xlsx", check("换药室", mark("D6", True)))
    assert disinfection(workspace) == (1, 1)
    save(workspace, "二.xlsx", check("注射室", mark("D6", False)))
    assert disinfection(workspace) == (2, 1)


def test_a_corrected_check_replaces_the_old_one(workspace: Workspace) -> None:
    """The same inspection brought again must not count twice."""
    save(workspace, "一.xlsx", check("换药室", mark("D6", False)))
    assert disinfection(workspace) == (1, 0)
    save(workspace, "一（更正）.xlsx", check("换药室", mark("D6", True)))
    assert disinfection(workspace) == (1, 1)


def test_nobody_sees_more_than_the_scope_allows(workspace: Workspace) -> None:
    """What was counted for the head of quality must not be handed to the nurse of one room."""
    save(
        workspace, "一.xlsx", check("换药室", mark("D6", True)), check("注射室", mark("D7", False))
    )
    nurse = replace(workspace, scope=Scope("护士", units=frozenset({"注射室"})))
    assert disinfection(workspace) == (2, 1)
    assert disinfection(nurse) == (1, 0)
    assert disinfection(workspace) == (2, 1)
    assert analysis.coverage(nurse).units == ("注射室",)
    assert set(analysis.evidence(nurse, OCTOBER)["unit"]) == {"注射室"}


def test_a_changed_standard_is_in_the_next_answer(workspace: Workspace) -> None:
    """A clinic that lowers its target must not be judged by the old one, nothing being imported."""
    save(workspace, "一.xlsx", check("换药室", mark("D6", True), mark("E6", False)))
    before, after = (
        next(line for line in analysis.scorecard(each, OCTOBER).lines if line.checked)
        for each in (workspace, replace(workspace, catalogue=lowered(workspace.catalogue)))
    )
    assert (before.verdict, after.verdict) == ("missed", "met")


def lowered(catalogue: Catalogue) -> Catalogue:
    target = Target(valid_from=dt.date(2022, 1, 1), value=Decimal("0.5"))
    changed = catalogue.indicators["disinfection"].model_copy(update={"targets": (target,)})
    return Catalogue(
        indicators=catalogue.indicators | {"disinfection": changed}, checklists=catalogue.checklists
    )


def test_all_questions_of_a_new_workspace_have_an_answer(workspace: Workspace) -> None:
    """The first page that a new user sees must not be a fault."""
    assert analysis.headline(analysis.scorecard(workspace, OCTOBER), workspace.t)
    assert analysis.trend(workspace, "disinfection").frame.empty
    assert analysis.trend(workspace, "service_quality").frame.empty
    assert analysis.unit_rates(workspace, OCTOBER).empty
    assert analysis.failing_items(workspace, OCTOBER).empty
    assert analysis.rates(workspace, analysis.DIMENSIONS).empty
    assert analysis.evidence(workspace, OCTOBER).empty
    assert analysis.coverage(workspace).months == ()


def test_open_problems_are_passed_on_with_their_file(workspace: Workspace) -> None:
    """待更正 on the page must lead to the file that waits."""
    problem = Problem(Severity.ERROR, "bad_mark", "10月", "D6", "?")
    waiting = mark("D6", False, state=ResultState.HELD_BACK)
    save(workspace, "一.xlsx", check("换药室", waiting), problems=(problem,))
    told = analysis.problems(workspace)
    assert [(each.file, each.problem.cell, each.open) for each in told] == [("一.xlsx", "D6", True)]


QUESTIONS: dict[str, Callable[[Workspace], object]] = {
    "disinfection": lambda w: analysis.trend(w, "disinfecton"),
    "换药室": lambda w: analysis.trend(w, "disinfection", unit="换药间"),
    "auto, run, xmr, p, pp, np, u, up, c, g, t": lambda w: analysis.trend(
        w, "disinfection", chart="pie"
    ),
    "month": lambda w: analysis.trend(w, "disinfection", kind="moth"),  # type: ignore[arg-type]
    "unit": lambda w: analysis.rates(w, ["units"]),
    "emergency": lambda w: analysis.rates(w, indicator="emergancy"),
    "documents": lambda w: analysis.failing_items(w, OCTOBER, "document"),
    "appearance": lambda w: analysis.evidence(w, OCTOBER, "apearance"),
    "Choose one of: 换药室": lambda w: analysis.scorecard(w, OCTOBER, "xyz"),
}


@pytest.mark.parametrize("expected", QUESTIONS)
def test_a_wrong_word_is_answered_with_the_right_one(workspace: Workspace, expected: str) -> None:
    """A typo on the command line or in an address must help, not show an empty table."""
    save(workspace, "一.xlsx", check("换药室", mark("D6", True)))
    with pytest.raises(UsageError) as raised:
        QUESTIONS[expected](workspace)
    assert expected in raised.value.sentence(replace(workspace, language="en").t)
