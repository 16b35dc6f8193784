"""The line of a preview: what it says must be what the scorecard will say."""

from __future__ import annotations

import datetime as dt

from qc.analysis.sheets import sheet_summary
from qc.catalogue.load import load_catalogue
from qc.records import Check, Result, SheetReading
from qc.words import Kind, Outcome, ResultState

CATALOGUE = load_catalogue()
PASS = Result("C4", "a", "手卫生", 1, 1, Outcome.PASS, "√")
FAIL = Result("C5", "b", "物表", 1, 0, Outcome.FAIL, "×")


def check(day: int, *results: Result, indicator: str = "disinfection", **more: object) -> Check:
    made = Check(
        "表", Kind.CHECKLIST, indicator, indicator, "1", dt.date(2026, 3, day), "本院", "注射室",
        results,
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def sheet(*checks: Check, indicator: str = "disinfection") -> SheetReading:
    return SheetReading("表", Kind.CHECKLIST, indicator, indicator, "days", checks)


def test_what_is_held_back_or_blank_is_counted_apart() -> None:
    held, missed = PASS.held_back(), PASS._replace(state=ResultState.MISSED, checked=0, passed=0)
    said = sheet_summary(sheet(check(1, PASS, FAIL, held), check(29, PASS, missed)), CATALOGUE)
    assert (said.checks, said.results, said.checked, said.passed) == (2, 3, 3, 2)
    assert (said.held_back, said.missed) == (1, 1)
    assert said.rate == 2 / 3
    assert (said.start, said.end) == (dt.date(2026, 3, 1), dt.date(2026, 3, 29))
    assert said.units == ("注射室",)


def test_documents_count_whole_charts() -> None:
    """96 % of the items would be shown where the clinic counts charts."""
    charts = (check(1, PASS, FAIL, indicator="documents", subject="甲"),
              check(1, PASS, indicator="documents", subject="乙"))  # fmt: skip
    said = sheet_summary(sheet(*charts, indicator="documents"), CATALOGUE)
    assert (said.checked, said.passed) == (2, 1)


def test_a_period_is_told_from_its_first_day() -> None:
    period = check(31, PASS, period_from=dt.date(2026, 3, 1), period_to=dt.date(2026, 3, 31))
    said = sheet_summary(sheet(period), CATALOGUE)
    assert (said.start, said.end) == (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


def test_a_sheet_without_checks_has_no_rate() -> None:
    said = sheet_summary(sheet(), CATALOGUE)
    assert (said.checks, said.rate, said.start, said.units) == (0, None, None, ())
