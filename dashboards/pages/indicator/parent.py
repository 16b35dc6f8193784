"""What a parent's rate is made of: its children, each against its own target."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboards.components.graphs import block
from dashboards.components.score_table import score_table
from dashboards.pages.indicator.asked import Subject
from qc import analysis


def children(subject: Subject) -> list[Any]:
    """The scorecard's lines of the children; "n of m met" is their conclusion."""
    t, reader = subject.t, subject.reader
    card = analysis.scorecard(reader, subject.until, subject.unit)
    codes = {child.code for child in reader.catalogue.children(subject.code)}
    lines = tuple(line for line in card.lines if line.indicator.code in codes)
    own = next((line for line in card.lines if line.indicator.code == subject.code), None)
    if own is None or not lines:
        return []
    said = t(
        "{met} of {rated} met ({all} children)",
        met=own.children_met,
        rated=own.children_rated,
        all=own.children,
    )
    caption = " · ".join(
        [subject.indicator.name.of(t.language), analysis.period_name(subject.until, t)]
    )
    table = score_table(replace(card, lines=lines), subject.code, subject.view, t)
    return [block(said, caption, [table], "children")]
