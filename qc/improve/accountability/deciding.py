"""A person's decision about a proposal, and its line in the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qc.errors import UsageError
from qc.improve.accountability.accounts import KIND, Days, accounts, decisions_of, subject_of
from qc.improve.accountability.ladder import Decision, Proposal
from qc.improve.accountability.sources import Setting, switched_on
from qc.improve.accountability.states import STEPS
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.text import normal_form
from qc.workspace import Workspace


def accept(workspace: Workspace, proposal: Proposal, note: str, joint: str = "") -> Act:
    """Accept a proposal as it was seen, with the reason; `joint` answers with the person where the
    ladder has somebody do so. Raises as `refuse` does, and for a joint person that the ladder has not."""
    if joint.strip():
        _refuse_joint(switched_on(workspace), proposal, joint)
    return _decide(workspace, proposal, "accept", note, {"joint": joint.strip()})


def refuse(workspace: Workspace, proposal: Proposal, note: str) -> Act:
    """Refuse a proposal, with the reason: what it would have decided counts no more for this person.

    UsageError while accountability is off, without a reason, when one decides about oneself, when
    the proposal is no longer what was seen or somebody else decided meanwhile.
    """
    return _decide(workspace, proposal, "refuse", note, {})


def lift(workspace: Workspace, decision: Decision, note: str) -> Act:
    """Take an accepted proposal back, with the reason: its findings count no more for this person.
    UsageError unless it stands, or without a reason."""
    switched_on(workspace)
    _check(workspace, decision.who, note)
    acts, subject = workspace.store.acts(workspace.scope, KIND), subject_of(decision.who)
    if {each.id: each.state for each in decisions_of(acts)}[decision.id] is not STEPS[
        "lift"
    ].source:
        raise UsageError(N_("Only what was accepted can be lifted again."))
    seen = Counter(act.subject for act in acts)[subject]
    fields = {"id": decision.id, "note": note.strip()}
    return workspace.store.act(
        workspace.scope, NewAct(subject, seen, "lift", fields, site=decision.site, unit="")
    )


def _decide(
    workspace: Workspace, proposal: Proposal, what: str, note: str, more: Mapping[str, str]
) -> Act:
    switched_on(workspace)
    _check(workspace, proposal.who, note)
    known = accounts(workspace)
    if known is None or proposal not in known.open:
        raise UsageError(
            N_("This proposal is no longer what it was: somebody decided it, or more came in."),
            N_("Look at the list again."),
        )
    fields = {
        **about(proposal),
        "note": note.strip(),
        **{name: text for name, text in more.items() if text},
    }
    return workspace.store.act(
        workspace.scope,
        NewAct(subject_of(proposal.who), proposal.seen, what, fields, site=proposal.site, unit=""),
    )


def _check(workspace: Workspace, who: tuple[str, str], note: str) -> None:
    if not note.strip():
        raise UsageError(N_("A note is missing that says why."), N_("Fill it in and try again."))
    if normal_form(workspace.scope.actor) == who[1]:
        raise UsageError(
            N_("Nobody decides about themselves."), N_("Let somebody else decide this one.")
        )


def _refuse_joint(known: Setting, proposal: Proposal, joint: str) -> None:
    if known.ladders[proposal.ladder].joint is None:
        raise UsageError(N_("On this ladder nobody answers jointly."))
    if normal_form(joint) == proposal.who[1]:
        raise UsageError(N_("Somebody else answers jointly, not the person themselves."))


def about(proposal: Proposal) -> dict[str, object]:
    """What a decision keeps of the proposal that it is about, as the journal writes it down."""
    money = {"amount": proposal.amount, "amount_to": proposal.amount_to}
    return {
        "id": proposal.id,
        "person": proposal.person,
        "ladder": proposal.ladder,
        "window": proposal.window,
        "count": proposal.count,
        "action": str(proposal.action),
        "events": list(proposal.events),
        "findings": _plain(proposal.findings),
        "decided": _plain(proposal.fresh),
        **{name: value for name, value in money.items() if value is not None},
    }


def _plain(findings: Days) -> list[list[str]]:
    return [[name, day.isoformat()] for name, day in findings]
