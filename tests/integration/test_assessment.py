"""The monthly performance score: the clinic's formula, which a pocket calculator repeats."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from qc.analysis.periods import Period
from qc.errors import UsageError, WorkspaceError
from qc.improve.calendar.assessment import assessment
from qc.records import Check, Result
from qc.words import Direction, Outcome
from qc.workspace import Workspace
from tests.integration.test_calendar import check, own, save

OCTOBER = Period.parse("2026-10")


def marks(day: str, indicator: str, passed: int, checked: int, unit: str = "换药室") -> Check:
    found = tuple(
        Result(f"C{n}", f"x{n}", f"x{n}", 1, int(n < passed), Outcome.PASS, "√")
        for n in range(checked)
    )
    code = {"adverse_events": "adverse-events", "infections": "infections"}.get(
        indicator, indicator
    )
    return check(day, checklist=code, indicator=indicator, unit=unit, results=found)


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    save(
        workspace,
        marks("2026-10-05", "disinfection", 9, 10), marks("2026-10-30", "disinfection", 2, 2),
        marks("2026-10-06", "safety", 3, 4, unit="治疗室"), marks("2026-09-28", "safety", 4, 4),
        marks("2026-10-06", "infections", 1, 4),
    )  # fmt: skip
    return workspace


def test_equal_weights_until_the_clinic_sets_its_own(clinic: Workspace) -> None:
    """Seven rates of the plan; what has no data is left out, and said."""
    score = assessment(clinic, OCTOBER)
    assert score.total == 50 * Fraction(11, 12) + 50 * Fraction(3, 4) and not score.own_weights
    assert [part.indicator for part in score.parts if part.points is None] == [
        "service", "documents", "emergency", "satisfaction", "appearance",
    ]  # fmt: skip
    unit = assessment(clinic, OCTOBER, "治疗室")
    assert unit.total == 75


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("", Fraction(30 * 11, 12) + Fraction(70 * 3, 4)),
        ('points = "attained"', 30 * Fraction(11, 12) + 70 * Fraction(3, 4) / Fraction(95, 100)),
        ('points = "all_or_nothing"', Fraction(0)),
    ],
)
def test_the_three_formulas(clinic: Workspace, text: str, total: Fraction) -> None:
    """Against targets of 100 % and 95 %, to the last digit."""
    own(clinic, f"[assessment]\nweights = {{ disinfection = 30, safety = 70 }}\n{text}")
    score = assessment(clinic, OCTOBER)
    assert score.total == total
    assert sum(part.points or 0 for part in score.parts) == total
    assert [part.share for part in score.parts] == [30, 70]


def test_what_has_no_data_may_count_as_nothing(clinic: Workspace) -> None:
    own(clinic, '[assessment]\nmissing = "zero"\nweights = { safety = 1, documents = 1.5 }')
    score = assessment(clinic, OCTOBER)
    assert score.total == 30 and [part.points for part in score.parts] == [30, 0]
    assert assessment(clinic, Period.parse("2026-08")).total is None


def test_a_parent_counts_by_its_children_and_a_met_target_in_full(clinic: Workspace) -> None:
    own(clinic, '[assessment]\npoints = "attained"\nweights = { service_quality = 1, safety = 1 }')
    score = assessment(clinic, Period.parse("2026-09"))
    assert [part.rate for part in score.parts] == [1, 1] and score.total == 100


def test_the_clinics_own_month(clinic: Workspace) -> None:
    """From 26 September to 25 October: that September's check is in, October's last is not."""
    own(clinic, "[assessment]\nfirst_day = 26\nweights = { disinfection = 1, safety = 1 }")
    score = assessment(clinic, OCTOBER)
    assert score.total == 50 * Fraction(9, 10) + 50 * Fraction(7, 8)
    assert (score.span.start.isoformat(), score.span.end.isoformat()) == (
        "2026-09-26",
        "2026-10-25",
    )


@pytest.mark.parametrize("word", ["infections", "adverse_events", "savety"])
def test_reports_are_never_part_of_it(clinic: Workspace, word: str) -> None:
    """Whoever reports would pay for it; reports would stop."""
    own(clinic, f"[assessment]\nweights = {{ {word} = 1 }}")
    with pytest.raises(WorkspaceError, match=word):
        assessment(clinic, OCTOBER)


def test_what_is_kept_low_counts_by_what_did_not_happen(clinic: Workspace) -> None:
    own(clinic, "[assessment]\nweights = { complaint_handling = 1 }")
    lower = clinic.catalogue.indicators["complaint_handling"].model_copy(
        update={"direction": Direction.LOWER}
    )
    known = {**clinic.catalogue.indicators, "complaint_handling": lower}
    save(clinic, marks("2026-10-07", "complaint_handling", 1, 4), name="b.xlsx")
    other = replace(clinic, catalogue=clinic.catalogue.model_copy(update={"indicators": known}))
    assert assessment(other, OCTOBER).total == 75


def test_only_a_month_has_a_score(clinic: Workspace) -> None:
    with pytest.raises(UsageError, match="no month"):
        assessment(clinic, Period.parse("2026-Q4"))
