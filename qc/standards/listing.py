"""The standards in force as a list: what they are called, since when they hold, when they are looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from qc.catalogue.model import Cadence, Checklist, Indicator
from qc.standards.columns import layout
from qc.standards.rows import indicator_row
from qc.workspace import Workspace


@dataclass(frozen=True)
class Listed:
    """An indicator or checklist. `valid_from`: of its version, or of an indicator's target (None where
    none is set); `later`: the day on which a version that lies ready takes over; `overdue`: its review
    day has gone by."""

    sort: Literal["indicator", "checklist"]
    code: str
    name: str
    indicator: str
    version: str
    valid_from: dt.date | None
    later: dt.date | None
    cadence: str
    review: dt.date
    overdue: bool


def listing(workspace: Workspace) -> list[Listed]:
    """All indicators by group, then all checklists, as on the workspace's day."""
    catalogue = workspace.catalogue
    return [
        *(_indicator(workspace, each) for each in catalogue.in_groups),
        *(_checklist(workspace, each) for each in catalogue.checklists.values()),
    ]


def _indicator(workspace: Workspace, known: Indicator) -> Listed:
    since = indicator_row(known, workspace.today)["target_from"]
    later = [each.valid_from for each in known.targets if each.valid_from > workspace.today]
    return Listed(
        "indicator", known.code, known.name.of(workspace.language), known.code, "",
        since if isinstance(since, dt.date) else None, min(later, default=None), "",
        known.review, known.review < workspace.today,
    )  # fmt: skip


def _checklist(workspace: Workspace, known: Checklist) -> Listed:
    versions = workspace.catalogue.versions_of(known.code)
    later = [each.valid_from for each in versions if each.valid_from > workspace.today]
    return Listed(
        "checklist", known.code, known.name.of(workspace.language), known.indicator, known.version,
        known.valid_from, min(later, default=None), cadence_words(known.cadence, workspace.language),
        known.review, known.review < workspace.today,
    )  # fmt: skip


def cadence_words(cadence: Cadence | None, language: str) -> str:
    """每周 ×2 · 随机抽 · 每科一份; nothing where nobody has said."""
    if cadence is None:
        return ""
    sheet, choices = layout().sheets["checklists"], layout().choices
    parts = [choices["every"][cadence.every].of(language)]
    parts[0] += f" ×{cadence.times}" if cadence.times > 1 else ""
    if cadence.irregular:
        parts.append(sheet.column("cadence.irregular").head.of(language))
    if cadence.each == "unit":
        parts.append(choices["each"]["unit"].of(language))
    return " · ".join(parts)
