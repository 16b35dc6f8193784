"""The renderer: a report's content as an Excel workbook, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io

from qc.locale import Translator
from qc.reports.content import Report
from qc.reports.sheets import (
    checklists,
    conclusions,
    cycles,
    expiring,
    failing,
    findings,
    held_back,
    kept,
    registers,
    restatements,
    scorecard,
    sources,
    trends,
    units,
)
from qc.reports.style import Book

SHEETS = (
    conclusions, scorecard, checklists, trends, units, failing, findings, cycles, kept, expiring, registers,
    restatements, held_back, sources,
)  # fmt: skip


def render(report: Report, t: Translator) -> bytes:
    """The workbook's bytes: formulas live, with the values they give."""
    target = io.BytesIO()
    book = Book.on(target, t)
    book.workbook.set_properties(_properties(report))
    book.workbook.set_size(2400, 1500)
    for sheet in SHEETS:
        sheet.write(book, report)
    book.workbook.close()
    return target.getvalue()


def _properties(report: Report) -> dict[str, object]:
    """Said in the file's properties; the day is the report's own, so that nothing else differs."""
    made = dt.datetime.combine(report.made_on, dt.time(), tzinfo=dt.UTC)
    return {"title": report.title, "author": report.clinic, "created": made}
