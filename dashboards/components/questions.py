"""What a sheet leaves open, to be answered with one choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc

from dashboards.components.fields import ANSWER
from qc.catalogue.model import Catalogue
from qc.ingest.questions import CHECKLIST, QUESTIONS
from qc.locale import Translator
from qc.records import Question
from qc.words import Kind


def question(
    asked: Question, kind: Kind, of: str, layout: str, catalogue: Catalogue, t: Translator
) -> Any:
    """A question with the answer that was taken. `of` is the file that it is asked about, "" for a
    remembered layout; `layout` the fingerprint."""
    code, taken = asked.code, asked.taken
    told: dict[str, Any] = {
        "id": {"type": ANSWER, "of": of, "layout": layout, "code": code},
        "label": asked_text(code, t),
        "value": taken,
        "data-taken": taken,
    }
    if asked.assumed:
        told["description"] = t("Assumed; please say if it is otherwise.")
    if asked.cell:
        told["label"] = t("{question} (cell {cell})", question=told["label"], cell=asked.cell)
    if code != CHECKLIST:
        answers = answers_of(code, t)
        radios = [dmc.Radio(label=text, value=value, size="md") for value, text in answers.items()]
        return dmc.RadioGroup(dmc.Group(radios, gap="md"), className="question", **told)
    options = checklists(catalogue, kind, t)
    if taken not in options:
        options = {taken: t("None of these: the clinic's own")} | options
    data = [{"value": value, "label": text} for value, text in options.items()]
    return dmc.Select(
        data=data, allowDeselect=False, searchable=True, className="question", **told
    )  # fmt: skip


def asked_text(code: str, t: Translator) -> str:
    """A question in words; its code where a newer program asked it."""
    return t(QUESTIONS[code].text) if code in QUESTIONS else code


def answers_of(code: str, t: Translator) -> dict[str, str]:
    """The answers of a question by their codes."""
    known: Mapping[str, str] = QUESTIONS[code].answers if code in QUESTIONS else {}
    return {value: t(text) for value, text in known.items()}


def checklists(catalogue: Catalogue, kind: Kind | None, t: Translator) -> dict[str, str]:
    """The catalogue's checklists by code, those of the sheet's own kind first."""
    ordered = sorted(catalogue.checklists.values(), key=lambda known: known.kind is not kind)
    return {known.code: known.name.of(t.language) for known in ordered}
