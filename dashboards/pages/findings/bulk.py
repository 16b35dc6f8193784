"""One act for all findings that were chosen: what is written counts for each of them."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.fields import button
from dashboards.pages.findings.forms import field_of
from dashboards.pages.findings.words import DO
from qc.workspace import Workspace

ACTS = ("assign", "put_right", "recheck_passed", "note")
FIELDS = ("person", "due", "cause", "category", "measure", "note")
PART, COUNT = "bulk", "bulk-count"


def bulk(reader: Workspace) -> Any:
    """Hidden until something is chosen (assets/findings.js)."""
    t = reader.t
    fields = [field_of(name, reader) for name in FIELDS]
    acts = [button(t(DO[what]), f"bulk-{what}", quiet=what != "assign") for what in ACTS]
    note = t(
        "What is written here counts for each of them. What cannot be done is told one by one."
    )
    return html.Section(
        [
            html.H2("", id=COUNT),
            html.P(note, className="caption"),
            html.Div(fields, className="fields"),
            html.Div(acts, className="acts"),
        ],
        id=PART,
        className="panel bulk",
        hidden=True,
        **data(said=t("Do something with {n} findings at once")),
        **aria(label=t("Chosen findings")),
    )
