"""Whatever was checked: every figure of every report is the analysis's, and a count of the stored results."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import warnings
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docx import Document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx import Presentation

from qc.analysis import Period
from qc.analysis.display import counts, percent
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.reports.content import Month
from qc.reports.month import month_of
from qc.reports.papers import docx
from qc.reports.papers.month_bulletin import month_bulletin
from qc.reports.slides.meeting import meeting_slides
from qc.reports.workbook import render
from qc.words import Kind, Outcome, ResultState, Verdict
from qc.workspace import Workspace, open_workspace

OCTOBER = Period(dt.date(2026, 10, 1))
UNITS = ("换药室", "=治疗室", "激光室")
CODES = ("disinfection", "appearance", "safety-rounds")  # counted by items, and by whole samples
MARKS = st.lists(st.sampled_from([True, True, True, False, None]), min_size=3, max_size=3)
ONE = st.tuples(
    st.sampled_from(CODES), st.sampled_from(UNITS), st.sampled_from(["2026-09-30", "2026-10-01", "2026-10-31"]), MARKS
)  # fmt: skip


def kept(workspace: Workspace, number: int, said: tuple[str, str, str, list[bool | None]]) -> None:
    """One check as an import keeps it; a mark that is None is not applicable."""
    code, unit, day, marks = said
    checklist = workspace.catalogue.checklists[code]
    results = tuple(_result(n, item, good) for n, (item, good) in enumerate(zip(checklist.items, marks, strict=False)))  # fmt: skip
    check = Check(
        sheet="巡查", kind=Kind.CHECKLIST, indicator=checklist.indicator, checklist=code,
        version=checklist.version, date=dt.date.fromisoformat(day), site="本院", unit=unit,
        results=results, subject=f"{number}",
    )  # fmt: skip
    content = str((number, said)).encode()
    sheet = SheetReading("巡查", Kind.CHECKLIST, code, checklist.indicator, "down", (check,))
    digest = hashlib.sha256(content).hexdigest()
    workspace.store.save(
        workspace.scope, WorkbookReading(f"{number}.xlsx", digest, (sheet,), ()), content
    )


def _result(n: int, item: Any, good: bool | None) -> Result:
    if good is None:
        return Result(f"C{n}", item.code, item.text.zh, 0, 0, Outcome.NA, "/")
    points = int(item.points * 100)
    return Result(
        f"C{n}", item.code, item.text.zh, 1, int(good), Outcome.PASS if good else Outcome.FAIL,
        "√" if good else "×", points=points, scored=points * good, state=ResultState.ACCEPTED,
    )  # fmt: skip


def recount(workspace: Workspace) -> dict[str, tuple[int, int]]:
    """Passed and checked of October by indicator, from the stored results, a line at a time."""
    rows = workspace.store.results(workspace.scope, start=OCTOBER.start, end=OCTOBER.end)
    told: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    whole: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.to_dict("records"):
        if workspace.catalogue.indicators[row["indicator"]].count == "samples":
            whole[row["check_id"]].append(row)
        else:
            told[row["indicator"]][0] += row["passed"]
            told[row["indicator"]][1] += row["checked"]
    for results in whole.values():
        counted = [row for row in results if row["checked"]]
        standard = workspace.catalogue.checklists[results[0]["checklist"]]
        critical = {item.code for item in standard.items if item.critical}
        if counted:
            points, scored = (sum(row[name] for row in counted) for name in ("points", "scored"))
            failed = any(row["item_code"] in critical and not row["passed"] for row in counted)
            reached = Fraction(int(scored), int(points)) >= Fraction(str(standard.pass_score))
            told[results[0]["indicator"]][0] += int(reached and not failed)
            told[results[0]["indicator"]][1] += 1
    return {code: (passed, checked) for code, (passed, checked) in told.items() if checked}


@given(st.lists(ONE, min_size=1, max_size=12))
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_every_report_says_what_a_recount_of_the_results_says(
    said: list[tuple[str, str, str, list[bool | None]]],
) -> None:
    """A director who compares slide, bulletin, workbook and sheets must find one figure four times."""
    october = [each for each in said if each[2].startswith("2026-10") and any(m is not None for m in each[3])]  # fmt: skip
    if not october:
        return
    with TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder) / "w", today=dt.date(2026, 11, 2), language="zh")
        try:
            for number, each in enumerate(said):
                kept(workspace, number, each)
            _compare(workspace, month_of(workspace, OCTOBER))
        finally:
            workspace.store.close()


def _compare(workspace: Workspace, month: Month) -> None:
    known = recount(workspace)
    lines = {line.indicator.code: line for line in month.report.scorecard.lines}
    told = {code: (x.passed, x.checked) for code, x in lines.items() if x.checked}
    assert told == known
    by_unit: dict[str, int] = defaultdict(int)
    for each in month.report.units:
        by_unit[each.code] += each.checked
    assert by_unit == {code: checked for code, (_, checked) in known.items()}
    said = {
        line.indicator.name.zh: (percent(line.rate, line.target), counts(*known[code], line.indicator.counting_unit.zh))
        for code, line in lines.items()
        if code in known and line.verdict is not Verdict.NONE
    }  # fmt: skip
    t = workspace.t
    deck = Presentation(io.BytesIO(meeting_slides(month, t)))
    shown = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    slides = [[cell.text for cell in row.cells] for each in shown for row in each.rows]
    paper = Document(io.BytesIO(docx.render(month_bulletin(month, t), t)))
    words = [[cell.text for cell in row.cells] for each in paper.tables for row in each.rows]
    for name, (rate, number) in said.items():
        for rows in (slides, words):
            assert [name, rate, number] in [row[:3] for row in rows]
    _compare_workbook(month, known, lines, t)


def _compare_workbook(month: Month, known: Any, lines: Any, t: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know sparklines
        book = load_workbook(io.BytesIO(render(month.report, t)), data_only=True)
    rows = {row[0]: row for row in book["指标"].iter_rows(min_row=5, values_only=True)}
    for code, (passed, checked) in known.items():
        row = rows[lines[code].indicator.name.zh]
        assert row[2:4] == (passed, checked)
        assert abs(row[1] - passed / checked) < 1e-12
    failed = sum(item.failures for item in month.report.failing)
    sheet = [r for r in book["问题条目"].iter_rows(values_only=True) if isinstance(r[3], int)]
    assert sum(row[3] for row in sheet) == failed
