"""What was answered about each layout of sheet: seen, changed, forgotten (各种表的约定)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.fields import button
from dashboards.components.questions import question
from qc.catalogue.model import Catalogue
from qc.ingest.remembered import Layout
from qc.locale import Translator
from qc.records import Question
from qc.words import Kind


def layouts(known: Sequence[Layout], catalogue: Catalogue, t: Translator) -> Any:
    """One entry a layout."""
    if not known:
        said = t(
            "Nothing yet. What you answer about a sheet is remembered here and never asked again."
        )
        return html.P(said, className="caption")
    note = t("A change holds from the next import on; files that are in can be read anew.")
    return html.Div(
        [html.P(note, className="caption"), *(_layout(one, catalogue, t) for one in known)]
    )


def _layout(layout: Layout, catalogue: Catalogue, t: Translator) -> Any:
    asked = [
        question(
            Question(code, said, False), Kind.CHECKLIST, "", layout.fingerprint, catalogue, t
        )
        for code, said in layout.answers.items()
    ]  # fmt: skip
    return html.Article(
        [
            html.H3(layout.name or layout.fingerprint),
            html.Div(asked, className="asked"),
            html.Div(button(t("Forget"), "forget", layout.fingerprint), className="foot"),
        ],
        className="file layout",
    )
