"""A checklist's template as the bytes of a workbook: the same bytes for the same standard and month."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from qc.catalogue.model import Checklist
from qc.sheetstyle import Book, new_workbook
from qc.templates import across, lines
from qc.templates.forms import Form, load_forms
from qc.templates.guide import write_guide
from qc.templates.page import Page, Subject
from qc.workspace import Workspace


class Shape(Protocol):
    """What a shape's module offers."""

    def widths(self, about: Subject, form: Form) -> list[float]: ...

    def write(self, page: Page) -> None: ...


SHAPES: dict[str, Shape] = {"across": across, "lines": lines}


def render(
    workspace: Workspace,
    checklist: Checklist,
    given: Mapping[str, str | dt.date] | None = None,
    note: str = "",
) -> bytes:
    """The workbook of a checklist: the sheet to fill and one of instructions; `given` and `note` as in
    `page.Subject`."""
    forms = load_forms()
    form = forms.form(checklist)
    about = replace(subject(workspace, checklist), given=given or {}, note=note)
    target = io.BytesIO()
    book = Book(new_workbook(target))
    shape = SHAPES[form.shape]
    sheet = book.workbook.add_worksheet(form.sheet.of(about.language))
    page = Page(book, sheet, about, form, forms, shape.widths(about, form))
    shape.write(page)
    write_guide(page, book.workbook.add_worksheet(page.word("guide")))
    book.workbook.set_properties(_properties(about))
    book.workbook.close()
    return target.getvalue()


def subject(workspace: Workspace, checklist: Checklist) -> Subject:
    """What the template is made for, from the workspace and its day."""
    return Subject(
        checklist=checklist,
        indicator=workspace.catalogue.indicators[checklist.indicator],
        clinic=workspace.clinic,
        units=tuple(dict.fromkeys(unit.name for unit in workspace.organisation.units)),
        month=workspace.today.replace(day=1),
        language=workspace.language,
    )


def _properties(about: Subject) -> dict[str, object]:
    """The day is the month's own, so that nothing else differs."""
    made = dt.datetime.combine(about.month, dt.time(), tzinfo=dt.UTC)
    name = about.checklist.name.of(about.language)
    return {"title": name, "author": about.clinic, "created": made}
