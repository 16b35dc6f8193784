"""Freezing a month, and taking that back: acts in the journal, what was said in the archive."""

from __future__ import annotations

from dataclasses import replace

from qc.analysis.periods import Period
from qc.catalogue.model import Checklist
from qc.errors import ScopeError, UsageError
from qc.locale import LANGUAGES, N_
from qc.reports.content import Month
from qc.reports.month.figures import figures_of
from qc.reports.month.live import live_month
from qc.reports.month.record import Record, variant
from qc.reports.month.restating import restated
from qc.reports.month.stored import FILE, Frozen, acts_on, frozen_month, subject
from qc.store.journal import NewAct
from qc.words import Right
from qc.workspace import Workspace


def freeze(workspace: Workspace, month: Period) -> Frozen:
    """Freeze a month that is over: from now on its reports say what they say today.

    Raises UsageError when it is no month, not over, without data or frozen already, ScopeError for who sees
    but a part of the clinic or may not change standards, ConflictError when somebody else was quicker.
    """
    _may(workspace)
    if frozen_month(workspace, month):
        raise UsageError(
            N_("{month} is frozen already."),
            N_("Take that back first, with the reason."),
            month=month,
        )
    if month.end >= workspace.today:
        raise UsageError(
            N_("{month} is not over yet."), N_("Freeze it once it is over."), month=month
        )
    record = _record(workspace, month)
    content = record.model_dump_json().encode()
    checksum = workspace.store.archive.put(FILE, content)
    _act(workspace, month, "freeze", {"checksum": checksum})
    made = frozen_month(workspace, month)
    assert made is not None
    return made


def unfreeze(workspace: Workspace, month: Period, reason: str) -> None:
    """Take a freezing back, with the reason; what was frozen stays in the archive and the journal.

    Raises UsageError when the month is not frozen or the reason is missing, ScopeError as `freeze` does.
    """
    _may(workspace)
    if not reason.strip():
        raise UsageError(N_("The reason is missing."), N_("Say why the month is opened again."))
    if not frozen_month(workspace, month):
        raise UsageError(N_("{month} is not frozen."), month=month)
    _act(workspace, month, "unfreeze", {"note": reason.strip()})


def _may(workspace: Workspace) -> None:
    if not workspace.scope.is_whole or Right.STANDARDS not in workspace.scope.rights:
        raise ScopeError(
            N_("{actor} may not freeze or open a month."),
            N_("Ask the head nurse or an administrator."),
            actor=workspace.scope.actor,
        )


def _record(workspace: Workspace, month: Period) -> Record:
    said = {
        variant(language, names=names): live_month(_in(workspace, language), month, names=names)
        for language in LANGUAGES
        for names in (False, True)
    }
    catalogue = workspace.catalogue
    return Record(
        month=month,
        frozen_on=workspace.today,
        said=said,
        figures=figures_of(workspace, month),
        targets={code: known.targets for code, known in catalogue.indicators.items()},
        standards=_standards(said[variant(workspace.language, names=False)], workspace),
        restated=tuple(each for each, _ in restated(workspace, month)),
    )


def _in(workspace: Workspace, language: str) -> Workspace:
    return replace(workspace, language=language)


def _standards(said: Month, workspace: Workspace) -> tuple[Checklist, ...]:
    """The standards that the month was checked by, in full."""
    used = {line.code for line in said.report.checklists.lines}
    return tuple(known for code, known in workspace.catalogue.checklists.items() if code in used)


def _act(workspace: Workspace, month: Period, what: str, fields: dict[str, str]) -> None:
    seen = len(acts_on(workspace, month))
    site = workspace.organisation.site
    workspace.store.act(
        workspace.scope, NewAct(subject(month), seen, what, fields, site=site, unit="")
    )
