"""The reports of a month that can be taken along, each made of the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qc.locale import N_, Translator
from qc.reports import workbook
from qc.reports.content import Month
from qc.reports.papers import docx, pdf
from qc.reports.papers.minutes import minutes_paper
from qc.reports.papers.month_bulletin import month_bulletin
from qc.reports.slides.meeting import meeting_slides


@dataclass(frozen=True)
class Product:
    """`label`: what it is called (a msgid); `file`: the name of its file, with {month} in it."""

    label: str
    file: str
    render: Callable[[Month, Translator], bytes]


PRODUCTS: Mapping[str, Product] = {
    "workbook.xlsx": Product(
        N_("Management workbook (.xlsx)"),
        "质控月报_{month}.xlsx",
        lambda month, t: workbook.render(month.report, t),
    ),
    "slides.pptx": Product(
        N_("Slides of the meeting (.pptx)"), "质控会_{month}.pptx", meeting_slides
    ),
    "minutes.docx": Product(
        N_("Minutes of the meeting (.docx)"),
        "质控会_{month}.docx",
        lambda month, t: docx.render(minutes_paper(month.report, month.meeting, t), t),
    ),
    "bulletin.docx": Product(
        N_("Bulletin of the month (.docx)"),
        "质控简报_{month}.docx",
        lambda month, t: docx.render(month_bulletin(month, t), t),
    ),
    "bulletin.pdf": Product(
        N_("Bulletin of the month (.pdf)"),
        "质控简报_{month}.pdf",
        lambda month, t: pdf.render(month_bulletin(month, t), t),
    ),
}
"""By the last part of their address."""
