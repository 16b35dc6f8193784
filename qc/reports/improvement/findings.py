"""The month's followed findings, those that still wait first."""

from __future__ import annotations

from collections.abc import Sequence

from qc.analysis.periods import Period
from qc.analysis.places import place_name
from qc.improve.acting import findings
from qc.improve.findings import Finding, Gravity
from qc.improve.rectified import Rectified, day_of, deadline, rechecked_by, rectified
from qc.improve.states import FindingState
from qc.locale import N_, Translator
from qc.reports.improvement.content import FindingLine, FindingSheet
from qc.reports.naming import Naming
from qc.workspace import Workspace

ORDER = (
    Rectified.OVERDUE, Rectified.OPEN, Rectified.RECHECK, Rectified.LATE, Rectified.IN_TIME,
)  # fmt: skip
"""What still waits comes first, what is overdue before it."""
LEFT_OUT = {
    "statistic": N_("told in numbers only {n}"),
    "history": N_("before the clinic began to follow {n}"),
    "withdrawn": N_("record corrected since {n}"),
}


def finding_sheet(workspace: Workspace, period: Period, named: Naming) -> FindingSheet:
    """The followed findings of a month's inspections, as they stand today, for all that the reader
    may see."""
    first, last = period.start, period.end
    within = [each for each in findings(workspace) if first <= each.date <= last]
    kinds = [_kind(each) for each in within]
    told = [
        (rectified(each, workspace.today), each)
        for each, kind in zip(within, kinds, strict=True)
        if kind == "followed"
    ]
    told.sort(key=_order)
    return FindingSheet(
        sentence=_sentence([how for how, _ in told], workspace.t),
        caption=_caption(kinds, workspace),
        lines=tuple(_line(found, how, workspace, named) for how, found in told),
    )


def _kind(found: Finding) -> str:
    """Whether it is listed, or why it is not. What was told in numbers is followed once somebody acted."""
    if found.state is FindingState.WITHDRAWN:
        return "withdrawn"
    if found.followed:
        return "followed"
    return "statistic" if found.statistic else "history"


def _order(told: tuple[Rectified, Finding]) -> tuple[object, ...]:
    how, found = told
    grave = list(Gravity).index(found.gravity)
    return ORDER.index(how), grave, found.date, found.site, found.unit, found.item, found.id


def _sentence(stood: Sequence[Rectified], t: Translator) -> str:
    if not stood:
        return t("No problem of this month is followed.")
    told = [f"{t(how.label)} {stood.count(how)}" for how in ORDER if how in stood]
    return t("Problems followed this month: {n}; {told}.", n=len(stood), told=t(", ").join(told))


def _caption(kinds: Sequence[str], workspace: Workspace) -> str:
    t = workspace.t
    said = t("As of {day}; what still waits comes first", day=workspace.today)
    left = [t(words, n=kinds.count(kind)) for kind, words in LEFT_OUT.items() if kind in kinds]
    if not left:
        return said
    beside = t("not listed: {told}", told=t(", ").join(left))
    return f"{said} · {beside}"


def _line(found: Finding, how: Rectified, workspace: Workspace, named: Naming) -> FindingLine:
    told, recheck, t = found.told, rechecked_by(found), workspace.t
    judged = how in (Rectified.IN_TIME, Rectified.LATE)
    return FindingLine(
        day=found.date,
        unit=_unit(found, workspace),
        item=found.item,
        failed=found.failed,
        checked=found.checked,
        gravity=t(found.gravity.label),
        times=found.times,
        cause=" · ".join(filter(None, (told.get("category"), told.get("cause")))),
        measure=told.get("measure", ""),
        person=named(told.get("person", "")),
        due=deadline(found) if judged else found.due,
        overdue=how is Rectified.OVERDUE,
        state=t(how.label),
        rechecked_on=day_of(recheck) if recheck else None,
        recheck=_recheck(found, t),
    )


def _unit(found: Finding, workspace: Workspace) -> str:
    name = place_name(found.unit, workspace.organisation, workspace.t)
    several = len(workspace.organisation.sites) > 1 and found.unit != found.site
    return f"{found.site} {name}" if several else name


def _recheck(found: Finding, t: Translator) -> str:
    act = rechecked_by(found)
    if act is None:
        return ""
    if act.what == "recheck_passed":
        return t("in order")
    return t("not in order: {note}", note=act.fields["note"])
