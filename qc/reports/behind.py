"""What stands behind the figures: the files, what waits to be put right in them, the methods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from qc.analysis import Scorecard, ScoreLine, problems
from qc.catalogue.model import Catalogue, Indicator
from qc.ingest.problems import describe
from qc.locale import N_, Translator
from qc.reports.content import HeldBack, Method, SourceFile
from qc.store.answers import StoredImport, StoredProblem
from qc.words import Severity
from qc.workspace import TIME_ZONE, Workspace

LISTED = (Severity.ERROR, Severity.WARNING)
COUNTED = {
    "items": N_("{unit}: each thing checked counts once; passed ÷ checked ({basis})"),
    "samples": N_("{unit}: each sample counts once and passes or fails as a whole ({basis})"),
}


def held_back(
    workspace: Workspace, rows: pd.DataFrame, came_in: Iterable[StoredImport]
) -> tuple[HeldBack, ...]:
    """What waits to be put right in the files of these results, and in those files that `came_in` of which
    nothing could be counted: such a file cannot say which month it belongs to. What is held back comes first."""
    files = set(rows["sha256"]) | {each.sha256 for each in came_in if not each.live}
    waiting = [stored for stored in problems(workspace) if stored.sha256 in files]
    listed = [stored for stored in waiting if stored.problem.severity in LISTED]
    listed.sort(key=lambda stored: LISTED.index(stored.problem.severity))
    return tuple(_held_back(stored, workspace.t) for stored in listed)


def _held_back(stored: StoredProblem, t: Translator) -> HeldBack:
    words, problem = describe(stored.problem, t), stored.problem
    return HeldBack(
        severity=problem.severity,
        label=t(problem.severity.label),
        file=stored.file,
        sheet=problem.sheet,
        cell=problem.cell,
        value=problem.value,
        message=words.message,
        remedy=words.remedy,
    )


def sources(came_in: Iterable[StoredImport], rows: pd.DataFrame) -> tuple[SourceFile, ...]:
    """The files that these results came from, by name, with how many of their checks are meant."""
    checks = rows.groupby("sha256")["check_id"].nunique().to_dict()
    files = [stored for stored in came_in if stored.sha256 in checks]
    return tuple(
        SourceFile(f.file_name, f.sha256, _local_time(f.imported_at), int(checks[f.sha256]))
        for f in sorted(files, key=lambda stored: stored.file_name)
    )


def _local_time(utc: str) -> str:
    return f"{dt.datetime.fromisoformat(utc).astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"


def methods(catalogue: Catalogue, card: Scorecard, t: Translator) -> tuple[Method, ...]:
    """How each indicator is counted, with the target in force at the period's end."""
    return tuple(_method(line, catalogue, card.period.end, t) for line in card.lines)


def _method(line: ScoreLine, catalogue: Catalogue, day: dt.date, t: Translator) -> Method:
    known = line.indicator
    return Method(
        indicator=known.name.of(t.language),
        counted=_counted(known, catalogue, t),
        target=line.target,
        valid_from=_in_force_since(known, day),
        source=known.source,
    )


def _counted(known: Indicator, catalogue: Catalogue, t: Translator) -> str:
    if children := catalogue.children(known.code):
        names = t(", ").join(child.name.of(t.language) for child in children)
        return t("weighted mean of the rates of: {names}", names=names)
    unit, basis = known.counting_unit.of(t.language), t(known.basis.label)
    return t(COUNTED[known.count], unit=unit, basis=basis)


def _in_force_since(known: Indicator, day: dt.date) -> dt.date | None:
    """Since when the target that holds on a day has held; before the first one, the first's day. None
    where no target is set."""
    days = sorted(target.valid_from for target in known.targets)
    return max((start for start in days if start <= day), default=days[0] if days else None)
