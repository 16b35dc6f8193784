"""The outcome of an import as JSON: an interface that scripts outside rely on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qc.analysis.sheets import sheet_summary
from qc.catalogue.model import Catalogue
from qc.improve.notices import Arrived
from qc.ingest.importer import FileOutcome
from qc.ingest.problems import describe
from qc.ingest.questions import CHECKLIST, QUESTIONS
from qc.locale import Translator
from qc.records import RESULT_COLUMNS, Check, Problem, Question, Result, SheetReading
from qc.words import ResultState, Severity

ZH, EN = Translator("zh"), Translator("en")


def file_json(
    outcome: FileOutcome,
    catalogue: Catalogue,
    t: Translator,
    *,
    results: bool,
    annotated: Path | None = None,
) -> dict[str, Any]:
    """One file: status, sheets with their figures, problems, and every accepted result if asked.

    `message` is Chinese and `message_en` English whoever reads; remedies, what was expected and
    counting units are in the reader's language. `annotated` is where the annotated copy is kept. `notice`,
    only of a file that holds one, counts its lines by what became of them.
    """
    reading = outcome.reading
    sheets = reading.sheets if reading else ()
    told: dict[str, Any] = {
        "path": str(outcome.path),
        "sha256": outcome.sha256,
        "status": outcome.status,
        "annotated": str(annotated) if annotated else None,
        "sheets": [_sheet(sheet, catalogue, t) for sheet in sheets],
        "problems": list(_problems(outcome, t)),
    }
    if isinstance(outcome, Arrived) and outcome.taken:
        told["notice"] = outcome.taken.counts
    if results:
        told["results"] = [
            result_row(check, result)
            for sheet in sheets
            for check in sheet.checks
            for result in check.results
            if result.state is ResultState.ACCEPTED
        ]
    return told


def result_row(check: Check, result: Result) -> dict[str, Any]:
    """A result under RESULT_COLUMNS, as JSON has it: ISO dates, plain points, null for nothing.

    A period stands for a date: `date` is null where `period_from` and `period_to` are given.
    """
    values: dict[str, Any] = {
        "date": None if check.period_from else check.date.isoformat(),
        "period_from": check.period_from.isoformat() if check.period_from else None,
        "period_to": check.period_to.isoformat() if check.period_to else None,
        "points": None if result.points is None else result.points / 100,
        "scored": None if result.scored is None else result.scored / 100,
        "detail": dict(result.detail) if result.detail else None,
    }
    for column in RESULT_COLUMNS:
        if column not in values:
            found = getattr(result if hasattr(result, column) else check, column)
            values[column] = None if found == "" else found
    return {column: values[column] for column in RESULT_COLUMNS}


def _sheet(sheet: SheetReading, catalogue: Catalogue, t: Translator) -> dict[str, Any]:
    accepted = [
        result
        for check in sheet.checks
        for result in check.results
        if result.state is ResultState.ACCEPTED
    ]
    summary = sheet_summary(sheet, catalogue)
    dates = [check.date.isoformat() for check in sheet.checks]
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "checklist": sheet.checklist,
        "indicator": sheet.indicator,
        "layout": sheet.layout,
        "checks": summary.checks,
        "results": summary.results,
        "checked": summary.checked,
        "passed": summary.passed,
        "points": _points(result.points for result in accepted),
        "scored": _points(result.scored for result in accepted),
        "rate": summary.rate,
        "from": min(dates, default=None),
        "to": max(dates, default=None),
        "units": list(summary.units),
        "counting_unit": catalogue.indicators[sheet.indicator].counting_unit.of(t.language),
        "title": sheet.title,
        "fingerprint": sheet.fingerprint,
        "questions": [_question(asked, catalogue, t) for asked in sheet.questions],
    }


def _question(asked: Question, catalogue: Catalogue, t: Translator) -> dict[str, Any]:
    """What the sheet leaves open: what was taken, and what may be answered (by layouts.toml)."""
    answers = {code: t(text) for code, text in QUESTIONS[asked.code].answers.items()}
    if asked.code == CHECKLIST:
        known = catalogue.checklists.values()
        answers = {one.code: one.name.of(t.language) for one in known}
    return {
        "code": asked.code,
        "question": t(QUESTIONS[asked.code].text),
        "cell": asked.cell or None,
        "taken": asked.taken,
        "assumed": asked.assumed,
        "answers": answers,
    }


def _points(hundredths: Iterator[int | None]) -> float | None:
    known = [points for points in hundredths if points is not None]
    return sum(known) / 100 if known else None


def _problems(outcome: FileOutcome, t: Translator) -> Iterator[dict[str, Any]]:
    if outcome.fault:
        yield {
            "severity": Severity.ERROR,
            "code": "unreadable_file",
            "sheet": None,
            "cell": None,
            "value": outcome.path.name,
            "expected": None,
            "message": ZH(outcome.fault.message, **outcome.fault.values),
            "message_en": EN(outcome.fault.message, **outcome.fault.values),
            "remedy": t(outcome.fault.remedy, **outcome.fault.values),
        }
    for problem in outcome.reading.problems if outcome.reading else ():
        yield _problem(problem, t)


def _problem(problem: Problem, t: Translator) -> dict[str, Any]:
    told = describe(problem, t)
    return {
        "severity": problem.severity,
        "code": problem.code,
        "sheet": problem.sheet or None,
        "cell": problem.cell or None,
        "value": problem.value or None,
        "expected": told.expected,
        "message": describe(problem, ZH).message,
        "message_en": describe(problem, EN).message,
        "remedy": told.remedy,
    }
